"""The small bureau of the records' own tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "records"))
from small_bureau import Bureau, a_bureau  # noqa: E402


@pytest.fixture
def bureau(db) -> Bureau:
    """A small bureau: two districts, a school in each."""
    return a_bureau()
