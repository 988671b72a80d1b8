"""The form of a bureau's own indicator: read, refused, measured, written and checked again."""

from decimal import Decimal
from textwrap import dedent

import pytest
from a_small_bureau import projects, records
from hypothesis import given
from hypothesis import strategies as st
from matching_texts import ROOT, a_text

from xuezheng.errors import BadInput
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.forms import (
    Condition,
    Form,
    as_text,
    faults_of,
    from_text,
    indicator_of,
    values_never_seen,
)
from xuezheng.indicators.measuring import evidence, measure
from xuezheng.reports.mapping import read_mapping, with_own, write_mapping
from xuezheng.reports.mapping.own_indicators import lines_of, read_own
from xuezheng.reports.mapping.skeletons import skeleton
from xuezheng.reports.matching import match
from xuezheng.reports.shapes import Decision
from xuezheng.snapshot.schema import tables

HEAD = "indicators:\n  own.gardens:\n    label: 幼儿园项目\n    unit: {unit}\n    register: projects\n"


def a_file(tmp_path, lines, *, unit="个"):
    file = tmp_path / "indicators.yaml"
    text = HEAD.format(unit=unit) + "".join(f"    {line}\n" for line in lines)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("lines", "unit", "value", "subjects"),
    [
        (["year: plan_year", "where: {kind: kindergarten}", "count: rows"], "个", 2, ["P1", "P2"]),
        (["year: plan_year"], "个", 2, ["P1", "P2"]),
        (["year: completed_on"], "个", 2, ["P1", "P3"]),
        (["year: plan_year", "where: {completed_on: filled}"], "个", 1, ["P1"]),
        (["year: plan_year", "where: {completed_on: empty}"], "个", 1, ["P2"]),
        (["year: started_on", "where: {work: [new, repair]}"], "个", 1, ["P1"]),
        (["year: plan_year", "where: {budget_yuan: {from: 60, to: 100}}"], "个", 1, ["P2"]),
        (["year: plan_year", "where: {completed_on: {from: 2025-09-01}}"], "个", 1, ["P1"]),
        (["year: plan_year", "sum: budget_yuan"], "元", 180, ["P1", "P2"]),
        (["year: completed_on", "count: school"], "所", 2, ["A", "B"]),
        (["since: started_on", "until: completed_on"], "个", 1, ["P2"]),
    ],
)
def test_a_form_counts_or_sums_what_it_says(tmp_path, lines, unit, value, subjects):
    own = read_own(a_file(tmp_path, lines, unit=unit))["own.gardens"]

    figure = measure(records(), [own], 2025)[0]
    rows = evidence(records(), own, 2025)

    assert figure.value == value
    assert sorted(row["subject"] for row in rows) == subjects
    assert sum(row["counted"] for row in rows) == value


def test_a_form_can_be_asked_by_area_and_for_half_a_year(tmp_path):
    own = read_own(a_file(tmp_path, ["year: started_on"]))["own.gardens"]
    areas = [{"code": code, "name": code, "kind": "county"} for code in ("330106", "330108")]

    by_area = measure(records(areas=areas), [own], 2025, by="area")
    halves = [measure(records(), [own], 2025, period=half)[0].value for half in ("h1", "h2")]

    assert {one.area: one.value for one in by_area} == {"330106": 1, "330108": 1}
    assert halves == [1, 1]


def test_a_year_nobody_recorded_is_unknown_and_not_zero(tmp_path):
    none_of_it = ["year: plan_year", "where: {kind: practice_school}"]
    own = read_own(a_file(tmp_path, none_of_it))["own.gardens"]

    assert measure(records(), [own], 2025)[0].value == 0
    assert measure(records(), [own], 2019)[0].value is None


@pytest.mark.parametrize(
    ("lines", "unit", "said"),
    [
        (["year: plan_year", "sum: name"], "个", "第 7 行.*“name”不是数，不能求和.*budget_yuan"),
        (["year: plan_year", "sum: budget_yuan"], "万元", "第 4 行.*单位是元，不是万元"),
        (["year: name"], "个", "第 6 行.*“name”不是日期也不是年度.*plan_year"),
        (["count: rows"], "个", "须写一项，且只写一项"),
        (["year: plan_year", "since: started_on"], "个", "须写一项，且只写一项"),
        (["year: plan_year", "until: completed_on"], "个", "只与 since 一起使用"),
        (["since: plan_year"], "个", "“plan_year”不是日期"),
        (["year: plan_year", "where: {colour: red}"], "个", "第 7 行.*没有“colour”这一列.*可用的列：.*work（建设性质）"),
        (["year: plan_year", "where: {plan_year: soon}"], "个", "“soon”不是整数"),
        (["year: plan_year", "where: {completed_on: soon}"], "个", "“soon”不是日期"),
        (["year: plan_year", "where: {kind: {from: a}}"], "个", "没有大小"),
        (["year: plan_year", "where: {kind: {under: a}}"], "个", "只能写 from 和 to"),
        (["year: plan_year", "where: {kind: }"], "个", "没有值.*filled 或 empty"),
        (["year: plan_year", "where: kindergarten"], "个", "应写成“列: 值”"),
        (["year: plan_year", "count: rows", "sum: budget_yuan"], "元", "count 与 sum 只能写一项"),
        (["year: plan_year", "scale: 100"], "个", "不认识“scale”.*可用：label"),
        (["year: [a, b]"], "个", "year 应是一个词"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_measured_is_refused_with_its_line(tmp_path, lines, unit, said):
    with pytest.raises(BadInput, match=said):
        read_own(a_file(tmp_path, lines, unit=unit))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("indicators:\n  gardens: {label: a, unit: 个, register: projects, year: plan_year}", "请用 own. 开头"),
        ("indicators:\n  own.a: {unit: 个, register: projects, year: plan_year}", "own.a 缺少 label"),
        ("indicators:\n  own.a: {label: a, unit: 个, register: projcts, year: x}", "没有名为“projcts”.*projects（项目）"),
        ("indicators:\n  own.a: {label: a, unit: 名, register: aid_awards, year: year, count: pupil}", "不得流出"),
        ("indicators:\n  own.a: soon", "应列出 label"),
        ("indicators: soon", "应按代码逐项列出"),
    ],
)  # fmt: skip
def test_a_file_of_forms_that_cannot_be_used_says_why(tmp_path, text, said):
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match=said):
        read_own(tmp_path / "indicators.yaml")


def test_all_faults_of_a_file_are_listed_together(tmp_path):
    text = "indicators:\n  own.a: {label: a, unit: 个}\n  b: {label: b, unit: 个, register: projects, year: name}"
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        read_own(tmp_path / "indicators.yaml")

    assert len(caught.value.faults) == 2


def test_a_word_that_stands_in_no_record_is_pointed_out():
    form = Form(
        "own.a",
        "a",
        "个",
        "projects",
        year="plan_year",
        where=(Condition("kind", ("garden", "kindergarten")),),
    )

    assert values_never_seen(records(), form) == {"kind": (("garden",), ("building_repair", "kindergarten"))}


words = st.text(alphabet="玩具教室a1", min_size=1, max_size=6)


@given(
    label=words,
    unit=st.sampled_from(["个", "所", "件"]),
    kinds=st.lists(st.sampled_from(["new", "repair", "filled"]), unique=True, max_size=2),
    total=st.booleans(),
)
def test_a_form_is_the_same_after_a_file_and_after_a_document(tmp_path_factory, label, unit, kinds, total):
    where = (Condition("work", tuple(kinds)),) if kinds else ()
    form = Form(
        "own.x_1", label, "元" if total else unit, "projects", year="plan_year",
        total="spent_yuan" if total else "", where=where,
    )  # fmt: skip
    file = tmp_path_factory.mktemp("forms") / "indicators.yaml"
    file.write_text("\n".join(["indicators:", *lines_of(form)]), encoding="utf-8")

    assert read_own(file)["own.x_1"].evidence == form
    assert from_text(as_text(form)) == form


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"code": 1}', '{"where": 3}', as_text(Form("own.a", "a", "个", "nothing", year="x"))],
)
def test_a_travelled_form_that_was_damaged_is_none(text):
    assert from_text(text) is None


def test_a_skeleton_is_proposed_that_can_be_measured_as_it_stands():
    document = a_text("安装空调XX台,投入学校项目资金XX万元,修缮校舍XX平方米,覆盖率达到XX%。")
    figures = [slot for slot in document.slots if slot.kind == "figure"]

    forms = [skeleton(document, slot) for slot in figures]

    assert [form and (form.unit, bool(form.total)) for form in forms] == [
        ("台", False), ("元", True), ("平方米", True), None,
    ]  # fmt: skip
    assert not any(faults_of(form) for form in forms if form)


def test_every_open_register_with_a_year_can_be_counted_by_a_form():
    empty = records()
    for register, columns in tables().items():
        day = next((one.name for one in columns if one.type == "date" and one.reach == "open"), "")
        if day:
            form = Form("own.a", "a", "个", register, year=day)
            assert faults_of(form) == []
            assert measure(empty, [indicator_of(form)], 2025)[0].unit == "个"


def a_written_report(tmp_path, snapshot):
    """A document whose one figure is of an indicator that stands in the mapping alone."""
    from xuezheng.reports.producing import produce

    document = a_text("全年投入幼儿园建设XX元。")
    slot = next(slot for slot in document.slots if slot.kind == "figure")
    form = Form("own.spent", "幼儿园完成投资", "元", "projects", year="plan_year", total="spent_yuan")
    catalogue = {**load_catalogue(), "own.spent": indicator_of(form)}
    kept = {slot.id: Decision(slot.id, "confirmed", "own.spent")}
    mapping = tmp_path / "mapping.yaml"
    write_mapping(mapping, document, match(document, catalogue), catalogue, kept=kept)
    alone = with_own(load_catalogue(), mapping)
    decisions = read_mapping(mapping, document, alone)
    return produce(document, decisions, snapshot, alone, 2025, tmp_path / "report.docx")


def checked_states(path, snapshot):
    from xuezheng.reports.checking import check_document

    figures = check_document(path, snapshot, load_catalogue()).figures
    return [(one.indicator, one.state, one.computed) for one in figures]


def typed_over(path, old, new):
    import docx

    document = docx.Document(str(path))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        if old in run.text:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def test_a_figure_of_an_own_indicator_is_written_traced_and_checked_without_the_bureaus_folder(tmp_path):
    written = a_written_report(tmp_path, records())
    [anchor] = written.draft.anchors

    assert (anchor.written, anchor.rows, anchor.label) == ("150", 2, "幼儿园完成投资")
    assert "自建指标：登记表“项目”" in anchor.definition
    assert checked_states(written.path, records()) == [("own.spent", "same", "150")]


def test_its_other_states_are_told_like_those_of_any_figure(tmp_path):
    written = a_written_report(tmp_path, records())
    newer = records(projects=projects(spent=(100, 75, 30)))

    stale = checked_states(written.path, newer)
    typed_over(written.path, "150", "160")
    edited = checked_states(written.path, records())
    typed_over(written.path, "全年投入幼儿园建设", "")
    import docx

    document = docx.Document(str(written.path))
    for paragraph in document.paragraphs:
        if "160" in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    document.save(str(written.path))
    lost = checked_states(written.path, records())

    assert stale == [("own.spent", "stale", "175")]
    assert edited == [("own.spent", "edited", "150")]
    assert [state for _, state, _ in lost] == ["lost"]


def test_an_own_indicator_nobody_wrote_down_is_told_with_the_way_out(tmp_path):
    document = a_text("全年投入幼儿园建设XX元。")
    slot = next(slot for slot in document.slots if slot.kind == "figure")
    kept = {slot.id: Decision(slot.id, "confirmed", "own.spent")}
    write_mapping(tmp_path / "m.yaml", document, {}, {}, kept=kept)

    with pytest.raises(BadInput, match="没有名为“own.spent”的指标.*indicators.yaml"):
        read_mapping(tmp_path / "m.yaml", document, load_catalogue())


def test_a_bureaus_folder_without_forms_adds_nothing(tmp_path):
    assert with_own({}, tmp_path, tmp_path / "none.yaml", None) == {}


def test_money_is_exact(tmp_path):
    own = read_own(a_file(tmp_path, ["year: plan_year", "sum: spent_yuan"], unit="元"))["own.gardens"]
    cents = records(projects=projects(spent=("0.10", "0.20", 0)))

    assert measure(cents, [own], 2025)[0].value == Decimal("0.30")


def test_the_form_in_the_how_to_can_be_used(tmp_path):
    page = (ROOT / "docs" / "how-to" / "make-an-indicator-from-a-slot.md").read_text(encoding="utf-8")
    block = page.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "indicators.yaml").write_text(dedent(block), encoding="utf-8")

    own = read_own(tmp_path / "indicators.yaml")["own.repairs_finished"]

    assert measure(records(), [own], 2025)[0].value == 30


def test_a_figure_by_hand_is_printed_with_its_source_and_never_stale(tmp_path):
    import docx

    from xuezheng.cli.reports_writing import told_of
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.producing import produce

    document = a_text("全年投入幼儿园建设XX元。全年另投入XX元。")
    first, second = (slot.id for slot in document.slots if slot.kind == "figure")
    decisions = {
        first: Decision(first, "confirmed", "school_projects.investment"),
        second: Decision(second, "by_hand", value="58", source="财政局来函"),
    }
    out = produce(document, decisions, records(), load_catalogue(), 2025, tmp_path / "report.docx").path

    cells = [
        cell.text for table in docx.Document(str(out)).tables for row in table.rows for cell in row.cells
    ]
    untouched = check_document(out, records(projects=projects(spent=(1, 2, 3))), load_catalogue())
    typed_over(out, "58", "59")
    edited = check_document(out, records(), load_catalogue())

    assert "人工填写" in cells and "财政局来函" in cells
    assert [one.state for one in untouched.figures] == ["stale", "same"]
    assert [(one.state, one.computed) for one in edited.figures][1] == ("edited", "58")
    assert "其中人工填写 1 个，出处见附录一" in told_of(edited)
