# The commands for readers, authors and developers. They set up what they need.

VENV := .venv
BIN := $(VENV)/bin

# Two builds of one commit are identical, on any day.
build serve dist: export SOURCE_DATE_EPOCH := $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),$(shell date +%s))

# Hide Material's warning about MkDocs 2, which pyproject.toml excludes anyway.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve build test test-lowest lint format pytest baseline catalogues bench fuzz dist try-dist clean
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

serve: PORT = 8000
serve: $(VENV)/.ready ## open the site at http://127.0.0.1:8000 and follow changes; PORT=8100 for another port
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: $(VENV)/.ready ## build the site into site/; a warning is an error
	$(BIN)/mkdocs build --strict

test: lint pytest build ## run everything that CI runs: lint, all tests, the site
	@echo 'All green: lint, types, imports, tests, site.'

lint: $(VENV)/.ready ## run ruff, mypy and the import rules, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/.ready ## fix what ruff can fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.ready ## measure, and print the results; ARGS='--quick', '--only build', '--write'
	$(BIN)/python -m benchmarks $(ARGS)

baseline: $(VENV)/.ready ## compare all output with the recorded one; ARGS=--record to record it again
	$(BIN)/python -m tests.baseline $(ARGS)

catalogues: $(VENV)/.ready ## collect the texts that readers see, and list what is not translated
	$(BIN)/python -m tests.catalogues

fuzz: MINUTES = 10
fuzz: $(VENV)/.ready ## run tests/fuzz on random input for MINUTES=10; TARGETS='reader macros' selects tests
	@end=$$(($$(date +%s) + $$(awk 'BEGIN { print int($(MINUTES) * 60) }'))); \
	while FUZZ_TIMES=3 $(BIN)/python -m pytest -q -n auto --dist worksteal tests/fuzz \
		--hypothesis-profile fuzz -k "$$(echo $(TARGETS) | sed 's/ / or /g')" || exit 1; \
		[ $$(date +%s) -lt $$end ]; do :; done

pytest: $(VENV)/.ready ## run the tests, including those in a browser
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n auto --dist loadfile

test-lowest: .venv-lowest/.ready ## run the tests with the oldest dependencies that pyproject.toml allows
	.venv-lowest/bin/python tests/browser.py
	.venv-lowest/bin/python -m pytest -n auto --dist loadfile

dist: $(VENV)/.ready ## build the package, as wheel and sdist, in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation

try-dist: $(VENV)/.ready ## install the wheel in dist/ into an empty environment, and build a site with it
	$(BIN)/python -m tests.try_wheel dist/*.whl

clean: ## remove the site, caches and environments
	rm -rf site .cache .venv .venv-lowest dist
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

.venv/.ready: pyproject.toml constraints.txt
	@.ci/venv .venv constraints.txt zensical,plugins
	@touch $@

.venv-lowest/.ready: pyproject.toml tests/constraints-lowest.txt
	@.ci/venv .venv-lowest tests/constraints-lowest.txt
	@touch $@
