# Selaras: `make help` lists what can be asked for. Everything runs in an own .venv, made on first use.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
# More arguments for the command behind a target: make gaps ARGS="--lang id --as-of 2020-01-01"
ARGS ?=

# Chained, so that no two of them run pip at once under `make -j`.
RUNTIME := $(VENV)/.runtime
INSTALLED := $(VENV)/.installed
TESTING := $(VENV)/.testing

# Without build isolation: the build tools are locked too, and nothing outside the locks is fetched.
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check -qq install --no-build-isolation
LOCKED := --require-hashes --only-binary :all: --no-binary owlready2
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))

.PHONY: help gaps check serve test lint format bench screenshots lock clean install system-tools

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

gaps: $(INSTALLED) ## print the gap report (set up first, if need be)
	@$(BIN)/selaras gaps $(ARGS)

check: $(INSTALLED) ## check the knowledge base against its data contract
	@$(BIN)/selaras check $(ARGS)

serve: $(INSTALLED) ## serve the web pages on this machine
	@$(BIN)/selaras serve $(ARGS)

test: system-tools lint ## lint, type-check and run all tests
	@$(BIN)/python -m pytest -n auto $(ARGS)

lint: $(TESTING) ## check style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo 'Formatting differs: run `make format`.' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary

format: $(TESTING) ## format the code and sort its imports
	@$(BIN)/ruff check --quiet --select I --fix .
	@$(BIN)/ruff format --quiet .

bench: $(TESTING) ## time the usual questions
	@$(BIN)/python -m tests.bench $(ARGS)

screenshots: system-tools $(TESTING) ## take the pictures of the README anew
	@$(BIN)/python -m tests.screenshots

install: $(INSTALLED) ## set up .venv for use, without the test tools

system-tools:
	@.ci/system-tools

$(RUNTIME): requirements-build.lock requirements.lock
	@$(PYTHON) -c '$(SUPPORTED)' || { echo 'Selaras needs Python 3.11 to 3.14; name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@echo 'Setting up .venv with the locked libraries (first time only) ...' >&2
	@$(PYTHON) -m venv --clear $(VENV) >&2
	@$(PIP_INSTALL) $(LOCKED) -r requirements-build.lock >&2
	@$(PIP_INSTALL) $(LOCKED) -r requirements.lock >&2
	@touch $@

# An editable install records the version and the compiled catalogues, so it is renewed when they change.
$(INSTALLED): $(RUNTIME) pyproject.toml hatch_build.py analyzer/__init__.py $(wildcard */translations/*/LC_MESSAGES/*.po)
	@echo 'Installing Selaras into .venv ...' >&2
	@$(PIP_INSTALL) --no-deps --editable . >&2
	@touch $@

$(TESTING): $(INSTALLED) requirements-test.lock
	@echo 'Adding the locked test tools ...' >&2
	@$(PIP_INSTALL) $(LOCKED) -r requirements-test.lock >&2
	@touch $@

# Universal: one set of files for Python 3.11 to 3.14 on every system. The smaller locks repeat the largest one's versions.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock"

lock: ## renew the lock files from pyproject.toml (needs uv; LOCK=--upgrade for newer versions)
	@$(COMPILE) $(LOCK) pyproject.toml --extra research --group test -o requirements-test.lock
	@$(COMPILE) $(LOCK) --constraint requirements-test.lock pyproject.toml -o requirements.lock
	@$(COMPILE) $(LOCK) --constraint requirements-test.lock --group pyproject.toml:build -o requirements-build.lock

clean: ## remove .venv, caches and built files
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find analyzer webui tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@find analyzer webui -name '*.mo' -delete
