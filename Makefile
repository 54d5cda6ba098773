# `make help` says what there is. The scripts behind the targets are in .ci/.

.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

# PYTHON=/path/to/python3.13 chooses the interpreter; otherwise .ci/find-python looks for one.
export PYTHON
PORT ?= 8000
export PORT
BIN := .venv/bin

# Lint looks at the project as a deployment would start it, on a database of its own.
LINT_ENV = env -u DEBUG -u REDIS_URL VAR_DIR=var/lint SITE_URL=https://news.example.org BEHIND_PROXY=1 DATABASE_URL=sqlite:///var/lint/lint.sqlite3 \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')"
MANAGE = $(BIN)/python -W error::DeprecationWarning -W error::PendingDeprecationWarning manage.py

.PHONY: help setup setup-dev run dev test lint fix types audit messages ci bench bench-comments lock clean

help:  ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## Make the virtual environment .venv with the locked packages, nothing else
	@python="$$(.ci/find-python)" && "$$python" .ci/setup.py requirements.txt

setup-dev:  ## The same, with the packages for tests and lint
	@python="$$(.ci/find-python)" && "$$python" .ci/setup.py requirements-dev.txt

run: setup  ## Set up whatever is missing and serve the demo newsroom on 127.0.0.1:$PORT (8000)
	@exec $(BIN)/python .ci/serve.py

dev: setup  ## The development server, with DEBUG, on the same database
	@DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@exec env DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: setup-dev  ## The whole suite on SQLite, then on PostgreSQL with Redis; ARGS="-k feeds" goes to pytest
	@exec $(BIN)/python .ci/test.py $(ARGS)

lint: setup-dev  ## Style, import directions, templates, migrations, deployment checks, types; changes nothing
	@mkdir -p -m 700 var var/lint
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/lint-imports --no-cache > var/lint-imports.txt || { cat var/lint-imports.txt; exit 1; }
	@find templates articles -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 6.1 --check
	$(LINT_ENV) $(MANAGE) makemigrations --check --dry-run --verbosity 1
	$(LINT_ENV) $(BIN)/python .ci/migration_lint.py
	$(LINT_ENV) $(MANAGE) check --deploy --fail-level WARNING
	@$(MAKE) types

types: setup-dev  ## mypy with Django's stubs
	@mkdir -p -m 700 var var/lint
	DEBUG=1 VAR_DIR=var/lint $(BIN)/mypy

fix: setup-dev  ## Format, and mend what ruff and djade can mend
	-$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .
	@find templates articles -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 6.1

audit: setup-dev  ## Lighthouse and the Nu HTML checker over a demo newsroom; ARGS=--table prints every figure
	@exec $(BIN)/python .ci/audit.py $(ARGS)

messages: setup-dev  ## Collect all texts into the catalogues of articles/locale, and compile those
	@exec $(BIN)/python .ci/messages.py

ci: lint test audit  ## All of the above checks, as CI runs them: nothing may be left out when CI=true

bench: setup  ## Measure a newsroom as production serves it, beside nginx; PEERS=1 measures Wagtail too; ARGS=--help
	@exec $(BIN)/python -m bench $(if $(PEERS),--peers) $(ARGS)

bench-comments: setup  ## Comments: pages of a busy story, judging, a flood of posts, workers killed
	@$(BIN)/python -m bench.conversation
	@$(BIN)/python -m bench.judging
	@$(BIN)/python -m bench.comment_faults flood
	@$(BIN)/python -m bench.comment_faults kill --seconds 60

LOCK = env -u PIP_FIND_LINKS -u UV_FIND_LINKS $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml

lock: setup-dev  ## Write requirements*.txt from pyproject.toml; ARGS=--upgrade takes the newest versions
	$(LOCK) $(ARGS) --output-file requirements.txt
	$(LOCK) $(ARGS) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean:  ## Remove the virtual environment and all caches; var/ with its database and pictures stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov var/lint
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
