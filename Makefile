SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

# Where the build code is, which writes generated/ and the pages of the site.
BUILD := dspy_schema_build

# uv installs all that is in locks/: the one on the PATH if it has this version, else one of our own.
UV_VERSION := $(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' locks/uv.txt)
UV := $(if $(filter $(UV_VERSION),$(shell uv --version 2>/dev/null)),uv,$(BIN)/uv)
export UV_BUILD_CONSTRAINT := locks/build.txt
export UV_PYTHON_DOWNLOADS := never
# Into the environment that the target is in: what a lock lists, by its hashes, and this package as it stands here.
INSTALL = $(UV) pip install --quiet --no-deps --python $(@D) --editable . --requirement

# What the environments have, each in its lock, from pyproject.toml: the package's dependencies, extras and groups. The
# first three share .venv; each of the systems has one of its own, since it does not go with the rest. numpy 1, which
# caikit needs, ends at Python 3.12.
dev := pyproject.toml --extra all --group dev
docs := pyproject.toml --extra build --extra rdf --group docs
run := pyproject.toml --extra rdf
uv := --group installer
build := --group build
SYSTEMS := openai dspy-3.3.1 $(shell $(PYTHON) -c 'import sys; print("caikit" * (sys.version_info < (3, 13)))')
openai := pyproject.toml --group real-openai
dspy-3.3.1 := pyproject.toml --group real-dspy-3_3_1
dspy-3.3.1-alone := --group real-dspy-3_3_1-alone
caikit := pyproject.toml --group real-caikit

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 18
.PHONY: help run test test-fast test-site test-lowest test-newest check lint types generate check-generated check-mappings bench
.PHONY: docs serve build lock upgrade clean

run: .venv/run ## set up, then check the shipped examples
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/tour.sh

# The tests of the site need what the site does, and Chromium; without npm they are skipped, as pytest says at its start.
SITE := $(if $(shell command -v npm),.venv/site/done .venv/browser/done)
NEEDED := .venv/dev .venv/wheels/done $(SYSTEMS:%=.venv/%/done) $(SITE)
# Browsers, real systems, hostile texts, interrupts at every place, texts of 20 MB, installations: these take most of the
# time, and run again when a file that they depend on has changed.
SLOW := tests/site tests/real tests/project/test_patterns.py tests/generated tests/unit/codegen \
  $(addprefix tests/unit/,rdf/test_long_literals.py store/test_killed.py conversion/test_secrets.py) \
  $(addprefix tests/acceptance/,test_interrupts.py test_add_a_vendor.py test_install.py \
  test_evidence_counts.py)
DEPENDED_ON := src schema generated examples decisions locks mkdocs.yml pyproject.toml Makefile $(wildcard *.md tests/*.py tests/*/conftest.py tests/*/processes.py)
TESTS ?= # all; or options and paths of pytest
test: $(NEEDED) $(if $(TESTS),,.venv/passed) ## set up, then run all tests
	$(BIN)/python -m pytest -n 2 $(or $(TESTS),$(SLOW:%=--ignore=%))

.venv/passed: $(shell find $(DEPENDED_ON) tests/data $(SLOW) -type f -not -name '*.pyc') | $(NEEDED)
	$(BIN)/python -m pytest -n 2 $(SLOW)
	@touch $@

test-fast: .venv/dev ## the unit tests that are quick, and those of the project's own files
	$(BIN)/python -m pytest -n 2 tests/unit tests/project $(SLOW:%=--ignore=%)

test-site: .venv/dev $(SITE) ## the tests of the docs site
	$(BIN)/python -m pytest -n 2 tests/site

# What users run: without the real systems, and without a browser.
USED := tests/unit tests/acceptance tests/generated
test-lowest: .venv/lowest/done .venv/wheels/done ## these tests with the lowest versions that pyproject.toml allows
	.venv/lowest/bin/python -m pytest -n 2 $(USED)

test-newest: .venv/newest .venv/wheels/done ## these tests with the newest versions that pyproject.toml allows
	.venv/newest/bin/python -m pytest -n 2 $(USED)

check: lint types check-generated check-mappings test ## everything that CI demands

lint: .venv/dev ## ruff and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: .venv/dev ## strict type check
	$(BIN)/mypy

generate: .venv/dev ## rebuild generated/ from schema/
	$(BIN)/python -m $(BUILD).codegen

check-generated: .venv/dev ## fail if generated/ is not what schema/ gives
	$(BIN)/python -m $(BUILD).codegen --check

check-mappings: .venv/run ## fail if a mapping does not hold together
	$(BIN)/dspy-schema mappings check schema

bench: .venv/dev .venv/wheels/done ## side-by-side benchmarks: a table and bench/results.json
	$(BIN)/python -m bench

# The date of the pages, so that the same commit gives the same bytes.
docs: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
docs: export NO_MKDOCS_2_WARNING = 1
docs: .venv/docs .venv/site/done .venv/browser/done ## build the site into site/
	$(BIN)/python -m $(BUILD).sitegen
	$(BIN)/python -m mkdocs build --strict --quiet
	$(BIN)/python -m $(BUILD).sitegen --twins site

serve: docs ## build the site, and serve it on localhost
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

build: .venv/dev ## wheel and sdist into dist/
	$(BIN)/python -m build --outdir dist

clean: ## remove what these targets make, but for generated/
	rm -rf .venv build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/uv: locks/uv.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test $(UV) = uv || $(BIN)/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.venv/run .venv/docs: .venv/%: locks/%.txt pyproject.toml .venv/uv
	$(INSTALL) $<
	@touch $@

.venv/dev: locks/dev.txt pyproject.toml .venv/uv
	$(INSTALL) $< --exact
	@touch .venv/run .venv/docs $@

$(SYSTEMS:%=.venv/%/done): .venv/%/done: locks/%.txt pyproject.toml .venv/uv
	@$(UV) venv --quiet --clear --python $(BIN)/python $(@D)
	$(INSTALL) $<
	@touch $@

# Tests install the package from these into empty environments, offline.
.venv/wheels/done: locks/run.txt locks/build.txt .venv/uv
	@rm -rf $(@D)
	$(BIN)/python -m pip download --quiet --dest $(@D) --no-deps --require-hashes $(patsubst %,--requirement %,$(filter %.txt,$^))
	@touch $@

# Of the packages that pyproject.toml has a lower bound of, that version, whatever others demand.
.venv/lowest/done: pyproject.toml .venv/uv
	@$(UV) venv --quiet --clear --python $(BIN)/python $(@D)
	@grep -oE '"[A-Za-z0-9.-]+>=[0-9.]+' $< | sed 's/"//; s/>=/==/' > $(@D)/bounds.txt
	$(UV) pip install --quiet --python $(@D) --override $(@D)/bounds.txt --editable '.[all]' --group test
	@touch $@

.PHONY: .venv/newest
.venv/newest: export UV_BUILD_CONSTRAINT =
.venv/newest: .venv/uv
	@$(UV) venv --quiet --clear --python $(BIN)/python $@
	$(UV) pip install --quiet --python $@ --refresh --editable '.[all]' --group test

# What the site loads and what its tests need, from npm: outside src/, so that no wheel has it.
.venv/site/done: src/site/package.json src/site/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# What the checker page runs in a browser, by its hash.
.venv/browser/done: src/site/browser.txt .venv/uv
	@rm -rf $(@D)
	$(BIN)/python -m pip download --quiet --dest $(@D) --require-hashes --no-deps --only-binary :all: \
		--platform pyemscripten_2026_0_wasm32 --implementation cp --python-version 3.14 --requirement $<
	@touch $@

# Made when asked, not when a file is newer: a clone has no times. What shares .venv has the versions of dev.
lock: $(addprefix lock-,dev docs run uv build openai dspy-3.3.1 caikit) ## rebuild locks/ after a change of pyproject.toml
upgrade: ## raise the versions in locks/ to the newest that pyproject.toml allows
	$(MAKE) lock UPGRADE=--upgrade
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)
lock-docs lock-run: SAME := --constraint locks/dev.txt
lock-docs lock-run: lock-dev
lock-%: .venv/uv
	$(COMPILE) $($*) $(SAME) --output-file locks/$*.txt
	$(if $($*-alone),$(COMPILE) $($*-alone) --no-deps >> locks/$*.txt)
