"""Not taken up: on a ground of the list, that day, before anybody worked on it; counted apart in the month."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from small_bureau import NOON, TODAY, TOMORROW, YESTERDAY, Role, a, everything, stored

from xuezheng.errors import BadInput
from xuezheng.jobs.casework import Desk
from xuezheng.jobs.casework_deeds import refuse
from xuezheng.jobs.casework_monthly import COLUMNS, VERSION, count, total, value
from xuezheng.records.casework.actions import call_back_case, rate_case, reopen_case
from xuezheng.records.casework.models import Case, Dispatch
from xuezheng.records.casework.queries import happened_in, open_matters
from xuezheng.rules.working_days import WorkCalendar

MONTH = date(2024, 8, 1), date(2024, 8, 31)


@pytest.fixture
def desk(bureau):
    return Desk(Path("bureau"), bureau.person(Role.OFFICE), NOON, WorkCalendar())


def more(bureau, code, **other):
    row = a(Case, bureau, code=code, **other)
    row.save()
    return row


def test_a_refused_case_ends_that_day_and_says_why(bureau, desk):
    stored(Case, bureau)

    row = refuse(desk, "KA", "court", TODAY)

    assert (row.refused_on, row.closed_on, row.get_refusal_display()) == (
        TODAY,
        TODAY,
        "已进入诉讼、仲裁或复议",
    )
    assert list(open_matters(desk.person)) == []
    assert (TODAY, "不予受理：已进入诉讼、仲裁或复议") in happened_in(row)


@pytest.mark.parametrize(
    ("given", "ground", "on", "said"),
    [
        ({}, "", TODAY, "没有选择不予受理的理由"),
        ({}, "tired", TODAY, "不予受理理由"),
        ({}, "court", TOMORROW, "晚于今天"),
        ({"closed_on": TODAY}, "court", TODAY, "已于 2024-09-02 办结"),
        ({"replied_on": TODAY, "reply_number": "1号"}, "court", TODAY, "已书面答复"),
    ],
)
def test_a_refusal_that_will_not_do_leaves_everything(bureau, desk, given, ground, on, said):
    stored(Case, bureau, **given)
    before = everything()

    with pytest.raises(BadInput, match=said):
        refuse(desk, "KA", ground, on)

    assert everything() == before


def test_what_an_office_signed_for_is_first_sent_back(bureau, desk):
    stored(Dispatch, bureau, dispatched_on=YESTERDAY, signed_on=TODAY)

    with pytest.raises(BadInput, match="已由承办单位签收办理"):
        refuse(desk, "KA", "petition", TODAY)


def test_a_refused_case_is_not_rated_and_may_be_taken_up_anew(bureau, desk):
    stored(Case, bureau)
    row = refuse(desk, "KA", "unclear", TODAY)

    with pytest.raises(BadInput, match="不予受理的件当日办结，不评价"):
        rate_case(case=row, rating="satisfied", **desk.deed)
    with pytest.raises(BadInput, match="不评价"):
        call_back_case(case=row, on=TODAY, result="reached", rating="satisfied", **desk.deed)

    assert reopen_case(case=row, **desk.deed).refusal == ""


def test_the_month_counts_refusals_apart(bureau, desk, tmp_path):
    stored(Case, bureau)  # received on 30 August, due on 6 September
    more(bureau, "K2", closed_on=date(2024, 8, 31), rating="satisfied")
    more(bureau, "K3")
    refuse(desk, "K3", "elsewhere", TODAY)

    (unit,) = count(desk, *MONTH)

    told = {heading: value(unit, what) for heading, what, _ in COLUMNS}
    assert (told["来件"], told["不予受理"], told["主办件数"], told["受理率"]) == (3, 1, 2, (2, 3))
    assert (told["已办结"], told["办结率"], told["满意率"]) == (1, (1, 1), (1, 1))
    assert total([unit]).refused == 1
    assert "受理率" in VERSION


def test_the_workbook_says_by_which_version_it_was_counted(bureau, desk, tmp_path):
    from xuezheng.jobs.casework_monthly import _write

    stored(Case, bureau)
    _write(tmp_path / "月报.xlsx", count(desk, *MONTH), desk, "2024-08")

    sheet = openpyxl.load_workbook(tmp_path / "月报.xlsx")["口径说明"]
    assert ("口径版本", VERSION) in [(row[0].value, row[1].value) for row in sheet]
