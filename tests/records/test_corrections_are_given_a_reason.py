"""What was written wrongly is corrected openly; proof of a procedure is not."""

from functools import partial

import pytest
from refusals import Refusal, check, titles
from small_bureau import NOON, TODAY, YEAR_END, YESTERDAY, Role, a, stored

from xuezheng.errors import BadInput, NotAllowed
from xuezheng.records.audit.actions import Correction
from xuezheng.records.audit.models import Event
from xuezheng.records.casework import actions as casework
from xuezheng.records.casework.models import Case, CaseExtension
from xuezheng.records.ledger import actions as ledger
from xuezheng.records.ledger.models import Ranking
from xuezheng.records.programmes import actions as programmes
from xuezheng.records.programmes.models import HardshipListing, Target
from xuezheng.records.registers import actions as registers
from xuezheng.records.registers.models import Enrolment, Pupil, School
from xuezheng.records.rounds import actions as rounds
from xuezheng.records.rounds.models import ClassPlacement
from xuezheng.records.visits import actions as visits
from xuezheng.records.visits.models import Visit


def _fix(room, model, changes, /, **given):
    def do(b):
        row = b.schools["A"] if model is School else stored(model, b, **given)
        return partial(room.correct, row=row, changes=changes, why=Correction.TYPING)

    return do


def _to_b(b):
    return partial(casework.correct, row=stored(Case, b), changes={"lead": b.districts["B"]}, why="source")


REFUSALS = [
    Refusal("nothing to change", _fix(casework, Case, {}), "没有要更正的内容"),
    Refusal("a code", _fix(casework, Case, {"code": "K9"}), "“办件编号”不能更正"),
    Refusal("something a case has not", _fix(casework, Case, {"colour": "red"}), "没有“colour”这一项"),
    Refusal("a due day, which only an extension moves", _fix(casework, Case, {"due_on": YEAR_END}), "“办理期限”不能更正"),
    Refusal("an extension", _fix(casework, CaseExtension, {"due_on": YEAR_END}), "它是办理过程的凭证"),
    Refusal("a placement by a round", _fix(rounds, ClassPlacement, {"class_number": 2}), "它是办理过程的凭证"),
    Refusal("a day that cannot be", _fix(casework, Case, {"received_on": YEAR_END}), "办理期限不能早于受理日期"),
    Refusal("a school moved to another district", _fix(registers, School, {"area": None}), "“所在县区”不能更正"),
    Refusal("an approved target", _fix(programmes, Target, {"value": 1}, approved_on=TODAY, approved_by="x"),
            "已批准的目标不再变更"),
    Refusal("a target's approval", _fix(programmes, Target, {"approved_on": TODAY}), "“批准日期”不能更正"),
    Refusal("a listing called aided without an award", _fix(programmes, HardshipListing, {"resolution": "aided"}),
            "没有资助记录"),
    Refusal("a case pushed onto another district", _to_b, "不能在“B区教育局”更正记录", error=NotAllowed),
    Refusal("a pupil on no roll", _fix(registers, Pupil, {"name": "张三"}), "不在任何学校的名册上"),
    Refusal("the city's list, by a district", _fix(ledger, Ranking, {"rank": 2}), "不能在“某市教育局”", error=NotAllowed),
]  # fmt: skip


@titles(REFUSALS)
def test_no_correction_of(bureau, refusal):
    check(bureau, refusal)


def test_a_correction_leaves_the_field_the_reason_and_no_value(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])

    _fix(casework, Case, {"summary": "王某反映"})(bureau)(by=officer, at=NOON)

    assert Case.objects.get().summary == "王某反映"
    event = Event.objects.get()
    assert event.detail == {"fields": ["summary"], "why": "typing"}
    assert event.subject_code == "KA"


def test_a_wrong_closing_day_is_corrected_and_not_closed_again(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    school = bureau.schools["A"]
    registers.close_school(school=school, on=YESTERDAY, by=officer, at=NOON)

    registers.correct(row=school, changes={"closed_on": TODAY}, why=Correction.TYPING, by=officer, at=NOON)

    assert School.objects.get(pk=school.pk).closed_on == TODAY


def test_a_pupil_is_corrected_by_the_side_of_the_last_school(bureau):
    stored(Enrolment, bureau)
    fix = _fix(registers, Pupil, {"name": "张三"})(bureau)

    with pytest.raises(NotAllowed):
        fix(by=bureau.person(Role.DISTRICT_OFFICER, bureau.districts["B"]), at=NOON)
    fix(by=bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"]), at=NOON)

    assert Pupil.objects.get().name == "张三"
    assert "张三" not in str(Event.objects.get().detail)


def test_a_case_moves_to_another_office_by_whoever_is_above_both(bureau):
    _to_b(bureau)(by=bureau.person(Role.OFFICE), at=NOON)

    assert Case.objects.get().lead == bureau.districts["B"]


def test_a_reason_must_be_one_of_the_list(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    case = stored(Case, bureau)

    with pytest.raises(BadInput, match="更正原因“just because”"):
        casework.correct(row=case, changes={"topic": "x"}, why="just because", by=officer, at=NOON)
    case.refresh_from_db()
    assert case.topic == "招生"


def test_a_verdict_may_be_corrected_with_its_day(bureau):
    director = bureau.person(Role.OFFICE)
    visit = stored(Visit, bureau, verdict="passed", decided_on=TODAY)

    visits.correct(row=visit, changes={"verdict": "failed"}, why=Correction.SOURCE, by=director, at=NOON)

    assert Visit.objects.get().verdict == "failed"
    assert a(Visit, bureau).verdict == ""
