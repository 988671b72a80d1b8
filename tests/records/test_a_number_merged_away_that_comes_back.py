"""A 学籍号 that was merged away and sent in again is told first among the likely duplicates."""

from pathlib import Path

import pytest
from small_bureau import NOON, Role, a, stored

from xuezheng.errors import NotFound
from xuezheng.jobs import pupils
from xuezheng.jobs.casework import Desk
from xuezheng.records.registers.models import Enrolment, Pupil
from xuezheng.rules.working_days import WorkCalendar


def test_it_is_told_first_with_both_schools(bureau):
    desk = Desk(Path("bureau"), bureau.person(Role.OFFICE), NOON, WorkCalendar())
    keep = stored(Pupil, bureau)
    stored(Enrolment, bureau)
    gone = a(Pupil, bureau, code="p2", roll_number="G2", name="李四", id_number="", guardian_phone="")
    gone.save()
    a(Enrolment, bureau, pupil=gone, school_year=2023).save()
    pupils.merge(desk, keep.pk, gone.pk, "verified")
    assert pupils.suspicions(desk) == []
    again = a(Pupil, bureau, code="p3", roll_number="G2", name="李四", id_number="", guardian_phone="")
    again.save()
    a(Enrolment, bureau, "B", pupil=again).save()

    (one,) = pupils.suspicions(desk)

    assert (one.pair.first, one.pair.second, one.pair.strength) == ("p3", "pA", "certain")
    assert one.pair.why == ("这个学籍号曾并入另一条，后来又重新登记",)
    assert (one.first_school, one.second_school) == ("实验小学", "实验小学")
    assert [m.gone for m in pupils.merges(desk)] == ["p2"]
    with pytest.raises(NotFound, match="没有代码为“p2”的学生"):
        pupils.merge(desk, keep.pk, "p2", "verified")


def test_nobody_finds_the_children_of_others(bureau):
    stored(Enrolment, bureau, "B")
    desk = Desk(
        Path("bureau"), bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"]), NOON, WorkCalendar()
    )

    assert pupils.suspicions(desk) == []
    with pytest.raises(NotFound, match="没有代码为“pB”的学生"):
        pupils.merge(desk, "pB", "pA", "verified")
