"""The examples in the YAML files beside this one."""

import pytest
from standard_examples import all_examples, check


@pytest.mark.parametrize(
    ("code", "example"), [pytest.param(c, e, id=f"{c}: {e['title']}") for c, e in all_examples()]
)
def test_an_example_is_judged_as_written(code, example):
    check(code, example)
