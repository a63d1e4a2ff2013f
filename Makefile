# Two commands matter: `make demo` and `make test`.

PY := .venv/bin/python
JOBS ?= 2
export TORCH TORCH_INDEX PYTHON
# Where Python may keep what it has compiled, everything of ours starts half a second sooner.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo run test services lint bench soak lock docs

## make help      this list
help:
	@sed -n 's/^## //p' Makefile

## make demo      a chat with a simulated market, in this terminal; nothing else is needed
demo: install
	@CANDLEWICK_DATA_DIR="$${CANDLEWICK_DATA_DIR:-data/demo}" $(PY) run_bot.py demo $(ARGS)

## make run       the real thing: live venues, and the doors whose tokens are set (ARGS="--log-level debug")
run: install
	@$(PY) run_bot.py run $(ARGS)

## make test      lint, types, layer rules and all tests, the fast ones first (JOBS=2)
test: install services lint
	@echo "Tests"
	@$(PY) -m pytest -q --numprocesses=$(JOBS) --dist=load $(ARGS)

## make lint      what `make test` checks before it runs the tests
lint: install
	@echo "Lint, format, types, layers"
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo "Not formatted: run $(PY) -m ruff format"; exit 1; }
	@$(PY) -m mypy
	@mkdir -p .cache && .venv/bin/lint-imports --cache-dir .cache/import_linter

## make install   the virtual environment .venv: torch, then the locked rest (PYTHON=python3.12, TORCH_INDEX=…)
#  On Linux the registry's own torch is the CUDA build, gigabytes; the address of another build's index is on
#  https://pytorch.org/get-started/locally/
install:
	@sh tools/install.sh

## make services  the system programs that tests need
services:
	@sh tools/services.sh

## make bench     figures about speed and memory, as JSON
bench: install
	@$(PY) -m tests.bench $(ARGS)

## make soak      the tests with ten times the examples, and all seeds and faults of the simulator (hours)
soak: install services
	@SOAK=1 $(PY) -m pytest -q --numprocesses=$(JOBS) --dist=load --timeout=7200 $(ARGS)

## make lock      requirements.lock anew from pyproject.toml (UPGRADE=ccxt raises that package and no other)
lock: install
	@$(PY) -m venv .cache/lock && .cache/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.8
	@UV_CUSTOM_COMPILE_COMMAND='make lock' .cache/lock/bin/uv pip compile pyproject.toml --group test \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-emit-package torch $(if $(UPGRADE),--upgrade-package $(UPGRADE)) --quiet --output-file requirements.lock

## make docs      what is generated: settings, commands
docs: install
	@$(PY) -m tools.docs
