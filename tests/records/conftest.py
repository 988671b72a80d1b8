"""The fixture that every test of the records starts from."""

import pytest
from small_bureau import Bureau, a_bureau


@pytest.fixture
def bureau(db) -> Bureau:
    """A small bureau: two districts, a school in each."""
    return a_bureau()
