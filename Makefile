# `make run` and `make test` each set up what they need first: a virtual environment from the pinned versions.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PINNED := $(VENV)/.pinned

# What `make fast` compiles: where nearly all of the time of `marsad analyze` goes, and nothing that imports much.
COMPILED := $(addprefix tasks/text/,memo.py normalize.py segment.py) $(wildcard tasks/extractors/languages/arabic/[a-z]*.py)

# The extra `transformers` lies beside the environment and sees into it, so that everything else runs as it does without.
EXTRA := build/transformers
EXTRA_READY := $(EXTRA)/.ready
EXTRA_PINS := torch==2.13.0 transformers==5.24.0 huggingface-hub==2.4.0 sentencepiece==0.2.3 protobuf==7.36.2
EXTRA_TESTS := tests/tasks/extractors/names/test_transformer.py

.PHONY: run test test-transformers lint format docs lock fast test-fast bench faults clean
.DEFAULT_GOAL := run

run: $(READY)  ## one run over the seed topic, then the tables it left
	$(BIN)/marsad run --topic seeds/topics/iraq-us-withdrawal.toml

test: $(READY)  ## all tests
	$(BIN)/python -m pytest -q $(ARGS)

test-transformers: $(EXTRA_READY)  ## the tests of models of one's own, with the extra they need (1 GB on disk)
	$(EXTRA)/bin/python -m pytest -q $(EXTRA_TESTS)

$(EXTRA_READY): $(READY) Makefile
	$(BIN)/python -m venv --clear $(EXTRA)
	@echo "import site; site.addsitedir('$(abspath $(VENV))/lib/python3.11/site-packages')" > $(EXTRA)/lib/python3.11/site-packages/beside.pth
	$(EXTRA)/bin/python -m pip install --quiet --disable-pip-version-check $(EXTRA_PINS)
	@touch $@

lint: $(READY)  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## write the README's data dictionary anew from the declarations
	$(BIN)/python -m expectations.dictionary

# In a copy, so that no compiled file can lie beside a source that somebody edits; moved into place when all is there.
fast: $(READY)  ## compile the rules (needs a C compiler and Python's headers; takes minutes)
	@command -v cc >/dev/null || { echo "Compiling needs a C compiler (cc); without one everything runs as plain Python." >&2; exit 2; }
	rm -rf build/work build/made build/fast
	mkdir -p build/work build/made
	cp -r tasks expectations pyproject.toml README.md LICENSE build/work
	cd build/work && MYPYC_OPT_LEVEL=1 MYPYC_DEBUG_LEVEL=0 $(abspath $(BIN))/mypyc $(COMPILED)
	cd build/work && tar -cf - *.so $(COMPILED) $(COMPILED:.py=.*.so) | tar -xf - -C ../made
	mv build/made build/fast
	rm -rf build/work

test-fast: fast  ## the tests of what is compiled, with the compiled rules
	$(BIN)/python -c 'import sys, pytest; from tasks.workers.compiled import use_compiled; \
		assert use_compiled(); sys.exit(pytest.main(sys.argv[1:]))' -q tests/tasks/extractors tests/tasks/text tests/gates

bench: $(READY)
	for script in tests/bench/*.py; do PYTHONPATH=. $(BIN)/python $$script || exit 1; done

FAULTS := crawl_kills.py reprocess_kills.py upkeep_kills.py many_writers.py run_kills.py

faults: $(READY)  ## kill runs again and again, and let many write at once (an hour)
	for script in $(FAULTS); do PYTHONPATH=. $(BIN)/python tests/faults/$$script || exit 1; done

# The lock is complete, so pip resolves nothing (--no-deps); every file is checked against its hash.
$(PINNED): requirements.lock
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
		{ echo "Marsad needs Python 3.11 with venv: install it, or say where it is: make run PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test ! -L $(VENV) || { echo "$(VENV) is a link: what it leads to would be emptied; remove the link first." >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

# Apart: a changed setting in pyproject.toml costs seconds, not the whole environment.
$(READY): $(PINNED) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock:  ## pin anew within the ranges of pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet --upgrade --output-file requirements.lock

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache *.egg-info
