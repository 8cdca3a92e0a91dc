# make run: open the reader on the sample library.  make check: everything CI runs.
# Needs Python 3.11 or later and make; everything else is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PEERS := .venv/peers
CODE := annotations reader tests docs $(patsubst %/,%,$(dir $(firstword $(wildcard benchmarks/*.py))))

.DEFAULT_GOAL := help
.PHONY: help run check format-check lint types contracts test fix docs bench screenshots clean

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

# Made anew when the dependencies change: a stale environment is worse than a slow minute.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("Postil needs Python 3.11 or later: say make PYTHON=python3.12")'
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

run: $(READY) ## open the reader on the sample library
	@$(BIN)/postil demo

check: format-check lint types contracts test ## everything that CI runs

format-check: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy $(CODE)

contracts: $(READY)
	$(BIN)/lint-imports

# Side by side, on as many processors as there are.
test: $(READY) ## the tests alone
	$(BIN)/python -m pytest -n auto

fix: $(READY) ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What Postil is measured beside, in an environment of its own; where it cannot be had, it is left out.
$(PEERS): | $(READY)
	$(PYTHON) -m venv $@
	-$@/bin/python -m pip install --quiet --disable-pip-version-check epy-reader==2023.6.11 toolong==1.5.0

bench: $(READY) $(PEERS) ## the figures of benchmarks/README.md, measured again; then a minute of damaged files for each loader
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.fuzz

docs: $(READY) ## the tables of keys, made again from the table of commands
	$(BIN)/python -m docs.make_tables

screenshots: $(READY) ## the README's screenshots, drawn from the sample
	$(BIN)/python -m docs.make_screenshots

clean: ## remove what was made
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
