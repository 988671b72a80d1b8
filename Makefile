# Xuezheng 学政. Each target works alone on a bare Debian 12 with Python 3.11, git and make.
# The first that runs and is new enough: a name on the path may be a launcher of something not there.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PIP_WHEEL := $(firstword $(wildcard tools/pip-*.whl))
UV := .tools/bin/uv
RUN := $(UV) run --frozen --no-sync
CITY ?= city

.PHONY: setup test check bench schema docs run clean
setup: .tools/ready
	@PYTHONPATH=.tools $(UV) sync --frozen --quiet --python "$(PYTHON)"

# uv comes through the vendored pip wheel: a bare Debian has neither pip nor ensurepip.
.tools/ready:
	@"$(PYTHON)" "$(PIP_WHEEL)/pip" install --quiet --disable-pip-version-check --no-warn-script-location --target .tools 'uv>=0.8,<1'
	@touch $@

check: setup
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) lint-imports

test: check
	$(RUN) pytest -q

clean:
	rm -rf .venv .tools
