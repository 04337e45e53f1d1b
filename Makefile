# Everything a fresh machine needs is GNU make and Python 3.11 or newer.
# `make` lists the targets.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# The interpreter that builds the environment: the newest tested one found. Choose with `make PYTHON=…`.
USABLE := import ensurepip, sys, venv; raise SystemExit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	$$python -c '$(USABLE)' >/dev/null 2>&1 && echo $$python && break; done)

SOURCES = $(wildcard schemas tonghop flows tests benchmarks notebooks)

# Nothing calls home.
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
export MARIMO_SKIP_UPDATE_CHECK := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format docs benchmark fuzz chaos mutation notebook serve lock clean

help:  ## List the targets
	@awk 'BEGIN {FS = ":.*  ## "} /^[a-z]+:.*  ## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(STAMP)  ## Build the environment in .venv (every target below does it when needed)

# The lock is complete, so pip need not resolve; older ones would refuse pins of packages with extras.
$(STAMP): requirements/lock.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer, with venv, was not found (Debian and Ubuntu: install python3-venv)." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Creating $(VENV) with $(PYTHON)"; $(PYTHON) -m venv --clear $(VENV); }
	@echo "Installing the locked packages, a minute or two the first time"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/lock.txt
	@$(BIN)/python -m pip check --quiet
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

demo: setup  ## Make an illustrative collection of reports and run everything on it
	$(BIN)/tonghop demo

test: setup  ## Run the tests on all cores; `make test ARGS="tests/unit"` passes arguments to pytest instead
	$(BIN)/python -m pytest $(or $(ARGS),-n auto --dist loadfile)

check: setup  ## Format, lint, types, SQL and docs: runs them all, then names those that failed
	@failed=""; \
	check() { echo "== $$*"; "$$@" || failed="$$failed\n  $$*"; }; \
	check $(BIN)/ruff format --check .; \
	check $(BIN)/ruff check .; \
	check $(BIN)/mypy $(SOURCES); \
	check $(BIN)/sqlfluff lint tonghop; \
	check $(BIN)/tonghop docs --check; \
	if [ -n "$$failed" ]; then printf "\nFailed:$$failed\n" >&2; exit 1; fi; \
	echo "All checks passed."

format: setup  ## Rewrite Python and SQL in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix tonghop

docs: setup  ## Regenerate the documents that are derived from the declarations
	$(BIN)/tonghop docs

benchmark: setup  ## Measure the pipeline beside the one most people would write
	$(BIN)/python -m benchmarks $(ARGS)

fuzz: setup  ## Mutate workbooks at the reader's door; `make fuzz ARGS="--seconds 600"` does so for longer
	$(BIN)/python -m tests.fuzz $(ARGS)

chaos: setup  ## Kill, starve, double and ask the pipeline for about an hour; `make chaos ARGS="--only kills"` does a part
	$(BIN)/python -m tests.chaos $(ARGS)

mutation: setup  ## Plant faults in rules and parsers, and tell which ones no test notices
	$(BIN)/mutmut run $(ARGS)
	@echo; echo "Not noticed:"; $(BIN)/mutmut results
	@$(BIN)/mutmut export-cicd-stats
	@cd mutants && ../$(BIN)/python -c 'import json; found = json.load(open("mutmut-cicd-stats.json")); print(found["killed"], "of", found["total"], "planted faults noticed")'

notebook: setup  ## Open the analyst's notebooks in the browser
	$(BIN)/marimo edit notebooks

serve: setup  ## Run the schedules until interrupted
	$(BIN)/tonghop serve

lock:  ## Resolve the lock again (needs uv); `make lock ARGS=--upgrade` takes newer versions
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet \
		--output-file requirements/lock.txt $(ARGS)

clean:  ## Remove the environment and caches; data stays
	rm -rf $(VENV) build dist mutants *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
