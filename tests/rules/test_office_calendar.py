"""The office's own days: read whole or refused with every fault."""

from datetime import date

import pytest

from xuezheng.errors import BadInput, NotFound
from xuezheng.rules.working_days import read_calendar


def written(folder, text):
    path = folder / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_local_holiday_and_an_announced_year(tmp_path):
    office = read_calendar(
        written(
            tmp_path,
            "announced: [2027]\ndays:\n"
            "- {on: 2027-01-01, is: rest, why: 元旦}\n- {on: 2027-01-09, is: work, why: 元旦调休上班}\n",
        )
    )
    assert not office.is_worked(date(2027, 1, 1))
    assert office.is_worked(date(2027, 1, 9))
    assert not office.is_provisional(date(2027, 1, 1), date(2027, 12, 31))


def test_an_empty_file_adds_nothing(tmp_path):
    assert read_calendar(written(tmp_path, "")).decided == {}


def test_all_faults_are_told_together(tmp_path):
    path = written(
        tmp_path,
        "announced: [明年]\ndays:\n- {on: 2027-02-30, is: rest, why: 春节}\n- {on: 2027-02-06, is: 上班, why: 调休}\n"
        "- {on: 2027-02-07}\n- {on: 2027-03-01, is: rest, why: 甲}\n- {on: 2027-03-01, is: work, why: 乙}\n",
    )
    with pytest.raises(BadInput) as refusal:
        read_calendar(path)
    said = str(refusal.value)
    for part in ("明年", "2027-02-30", "第 1 条", "上班", "第 3 条", "写了两次"):
        assert part in said
    assert len(refusal.value.faults) == 5


@pytest.mark.parametrize(
    "text, said",
    [("- 1\n", "只能有"), ("days: 3\n", "列表"), ("days: [\n", "读不出来"), ("other: []\n", "只能有")],
)
def test_a_file_of_another_shape_is_refused(tmp_path, text, said):
    with pytest.raises(BadInput, match=said):
        read_calendar(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NotFound, match=r"calendar\.yaml"):
        read_calendar(tmp_path / "calendar.yaml")
