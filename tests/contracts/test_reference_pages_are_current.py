"""The reference pages say what the source says."""

from pathlib import Path

import pytest

from xuezheng.cli.reference import FOLDER, pages

HOUSE = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["indicators.md", "commands.md", "rules.md"])
def test_a_page_is_as_the_source_makes_it(name):
    written = (HOUSE / FOLDER / name).read_text(encoding="utf-8")

    assert written == pages()[name], "run `make docs`"


def test_every_verb_is_on_the_page():
    page = pages()["commands.md"]

    for verb in (
        "demo",
        "freeze",
        "report write",
        "report check",
        "draw commit",
        "classes",
        "verify",
        "evidence",
    ):
        assert f"`xuezheng {verb}`" in page
