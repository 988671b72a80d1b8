# Xuezheng 学政. Each target works alone on a bare Debian 12 with Python 3.11, git and make.
# The first that runs and is new enough: a name on the path may be a launcher of something not there.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PIP_WHEEL := $(firstword $(wildcard tools/pip-*.whl))
UV := .tools/bin/uv
RUN := $(UV) run --frozen --no-sync
CITY ?= city
PUPILS ?= 40000

.PHONY: setup browser java test check bench schema docs run clean
setup: .tools/ready
	@PYTHONPATH=.tools $(UV) sync --frozen --quiet --python "$(PYTHON)"

# uv comes through the vendored pip wheel: a bare Debian has neither pip nor ensurepip.
.tools/ready:
	@"$(PYTHON)" "$(PIP_WHEEL)/pip" install --quiet --disable-pip-version-check --root-user-action ignore \
		--no-warn-script-location --target .tools 'uv>=0.8,<1'
	@touch $@

# The example city if it is not there yet, then its year: freeze, measure, write and check the speech.
run: setup
	@test -f "$(CITY)/bureau.toml" || $(RUN) xuezheng demo "$(CITY)" --pupils $(PUPILS) --records-only
	@$(RUN) xuezheng report year "$(CITY)"
	@$(RUN) xuezheng serve "$(CITY)" --show

# The pages are tested in a real browser; installed here when root, else see README.
browser:
	@sh tools/browser.sh

# Cities are divided on Spark too; its Java is installed here when root.
java:
	@sh tools/java.sh

check: setup
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

# Twice what touches the records: on SQLite with everything else, then on a real PostgreSQL of the tests' own.
ON_A_SERVER := records audit sealing importing casework snapshot demo/test_tables_of_a_new_bureau.py

test: check browser java
	$(RUN) pytest -q -n auto --dist loadfile
	XUEZHENG_TEST_DATABASE=postgresql $(RUN) pytest -q -n auto --dist loadfile $(addprefix tests/,$(ON_A_SERVER))

bench: setup
	$(RUN) python -m benchmarks

# What is derived from the source and kept beside it: the schema, the glossary, the reference pages.
schema: setup
	$(RUN) python -m xuezheng.jobs.schema

docs: setup
	$(RUN) python -m xuezheng.jobs.glossary
	$(RUN) python -m xuezheng.cli.reference
	$(RUN) python -m xuezheng.web.api.reference
	$(RUN) python -m xuezheng.jobs.demo.faults.reference

clean:
	rm -rf .venv .tools
