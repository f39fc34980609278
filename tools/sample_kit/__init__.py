"""Makes the sample notices: one source text becomes plain text, PDF, scans and .docx."""
