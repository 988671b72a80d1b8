"""Sheets come in whole, say what they change, and can be taken back."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets_of_rows import sheet
from small_bureau import NOON, Role, a, a_body, a_bureau, everything, stored

from xuezheng.errors import BadInput, NotAllowed, Occupied
from xuezheng.records.accounts.models import Organisation
from xuezheng.records.intake.actions import run_import, undo_import
from xuezheng.records.intake.actions.checking import check_rows
from xuezheng.records.intake.forms.layouts import all_layouts, columns_of, layout_of, model_of
from xuezheng.records.intake.models import Batch
from xuezheng.records.ledger.models import Ranking
from xuezheng.records.registers.models import Enrolment, Facility, Movement, Pupil, School, SchoolClass

FACILITIES = ["建筑代码", "学校", "用途", "建筑面积", "建成日期"]


def run(name, rows, by, mark=""):
    digest = sha256(json.dumps([rows, mark], default=str).encode()).hexdigest()
    return run_import(
        layout=layout_of(name), rows=rows, where="表", file_name="表.xlsx", file_sha256=digest, by=by, at=NOON
    )


def check(name, rows, by):
    with transaction.atomic():
        checked = check_rows(layout_of(name), rows, "表", by)
        transaction.set_rollback(True)
    return checked


def content():
    """The records, without what tells of imports and of who did what."""
    aside = {"intake.Batch", "intake.Chunk", "audit.Event", "audit.Head", "registers.Spelling"}
    return {label: rows for label, rows in everything().items() if label not in aside}


def plain_rows(bureau, layout):
    """One plausible new row of a layout, and the sheet that says it."""
    parts = tuple(a(model_of(part), bureau) for part in layout.parts if part.model != "accounts.Organisation")
    parts = (None, *parts) if layout.parts[0].model == "accounts.Organisation" else parts
    return sheet(layout, parts)


def office_of(bureau, layout):
    """Somebody who may send a layout in."""
    from xuezheng.records.accounts.rights import RIGHTS

    roles = RIGHTS[layout.right].roles
    person = bureau.person(Role.OFFICE if Role.OFFICE in roles else sorted(roles)[0])
    from xuezheng.records.accounts.models import Grant

    Grant.objects.get_or_create(
        user=person, role=Role.OFFICE, organisation=bureau.city, defaults={"granted_on": date(2024, 1, 1)}
    )
    return person


@pytest.mark.parametrize("name", sorted(set(all_layouts()) - {"schools", "pupils", "areas"}))
def test_every_layout_takes_a_row_in_knows_it_again_and_takes_it_back(bureau, name):
    layout = layout_of(name)
    by = office_of(bureau, layout)
    rows = plain_rows(bureau, layout)
    before = content()
    batch, checked = run(name, rows, by)
    assert (batch.n_new, batch.n_changed, batch.n_unchanged) == (1, 0, 0)
    assert (
        model_of(layout.parts[0])._default_manager.count()
        == len(before[model_of(layout.parts[0])._meta.label]) + 1
    )
    again = check(name, rows, by)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1} and not again.faults
    done = undo_import(batch=batch, by=by, at=NOON)
    assert done.counts == {"reversed": 1, "kept": 0, "could_not": 0}
    assert content() == before


def test_every_register_and_ledger_that_is_frozen_can_be_sent_in():
    from django.apps import apps

    apart = {
        "accounts.organisation": "set up by the administrators",
        "casework.caseextension": "written by the approval of an extension",
        "visits.finding": "written with its visit",
        "programmes.outsidelist": "taken in by its own action, with its mapping of columns",
        "programmes.listlink": "proposed by the matching, judged by a clerk",
        "rounds.round": "opened by its own action, which commits to a list",
        "rounds.classplacement": "the result of a draw",
        "rounds.application": "sent in for one round at a time",
        "decisions.decision": "computed, checked, approved and published step by step",
    }
    there = {part.model.lower() for layout in all_layouts().values() for part in layout.parts}
    frozen = {
        m._meta.label_lower
        for m in apps.get_models()
        if m.__module__.startswith("xuezheng.") and getattr(m.Frozen, "table", None)
    }
    assert frozen - there == set(apart) - {"accounts.organisation"}


def test_a_child_new_to_the_city_gets_a_code_and_a_place_on_the_roll(bureau):
    clerk = bureau.person(Role.SCHOOL_CLERK, a_body(bureau, "A", "sA"))
    rows = [
        ["学籍号", "姓名", "性别", "出生日期", "学校", "学年", "学段", "年级"],
        ["G1", "王小明", "男", "2017-03-01", "sA", "2024", "小学", 1],
        ["G2", "李小红", "女", "2017/4/2", "实验小学", 2024.0, "小学", "２"],
    ]
    with pytest.raises(BadInput, match="没有“实验小学”"):  # two schools have this name
        run("pupils", rows, clerk)
    rows[2][4] = "sA"
    before = content()
    batch, _ = run("pupils", rows, clerk)
    assert list(Enrolment.objects.order_by("id").values_list("pupil__roll_number", "grade")) == [
        ("G1", 1),
        ("G2", 2),
    ]
    assert len(set(Pupil.objects.values_list("code", flat=True))) == 2
    # The same child a year later: the child is known again, the place on the roll is new.
    rows[1][5:] = [2025, "小学", 2]
    second, _ = run("pupils", rows, clerk)
    assert (second.n_new, second.n_unchanged) == (1, 1)
    assert undo_import(batch=second, by=clerk, at=NOON).counts["reversed"] == 1
    assert undo_import(batch=batch, by=clerk, at=NOON).counts["reversed"] == 4
    assert content() == before


def test_a_school_is_an_organisation_too(bureau):
    office = bureau.person(Role.OFFICE)
    rows = [
        ["学校标识码", "学校名称", "办学类型", "举办者", "城乡分类", "所在县区", "设立日期"],
        ["3201", "第三小学", "211", "811", "111", "A区", "2024-09-01"],
    ]
    before = content()
    batch, _ = run("schools", rows, office)
    assert Organisation.objects.get(code="3201").path == "c/d1/3201/"
    assert School.objects.get(code="3201").organisation_id == "3201"
    undo_import(batch=batch, by=office, at=NOON)
    assert content() == before


def test_a_change_is_shown_before_and_after_and_touches_nothing_else(bureau):
    facility = stored(Facility, bureau)
    by = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    rows = [["建筑代码", "建筑面积"], [facility.pk, "99.50"]]
    with pytest.raises(BadInput, match="缺少必填的列“学校”"):
        check("facilities", rows, by)
    rows = sheet(layout_of("facilities"), (facility,))
    rows[1][3] = "99.50"
    before = content()
    checked = check("facilities", rows, by)
    assert [cell[1] for cell in checked.differences] == ["建筑面积"]
    batch, _ = run("facilities", rows, by)
    facility.refresh_from_db()
    assert str(facility.floor_area_m2) == "99.50"
    undo_import(batch=batch, by=by, at=NOON)
    assert content() == before


def test_the_same_file_comes_in_once_until_it_is_undone(bureau):
    by = bureau.person(Role.OFFICE)
    rows = [FACILITIES, ["f1", "sA", "教学楼", 10, "2020-01-01"]]
    batch, _ = run("facilities", rows, by)
    with pytest.raises(Occupied, match=f"第 {batch.pk} 批"):
        run("facilities", rows, by)
    undo_import(batch=batch, by=by, at=NOON)
    assert run("facilities", rows, by)[0].n_new == 1
    with pytest.raises(BadInput, match="不能再撤销一次"):
        undo_import(batch=batch, by=by, at=NOON)


def test_undo_puts_every_row_on_exactly_one_heap(bureau):
    by = bureau.person(Role.OFFICE)
    old = stored(Facility, bureau, code="f0")
    rows = sheet(layout_of("facilities"), (old,))
    rows[1][3] = "77"
    rows += [[f"f{n}", "sA", "教学楼", 10, "2020-01-01", None] for n in range(1, 4)]
    batch, _ = run("facilities", rows, by)
    Facility.objects.filter(code="f1").update(kind="实验楼")
    Facility.objects.filter(code="f2").delete()
    Facility.objects.filter(code="f0").update(kind="食堂")  # beside what the import changed
    done = undo_import(batch=batch, by=by, at=NOON)
    assert done.counts == {"reversed": 2, "kept": 1, "could_not": 1}, done.told
    assert [(key, heap) for key, heap, _ in done.told] == [("f1", "kept"), ("f2", "could_not")]
    old.refresh_from_db()
    assert old.kind == "食堂" and old.floor_area_m2 == a(Facility, bureau).floor_area_m2
    assert not Facility.objects.filter(code="f3").exists()


def test_what_others_stand_on_cannot_be_taken_away(bureau):
    by = bureau.person(Role.OFFICE)
    rows = [
        ["班级代码", "学校", "学年", "学段", "年级", "班号"],
        ["c1", "sA", 2024, "小学", 1, 1],
    ]
    batch, _ = run("classes", rows, by)
    stored(Enrolment, bureau, school_class=SchoolClass.objects.get(pk="c1"))
    done = undo_import(batch=batch, by=by, at=NOON)
    assert done.counts["could_not"] == 1 and "在籍" in done.told[0][2]


def test_a_restored_row_may_not_break_a_promise(bureau):
    by = bureau.person(Role.OFFICE)
    old = stored(Facility, bureau, code="f0", built_on=date(2010, 1, 1))
    rows = sheet(layout_of("facilities"), (old,))
    rows[1][4] = "2000-01-01"
    batch, _ = run("facilities", rows, by)
    Facility.objects.filter(code="f0").update(closed_on=date(2005, 1, 1))
    done = undo_import(batch=batch, by=by, at=NOON)
    assert done.counts["could_not"] == 1 and "矛盾" in done.told[0][2]


def test_nobody_sends_in_what_belongs_to_others(bureau):
    clerk = bureau.person(Role.SCHOOL_CLERK, a_body(bureau, "A", "sA"))
    theirs = [FACILITIES, ["f1", "sB", "教学楼", 10, "2020-01-01"]]
    checked = check("facilities", theirs, clerk)
    assert "不属于您可以报送的机构" in checked.faults[0].what
    foreign = stored(Facility, bureau, "B", code="f9")
    rows = sheet(layout_of("facilities"), (foreign,))
    rows[1][1] = "sA"
    assert "现属于其他机构" in check("facilities", rows, clerk).faults[0].what
    child = stored(Enrolment, bureau, "B").pupil
    roll = [
        ["学籍号", "姓名", "性别", "出生日期", "学校", "学年", "学段", "年级"],
        [child.roll_number, "改名了", "男", "2015-01-01", "sA", 2025, "小学", 2],
    ]
    assert "现在其他学校" in check("pupils", roll, clerk).faults[0].what
    ranking = sheet(layout_of("rankings"), (a(Ranking, bureau),))
    district = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    assert "由市教育局报送" in check("rankings", ranking, district).faults[0].remedy


def test_an_inspector_may_not_import_and_a_stranger_may_not_undo(bureau):
    rows = [FACILITIES, ["f1", "sA", "教学楼", 10, "2020-01-01"]]
    with pytest.raises(NotAllowed):
        run("facilities", rows, bureau.person(Role.INSPECTOR))
    batch, _ = run("facilities", rows, bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"]))
    with pytest.raises(NotAllowed):
        undo_import(batch=batch, by=bureau.person(Role.DISTRICT_OFFICER, bureau.districts["B"]), at=NOON)


def test_any_fault_leaves_everything_as_it_was(bureau):
    by = bureau.person(Role.OFFICE)
    before = everything()
    rows = [
        FACILITIES,
        ["f1", "sA", "教学楼", 10, "2020-01-01"],
        ["f2", "sA", "教学楼", "很大", "2020-01-01"],
    ]
    with pytest.raises(BadInput) as refusal:
        run("facilities", rows, by)
    assert "没有导入任何一行" in str(refusal.value) and "第 3 行“建筑面积”列" in str(refusal.value)
    assert everything() == before


CELLS = {
    "建筑代码": [
        ("x" * 17, "最多 16 个"),
        (None, "没有填写"),
        (1.2345678901234567e17, "末几位已丢失"),
        ("1.2E+17", "科学记数法"),
    ],
    "学校": [("s?", "登记中没有"), ("\0e#N/A", "错误值")],
    "建筑面积": [("十", "不是数"), ("1.234", "小数多于"), (1e12, "太大"), ("nan", "不是数")],
    "建成日期": [("2020-02-30", "没有"), (43831.0, "序号"), ("去年", "不是日期")],
    "用途": [("=A1", "公式")],
}


@pytest.mark.parametrize("heading, cell, said", [(h, c, s) for h, cells in CELLS.items() for c, s in cells])
def test_a_cell_that_cannot_be_kept_is_told_with_what_would_be_right(bureau, heading, cell, said):
    row = ["f1", "sA", "教学楼", 10, "2020-01-01"]
    row[FACILITIES.index(heading)] = cell
    checked = check("facilities", [FACILITIES, row], bureau.person(Role.OFFICE))
    assert [(f.row, f.heading) for f in checked.faults] == [(2, heading)]
    assert said in checked.faults[0].what and checked.faults[0].remedy


@pytest.mark.parametrize(
    "heading, cell, kept",
    [
        ("建成日期", "2020年1月2日", date(2020, 1, 2)),
        ("建成日期", "20200102", date(2020, 1, 2)),
        ("建成日期", "\0d2020-01-02", date(2020, 1, 2)),
        ("建成日期", "２０２０．１．２", date(2020, 1, 2)),
        ("建筑代码", " Ｆ１ ", "F1"),
        ("建筑代码", 12.0, "12"),
        ("用途", " 教学  楼 ", "教学 楼"),
    ],
)
def test_what_people_write_is_understood(bureau, heading, cell, kept):
    row = ["f1", "sA", "教学楼", 10, "2020-01-01"]
    row[FACILITIES.index(heading)] = cell
    run("facilities", [FACILITIES, row], bureau.person(Role.OFFICE))
    names = {"建成日期": "built_on", "建筑代码": "code", "用途": "kind"}
    assert Facility.objects.values_list(names[heading], flat=True).get() == kept


def test_binary_fractions_of_a_spreadsheet_are_what_was_meant(bureau):
    run(
        "facilities",
        [FACILITIES, ["f1", "sA", "教学楼", 0.1 + 0.2, "2020-01-01"]],
        bureau.person(Role.OFFICE),
    )
    assert str(Facility.objects.get().floor_area_m2) == "0.30"


def test_rows_that_contradict_each_other_or_the_register_are_told(bureau):
    by = bureau.person(Role.OFFICE)
    child = stored(Pupil, bureau)
    rows = [
        FACILITIES + ["停用日期"],
        ["f1", "sA", "教学楼", 10, "2020-01-01", None],
        ["f1", "sA", "教学楼", 11, "2020-01-01", None],
        ["f2", "sA", "教学楼", 11, "2020-01-01", "2010-01-01"],
    ]
    told = {f.row: f.what for f in check("facilities", rows, by).faults}
    assert "与第 2 行重复" in told[3] and "停用日期" in told[4]
    moves = sheet(layout_of("movements"), (a(Movement, bureau),))
    moves[1][0] = "G404"
    assert "登记中没有“G404”" in check("movements", moves, by).faults[0].what
    moves[1][0] = child.roll_number
    assert not check("movements", moves, by).faults


def test_faults_of_structure_come_first_and_all_together(bureau):
    by = bureau.person(Role.OFFICE)
    with pytest.raises(BadInput) as refusal:
        check("facilities", [["建筑代号", "学校", "用途", "用途", "建成日期", "备注栏"]], by)
    said = str(refusal.value)
    for part in ("是否为“建筑代码”", "出现了两次", "备注栏", "缺少必填的列“建筑面积”"):
        assert part in said
    with pytest.raises(BadInput, match="前 10 行中没有"):
        check("facilities", [["甲", "乙"], ["丙", "丁"]], by)
    with pytest.raises(BadInput, match="前 10 行中没有"):
        check("facilities", [], by)
    with pytest.raises(BadInput, match="还有一行表头"):
        check("facilities", [FACILITIES, FACILITIES, ["f1", "sA", "教学楼", 10, "2020-01-01"]], by)


def test_a_title_above_the_heading_and_blank_rows_do_no_harm(bureau):
    rows = [["某校校舍统计表"], [], FACILITIES, [], ["f1", "sA", "教学楼", 10, "2020-01-01"], [None, None]]
    checked = check("facilities", rows, bureau.person(Role.OFFICE))
    assert checked.counts["new"] == 1 and "第 3 行" in checked.heading.notes[0]


def test_columns_that_are_not_sent_keep_what_is_stored(bureau):
    child = stored(Enrolment, bureau).pupil
    rows = [
        ["学籍号", "姓名", "性别", "出生日期", "学校", "学年", "学段", "年级"],
        [child.roll_number, "张三峰", "男", "2015-01-01", "sA", 2024, "小学", 1],
    ]
    run("pupils", rows, bureau.person(Role.OFFICE))
    child.refresh_from_db()
    assert (child.name, child.guardian_phone) == ("张三峰", "13900001111")


#: What a person may do between an import and its undoing.
EDITS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["edit", "delete", "again"])), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, areas=st.lists(st.integers(1, 99), min_size=6, max_size=6))
def test_any_mixture_of_edits_and_undo_loses_no_edit(db, edits, areas):
    with transaction.atomic():
        bureau = a_bureau()
        by = bureau.person(Role.OFFICE)
        for n in range(3):
            stored(Facility, bureau, code=f"f{n}")
        before = {row[0]: row for row in everything()["registers.Facility"]}
        rows = [FACILITIES] + [[f"f{n}", "sA", "新楼", areas[n], "2020-01-01"] for n in range(6)]
        batch, _ = run("facilities", rows, by)
        touched = set()
        for n, what in edits:
            one = Facility.objects.filter(code=f"f{n}")
            if what == "delete":
                touched |= {f"f{n}"} if one.delete()[0] else set()
            else:
                touched |= {f"f{n}"} if one.update(kind="改过", floor_area_m2=1234) else set()
        now = {row[0]: row for row in everything()["registers.Facility"]}
        done = undo_import(batch=batch, by=by, at=NOON)
        after = {row[0]: row for row in everything()["registers.Facility"]}
        assert sum(done.counts.values()) == 6 and {key for key, _, _ in done.told} == touched
        for code in {f"f{n}" for n in range(6)}:
            assert after.get(code) == (now.get(code) if code in touched else before.get(code))
        transaction.set_rollback(True)


def test_staging_leaves_no_table_behind_in_the_records(bureau):
    check("facilities", [FACILITIES, ["f1", "sA", "教学楼", 10, "2020-01-01"]], bureau.person(Role.OFFICE))
    assert "intake_staging" not in connection.introspection.table_names()
    assert Batch.objects.count() == 0 and len(columns_of(layout_of("facilities"))) == 6
