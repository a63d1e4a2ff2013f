# Two commands matter: `make demo` and `make test`. `make help` lists the rest.

PY := .venv/bin/python
TORCH := 2.13.0
# On Linux the registry's own torch is the CUDA build, gigabytes. For another build:
#   make install TORCH_INDEX=<index from https://pytorch.org/get-started/locally/>
TORCH_INDEX :=
UV := 0.13.8

.PHONY: help
help:
	@sed -n 's/^## //p' Makefile

## make install   the virtual environment .venv: torch, then the locked rest (PYTHON=…, TORCH_INDEX=…)
.PHONY: install
install:
	@PYTHON='$(PYTHON)' sh tools/install.sh '$(TORCH)' '$(TORCH_INDEX)'

## make lock      writes requirements.lock anew from pyproject.toml (UPGRADE=ccxt raises one package)
.PHONY: lock
lock: install
	@$(PY) -m venv .cache/lock && .cache/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	@UV_CUSTOM_COMPILE_COMMAND='make lock' .cache/lock/bin/uv pip compile pyproject.toml --group test \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-emit-package torch $(if $(UPGRADE),--upgrade-package $(UPGRADE)) --quiet --output-file requirements.lock
