# Two commands for a stranger: `make demo` and `make test`. Both need only Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
PORT ?= 8000
DATABASES ?= sqlite postgresql
PYTEST_WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help install install-browser demo test test-sqlite test-postgresql lint soak bench messages clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "  make %-16s %s\n", $$1, $$2}'

# The stamp makes a second `make` start at once; a changed lock file installs again.
$(VENV)/.installed: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit("Mestieri needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	$(BIN)/uv sync --frozen --inexact
	@touch $@

install: $(VENV)/.installed  ## make .venv with everything in it

install-browser: install
	@$(BIN)/python tools/install_browser.py

demo: install  ## make the embedded database, load the demo centres, serve on port $(PORT)
	@$(BIN)/mestieri demo --port $(PORT)

test: install install-browser  ## everything, browser tests included, on SQLite and PostgreSQL
	@set -e; for database in $(DATABASES); do $(MAKE) --no-print-directory test-$$database; done

test-sqlite: install
	MESTIERI_TEST_DATABASE=sqlite $(BIN)/python -m pytest -n $(PYTEST_WORKERS)

test-postgresql: install
	MESTIERI_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n $(PYTEST_WORKERS)

lint: install  ## ruff, import contracts, templates, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint src/mestieri --lint --quiet
	$(BIN)/mypy

soak: install install-browser  ## the long rounds, on both databases
	@set -e; for database in $(DATABASES); do \
		MESTIERI_TEST_DATABASE=$$database $(BIN)/python -m pytest -m soak || { \
			status=$$?; test $$status -eq 5 && echo "There are no long rounds yet." || exit $$status; }; \
	done

bench: install  ## the project's own benchmarks
	$(BIN)/mestieri bench reception

messages: install  ## gather the strings of the interface and compile the catalogues
	cd src/mestieri && MESTIERI_DATA=$(CURDIR)/var ../../$(BIN)/django-admin makemessages -l it --no-wrap --add-location file
	cd src/mestieri && MESTIERI_DATA=$(CURDIR)/var ../../$(BIN)/django-admin compilemessages

clean:  ## remove what the commands made (never ./var, where your data lives)
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache dist
