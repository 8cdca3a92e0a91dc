# make run: open the reader on the sample library.  make check: everything CI runs.
# Needs Python 3.11 or later and make; everything else is installed into .venv.
# make PYTHON=python3.13 run: with that Python, not with the first one that is new enough.

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PEERS := .venv/peers
CODE := annotations postil_files reader tests docs tools $(patsubst %/,%,$(dir $(firstword $(wildcard benchmarks/*.py))))
PYTHONS := $(if $(wildcard .venv/ready.json),$(BIN)/python) python3 python3.14 python3.13 python3.12 python3.11 python

# Make the environment ready for a purpose: tools/environment.py, by the Python that was named, else
# by the first that is new enough. Without one, say what is missing.
define environment
	@python="$(PYTHON)"; how=--exactly; \
	if [ -z "$$python" ]; then how=; for each in $(PYTHONS); do \
		if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$each; break; fi; \
	done; fi; \
	if ! command -v "$${python:-none}" >/dev/null; then \
		echo "Postil needs Python 3.11 or later, and found no $${python:-such Python}: install one, or name it (make PYTHON=/usr/bin/python3.12, and the target)." >&2; exit 1; \
	fi; \
	"$$python" tools/environment.py $(1) $$how
endef

.DEFAULT_GOAL := help
.PHONY: help run check run-environment check-environment format-check lint types contracts test fix docs bench screenshots constraints clean

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run-environment:
	$(call environment,run)

check-environment:
	$(call environment,check)

run: run-environment ## open the reader on the sample library
	@$(BIN)/postil demo

check: format-check lint types contracts test ## everything that CI runs

format-check: check-environment
	$(BIN)/ruff format --check .

lint: check-environment
	$(BIN)/ruff check .

types: check-environment
	$(BIN)/mypy $(CODE)

contracts: check-environment
	$(BIN)/lint-imports

# Side by side, on as many processors as there are.
test: check-environment ## the tests alone
	$(BIN)/python -m pytest -n auto

fix: check-environment ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What Postil is measured beside, in an environment of its own; where it cannot be had, it is left out.
$(PEERS): | check-environment
	$(BIN)/python -m venv $@
	-$@/bin/python -m pip install --quiet --disable-pip-version-check epy-reader==2023.6.11 toolong==1.5.0

bench: check-environment $(PEERS) ## the figures of benchmarks/README.md, measured again; then a minute of damaged files for each loader, and 500 rounds of sync
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.fuzz
	$(BIN)/python -m benchmarks.sync fleet

docs: check-environment ## the tables of keys, made again from the table of commands
	$(BIN)/python -m docs.make_tables

screenshots: check-environment ## the README's screenshots, drawn from the sample
	$(BIN)/python -m docs.make_screenshots

constraints: ## write constraints.txt anew, with the newest releases; then say make check
	$(call environment,constraints)

clean: ## remove what was made
	rm -rf .venv .venv.lock build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
