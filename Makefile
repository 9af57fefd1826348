# `make` lists the targets. PYTHON=python3.13 picks another interpreter.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PARTS := generator/tieout/publish/checker/parts

# Every file is held to the hash in the lock. Wheels only: a source archive would run its own
# set-up code and fetch what that needs, unhashed.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet install
LOCKED := $(PIP) --require-hashes --only-binary :all: --requirement

# Material announces the end of its support, May 2027, at every start. HACKING.md has the way out.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test lock clean chromium

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

site: $(VENV)/site.stamp $(VENV)/parts.stamp ## Build the site into site/
	$(BIN)/tieout build

serve: $(VENV)/site.stamp $(VENV)/parts.stamp ## Show the site locally and follow edits
	$(BIN)/tieout serve

# Two processes, each from its own end of the list: what a file prepares is prepared once.
test: $(VENV)/test.stamp $(VENV)/editor.stamp $(VENV)/parts.stamp chromium ## Lint, type-check and run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict generator
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

chromium: $(VENV)/test.stamp ## Find or install the browser that tests read the site in
	@.ci/chromium $(BIN)/python $(VENV)/chromium

lock: $(VENV)/lock.stamp ## Resolve the locked versions anew from pyproject.toml
	.ci/lock $(BIN)/uv

clean: ## Remove what was generated; the environment stays
	rm -rf site build/cache
	[ ! -d build/docs ] || find build/docs -mindepth 1 ! -name .gitkeep -delete

$(BIN)/python:
	@.ci/venv $(PYTHON) $(VENV)

$(VENV)/locked.stamp: requirements.lock | $(BIN)/python
	$(LOCKED) requirements.lock
	@touch $@

# The project itself, from this folder; its build backend is in the lock.
$(VENV)/site.stamp: $(VENV)/locked.stamp pyproject.toml
	$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# What the page Check runs on in a reader's browser: some seconds, once.
$(VENV)/parts.stamp: .ci/parts .ci/node .ci/npm.lock .ci/browser/package-lock.json requirements.lock | $(BIN)/python
	@.ci/parts $(BIN)/python $(PARTS)
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements-test.lock
	$(LOCKED) requirements-test.lock
	@touch $@

# The language server that editors of records run on: the tests type in it.
$(VENV)/editor.stamp: .ci/editor .ci/node .ci/npm.lock tests/editor/package-lock.json | $(BIN)/python
	@.ci/editor $(BIN)/python $(VENV)/editor
	@touch $@

$(VENV)/lock.stamp: requirements-uv.lock | $(BIN)/python
	$(LOCKED) requirements-uv.lock
	@touch $@
