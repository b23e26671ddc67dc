# Two commands matter: `make demo` and `make test`. Both set up all they need.
PYTHON ?= python3
PYTHON312 ?= $(firstword $(wildcard $(HOME)/.pyenv/versions/3.12*/bin/python3.12) python3.12)
BIN := .venv/bin
INTEROP := .venv/interop
OPENADR_YAML ?=
BUILT := src/zeropark/shell/interfaces/assets/built
CLIENT := clients/python/built/made-from
API := $(shell find src/zeropark/shell/interfaces/api src/zeropark/basis/park -type f -not -name '*.pyc')
REQUIREMENTS := $(foreach name,base demo plan forecast dev peers web,-r requirements/$(name).txt)

# Every process compiles the modules that it imports unless one before it may keep them; some
# environments forbid that, and the tests start hundreds.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup web client browser demo test lint types imports kernels unit coverage interop bench pins clean

help:       ## what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

setup: .venv/ready web client  ## everything a developer needs, the browser apart

.venv/ready: requirements/base.txt requirements/demo.txt requirements/plan.txt requirements/forecast.txt requirements/dev.txt requirements/peers.txt requirements/web.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes $(REQUIREMENTS)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

web: $(BUILT)/echarts.js  ## the front-end parts, from pinned packages

$(BUILT)/echarts.js: web/package.json web/package-lock.json web/.npmrc web/echarts.entry.js web/build.mjs web/build.py .venv/ready
	$(BIN)/python web/build.py

client: $(CLIENT)  ## the typed Python client of the API, from its OpenAPI document

$(CLIENT): $(API) clients/python/make.py clients/python/config.yaml requirements/client.txt .venv/ready
	$(BIN)/python clients/python/make.py
	touch $@

browser:  ## Chromium and a Chinese font, for the tests that look at pages
	@command -v chromium >/dev/null || { \
	  test "$$(id -u)" = 0 || { echo "Run once: sudo apt-get install -y chromium fonts-noto-cjk"; exit 1; }; \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk >/dev/null; }

demo: .venv/ready web  ## a year of the Jinchang archetype, to the verdict and the console
	$(BIN)/zeropark demo --dir demo-park

test: setup browser  ## every check
	$(MAKE) --no-print-directory --jobs=2 lint types imports kernels
	$(MAKE) --no-print-directory unit

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready client
	$(BIN)/mypy
	MYPYPATH=clients/python/built $(BIN)/mypy clients/python/example.py

imports: .venv/ready
	$(BIN)/lint-imports

# In a clean checkout the solver is compiled for most of a minute; two processes that ask for it
# first at the same time would both do it.
kernels: .venv/ready
	$(BIN)/pytest -q tests/future/plan/interior

unit: .venv/ready client
	$(BIN)/pytest -n 2 --dist worksteal

coverage: .venv/ready client  ## which lines no test runs; takes twice as long as the tests alone
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered

interop: .venv/ready $(INTEROP)/openadr3-client/ready $(if $(OPENADR_YAML),$(INTEROP)/prism/ready)  ## OpenADR against other programs; OPENADR_YAML=openadr3.yaml adds Prism
	@test -n "$(OPENADR_YAML)" || echo "What Prism judges is left out: give the standard's document of 3.1 by OPENADR_YAML=openadr3.yaml (docs/openadr.md)."
	ZEROPARK_INTEROP=$(INTEROP) ZEROPARK_OPENADR_YAML=$(OPENADR_YAML) $(BIN)/pytest -q -n 0 tests/interop

$(INTEROP)/openadr3-client/ready: requirements/interop.txt
	@$(PYTHON312) -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || { \
	  echo "openadr3-client needs Python 3.12 or newer: make interop PYTHON312=/path/to/python3.12"; exit 1; }
	$(PYTHON312) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/interop.txt
	touch $@

$(INTEROP)/prism/ready: tests/interop/prism/package.json tests/interop/prism/package-lock.json
	@command -v npm >/dev/null || { echo "Prism needs Node: install it, npm with it."; exit 1; }
	mkdir -p $(@D) && cp tests/interop/prism/package.json tests/interop/prism/package-lock.json tests/interop/prism/.npmrc $(@D)/
	npm ci --silent --prefix $(@D)
	touch $@

bench: .venv/ready web browser  ## speed, as ratios against bare engines in the same run
	$(BIN)/python benchmarks/spine.py
	$(BIN)/python benchmarks/console.py
	$(BIN)/python benchmarks/planning.py
	$(BIN)/python benchmarks/dispatch.py

pins: .venv/ready  ## renew the pinned requirements from requirements/*.in
	for name in base demo plan forecast web client dev peers; do \
	  $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; \
	done
	$(BIN)/uv pip compile --quiet --python-version 3.12 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate requirements/interop.in -o requirements/interop.txt

clean:  ## forget what was installed and built
	rm -rf .venv $(BUILT) clients/python/built web/node_modules demo-park
