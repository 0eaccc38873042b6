SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 18
.PHONY: help run test check lint types generate check-generated check-mappings bench docs serve build clean

.venv/run: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[rdf]'
	@touch $@

# What cannot live beside the rest, from the dependency groups real-*.
SYSTEMS := caikit dspy-3.3.1 openai
dspy-3.3.1 := arbor-ai==0.2.17 # alone, as its client in DSPy does: the server's dependencies are those of a GPU
.venv/%/done: pyproject.toml .venv/run
	@test -x .venv/$*/bin/python || $(PYTHON) -m venv .venv/$*
	.venv/$*/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv/$*/bin/python -m pip install --quiet --editable . --group real-$(subst .,_,$*)
	$(if $($*),.venv/$*/bin/python -m pip install --quiet --no-deps $($*))
	@touch $@

.venv/dev: .venv/run $(SYSTEMS:%=.venv/%/done)
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	@rm -rf .venv/wheels # tests install the package from these into empty environments, offline
	$(BIN)/python -m pip download --quiet --dest .venv/wheels . hatchling
	@touch $@

# What the site loads and what its tests need, from npm: outside src/, so that no wheel has it.
.venv/site/done: src/site/package.json src/site/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# What the checker page runs in a browser, from PyPI, by its hash.
.venv/browser/done: src/site/browser.txt .venv/run
	@rm -rf $(@D) && mkdir -p $(@D)
	$(BIN)/python -m pip download --quiet --dest $(@D) --require-hashes --no-deps --only-binary :all: \
		--platform pyemscripten_2026_0_wasm32 --implementation cp --python-version 3.14 --requirement $<
	@touch $@

.PHONY: generated/docs
generated/docs: .venv/docs .venv/site/done .venv/browser/done
	$(BIN)/python -m dspy_schema_build.sitegen

.venv/docs: .venv/dev pyproject.toml
	$(BIN)/python -m pip install --quiet --group site-tests
	@touch $@

run: .venv/run ## set up, then check the shipped examples
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/tour.sh

# The tests of the site need what the site does, and Chromium; without npm they are skipped, as pytest says at its start.
test: .venv/dev .venv/docs $(if $(shell command -v npm),.venv/site/done .venv/browser/done) ## set up, then run all tests
	$(BIN)/python -m pytest -n 2

check: lint types check-generated check-mappings test ## everything that CI demands

lint: .venv/dev ## ruff and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: .venv/dev ## strict type check
	$(BIN)/mypy

generate: .venv/dev ## rebuild generated/ from schema/
	$(BIN)/python -m dspy_schema_build.codegen

check-generated: .venv/dev ## fail if generated/ is not what schema/ gives
	$(BIN)/python -m dspy_schema_build.codegen --check

check-mappings: .venv/run ## fail if a mapping does not hold together
	$(BIN)/dspy-schema mappings check schema

bench: .venv/dev ## side-by-side benchmarks: a table and bench/results.json
	$(BIN)/python -m bench

# The date of the pages, so that the same commit gives the same bytes.
docs: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
docs: export NO_MKDOCS_2_WARNING = 1
docs: generated/docs ## build the site into site/
	$(BIN)/python -m mkdocs build --strict --quiet
	$(BIN)/python -m dspy_schema_build.sitegen --twins site

serve: docs ## build the site, and serve it on localhost
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

build: .venv/dev ## wheel and sdist into dist/
	$(BIN)/python -m build --outdir dist

clean: ## remove what these targets make, but for generated/
	rm -rf .venv build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
