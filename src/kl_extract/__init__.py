"""Reads Vietnamese conclusion notices and emits their assignments as JSON, offline."""

__version__ = "0.1.0"
