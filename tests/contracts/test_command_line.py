"""The command line answers quickly and in words."""

import subprocess
import sys

HEAVY = (
    "django", "duckdb", "pyarrow", "numba", "docx", "numpy", "narwhals", "yaml",
    "xuezheng.records.settings", "xuezheng.records.accounts", "xuezheng.indicators.catalogue",
)  # fmt: skip


def test_help_loads_nothing_heavy():
    program = (
        "import sys; from xuezheng.cli.main import build; build(); "
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
