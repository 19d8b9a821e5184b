# make demo: a county of made-up people on http://127.0.0.1:8000 (PORT=8080 changes it)
# make test: the whole suite, on SQLite and on PostgreSQL (ARGS="tests/browser -k request" goes to pytest)
# make run:  a developer's server on an empty database; a real installation: docs/operations.md
PY ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SELF := $(PIP) --no-build-isolation --no-deps -e .
CATALOGUES := $(BIN)/python tools/messages.py
BROWSER := LD_LIBRARY_PATH=.browser/lib FONTCONFIG_PATH=.browser

.PHONY: demo test setup run check fix messages forms quality bench audit-public pictures clean
.NOTPARALLEL:

demo: .venv/base
	@$(CATALOGUES) compile
	@KOKEMUS_DEMO=1 $(BIN)/kokemus migrate
	@KOKEMUS_DEMO=1 PORT=$(PORT) $(BIN)/kokemus demo
	@KOKEMUS_DEMO=1 PORT=$(PORT) $(BIN)/kokemus serve

test: setup
	@$(BIN)/python -W ignore:XDG_RUNTIME_DIR tools/runtests.py $(ARGS)

setup: .venv/base .venv/dev .browser/ok
	@$(CATALOGUES) compile

run: .venv/base
	@$(CATALOGUES) compile
	@KOKEMUS_DEBUG=1 $(BIN)/kokemus migrate
	@KOKEMUS_DEBUG=1 PORT=$(PORT) $(BIN)/kokemus serve

check: setup
	@$(BIN)/python tools/check.py

fix: .venv/dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(CATALOGUES)

messages: .venv/base
	@$(CATALOGUES)

# Word forms of the topic finder's lexicon, after words were added (ARGS=--all makes every word anew).
forms: .venv/forms
	@PYTHONPATH=src .venv/forms/bin/python tools/forms.py $(ARGS)

# How good the topic finder is, on texts that nobody tuned it to.
quality: .venv/base
	@$(BIN)/python tools/quality.py

# Figures of docs/performance.md, on a made-up county of its own.
bench: .venv/base
	@$(CATALOGUES) compile
	@mkdir -p var/bench && rm -f var/bench/kokemus.sqlite3*
	@KOKEMUS_DEMO=1 KOKEMUS_VAR=var/bench $(BIN)/kokemus migrate
	@KOKEMUS_DEMO=1 KOKEMUS_VAR=var/bench $(BIN)/kokemus demo
	@KOKEMUS_DEMO=1 KOKEMUS_VAR=var/bench $(BIN)/kokemus bench pages $(ARGS)
	@KOKEMUS_DEMO=1 $(BIN)/kokemus bench finder

# What every public page weighs and is like, on a made-up county of its own: minutes, so not a part of make test.
audit-public: setup
	@$(BROWSER) $(BIN)/python -m tools.audit_public $(ARGS)

# Pictures of the README.
pictures: setup
	@$(BROWSER) $(BIN)/python -m tools.pictures

# The database in var/ is nobody's to delete by a command: clean leaves it.
clean:
	rm -rf .venv .browser node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

.venv/base: requirements/base.txt pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Kokemus needs Python 3.11 or newer: name one with make PY=python3.12' >&2; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || { echo 'This Python cannot make a virtual environment: install python3-venv (Debian: apt install python3-venv)' >&2; exit 1; }
	@$(PY) -m venv .venv
	@echo 'Installing what Kokemus needs into .venv (once)'
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(SELF)
	@touch $@

.venv/forms: requirements/forms.txt .venv/base
	@$(PY) -m venv $@
	@$@/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/forms.txt
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.browser/ok: package-lock.json tools/chromium.mjs .venv/dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --loglevel=error
	@$(BIN)/node tools/chromium.mjs
	@touch $@
