"""Modules of the tests are imported by their bare names, so no two may share one."""

from collections import Counter
from pathlib import Path


def test_no_two_test_modules_share_a_name():
    names = Counter(
        file.name for file in Path(__file__).parents[1].rglob("*.py") if file.name != "conftest.py"
    )

    assert [name for name, n in names.items() if n > 1] == []
