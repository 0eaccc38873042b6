SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 18
.PHONY: help run test check lint types generate check-generated bench docs serve build clean

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

.PHONY: generated/docs
generated/docs: .venv/docs
	$(BIN)/python -m dspy_schema.sitegen

.venv/docs: .venv/dev
	$(BIN)/python -m pip install --quiet --group docs
	@touch $@

run: .venv/run ## set up, then check the shipped examples
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/tour.sh

test: .venv/dev ## set up, then run all tests
	$(BIN)/python -m pytest -n 2

check: lint types check-generated test ## everything that CI demands

lint: .venv/dev ## ruff and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: .venv/dev ## strict type check
	$(BIN)/mypy

generate: .venv/dev ## rebuild generated/ from schema/
	$(BIN)/python -m dspy_schema.codegen

check-generated: .venv/dev ## fail if generated/ is not what schema/ gives
	$(BIN)/python -m dspy_schema.codegen --check

bench: .venv/dev ## side-by-side benchmarks: a table and bench/results.json
	$(BIN)/python -m bench

docs: generated/docs ## build the site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

serve: generated/docs ## serve the site on localhost
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

build: .venv/dev ## wheel and sdist into dist/
	$(BIN)/python -m build --outdir dist

clean: ## remove what these targets make, but for generated/
	rm -rf .venv build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
