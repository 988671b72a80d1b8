"""A bureau's confirmations by clause: the same next year, nearly the same, no longer usable, forgotten."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_texts import a_catalogue, a_text, an_indicator

from xuezheng.errors import BadInput, NotFound
from xuezheng.reports.mapping import forget, load, recall, remember
from xuezheng.reports.mapping.memory import FILE
from xuezheng.reports.mapping.sameness import differences, likeness, means_something_else, normal
from xuezheng.reports.shapes import Decision

OWNERS = {"nature": {"public": "公办", "private": "民办"}}
GARDENS = an_indicator("gardens", "幼儿园总数", "所", dimensions=OWNERS)
STARTED = an_indicator("started", "项目开工数", "个")
CATALOGUE = a_catalogue(GARDENS, STARTED)


def confirmed(document, *codes, **more):
    figures = [slot for slot in document.slots if slot.kind == "figure"]
    return {
        slot.id: Decision(slot.id, "confirmed", code, **more)
        for slot, code in zip(figures, codes, strict=True)
    }


def recalled(folder, body, catalogue=CATALOGUE, **more):
    document = a_text(body, **more)
    found = recall(folder, document, catalogue)
    return [found.get(slot.id) for slot in document.slots if slot.kind == "figure"]


@pytest.fixture
def folder(tmp_path):
    """A bureau that confirmed one clause for 2025."""
    document = a_text("2025年,全市公办幼儿园达到58所。")
    remember(tmp_path, document, confirmed(document, "gardens", filters={"nature": "public"}), 2025)
    return tmp_path


@pytest.mark.parametrize(
    "body",
    [
        "2025年,全市公办幼儿园达到58所。",
        "2026年,全市公办幼儿园达到63所。",
        "20XX年,全市公办幼儿园达到XX所。",
        "20XX年，全市公办幼儿园达到 近 60 所。",
        "开会了。今年，全市公办幼儿园达到60余所。",
        "全市公办幼儿园达到六十三所。",
    ],
)
def test_the_same_clause_next_year_asks_nothing(folder, body):
    [one] = recalled(folder, body)

    assert one.is_sure
    assert (one.decision.indicator, one.decision.filters) == ("gardens", {"nature": "public"})
    assert one.score == 1
    assert "与 2025 年确认的分句相同" in one.why


def test_a_clause_much_like_it_is_offered_with_what_changed(folder):
    [one] = recalled(folder, "全市公办的幼儿园达到63所。")

    assert not one.is_sure
    assert (one.decision.state, one.decision.indicator) == ("suggested", "gardens")
    assert 0.75 <= one.score < 1
    assert "添了“的”" in one.why


@pytest.mark.parametrize("body", ["全市民办幼儿园达到63所。", "全市公办幼儿园新增63所。"])
def test_a_clause_that_means_something_else_is_not_taken_for_it(folder, body):
    [one] = recalled(folder, body)

    assert one is None or (one.decision is None and "意思不同" in one.why)


def test_another_clause_recalls_nothing(folder):
    assert recalled(folder, "中小学校舍维修项目63个。") == [None]


def test_a_figure_of_another_kind_is_another_figure(folder):
    assert recalled(folder, "全市公办幼儿园达到63万元。") == [None]


def test_short_clauses_that_come_often_are_told_apart_by_the_words_before(tmp_path):
    document = a_text("代表建议34件(主办10件),政协提案144件(主办39件)。")
    codes = ("bills", "bills.lead", "motions", "motions.lead")
    catalogue = a_catalogue(*(an_indicator(code, code, "件") for code in codes))
    remember(tmp_path, document, confirmed(document, *codes), 2025)

    turned = recalled(tmp_path, "政协提案150件(主办40件),代表建议30件(主办9件)。", catalogue)
    elsewhere = recalled(tmp_path, "群众来信150件(主办40件)。", catalogue)

    assert [one.decision and one.decision.indicator for one in turned if one] == [
        "motions", "motions.lead", "bills", "bills.lead",
    ]  # fmt: skip
    assert elsewhere[-1].decision is None and "不沿用" in elsewhere[-1].why


def test_two_figures_of_one_clause_keep_their_own(tmp_path):
    body = "小学、初中分别为{}所和{}所。"
    document = a_text(body.format(281, 20))
    catalogue = a_catalogue(an_indicator("primary", "小学数", "所"), an_indicator("junior", "初中数", "所"))
    remember(tmp_path, document, confirmed(document, "primary", "junior"), 2025)

    found = recalled(tmp_path, body.format(290, 21), catalogue)

    assert [one.decision.indicator for one in found] == ["primary", "junior"]


def test_of_one_clause_under_two_headings_each_keeps_its_own(tmp_path):
    for code, heading in (("gardens", "一、学前教育"), ("started", "一、项目建设")):
        document = a_text("共有58个。", heading=heading)
        remember(tmp_path, document, confirmed(document, code), 2025)

    first, second, third = (
        recalled(tmp_path, "共有63个。", heading=heading)[0]
        for heading in ("一、学前教育", "一、项目建设", "一、其他工作")
    )

    assert (first.decision.indicator, second.decision.indicator) == ("gardens", "started")
    assert third.decision is None and "有不同的确认（M0001、M0002）" in third.why


def test_an_indicator_that_is_gone_or_renamed_is_told_and_not_used(folder):
    renamed = a_catalogue(an_indicator("gardens.count", "幼儿园总数", "所"))

    [one] = recalled(folder, "全市公办幼儿园达到63所。", renamed)

    assert one.decision is None
    assert "指标 gardens 已不在目录中，相近的有 gardens.count" in one.why


def test_a_filter_that_is_gone_is_told_and_not_used(folder):
    fewer = a_catalogue(
        an_indicator("gardens", "幼儿园总数", "所", dimensions={"nature": {"private": "民办"}})
    )
    none = a_catalogue(an_indicator("gardens", "幼儿园总数", "所"))

    assert "不再有“public”" in recalled(folder, "全市公办幼儿园达到63所。", fewer)[0].why
    assert "不再能按“nature”筛选" in recalled(folder, "全市公办幼儿园达到63所。", none)[0].why


def test_confirming_again_counts_and_confirming_otherwise_replaces(folder):
    document = a_text("2026年,全市公办幼儿园达到63所。")
    before = load(folder)["M0001"]

    again = remember(folder, document, confirmed(document, "gardens", filters={"nature": "public"}), 2026)
    twice = load(folder)["M0001"]
    changed = remember(folder, document, confirmed(document, "started"), 2026)

    assert (again, changed) == ((0, 0, 1), (0, 1, 0))
    assert (before.times, twice.times, twice.year) == (1, 2, 2026)
    assert [one.indicator for one in load(folder).values()] == ["started"]


def test_only_what_was_confirmed_is_remembered(tmp_path):
    document = a_text("全市公办幼儿园达到58所,小学281所。")
    first, second = (slot.id for slot in document.slots if slot.kind == "figure")
    decisions = {
        first: Decision(first, "suggested", "gardens"),
        second: Decision(second, "open", "gardens"),
    }

    assert remember(tmp_path, document, decisions, 2025) == (0, 0, 0)
    assert load(tmp_path) == {}


def test_a_figure_given_by_hand_keeps_its_source_and_not_its_value(tmp_path):
    document = a_text("全市公办幼儿园达到58所。")
    [slot] = (slot.id for slot in document.slots if slot.kind == "figure")
    by_hand = Decision(slot, "by_hand", value="58", source="统计公报")
    remember(tmp_path, document, {slot: by_hand}, 2025)

    [one] = recalled(tmp_path, "全市公办幼儿园达到63所。")

    assert one.decision is None
    assert "出处是“统计公报”，今年的数字须由人填写" in one.why


def test_names_given_by_hand_are_kept(tmp_path):
    document = a_text("XX县中学迁入新址。")
    [slot] = (slot.id for slot in document.slots if slot.kind == "name")
    remember(tmp_path, document, {slot: Decision(slot, "by_hand", "name.county", value="松岫")}, 2025)

    [one] = recall(tmp_path, a_text("XX县中学迁入新址。"), CATALOGUE).values()

    assert (one.decision.state, one.decision.value) == ("by_hand", "松岫")


def test_what_is_forgotten_is_asked_again(folder):
    gone = forget(folder, ["M0001"])

    assert [one.clause for one in gone] == ["全市公办幼儿园#所"]
    assert recalled(folder, "全市公办幼儿园达到63所。") == [None]


def test_forgetting_what_is_not_there_forgets_nothing(folder):
    with pytest.raises(NotFound, match="没有编号为 M0009 的记忆，什么也没有删除"):
        forget(folder, ["M0001", "M0009"])

    assert list(load(folder)) == ["M0001"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: 2\nentries: {}", "不是已确认分句的文件"),
        ("slots: {}", "不是已确认分句的文件"),
        ("format: 1\nentries: {M1: {clause: a, measure: mean}}", "第 2 行.*measure 不能是“mean”"),
        ("format: 1\nentries: {M1: {indicator: a}}", "第 2 行.*缺少 clause"),
        ("format: 1\nentries: {M1: {clause: a, year: soon}}", "year “soon”不是整数"),
        ("entries: [", "记忆文件 .* 不符合 YAML 写法"),
    ],
)
def test_a_damaged_file_is_refused_in_words(tmp_path, text, said):
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match=said):
        load(tmp_path)


def test_a_damaged_file_is_not_written_over(tmp_path):
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text("format: 2", encoding="utf-8")
    document = a_text("全市公办幼儿园达到58所。")

    with pytest.raises(BadInput):
        remember(tmp_path, document, confirmed(document, "gardens"), 2025)

    assert (tmp_path / FILE).read_text(encoding="utf-8") == "format: 2"


years = st.integers(2000, 2099)
figures = st.one_of(
    st.integers(0, 10**9).map(str),
    st.floats(0, 1e6).map(lambda one: f"{one:.2f}"),
    st.sampled_from(["XX", "XXX", "×", "**", "零"]),
)


@given(one=figures, other=figures, year=years, later=years, spaces=st.booleans())
def test_years_figures_and_spaces_make_no_difference(one, other, year, later, spaces):
    told = f"{year}年,全市新建幼儿园{one}所"
    again = f"{later}年，全市新建幼儿园 {other} 所" if spaces else f"{later}年,全市新建幼儿园{other}所"

    assert normal(told) == normal(again)


clauses = st.text(alphabet="公办民办新建幼儿园项目开工竣所个", max_size=14)


@given(clauses, clauses)
def test_likeness_is_of_two_and_differences_make_one_of_the_other(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert (likeness(one, other) == 1) == (one == other) or min(len(one), len(other)) < 4
    assert means_something_else(one, other) == means_something_else(other, one)
    assert bool(differences(one, other)) == (one != other)


@settings(max_examples=30, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(["公办园", "民办园", "普惠园", "小学", "初中"]), min_size=1, max_size=5)
)
def test_a_text_remembered_recalls_itself_whatever_stands_twice(tmp_path_factory, kinds):
    folder = tmp_path_factory.mktemp("bureau")
    document = a_text("".join(f"第{kind}共有{number}所。" for number, kind in enumerate(kinds)))
    decisions = confirmed(document, *(["gardens", "started"] * 3)[: len(kinds)])
    remember(folder, document, decisions, 2025)

    found = recall(folder, document, CATALOGUE)

    for slot, one in found.items():
        assert one.decision is None or one.decision == decisions[slot]
    assert len(found) == len(kinds)
