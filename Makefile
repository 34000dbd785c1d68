# Plain verbs. Each is one or two commands that also work by hand (README.md shows them).
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUNTIME := .venv/runtime.installed
DEVELOPMENT := .venv/development.installed

.PHONY: run test test-slow check bench mutants lock

run: $(RUNTIME)
	$(BIN)/python manage.py demo --port $(PORT)

test: $(DEVELOPMENT)
	$(BIN)/python -m tests.run $(WORDS)

test-slow: $(DEVELOPMENT)
	$(BIN)/python -m tests.run --slow $(WORDS)
	$(MAKE) mutants

check: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/python -m tests.with_environment $(BIN)/mypy
	$(BIN)/python -m tests.with_environment $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.with_environment --production $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(DEVELOPMENT)
	$(BIN)/python -m tests.benchmarks

mutants: $(DEVELOPMENT)
	$(BIN)/uv tool run --with-requirements requirements-dev.txt --with-requirements requirements.txt mutmut@3.8.1 run

lock: $(DEVELOPMENT)
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.txt requirements.in
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements-dev.txt requirements-dev.in

$(RUNTIME): requirements.txt | .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt $(RUNTIME) | .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	touch $@

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "footcare needs Python 3.11 or newer; $(PYTHON) is older. Name another: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is not installed. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
