"""Bad input: every fault with its place and its remedy, all at once."""

import pytest
from small_rounds import a_round, plan_of, wishes

from xuezheng.allocation.admissions.scheme import read_scheme, shipped
from xuezheng.allocation.admissions.solve import solve
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
            "batches: [{code: a, floor: {under_line_of: b, points: 9}}, {code: b}]",
            "最低线引用的批次“b”不在它之前",
        ),
        ("batches: [{code: a, chain: nobody}]", "没有名为“nobody”的规则"),
        ("batches: [{code: a}]\nleft_over: {rule: drop}", "rule 须为 list 或 place"),
        ("batches: [{code: a}]\nlast_place: both", "“both”不认识"),
        ("batches: [{code: a, then: coin}]", "“coin”不认识"),
        ("batches: [a]", "不是一个批次"),
        ("batches: {code: [", "不是合格的 YAML"),
        ("- a", "不是一组"),
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
    from datetime import date

    scheme = read_scheme(name, on=date(2026, 6, 1))

    assert scheme.from_on and scheme.source and scheme.mark in ("V", "V2", "M")
    with pytest.raises(BadInput, match="没有生效"):
        read_scheme(name, on=date(2001, 1, 1))
