# Needs Python 3.11 or later, git and make; everything else is installed in .venv from requirements.lock.
#   make report REGION=84 DEFINITION=zau ONLY=2
#   make report REGION=84 LANGUAGE=fr
#   make site REGION=all

# Without a region named, the site is that of the whole country.
SITE_REGION := $(if $(filter undefined,$(origin REGION)),all,$(value REGION))
REGION ?= 84
DEFINITION ?= zau
# The shell's own LANGUAGE is about its messages: only what is typed after make counts.
ifneq ($(origin LANGUAGE),command line)
override LANGUAGE :=
endif
override LANGUAGE := $(value LANGUAGE)
override REPORT_LANGUAGE := $(value LANGUAGE)
ONLY ?=
EXCEL ?=
RAW ?=
BASE_URL ?=
# Taken as typed, never expanded by make, and handed to the commands through the environment: a name may hold spaces.
override REGION := $(value REGION)
override DEFINITION := $(value DEFINITION)
override ONLY := $(value ONLY)
override EXCEL := $(value EXCEL)
override RAW := $(value RAW)
override BASE_URL := $(value BASE_URL)
export REGION SITE_REGION DEFINITION ONLY EXCEL RAW BASE_URL REPORT_LANGUAGE
export JUPYTER_PREFER_ENV_PATH := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

UNKNOWN := $(strip $(foreach name,$(.VARIABLES),$(if $(filter command override,$(origin $(name))),$(name))))
UNKNOWN := $(filter-out REGION DEFINITION LANGUAGE REPORT_LANGUAGE ONLY EXCEL RAW BASE_URL MAKE% -*-%,$(UNKNOWN))
ifneq ($(UNKNOWN),)
$(error unknown parameter $(UNKNOWN); known: REGION, DEFINITION, LANGUAGE, ONLY, EXCEL, RAW, BASE_URL)
endif

BIN := .venv/bin
READY := .venv/.ready
CODE := src tests notebooks benchmarks tools
PIN := .venv/.uv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

# What is installed in .venv names its folder: in a moved or copied one it would not start, or would run the original's
# code. .ready holds the folder that it was made in; in any other, it is no longer up to date.
ELSEWHERE := $(shell [ ! -e $(READY) ] || [ "$$(cat $(READY))" = "$$(pwd -P)" ] || echo yes)
ifneq ($(ELSEWHERE),)
.PHONY: $(READY)
endif

.PHONY: help report site test lint lab data words renew bench robustness lock clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "make %-10s %s\n", $$1, $$2}'

report: $(READY)  ## run and render the notebooks (REGION=84, FR, dep:15, epci:..., a name; DEFINITION=zau; LANGUAGE=fr; ONLY=2,3 or 2-4; EXCEL=yes)
	@$(BIN)/territoires run --region "$$REGION" --definition "$$DEFINITION" --only "$$ONLY" $(if $(REPORT_LANGUAGE),--language "$$REPORT_LANGUAGE") $(if $(filter-out no,$(EXCEL)),--excel)

site: $(READY)  ## build the pages to read: all regions and France in both languages, or REGION=84,94; LANGUAGE=fr (BASE_URL=https://...)
	@$(BIN)/territoires site --region "$$SITE_REGION" --definition "$$DEFINITION" --base-url "$$BASE_URL" $(if $(REPORT_LANGUAGE),--language "$$REPORT_LANGUAGE")

test: lint  ## lint, tests, and the stored outputs of the notebooks
	$(BIN)/python -m pytest -n auto --dist worksteal -p no:nbval
	figures=$$(mktemp -d) && trap 'rm -rf "$$figures"' EXIT && TERRITOIRES_FIGURES="$$figures" \
	$(BIN)/python -m pytest -n auto --dist loadfile --nbval notebooks --nbval-current-env \
	--nbval-sanitize-with tests/nbval_sanitize.cfg || { \
	echo "if what differs above is meant, or a notebook was saved for another region: make renew, then look at the changes" >&2; \
	exit 1; }

lint: $(READY)  ## check the style of the code and of the notebooks, and the floors of the house
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports --no-cache --no-logo

lab: $(READY)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

data: $(READY)  ## build the snapshot again from the official files (in data/raw, or RAW=folder)
	$(BIN)/territoires data build $(if $(RAW),--raw "$$RAW")

words: $(READY)  ## bring the catalogues of translations up to date with the code, the notebooks and the templates
	@$(BIN)/python tools/words.py

renew: $(READY)  ## renew what is stored and out of date: notebooks with outputs, verdicts, key figures, pages
	@$(BIN)/territoires renew

bench: $(READY)  ## compare ways to run the notebooks, and write benchmarks/results.md (an hour, on an idle machine)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-bench.lock
	$(BIN)/python benchmarks/compare.py
	$(BIN)/python benchmarks/territories.py

robustness: $(READY)  ## measure how sure the verdicts are, and write docs/robustness.md (ten minutes)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-bench.lock
	$(BIN)/python benchmarks/robustness.py

lock: $(READY)  ## pin the dependencies again after a change of pyproject.toml
	$(BIN)/python -m pip install --quiet --upgrade --target .venv/.uv --require-hashes --no-deps -r requirements-uv.lock
	echo uv | $(PIN) - --only-binary :all: --output-file requirements-uv.lock
	$(PIN) pyproject.toml --extra test --extra browser --extra cluster --extra build --output-file requirements.lock
	$(PIN) pyproject.toml --extra bench --constraint requirements.lock --output-file requirements-bench.lock \
	$$(sed -nE 's/^([a-z0-9._-]+)==.*/--no-emit-package \1/p' requirements.lock)

clean:  ## remove what was installed and rendered
	rm -rf .venv rendered .pytest_cache .ruff_cache .hypothesis

# An environment that was made in this folder is brought up to date; any other, and one whose installation was cut short,
# is made again. .ready is written last. A .venv that is a link is another folder's: only the link is removed.
$(READY): requirements.lock pyproject.toml
	@if [ -s $(READY) ] && [ "$(ELSEWHERE)" ]; then \
	echo "this folder was moved or copied: setting up its environment again"; \
	else echo "Installing the pinned dependencies in .venv (once, about a minute)"; fi
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
		$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; done; \
	test -n "$$python" || { echo "error: Python 3.11 or later, with its venv module, was not found" >&2; exit 1; }; \
	if [ -e $(READY) ] && [ ! "$(ELSEWHERE)" ] && $(BIN)/python -c '' 2>/dev/null; then rm $(READY); \
	else { [ ! -L .venv ] || rm .venv; } && $$python -m venv --clear .venv; fi
	@$(BIN)/python tools/install.py
	@pwd -P > $(READY)
