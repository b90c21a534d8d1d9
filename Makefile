# Everything that one does with a checkout of Tocsin; `make` alone lists it.
# Needed: Python 3.11 or newer and make. Everything else is installed into .venv, from the hashes in the locks.

.DEFAULT_GOAL := help
.PHONY: help venv assets demo test chromium bench bench-desk pictures hashes examples lock wheel clean

# The first Python that is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3 python3.14 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$name; break; fi; done)
VENV ?= .venv
BIN := $(VENV)/bin
ASSETS := src/tocsin/web/static/vendor/MANIFEST.json
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=0 -o Acquire::http::Timeout=30
COMPILE := pip-compile --all-build-deps --generate-hashes --strip-extras --no-header --quiet \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

help:
	@echo 'make demo     set up .venv if need be, and show what Tocsin does with the bundled sample'
	@echo 'make test     set up .venv if need be, and run everything that must pass'
	@echo 'make venv     set up .venv alone'
	@echo 'make assets   gather the scripts, the styles and the map of the desk'
	@echo 'make bench    print the table of every benchmark (SHARED=PATH names a folder with annotated data)'
	@echo 'make bench-desk measure the desk on a made-up ledger of 100,000 incidents'
	@echo 'make pictures take the pictures of the desk in the documents anew'
	@echo 'make hashes   note the SHA-256 of every data file in src/tocsin/data/SOURCES.toml'
	@echo 'make examples write what the commands in the documents print now into the documents'
	@echo 'make lock     resolve the dependencies anew (needs a package index)'
	@echo 'make wheel    build the wheel into dist/'
	@echo 'make clean    remove .venv and everything that was made'

venv: $(VENV)/.ready

assets: | $(BIN)/python
	@$(BIN)/python tools/build_desk.py

demo: $(VENV)/.ready
	@$(BIN)/tocsin demo --serve

test: $(VENV)/.ready-to-test chromium
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# The desk is tested in Debian's Chromium, which only root can install; pytest says at its end where it is missing.
chromium:
	@command -v chromium >/dev/null || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null || { \
		echo 'Installing Chromium, in which the desk is tested.' >&2; \
		$(APT) install chromium >/dev/null 2>&1 || { $(APT) update && $(APT) install chromium; } >/dev/null 2>&1 || \
		echo 'Chromium could not be installed: the desk is not tested in a browser.' >&2; }

bench: $(VENV)/.ready
	@$(BIN)/python -m benchmarks $(if $(SHARED),--shared "$(SHARED)")

bench-desk: $(VENV)/.ready-to-test chromium
	@$(BIN)/python -m benchmarks.desk

pictures: $(VENV)/.ready-to-test chromium
	@$(BIN)/python tools/screenshots.py

hashes: $(VENV)/.ready
	@$(BIN)/python tools/hash_sources.py

examples: $(VENV)/.ready
	@$(BIN)/python tools/run_docs.py --write

wheel: $(VENV)/.ready
	$(PIP) wheel . --no-deps --no-build-isolation --wheel-dir dist

lock: $(VENV)/.ready-to-lock
	$(BIN)/$(COMPILE) --extra desk --output-file requirements.lock pyproject.toml
	$(BIN)/$(COMPILE) --extra desk --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	grep --only-matching '^[a-z-]*==[0-9.]*' requirements-node.lock | $(BIN)/$(COMPILE) --no-annotate --output-file requirements-node.lock -
	cd tools/desk && npm update --package-lock-only

clean:
	rm -rf $(VENV) dist build $(dir $(ASSETS)) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps: an empty file that is newer than what it stands for.

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Tocsin needs Python 3.11 or newer, and found none. Name one: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo '$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu, install the package python3-venv.' >&2; exit 1; }

# What is there and of the same inputs is left alone, so that this costs nothing when only the time has changed.
$(ASSETS): $(wildcard tools/desk/* tools/desk/licences/*) tools/build_desk.py tools/desk_names.py src/tocsin/data/gazetteer/places.tgz1 | $(BIN)/python
	@$(BIN)/python tools/build_desk.py
	@touch $@

$(VENV)/.ready: requirements.lock pyproject.toml $(ASSETS) | $(BIN)/python
	@echo 'Setting up $(VENV): about a minute, once.' >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-to-test: requirements-dev.lock $(VENV)/.ready
	@echo 'Setting up $(VENV) for tests.' >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.ready-to-lock: $(VENV)/.ready
	@$(PIP) install 'pip-tools>=7.6'
	@touch $@
