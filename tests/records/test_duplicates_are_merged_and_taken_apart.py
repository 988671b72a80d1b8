"""Two entries of one child made one, and taken apart again: nothing is lost and nobody is forgotten."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_bureau import NOON, PLAUSIBLE, TODAY, Role, a, a_body, a_bureau, everything, stored

from xuezheng.errors import BadInput, NotAllowed
from xuezheng.records.audit.models import Event
from xuezheng.records.programmes.models import AidAward, ContestEntry, HardshipListing
from xuezheng.records.registers.actions import enrol_pupil, merge_pupils, unmerge_pupils
from xuezheng.records.registers.actions.merging import TRAIL, pointing_at_pupils
from xuezheng.records.registers.models import (
    Enrolment,
    MergedPupil,
    MergedRow,
    Movement,
    Pupil,
    PupilMerge,
    School,
)

#: What a merge leaves behind when it is taken back: its trail and the log.
LEFT_BEHIND = {
    "registers.PupilMerge", "registers.MergedRow", "audit.Event", "audit.Head", "accounts.User", "accounts.Grant",
}  # fmt: skip


def more(model, bureau, **other):
    """One more row of district A, whatever stands there already."""
    row = a(model, bureau, **other)
    row.save(force_insert=True)
    return row


def content():
    return {table: rows for table, rows in everything().items() if table not in LEFT_BEHIND}


@pytest.fixture
def pair(bureau):
    """A child of school A, and the same child again under another number."""
    keep = stored(Pupil, bureau)
    gone = more(Pupil, bureau, code="p2", roll_number="G2")
    stored(Enrolment, bureau)
    return keep, gone


def merged(bureau, keep, gone, **more):
    return merge_pupils(
        keep=keep, gone=gone, reason="verified", by=bureau.person(Role.OFFICE), at=NOON, **more
    )


def taken_apart(bureau, merge):
    return unmerge_pupils(merge=merge, by=bureau.person(Role.OFFICE), at=NOON)


def columns_with_a_foreign_key_to(table):
    """What the database itself knows to point at a table: column names by table."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            for promise in connection.introspection.get_constraints(cursor, name).values():
                if promise["foreign_key"] and promise["foreign_key"][0] == table:
                    found |= {(name, column) for column in promise["columns"]}
    return found


def test_every_column_the_database_knows_to_point_at_a_pupil_is_moved(db):
    ours = {
        (p.model._meta.db_table, p.model._meta.get_field(p.name).column)
        for p in pointing_at_pupils()
        if p.is_key
    }

    assert ours == columns_with_a_foreign_key_to(Pupil._meta.db_table)
    assert len(ours) >= 7


def test_a_pupils_code_kept_as_text_is_moved_too():
    assert {(p.model.__name__, p.name) for p in pointing_at_pupils() if not p.is_key} == {
        ("ContestEntry", "participant"),
        ("StudentLoan", "borrower"),
    }


def test_a_relation_nobody_has_thought_of_yet_is_not_forgotten():
    class Lunch(models.Model):
        pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")

        class Meta:
            app_label = "registers"

    try:
        assert (Lunch, "pupil") in {(p.model, p.name) for p in pointing_at_pupils()}
    finally:
        del apps.all_models["registers"]["lunch"]
        apps.clear_cache()


def test_everything_about_the_entry_that_goes_is_about_the_one_kept(bureau, pair):
    keep, gone = pair
    pointed = {p.model: p for p in pointing_at_pupils()}
    for model in PLAUSIBLE:
        if model in pointed:
            other = {"school_year": 2023} if model is Enrolment else {}
            more(
                model,
                bureau,
                **{pointed[model].name: gone.pk if not pointed[model].is_key else gone},
                **other,
            )
    n_rows = sum(p.rows(gone.pk).count() for p in pointed.values())

    merge = merged(bureau, keep, gone)

    assert n_rows == len(pointed) == merge.rows.filter(how="moved").count()
    assert sum(p.rows("p2").count() for p in pointed.values()) == 0
    assert not Pupil.objects.filter(pk="p2").exists()
    tomb = MergedPupil.objects.get()
    assert (tomb.code, tomb.roll_number, tomb.name, tomb.merge) == ("p2", "G2", "张三丰", merge)
    event = Event.objects.latest("seq")
    assert (event.action, event.detail["moved"]) == ("pupil.merge", n_rows)
    assert "张三丰" not in str(event.detail)


def test_taken_back_at_once_everything_is_as_it_was(bureau, pair):
    keep, gone = pair
    more(Enrolment, bureau, pupil=gone, school_year=2023)
    more(AidAward, bureau, pupil=gone)
    more(ContestEntry, bureau, participant="p2")
    before = content()

    done = taken_apart(bureau, merged(bureau, keep, gone))

    assert content() == before
    assert done.counts == {"back": 3, "kept": 0, "could_not": 0} and done.told == []
    assert set(MergedRow.objects.values_list("outcome", flat=True)) == {"back"}


def test_two_places_in_one_year_stop_the_merge_until_somebody_chooses(bureau, pair):
    keep, gone = pair
    more(Enrolment, bureau, pupil=gone, school=bureau.schools["B"])
    bureau.person(Role.OFFICE)
    before = everything()

    with pytest.raises(BadInput, match=r"不能都归一名学生（学年 2024）。 请用 --prefer keep"):
        merged(bureau, keep, gone)

    assert everything() == before


@pytest.mark.parametrize(("prefer", "school"), [("keep", "sA"), ("gone", "sB")])
def test_the_row_that_gives_way_is_kept_whole_and_comes_back(bureau, pair, prefer, school):
    keep, gone = pair
    more(Enrolment, bureau, pupil=gone, school=bureau.schools["B"], grade=2)
    before = content()

    merge = merged(bureau, keep, gone, prefer=prefer)

    assert [e.school_id for e in Enrolment.objects.all()] == [school]
    assert merge.rows.filter(how="set_aside").count() == 1
    taken_apart(bureau, merge)
    assert content() == before


def test_each_row_ends_in_one_heap_and_what_was_edited_stays_edited(bureau, pair):
    keep, gone = pair
    third = more(Pupil, bureau, code="p3", roll_number="G3")
    rows = [more(Enrolment, bureau, pupil=gone, school_year=year) for year in (2020, 2021, 2022)]
    merge = merged(bureau, keep, gone)
    Enrolment.objects.filter(pk=rows[0].pk).update(is_boarder=True)  # beside what the merge wrote
    Enrolment.objects.filter(pk=rows[1].pk).update(pupil=third)
    Enrolment.objects.filter(pk=rows[2].pk).delete()

    done = taken_apart(bureau, merge)

    assert done.counts == {"back": 1, "kept": 1, "could_not": 1}
    assert {(heap, why) for _, heap, why in done.told} == {
        ("kept", "合并后又有人改过"),
        ("could_not", "记录已不存在"),
    }
    first = Enrolment.objects.get(pk=rows[0].pk)
    assert (first.pupil_id, first.is_boarder) == ("p2", True)
    assert Enrolment.objects.get(pk=rows[1].pk).pupil_id == "p3"


def test_a_row_set_aside_whose_place_was_taken_stays_in_the_trail(bureau, pair):
    keep, gone = pair
    more(Enrolment, bureau, pupil=gone, school=bureau.schools["B"])
    merge = merged(bureau, keep, gone, prefer="gone")
    Enrolment.objects.all().delete()
    again = Enrolment(pupil=keep, school=bureau.schools["A"], school_year=2024, stage="primary", grade=3)
    enrol_pupil(pupil=keep, enrolment=again, by=bureau.person(Role.OFFICE), at=NOON)

    done = taken_apart(bureau, merge)

    assert done.counts == {"back": 0, "kept": 0, "could_not": 2}
    assert '"grade": "1"' in MergedRow.objects.get(how="set_aside").content
    assert Enrolment.objects.get().grade == 3


def test_a_row_set_aside_whose_school_is_gone_cannot_come_back(bureau, pair):
    keep, gone = pair
    extra = more(School, bureau, code="s7", organisation=a_body(bureau, "A", "s7"))
    more(Enrolment, bureau, pupil=gone, school=extra)
    merge = merged(bureau, keep, gone, prefer="keep")
    School.objects.filter(pk="s7").delete()

    assert taken_apart(bureau, merge).told[0][1:] == ("could_not", "原来的“学校”已不存在")


def test_merges_that_touched_the_same_rows_are_taken_back_last_first(bureau, pair):
    keep, gone = pair
    third = more(Pupil, bureau, code="p3", roll_number="G3")
    more(Enrolment, bureau, pupil=gone, school_year=2023)
    more(Enrolment, bureau, pupil=third, school_year=2022)
    before = content()
    first = merged(bureau, keep, gone)
    second = merged(bureau, third, keep)

    with pytest.raises(BadInput, match=f"请先撤销第 {second.pk} 号合并"):
        taken_apart(bureau, first)
    taken_apart(bureau, second)
    taken_apart(bureau, first)

    assert content() == before
    with pytest.raises(BadInput, match="不能再撤销一次"):
        taken_apart(bureau, first)


def test_a_number_that_came_back_stops_taking_apart(bureau, pair):
    keep, gone = pair
    merge = merged(bureau, keep, gone)
    more(Pupil, bureau, code="p9", roll_number="G2")

    with pytest.raises(BadInput, match="又以同一学籍号登记了学生 p9"):
        taken_apart(bureau, merge)


def test_an_entry_is_not_merged_into_itself_nor_for_no_reason(bureau, pair):
    keep, gone = pair

    with pytest.raises(BadInput, match="两条都是学生 pA"):
        merged(bureau, keep, keep)
    with pytest.raises(BadInput, match="合并理由"):
        merge_pupils(keep=keep, gone=gone, reason="x", by=bureau.person(Role.OFFICE), at=NOON)
    with pytest.raises(BadInput, match="冲突取舍“both”不在清单中"):
        merged(bureau, keep, gone, prefer="both")


def test_whoever_merges_acts_for_both_schools(bureau, pair):
    keep, gone = pair
    more(Enrolment, bureau, pupil=gone, school=bureau.schools["B"], school_year=2023)
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    before = everything()

    for one, other in ((keep, gone), (gone, keep)):
        with pytest.raises(NotAllowed, match="合并重复学籍"):
            merge_pupils(keep=one, gone=other, reason="verified", by=officer, at=NOON)

    assert everything() == before


ROWS = st.lists(
    st.tuples(st.sampled_from(["pA", "p2"]), st.sampled_from([2021, 2022, 2023]), st.sampled_from("AB")),
    max_size=5,
    unique_by=lambda row: row[:2],
)
EDITS = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["delete", "repoint", "grade", "year", "new"])), max_size=4
)


def _filled(bureau, rows):
    pupils = {"pA": stored(Pupil, bureau), "p2": more(Pupil, bureau, code="p2", roll_number="G2")}
    more(Pupil, bureau, code="p3", roll_number="G3")
    for code, year, letter in rows:
        more(Enrolment, bureau, pupil=pupils[code], school_year=year, school=bureau.schools[letter])
        more(HardshipListing, bureau, pupil=pupils[code], year=year, school=bureau.schools[letter])
        more(Movement, bureau, pupil=pupils[code], on=date(year, 9, 1))
    return pupils


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, prefer=st.sampled_from(["keep", "gone"]))
def test_merging_and_taking_apart_is_nothing(db, rows, prefer):
    with transaction.atomic():
        bureau = a_bureau()
        pupils = _filled(bureau, rows)
        before = content()

        merge = merged(bureau, pupils["pA"], pupils["p2"], prefer=prefer)
        once = {table: len(lines) for table, lines in content().items()}
        taken_apart(bureau, merge)

        assert content() == before
        assert once["registers.Pupil"] == 2
        assert once["registers.Movement"] == len(rows)
        assert once["registers.Enrolment"] == len({year for _, year, _ in rows})
        transaction.set_rollback(True)


def _edit(row, what, n):
    """Do to a row what a person might; True if it is no longer there."""
    one = Enrolment.objects.filter(pk=row)
    try:
        with transaction.atomic():
            if what == "delete":
                one.delete()
            elif what == "repoint":
                one.update(pupil_id="p3")
            elif what == "grade":
                one.update(grade=6)
            elif what == "year":
                one.update(school_year=2030 + n)
            else:
                Enrolment.objects.create(
                    pupil_id="pA", school_id="sA", school_year=2021 + n % 3, stage="primary", grade=5
                )
    except Exception:  # the records refuse; so does a person's edit
        return


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, prefer=st.sampled_from(["keep", "gone"]), edits=EDITS)
def test_any_mixture_of_edits_and_taking_apart_loses_nothing(db, rows, prefer, edits):
    with transaction.atomic():
        bureau = a_bureau()
        pupils = _filled(bureau, rows)
        merge = merged(bureau, pupils["pA"], pupils["p2"], prefer=prefer)
        there = list(Enrolment.objects.order_by("pk").values_list("pk", flat=True))
        for n, what in edits:
            _edit(there[n % len(there)] if there else 0, what, n)
        edited = {e.pk: (e.grade, e.school_year) for e in Enrolment.objects.all()}

        done = taken_apart(bureau, merge)

        after = {e.pk: (e.grade, e.school_year) for e in Enrolment.objects.all()}
        told = MergedRow.objects.filter(merge=merge)
        assert sum(done.counts.values()) == told.count() == told.exclude(outcome="").count()
        assert {pk: after.get(pk) for pk in edited} == edited  # no edit was lost
        brought = {
            int(r.key) for r in told.filter(table="registers.enrolment", how="set_aside", outcome="back")
        }
        assert set(after) == set(edited) | brought
        assert Pupil.objects.filter(pk="p2").exists() and not MergedPupil.objects.exists()
        lost = told.filter(how="set_aside", outcome="could_not")
        assert all(row.content and row.why for row in lost)  # whole in the trail, with its reason
        transaction.set_rollback(True)


def test_a_trail_names_two_entries_and_its_day(bureau):
    assert PupilMerge in TRAIL and TODAY
    with pytest.raises(Exception, match="pupil_merge_of_two_entries"), transaction.atomic():
        a(PupilMerge, bureau, gone="pA").save()
