"""A hotline's export becomes cases and dispatches, can be taken back, and its table is compared with ours."""

from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from small_bureau import Role, a_bureau, everything

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs import hotline, importing
from xuezheng.jobs.casework import Desk
from xuezheng.outside.hotline import Refused, read_mapping, read_summary, translate
from xuezheng.records.casework.models import Case, Dispatch
from xuezheng.records.intake.actions import undo_import
from xuezheng.rules.working_days import WorkCalendar

AT = datetime(2024, 9, 30, 4, tzinfo=UTC)
HEAD = ["工单编号", "诉求内容", "来电号码", "诉求类型", "问题分类", "所属区县", "承办单位", "派遣时间", "签收时间",
        "办结时限", "办结时间", "满意度", "回访时间", "回访情况"]  # fmt: skip
ONE = ["GD1", "孩子入学", 13800001111, "咨询", "招生入学", "A区", "A区教育局", datetime(2024, 9, 5, 9, 3),
       "2024-09-05 15:00:00", "2024-09-12 18:00", "2024/9/10 8:00", "非常满意", "2024-09-11 09:00", "已回访"]  # fmt: skip
TWO = ["GD2", "食堂", None, "投诉", None, "B区", "B区教育局", "2024-09-05 09:03:00", None, "2024-09-12", None, "未评价",
       None, None]  # fmt: skip


@pytest.fixture
def desk(db, tmp_path):
    bureau = a_bureau()
    return Desk(tmp_path, bureau.person(Role.OFFICE), AT, WorkCalendar())


@pytest.fixture
def write(tmp_path):
    def writing(*rows, name="热线.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return writing


def taken(desk, path, **more):
    return hotline.run_export(desk, path, hotline.read_export(desk, path, **more))


def test_orders_become_cases_and_dispatches(desk, write):
    batches = taken(desk, write(["某市热线工单"], [], HEAD, ONE, TWO))

    first, second = Case.objects.order_by("code")
    assert [(b.layout, b.n_new) for b in batches] == [("cases", 2), ("dispatches", 2)]
    assert (first.channel, first.kind, first.topic, first.lead_id, first.area_id) == (
        "mayor_line", "consult", "招生入学", "d1", "990102",
    )  # fmt: skip
    assert (first.received_on, first.due_on, first.closed_on) == (
        date(2024, 9, 5),
        date(2024, 9, 12),
        date(2024, 9, 10),
    )
    assert (first.rating, first.call_back, first.called_back_on) == (
        "satisfied",
        "reached",
        date(2024, 9, 11),
    )
    assert (first.due_ground, first.caller_phone, first.summary) == ("taken_over", "13800001111", "孩子入学")
    assert (second.topic, second.rating, second.closed_on, second.kind) == ("未分类", "", None, "complaint")
    sent = Dispatch.objects.get(case="GD1")
    assert (sent.organisation_id, sent.part, sent.sender_id) == ("d1", "lead", "c")
    assert (sent.dispatched_on, sent.signed_on, sent.sign_by_on) == (
        date(2024, 9, 5),
        date(2024, 9, 5),
        date(2024, 9, 6),
    )


def test_what_was_taken_in_is_taken_back_to_nothing(desk, write):
    path, before = write(HEAD, ONE, TWO), (Case.objects.count(), Dispatch.objects.count())
    batches = taken(desk, path)
    with pytest.raises(BadInput, match="同一文件不重复导入"):
        taken(desk, path)

    for batch in reversed(batches):
        assert undo_import(batch=batch, by=desk.person, at=AT).counts == {
            "reversed": 2,
            "kept": 0,
            "could_not": 0,
        }

    assert (Case.objects.count(), Dispatch.objects.count()) == before == (0, 0)


def test_a_later_export_changes_what_went_on_and_nothing_else(desk, write):
    taken(desk, write(HEAD, ONE, TWO))
    later = [*TWO]
    later[10], later[11] = "2024-09-20 08:00", "不满意"

    cases, dispatches = taken(desk, write(HEAD, ONE, later, name="二.xlsx"))

    assert (cases.n_new, cases.n_changed, cases.n_unchanged) == (0, 1, 1)
    assert (dispatches.n_new, dispatches.n_changed, dispatches.n_unchanged) == (0, 0, 2)
    assert Case.objects.get(pk="GD2").rating == "unsatisfied"


def test_a_try_changes_nothing(desk, write):
    order = hotline.read_export(desk, write(HEAD, ONE, TWO))
    before = everything()

    checked, second = hotline.check_export(desk, order)

    assert (checked.counts["new"], second.counts["new"]) == (2, 2)
    assert everything() == before


def test_faults_are_told_with_the_exports_own_column_and_line(desk, write):
    bad = [
        "GD3",
        "x",
        "",
        "其它",
        "",
        "A区",
        "文旅局",
        "2024-09-05",
        "",
        "不详",
        "2024-09-01",
        "好评",
        "",
        "",
    ]

    with pytest.raises(BadInput) as caught:
        taken(desk, write(["标题"], HEAD, ONE, bad))

    told = str(caught.value)
    for words in (
        "第 4 行“承办单位”列",
        "第 4 行“办结时限”列",
        "第 4 行“满意度”列",
        "第 4 行“诉求类型”列",
        "没有导入任何一行",
    ):
        assert words in told, told
    assert Case.objects.count() == 0


def test_a_fault_of_the_dispatches_leaves_the_cases_out_too(desk, write):
    bad = [*ONE]
    bad[8] = "2024-09-01"  # signed for before it was sent

    with pytest.raises(BadInput, match="没有导入任何一行"):
        taken(desk, write(HEAD, bad))

    assert (Case.objects.count(), Dispatch.objects.count()) == (0, 0)


def test_a_long_story_is_cut_and_said_to_be(desk, write):
    long = [*ONE]
    long[1] = "说" * 240

    order = hotline.read_export(desk, write(HEAD, long))

    assert order.translated.notes == ["第 2 行“诉求内容”有 240 字，只留前 200 字"]
    assert len(order.sheets[0][1][1][1 + order.sheets[0][1][0].index("类别")]) == 200


def test_a_row_without_an_area_takes_the_one_that_is_told(desk, write):
    head = [name for name in HEAD if name != "所属区县"]
    row = [cell for name, cell in zip(HEAD, ONE, strict=True) if name != "所属区县"]
    path = write(head, row)

    with pytest.raises(BadInput, match="没有对应“县区”的列"):
        hotline.read_export(desk, path)
    taken(desk, path, area="990102")

    assert Case.objects.get().area_id == "990102"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["姓名", "年龄"], ["张", 3]], "没有认得的列名"),
        ([["工单编号", "诉求内容", "承办单位"], ["1", "x", "y"]], "没有对应“办理期限”的列"),
    ],
)
def test_another_table_is_told_to_be_none(desk, write, rows, words):
    with pytest.raises(BadInput, match=words):
        hotline.read_export(desk, write(*rows))


def test_an_office_has_its_own_mapping(desk, write, tmp_path):
    own = tmp_path / "own.yaml"
    text = importing_text().replace("[工单编号,", "[流水,")
    own.write_text(text, encoding="utf-8")
    head = ["流水", *HEAD[1:]]

    assert taken(desk, write(head, ONE), mapping=own)[0].n_new == 1


def importing_text():
    from importlib.resources import files

    return files("xuezheng.outside.hotline").joinpath("mapping.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a", "不是一组名称和内容"),
        ("{", "不是 YAML"),
        ("name: x", "没有“version”"),
        ("{name: x, version: 1, from: 昨天, orders: {columns: {}}, summary: {columns: {}, unit: []}}", "不是日期"),
        ("{name: x, version: 1, from: 2020-01-01, orders: {columns: {a: b}}, summary: {columns: {}, unit: []}}", "不是一列名称"),
        ("{name: x, version: 1, from: 2020-01-01, orders: {}, summary: {columns: {}}}", "没有 columns"),
    ],
)  # fmt: skip
def test_a_mapping_that_will_not_do_says_why(tmp_path, text, words):
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=words):
        read_mapping(tmp_path / "m.yaml")
    with pytest.raises(NotFound, match="找不到对照表"):
        read_mapping(tmp_path / "none.yaml")


def test_every_column_of_the_mapping_is_one_of_ours():
    from xuezheng.jobs.casework_monthly import COLUMNS
    from xuezheng.records.intake.forms.layouts import columns_of, layout_of

    mapping = read_mapping()
    cases = {column.heading for column in columns_of(layout_of("cases"))}
    dispatches = {column.heading for column in columns_of(layout_of("dispatches"))}
    ours = {
        *mapping.orders.columns,
        *mapping.orders.constants,
        *mapping.orders.fallback,
        *mapping.orders.values,
    }
    assert ours <= cases
    assert set(mapping.dispatch.columns) | {"办件", "承办单位", "分工", "派出单位", "签收期限"} <= dispatches
    assert set(mapping.summary) <= {heading for heading, _, _ in COLUMNS}
    labels = {column.heading: set(column.choices) | {""} for column in columns_of(layout_of("cases"))}
    for name, words in mapping.orders.values.items():
        assert set(words.values()) <= labels[name], name


SUMMARY = ["承办单位", "派遣总数", "按时签收", "办结数", "按时办结率", "满意", "满意率"]


def test_their_table_is_compared_with_ours_number_by_number(desk, write):
    taken(desk, write(HEAD, ONE, TWO))
    same = ["A区教育局", 1, 1, 1, "100%", 1, 1]
    other = ["B区教育局", "2", 0, 0, "0.00%", 0, "—"]

    n_same, found = hotline.compare(
        desk,
        write(["月统计"], SUMMARY, same, other, ["合计", 3, 1, 1, "50%", 1, 1], name="表.xlsx"),
        "2024-09",
    )

    assert n_same == 1
    assert [(d.unit, d.column, d.theirs, d.ours) for d in found] == [
        ("B区教育局", "派遣总数", Decimal(2), Decimal(1))
    ]


def test_units_that_only_one_side_has_are_told(desk, write):
    taken(desk, write(HEAD, ONE))

    _, found = hotline.compare(desk, write(SUMMARY, ["文旅局", 3], name="表.xlsx"), "2024-09")

    assert {(d.unit, d.theirs is None, d.ours is None) for d in found} == {
        ("文旅局", False, True), ("A区教育局", True, False),
    }  # fmt: skip


def test_a_table_that_cannot_be_read_is_told_cell_by_cell(desk, write):
    with pytest.raises(BadInput) as caught:
        hotline.compare(
            desk, write(SUMMARY, ["A区教育局", "许多", 1], ["A区教育局", 1], name="表.xlsx"), "2024-09"
        )
    assert "“许多”不是数字" in str(caught.value) and "与第 2 行重复" in str(caught.value)
    with pytest.raises(BadInput, match="没有单位列"):
        read_summary([["派遣总数", "满意"], [1, 2]], read_mapping(), "表")


def test_titles_above_and_empty_rows_between_keep_their_lines():
    made = translate([["标题"], HEAD, [], ONE], read_mapping(), "表", area="", sender="c")

    assert [bool(row) for row in made.orders] == [False, True, False, True] and made.n_rows == 1
    assert importing.keep_sent
