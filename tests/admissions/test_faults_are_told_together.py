"""Bad input: every fault with its place and its remedy, all at once."""

from datetime import date
from pathlib import Path

import pytest
from small_rounds import a_round, plan_of, wishes

from xuezheng.allocation.admissions.problem import problem_of
from xuezheng.allocation.admissions.scheme import plain_scheme, read_scheme, shipped
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.tables.sheets import sheet_of
from xuezheng.errors import BadInput, NotFound


def faults_of(*given, **others):
    with pytest.raises(BadInput) as caught:
        solve(a_round(*given, **others))
    return "\n".join(map(str, caught.value.faults))


def test_the_faults_of_all_tables_are_listed_at_once():
    choices = [
        {"pupil": "a", "rank": 1, "programme": "P", "score": 5},
        {"pupil": "a", "rank": 1, "programme": "Q", "score": 5},
        {"pupil": "b", "rank": 1, "programme": "X", "score": 5},
        {"pupil": "c", "rank": "x", "programme": "P", "score": 5},
        {"pupil": "d", "rank": 1, "programme": "P", "score": "good"},
        {"pupil": "e", "rank": 1, "programme": "P", "score": ""},
        {"pupil": "f", "rank": 1, "programme": "P", "score": 5},
        {"pupil": "f", "rank": 2, "programme": "P", "score": 5},
        {"pupil": "11010519491231002X", "rank": 1, "programme": "P", "score": 5},
    ]
    programmes = [
        {"programme": "P", "seats": -3},
        {"programme": "Q", "seats": 2, "quota": 9},
        {"programme": "Q", "seats": 2},
    ]

    told = faults_of(choices, programmes)

    for words in (
        "计划表 P（第 2 行）“seats”列: “-3”不是 0 或正整数",
        "计划“Q”出现了 2 次",
        "指标 9 多于计划 2",
        "没有代码为“X”的计划",
        "志愿序号“x”不是从 1 起的整数",
        "志愿表 a: 第 1 志愿出现了 2 次",
        "志愿表 f: 志愿“P”出现了 2 次",
        "像身份证号",
    ):
        assert words in told


def test_a_score_that_is_missing_or_no_number_is_named_with_its_pupil():
    told = faults_of(
        wishes({"d": "P", "e": "P", "f": "P"}, {"d": "good", "e": "", "f": 3}), plan_of({"P": 1})
    )

    assert "d（批次 all）: score “good”不是数或日期" in told
    assert "e（批次 all）: score 是空的，而排序需要它" in told


def test_ties_without_an_end_of_the_chain_are_listed(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text("batches: [{code: u, rule: parallel, by: [score], then: refuse}]", encoding="utf-8")
    scores = {"a": 3, "b": 3, "c": 2}

    told = faults_of(
        wishes({"a": "P", "b": "P", "c": "P"}, scores), plan_of({"P": 1}), read_scheme(str(rules))
    )

    assert "a、b: 两人各项都相同，分不出先后" in told
    assert "c" not in told.split("两人")[0]


def test_the_chain_may_end_with_all_are_admitted(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text("batches: [{code: u, rule: parallel, by: [score], then: all}]", encoding="utf-8")
    problem = a_round(
        wishes({"a": "P", "b": "P", "c": "P"}, {"a": 3, "b": 3, "c": 2}),
        plan_of({"P": 1}),
        read_scheme(str(rules)),
    )

    assert solve(problem).n_placed == 2


def test_columns_a_scheme_asks_for_are_named():
    told = faults_of(wishes({"a": "P"}), plan_of({"P": 1}), read_scheme("zone-school"))

    assert "规则需要“household_zone”列，志愿表和考生表里都没有" in told
    assert "规则需要“district”列，计划表里没有" in told


def test_special_placements_beyond_the_seats_are_refused():
    scheme = read_scheme("zone-school")
    people = [{"pupil": code, "placed_at": where} for code, where in (("a", "P"), ("b", "P"), ("c", "X"))]

    told = faults_of(wishes({"a": "P"}), plan_of({"P": 1}), scheme, pupils=people)

    assert "特殊安置 2 人，计划只有 1 人" in told
    assert "没有代码为“X”的计划" in told


def test_pupils_unknown_or_twice_are_refused():
    people = [{"pupil": "a"}, {"pupil": "a"}]

    told = faults_of(wishes({"a": "P", "z": "P"}), plan_of({"P": 1}), pupils=people)

    assert "考生“a”出现了多次" in told
    assert "志愿表里的考生“z”不在考生表里" in told


def test_parallel_wishes_with_scores_of_each_programme_are_refused():
    rows = wishes({"a": "PQ"})
    for each in rows:
        each["score"] = each["rank"]

    with pytest.raises(BadInput, match="parallel.*要求全体考生排成一队"):
        solve(a_round([*rows, *wishes({"b": "P"}, {"b": 2})], plan_of({"P": 1, "Q": 1}), "parallel"))


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("batches: []", "没有写任何批次"),
        ("batches: [{code: a}, {code: a}]", "批次代码“a”重复"),
        ("batches: [{code: a, rule: boston}]", "“boston”不认识"),
        ("batches: [{code: a, colour: red}]", "不认识“colour”"),
        ("batches: [{code: a, by: score}]", "不是一列"),
        ("batches: [{code: a, by: [{sum: [a, b], first: biggest}]}]", "不是一项排序"),
        ("batches: [{code: a, eligible: [{column: x}]}]", "不是一个条件"),
        ("batches: [{code: a, eligible: [{column: x, at_least: many}]}]", "“many”不是数"),
        ("batches: [{code: a, quota: {share: 160%}}]", "不在 0 至 100% 之间"),
        (
            "batches: [{code: a, floor: {under_line_of: c, points: 9}}, {code: b}]",
            "最低线引用的批次“c”不是另一个批次",
        ),
        ("batches: [{code: a, chain: nobody}]", "没有名为“nobody”的规则"),
        ("batches: [{code: a}]\nleft_over: {rule: drop}", "rule 须为 list 或 place"),
        ("batches: [{code: a}]\nlast_place: both", "“both”不认识"),
        ("batches: [{code: a, then: coin}]", "“coin”不认识"),
        ("batches: [a]", "不是一个批次"),
        ("batches: {code: [", "不是合格的 YAML"),
        ("- a", "不是一组"),
        ("batches: [{code: a, groups: abc}]", "“abc”不是一列组别"),
        ("batches: [{code: a, groups: [abc]}]", "“abc”不是一个组别"),
        ("batches: [{code: a, by: [{sum: [[x]]}]}]", "不是列名"),
        ("batches: [{code: a, eligible: [{column: [x], is: 1}]}]", "column 须是一个列名"),
        ("batches: [{code: a, eligible: [{column: x, in: abc}]}]", "只有 in 后面写一列值"),
        ("batches: [{code: a}]\npoints: {total: 9}", "不是积分公式"),
        ("batches: [{code: a}]\npoints: {items: [{column: m}]}", "不是一项积分"),
        ("batches: [{code: a}]\npoints: {items: [{column: m, each: 1/0}]}", "each “1/0”不是数"),
        ("batches: [{code: a}]\npoints: {items: [{column: m, each: 1, per: 0}]}", "per “0”不是大于 0 的数"),
        ("batches: [{code: a}]\npoints: {items: [{column: m, each: 1}], places: x}", "places “x”不是"),
    ],
)
def test_a_scheme_that_cannot_be_read_says_where(tmp_path, yaml, words):
    file = tmp_path / "rules.yaml"
    file.write_text(yaml, encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        read_scheme(str(file))

    assert words in str(caught.value)


def test_an_unknown_scheme_names_those_there_are():
    with pytest.raises(NotFound, match="zhongkao"):
        read_scheme("nobody")


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scheme_says_since_when_and_from_where(name):
    scheme = read_scheme(name, on=date(2026, 6, 1))

    assert scheme.from_on and scheme.source and scheme.mark in ("V", "V2", "M")
    with pytest.raises(BadInput, match="没有生效"):
        read_scheme(name, on=date(2001, 1, 1))


def test_junior_schools_are_listed_once_with_their_graduates(tmp_path):
    people = [{"pupil": "a", "school": "J1", "score": 3}, {"pupil": "b", "school": "J9", "score": 2}]
    schools = [{"school": "J1", "graduates": "ten"}, {"school": "J2", "graduates": 20}, {"school": "J2"}]
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "batches: [{code: q, rule: parallel, by: [score], quota: {share: 50%}}]", encoding="utf-8"
    )

    told = faults_of(
        wishes({"a": "P", "b": "P"}),
        plan_of({"P": 2}),
        read_scheme(str(rules)),
        pupils=people,
        schools=schools,
    )

    assert "学校表 J1 “graduates”列: “ten”不是 0 或正整数" in told
    assert "学校“J2”出现了 2 次" in told
    assert "学校表里没有“J9”，而有考生在这所学校" in told


def test_a_round_without_pupils_is_refused():
    nobody = {"pupil": [], "rank": [], "programme": []}
    sheets = {
        "choices": sheet_of(table_of("choices", nobody)),
        "programmes": sheet_of(table_of("programmes", {"programme": ["P"], "seats": ["1"]})),
    }

    with pytest.raises(BadInput) as caught:
        problem_of(sheets, plain_scheme("lottery", has_score=False), seed_of("x"))

    assert "一名考生也没有" in str(caught.value)


def test_a_chain_or_formula_not_yet_in_force_is_refused(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text("points: xiamen\nbatches: [{code: p, rule: parallel, by: [points]}]", encoding="utf-8")

    assert read_scheme(str(rules), on=date(2024, 6, 1)).points
    with pytest.raises(BadInput, match="“xiamen”在 2010-06-01 没有生效"):
        read_scheme(str(rules), on=date(2010, 6, 1))


def test_an_office_writes_its_own_points(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "points: {to: '2026-08-31', items: [{column: months, each: 4, per: 12, cap: 48}], places: 2}\n"
        "batches: [{code: p, rule: parallel, by: [points]}]",
        encoding="utf-8",
    )
    people = [{"pupil": "a", "months": 7}, {"pupil": "b", "months": 900}]

    problem = a_round(wishes({"a": "P", "b": "P"}), plan_of({"P": 1}), read_scheme(str(rules)), pupils=people)

    assert list(problem.attributes["points"]) == ["2.33", "48"]
    with pytest.raises(BadInput, match="“points”在 2027-06-01 没有生效"):
        read_scheme(str(rules), on=date(2027, 6, 1))


def test_the_scheme_of_the_manual_can_be_read(tmp_path):
    page = Path(__file__).parents[2] / "docs" / "how-to" / "admit-pupils.md"
    rules = tmp_path / "rules.yaml"
    rules.write_text(page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")

    scheme = read_scheme(str(rules), on=date(2026, 6, 15))

    assert [group["code"] for group in scheme.batches[0].groups] == ["1", "2", "3"]
