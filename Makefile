# Qalam from a shell. `make help` says what there is.
# Needs Python 3.11 or newer with venv, and make; everything else goes into $(VENV).

PORT ?= 8000
QALAM_VENV ?= .venv
VENV := $(QALAM_VENV)
ARGS ?=
RELEASE ?=

# The first of these that is new enough; `make demo PYTHON=…` names another.
ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3 python3.13 python3.12; do \
	if "$$name" -c '$(ENOUGH)' 2>/dev/null; then echo "$$name"; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help environment demo test check bench upgrade rollback clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST))

environment:
	@interpreter='$(PYTHON)'; \
	if [ -z "$$interpreter" ]; then \
		echo 'Qalam needs Python 3.11 or newer, and none was found as python3.11 or python3.' >&2; \
		echo 'Install one, or name it: make demo PYTHON=/path/to/python3.11' >&2; \
		exit 1; \
	fi; \
	"$$interpreter" -m cms.management.environment --venv '$(VENV)'

demo: environment ## set up and serve the demo library (PORT=8000)
	@exec '$(VENV)/bin/python' -m cms.management.demonstration --port '$(PORT)'

test: environment ## run the tests, on all processors (ARGS= goes to pytest)
	@'$(VENV)/bin/python' -m pytest --numprocesses auto --dist loadgroup $(ARGS)

bench: environment ## run the benchmarks (ARGS= goes to pytest)
	@'$(VENV)/bin/python' -m pytest tests/benchmarks --benchmark-only $(ARGS)

upgrade: ## a running site to another release, backed up first (RELEASE=v1.2)
	@'$(VENV)/bin/python' -m cms.management.upgrading upgrade --release='$(RELEASE)'

rollback: ## the release and the data from before the last upgrade
	@'$(VENV)/bin/python' -m cms.management.upgrading rollback

# Each step is named and all of them run, so that one reading shows everything that is wrong.
check: environment ## lint, types, layers, templates, migrations, catalogues
	@failed=''; \
	TMPDIR=$$(mktemp -d); export TMPDIR; trap 'rm -rf "$$TMPDIR"' EXIT; \
	step() { \
		echo "==> $$*"; program=$$1; shift; \
		DJANGO_SETTINGS_MODULE=tests.settings "$(VENV)/bin/$$program" "$$@" \
			|| failed="$$failed\\n    $$program $$*"; \
	}; \
	step ruff check .; \
	step ruff format --check .; \
	step djhtml --check --tabwidth 2 templates; \
	step mypy; \
	step lint-imports --no-logo; \
	step python manage.py check; \
	step python manage.py makemigrations --check --dry-run; \
	step python manage.py catalogues --check; \
	if [ -n "$$failed" ]; then printf 'Failed:%b\n' "$$failed" >&2; exit 1; fi; \
	echo 'All checks passed.'

clean: ## remove what can be made again; var/ and .env stay
	if [ -f '$(VENV)/pyvenv.cfg' ]; then rm -rf '$(VENV)'; fi
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f locale/*/LC_MESSAGES/*.mo locale/packages/*/LC_MESSAGES/*.mo
	find cms actions search tests -name __pycache__ -type d -prune -exec rm -rf {} +
