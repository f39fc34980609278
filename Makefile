# Two commands do everything on a fresh Debian, Ubuntu or macOS: `make demo` and `make test`.

SAMPLE = samples/province-dak-lak.pdf
BIN = .venv/bin

.PHONY: help demo test check clean

help:
	@echo "make demo    installs what is missing and extracts $(SAMPLE)"
	@echo "make test    installs what is missing and runs all checks and tests"
	@echo "make check   the checks and tests alone, without installing"
	@echo "make clean   removes the virtual environment and what tools left behind"

demo:
	@tools/setup.sh demo
	@$(BIN)/kl-extract $(SAMPLE) --format table

test:
	@tools/setup.sh test
	@$(MAKE) --no-print-directory check

# The summary line of pytest comes last.
check:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 2

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
