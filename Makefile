# Two commands matter: `make demo` and `make test`. Both set up all they need.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup web browser demo test lint types imports unit bench clean

setup: .venv/ready web

.venv/ready: requirements/base.txt requirements/demo.txt requirements/dev.txt requirements/web.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt -r requirements/demo.txt -r requirements/dev.txt -r requirements/web.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

imports: .venv/ready
	$(BIN)/lint-imports
