# The two commands of the README, and those that CI runs.  Needs python3 (3.11 or newer) with venv, nothing else.
# Every path is quoted or relative, so that a folder with a space in its name works.

PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test check pictures gallery proof properties schemas clean

demo: .venv/made
	$(BIN)/python -m packgen make --topic 1.1 --kind timeline --kind describe-two --kind how-far-do-you-agree --layout worksheet --seed 7

test: .venv/made-dev
	$(BIN)/python -m pytest -n auto

check: .venv/made-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

pictures: .venv/made-dev
	$(BIN)/python tools/pictures.py

gallery: .venv/made-dev
	$(BIN)/python tools/gallery.py
	$(BIN)/python tools/kind_pictures.py
	$(BIN)/python -m packgen kinds --docs docs/reference/kinds

proof: .venv/made-dev
	$(BIN)/python tools/proof.py

properties: .venv/made-dev
	$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile=long

schemas: .venv/made
	$(BIN)/python -m packgen schemas docs/schemas

.venv/made: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "packgen needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch .venv/made

.venv/made-dev: .venv/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch .venv/made-dev

clean:
	rm -rf .venv build dist
