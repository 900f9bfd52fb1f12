# Every target makes the environment when it is missing and costs nothing when it is there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ONCE ?=
FAULT ?=
# Compiled once, not by each of the many processes that tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test postgres soak walk check format bench lock clean

demo: $(READY)
	$(BIN)/gonets demo $(if $(ONCE),--once) $(if $(FAULT),--fault $(FAULT)) $(if $(EXAMPLE),--example $(EXAMPLE))

test: $(READY)
	$(BIN)/python -m tests.with_postgres $(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=88 -n 2 $(ARGS)

# Beside whatever is run by hand: says which GONETS_TEST_POSTGRES to set, until Ctrl-C.
postgres: $(READY)
	$(BIN)/python -m tests.with_postgres

soak: $(READY)
	$(BIN)/python -m tests.soak $(ARGS)

walk: $(READY)
	$(BIN)/python -m tests.walk $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m storage.migrations_check
	$(BIN)/python -m pytest tests/bot/texts

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m benchmarks $(ARGS)

# Needs uv; writes names, versions and hashes, never an address: what the bot needs, and what work on it needs besides.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(LOCK) --extra build --extra postgres pyproject.toml -o requirements.txt
	$(LOCK) --extra dev --constraints requirements.txt pyproject.toml -o requirements-dev.txt

$(READY): requirements-dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf $(VENV)
