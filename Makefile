# make run    start the bot (installs what it needs first)      make lock     resolve the locks anew
# make test   run the tests                                     make quality  score the reader on labelled items, where they are
# make check  formatting, lint, types, imports, Dockerfile      make clean    remove what make made (never the database)
# make bench  measure speed into docs/performance.md            make readme   write the README's transcripts anew
# make soak   200 feeds with faults for two minutes        make year   20 simulated years of a feed
# make crash  kill the bot 300 times while it tells 500 chats of 40 contradictions; the counts go into docs/delivery.md
# make crash-feeds  a kill between any two steps of a fetch
# make train    train the second reader on, from the model that ships and into build/model; NEW="FILE..." are texts it has not learned from
# make train-anew  the same from the base weights, which takes four times as long
# make gallery  every reply as Telegram shows it, on one page: build/gallery.html

VENV := .venv
BIN := $(VENV)/bin
MODEL ?= build/model
# The corpus that everybody sees first is read five times in every pass.
OFTEN := $(foreach again,2 3 4 5,$(wildcard tests/quality/training/*/seeds.txt))
LABELLED ?= ../shared
PYTHON ?= $(shell for p in python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
.PHONY: run test check bench soak year crash crash-feeds gallery readme lock quality feed-totals train train-anew clean

run: $(VENV)/.stamp-run
	@$(BIN)/bot run --or-chat

test: $(VENV)/.stamp-dev
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	@! grep -n '://' requirements.lock requirements-dev.lock || { echo 'a lock names a host' >&2; exit 1; }

bench: $(VENV)/.stamp-dev
	@$(BIN)/python tests/bench/bench.py --write docs/performance.md

soak: $(VENV)/.stamp-dev
	@LONG=1 $(BIN)/python -m pytest tests/soak -s $(ARGS)

year: $(VENV)/.stamp-dev
	@LONG=1 $(BIN)/python -m pytest tests/polling/test_year.py $(ARGS)

crash: $(VENV)/.stamp-dev
	@$(BIN)/python tests/crash/delivery_crash.py --write docs/delivery.md $(ARGS)

crash-feeds: $(VENV)/.stamp-dev
	@LONG=1 $(BIN)/python -m pytest tests/crash/test_feeds_crash.py $(ARGS)

gallery: $(VENV)/.stamp-dev
	@PYTHONPATH=. $(BIN)/python tests/gallery/gallery.py build/gallery.html

readme: $(VENV)/.stamp-run
	@PYTHONPATH=. $(BIN)/python tests/e2e/test_readme.py

quality: $(VENV)/.stamp-run
	@$(BIN)/python -m tests.quality --labelled $(LABELLED) $(if $(SEALED),--sealed) $(if $(ERRORS),--errors) $(if $(WRITE),--write)

feed-totals: $(VENV)/.stamp-dev
	@$(BIN)/python -m tests.quality.feeds

lock: $(VENV)/bin/python
	@$(PIP) install uv
	@$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header --no-annotate \
		--quiet -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate \
		--quiet -o requirements-dev.lock

# What is new is read three times, all else once; half of what was known is kept.
train: $(VENV)/.stamp-train
	@$(BIN)/python -m bot.training --train tests/quality/training $(OFTEN) $(NEW) $(NEW) --validation tests/quality/validation \
		--start config/model --epochs 1 --rate 1e-4 --out $(MODEL) $(ARGS)

train-anew: $(VENV)/.stamp-train
	@$(BIN)/python -m bot.training --train tests/quality/training $(OFTEN) --validation tests/quality/validation \
		--epochs 5 --out $(MODEL) $(ARGS)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*
	find bot handlers tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 is needed: install it, or name it with make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@echo 'Setting up $(VENV)' >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.stamp-run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo 'Installing what the bot needs' >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.stamp-dev: requirements-dev.lock $(VENV)/.stamp-run
	@echo 'Installing what the tests need' >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.stamp-train: requirements-train.txt $(VENV)/.stamp-run
	@echo 'Installing what training needs' >&2
	@$(PIP) install -r requirements-train.txt
	@touch $@
