"""Sheets as schools send them: what can be understood is taken as it was meant, the rest is told by row and column."""

import json
from hashlib import sha256

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets_of_rows import sheet
from small_bureau import NOON, Role, a_body, a_bureau, stored

from xuezheng.errors import BadInput
from xuezheng.records.intake.actions import run_import, undo_import
from xuezheng.records.intake.actions.checking import check_rows
from xuezheng.records.intake.forms.layouts import layout_of
from xuezheng.records.registers.models import Enrolment, Pupil, School

ROLL = ["学籍号", "姓名", "身份证件号", "性别", "出生日期", "监护人电话", "学校", "学年", "学段", "年级"]
CHILD = ["G1", "王小明", "330106201703011234", "男", "2017-03-01", "13900001111", "sA", 2024, "小学", 1]


def run(name, rows, by, step=lambda *told: None):
    digest = sha256(json.dumps(rows, default=str).encode()).hexdigest()
    return run_import(
        layout=layout_of(name), rows=rows, where="表", file_name="表.xlsx", file_sha256=digest, by=by, at=NOON,
        step=step,
    )[0]  # fmt: skip


def check(name, rows, by):
    with transaction.atomic():
        checked = check_rows(layout_of(name), rows, "表", by)
        transaction.set_rollback(True)
    return checked


def told(name, rows, by):
    """Row, column and sentence of each fault."""
    return [(fault.row, fault.heading, fault.what + fault.remedy) for fault in check(name, rows, by).faults]


def a_child(**other):
    return [other.get(heading, cell) for heading, cell in zip(ROLL, CHILD, strict=True)]


def stored_bytes():
    """Children and their places as the database holds them, sealed texts and all."""
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in (Pupil, Enrolment)]
        return [cursor.execute(f"SELECT * FROM {t} ORDER BY 1") and cursor.fetchall() for t in tables]


def test_a_district_does_not_alter_a_school_the_city_runs(bureau):
    """It stands in the district's area, and its organisation right below the bureau."""
    organisation = a_body(bureau, "A", "s1")
    organisation.parent, organisation.path = bureau.city, "c/s1/"
    organisation.save()
    school = stored(School, bureau, code="s1", organisation=organisation)
    rows = sheet(layout_of("schools"), (None, school))
    rows[1][rows[0].index("学校名称")] = "改名小学"
    district = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    assert told("schools", rows, district) == [
        (2, "所在县区", "这条记录现属于其他机构。请由原机构报送，或先办理划转。")
    ]
    assert check("schools", rows, bureau.person(Role.OFFICE)).counts["changed"] == 1
    own = sheet(layout_of("schools"), (None, bureau.schools["A"]))
    own[1][own[0].index("学校名称")] = "改名小学"
    assert told("schools", own, district) == []


def test_one_child_in_two_years_of_one_sheet(bureau):
    """A new child is one row; a child that is known and stays as it is may have many."""
    by = bureau.person(Role.OFFICE)
    rows = [ROLL, a_child(), a_child(学年=2025, 年级=2)]
    ((row, heading, said),) = told("pupils", rows, by)
    assert (row, heading) == (3, "") and "与第 2 行是同一条“学生”" in said and "请只留一行" in said
    run("pupils", rows[:2], by)
    assert check("pupils", [ROLL, a_child(学年=2025), a_child(学年=2026)], by).counts["new"] == 2
    changed = [ROLL, a_child(学年=2025, 姓名="王大明"), a_child(学年=2026)]
    assert [row for row, _, _ in told("pupils", changed, by)] == [3]


def test_a_repeated_row_is_told_once_and_a_key_that_cannot_be_read_is_no_repetition(bureau):
    by = bureau.person(Role.OFFICE)
    rows = [ROLL, a_child(), a_child(), a_child(学籍号=1.2e18), a_child(学籍号=1.3e18)]
    assert [(row, heading) for row, heading, _ in told("pupils", rows, by)] == [
        (3, ""), (4, "学籍号"), (5, "学籍号"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell", "kept"),
    [
        ("学籍号", "Ｇ１２３", "G123"),
        ("学籍号", " G1 ", "G1"),
        ("身份证件号", "３３０１０６２０１７０３０１１２３Ｘ", "33010620170301123X"),
        ("身份证件号", "330106 20170301 1234", "330106201703011234"),
        ("监护人电话", 13900001111.0, "13900001111"),
        ("监护人电话", "１３９ ００００ １１１１", "13900001111"),
    ],
)
def test_numbers_are_kept_plain_however_they_are_written(bureau, heading, cell, kept):
    run("pupils", [ROLL, a_child(**{heading: cell})], bureau.person(Role.OFFICE))
    child = Pupil.objects.get()
    assert {"学籍号": child.roll_number, "身份证件号": child.id_number, "监护人电话": child.guardian_phone}[
        heading
    ] == kept


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("身份证件号", 3.30106201703011e17, "末几位已丢失"),
        ("身份证件号", "3.30106E+17", "科学记数法"),
        ("身份证件号", "=VLOOKUP(A2,B:C,2)", "请缩短|公式"),
        ("出生日期", 42795.0, "像是日期的序号"),
        ("出生日期", "2017-02-29", "日历上没有"),
        ("学校", "实验小雪", "是否为“实验小学”"),
        ("学校", None, "没有填写"),  # the lower rows of a merged cell are empty
        ("年级", "一年级", "不是数"),
        ("性别", "\0e#REF!", "错误值 #REF!"),
        ("学年", 40000, "超出范围"),
    ],
)
def test_a_cell_nobody_can_use_is_told_by_row_and_column(bureau, heading, cell, said):
    School.objects.filter(code="sB").update(name="另一小学")
    rows = [["某区新生名册"], [], ROLL, a_child(), a_child(学籍号="G2", **{heading: cell})]
    ((row, where, sentence),) = told("pupils", rows, bureau.person(Role.OFFICE))
    assert (row, where) == (5, heading) and any(part in sentence for part in said.split("|"))


def test_faults_of_every_kind_are_told_together_and_nothing_is_kept(bureau):
    by = bureau.person(Role.SCHOOL_CLERK, a_body(bureau, "A", "sA"))
    before = stored_bytes()
    rows = [
        ROLL,
        a_child(),
        a_child(学籍号="G2", 学校="sB"),
        a_child(学籍号="G3", 性别="?", 年级="x"),
        a_child(),
    ]
    with pytest.raises(BadInput) as refusal:
        run("pupils", rows, by)
    for part in ("第 3 行“学校”列", "第 4 行“性别”列", "第 4 行“年级”列", "第 5 行", "没有导入任何一行"):
        assert part in str(refusal.value)
    assert stored_bytes() == before


TEXT = st.text("王李张小明华·A１ ", min_size=1, max_size=6).filter(lambda text: text.strip(" "))
CHILDREN = st.lists(
    st.tuples(st.integers(0, 5), TEXT, st.sampled_from(["", "330106201703011234", "11010520170101002X"]),
              st.sampled_from(["", "13900001111", "0571-88880000"]), st.sampled_from([2024, 2025])),
    min_size=1, max_size=6, unique_by=lambda child: child[0],
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=CHILDREN, sent=CHILDREN)
def test_check_run_and_undo_leave_every_byte_as_it_was(db, known, sent):
    """Whatever is known, and whatever is sent; sealed numbers are the same texts again."""
    with transaction.atomic():
        by = a_bureau().person(Role.OFFICE)
        sheets = [
            [ROLL, *(a_child(学籍号=f"G{n}", 姓名=name, 身份证件号=number, 监护人电话=phone, 学年=year)
                     for n, name, number, phone, year in children)]
            for children in (known, sent)
        ]  # fmt: skip
        run("pupils", sheets[0], by)
        before = stored_bytes()
        checked = check("pupils", sheets[1], by)
        assert stored_bytes() == before and sum(checked.counts.values()) == len(sent)
        if sheets[0] != sheets[1]:
            batch = run("pupils", sheets[1], by)
            assert check("pupils", sheets[1], by).counts["unchanged"] == len(sent)
            done = undo_import(batch=batch, by=by, at=NOON)
            assert not done.told and stored_bytes() == before
        transaction.set_rollback(True)


def test_whoever_waits_is_told_how_far_it_is_and_may_stop_it(bureau):
    by, seen = bureau.person(Role.OFFICE), []
    rows = [ROLL, *(a_child(学籍号=f"G{n}") for n in range(30))]
    before = stored_bytes()

    def stop(done, total, stage):
        if stage == "写入" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("pupils", rows, by, stop)
    assert stored_bytes() == before
    run("pupils", rows, by, lambda *told: seen.append(told))
    assert [stage for *_, stage in seen] == sorted([stage for *_, stage in seen], key=["核对", "写入"].index)
    assert all(done <= total for done, total, _ in seen) and seen[-1] == (60, 60, "写入")
