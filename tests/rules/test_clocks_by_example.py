"""Every clock has an example an official can read; none may be without one."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from xuezheng.rules.clocks import all_clocks, clock_on
from xuezheng.rules.deriving import Happened, Pause, derive
from xuezheng.rules.working_days import WorkCalendar

FOLDER = Path(__file__).parent / "clocks"
EXAMPLES = [
    pytest.param(path.stem, example, id=f"{path.stem}: {example['title']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for example in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def happened(given: dict) -> Happened:
    """What an example says happened."""
    restart = given.get("restart")
    return Happened(
        pauses=tuple(Pause(p["kind"], p["first"], p.get("last")) for p in given.get("pauses", [])),
        extended_on=tuple(given.get("extend", [])),
        restarted_on=(restart["kind"], restart["day"]) if restart else None,
    )


@pytest.mark.parametrize("name, example", EXAMPLES)
def test_a_clock_ends_on_the_day_of_its_example(name, example):
    found = derive(
        clock_on(name, example["from"]),
        example["from"],
        WorkCalendar(),
        happened(example.get("happened", {})),
    )
    assert found.due == example["due"]
    assert found.is_provisional == example.get("provisional", False)
    assert str(example["due"]) in " ".join(found.steps)


def test_every_clock_has_an_example_and_every_example_a_clock():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(all_clocks())


@pytest.mark.parametrize("name", all_clocks())
def test_a_clock_says_where_it_stands_and_how_sure_that_is(name):
    for version in all_clocks()[name]:
        assert version.source and version.article and version.matter and version.title and version.title_en
        assert version.mark in ("V", "V2", "M")
        assert version.counts in ("days", "working_days", "months", "day_of_year")
        assert version.rolls_over == (version.counts in ("days", "months"))
        assert version.from_on < (version.to_on or date.max)
