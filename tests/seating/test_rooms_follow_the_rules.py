"""Rules of rooms: which hold on a day, last rooms, rooms set aside, special needs, doors, papers, tickets."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from exam_lists import ON, ZHONGKAO, asked, by_columns, problem_of, rows_of, seated, some_lists, write
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.allocation.seating.asking import Asked
from xuezheng.allocation.seating.problem import Layout, Room
from xuezheng.allocation.seating.profiles import PROFILES, layouts, profile_named
from xuezheng.allocation.seating.rooming import fill
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, NotFound

FIVES = Layout((6,) * 5, extra=(4, 3))


def people(n, school="ABC", **more):
    columns = {
        "candidate": [f"{k:03d}" for k in range(n)],
        "site": ["S"] * n,
        "school": [school[k % len(school)] for k in range(n)],
    }
    return by_columns(
        "candidates", (*columns, *more), list(zip(*columns.values(), *more.values(), strict=True))
    )


def rooms(n, layout="5x6", **more):
    columns = {"room": [f"{k:02d}" for k in range(n)], "site": ["S"] * n, "layout": [layout] * n}
    return by_columns("rooms", (*columns, *more), list(zip(*columns.values(), *more.values(), strict=True)))


def test_rules_hold_from_their_day_and_say_where_they_stand():
    for code in PROFILES:
        profile = profile_named(code, ON)
        assert all(line["source"] and line["mark"] in ("V", "V2", "M") for line in profile.said.values())
        assert profile.sizes and profile.papers and profile.label
    with pytest.raises(NotFound, match=r"xuekao.*在 2010-06-01 没有有效的值"):
        profile_named("xuekao", date(2010, 6, 1))
    assert layouts(date(2000, 1, 1)) == {}


def test_numbers_turn_at_the_back_and_begin_at_the_door():
    left, right = (layouts(ON, door)["7-8-8-7"] for door in ("left", "right"))

    assert left.places[:9] == (*((0, row) for row in range(7)), (1, 7), (1, 6))
    assert right.places == tuple((3 - column, row) for column, row in left.places)
    assert Layout((2, 2), turns=("down", "down")).places[:4] == ((0, 0), (0, 1), (1, 0), (1, 1))
    assert left.places[30:] == ((3, 7), (0, 7))
    assert left.heights_of(31) == [7, 8, 8, 8] and right.heights_of(32) == [8, 8, 8, 8]


@pytest.mark.parametrize(
    ("how", "n", "expected"),
    [
        ("leave", (61, 10), ([(0, 0, 30), (1, 0, 30), (2, 0, 1), (3, 1, 10)], {})),
        ("merge", (61, 10), ([(0, 0, 30), (1, 0, 31), (2, 1, 10)], {})),
        ("merge", (2, 33), ([(0, 0, 2), (1, 1, 30), (2, 1, 3)], {})),
        ("merge", (60, 62), ([(0, 0, 30), (1, 0, 30), (2, 1, 30), (3, 1, 30)], {1: 2})),
        ("level", (61, 10), ([(0, 0, 30), (1, 0, 28), (2, 0, 3), (3, 1, 10)], {})),
        ("mix", (31, 39), ([(0, 0, 30), (1, 1, 30), (2, 0, 1), (2, 1, 9)], {})),
        ("mix", (59, 59), ([(0, 0, 30), (1, 1, 30), (2, 0, 29), (2, 1, 1), (3, 1, 28)], {})),
    ],
)
def test_the_last_room_of_a_group_follows_the_rule(how, n, expected):
    four = [Room(str(k), "S", FIVES) for k in range(4)]

    assert fill(list(enumerate(n)), four, {"how": how, "least": 3}) == expected


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(PROFILES), st.sampled_from(["", "leave", "merge", "level:5", "mix"]),
    st.sampled_from(["off", "soft", "hard"]), st.integers(3, 130), st.integers(0, 10**6),
    st.sampled_from([("school",), ("school", "class"), ("school", "language"), ("class",)]),
)  # fmt: skip
def test_every_profile_and_rule_is_verified(tmp_path_factory, code, last, diagonals, n, seed, apart):
    folder = tmp_path_factory.mktemp("exam")
    lists = some_lists(seed, n, ("5x6", "7-8-8-7"))
    chance = np.random.default_rng(seed)
    with_class = {**lists[0].columns, "class": [f"{k}班" for k in chance.integers(1, 4, n)]}
    listed = (
        by_columns("candidates", tuple(with_class), list(zip(*with_class.values(), strict=True))),
        lists[1],
    )
    files = write(folder, *listed)
    group = () if "language" in apart else ("language",)
    said = Asked(profile_named(code, ON), apart, group, diagonals, last_room=last)

    problem, plan = seated(folder / "o", *listed, said)

    verdict = verify_plan(folder / "o", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert plan.bound <= plan.objective
    if plan.bound == 0:
        assert plan.objective == 0


def test_mixed_last_rooms_still_keep_schoolmates_apart(tmp_path):
    languages = ["英语"] * 35 + ["日语"] * 8 + ["俄语"] * 6
    candidates = people(49, "ABCD", language=languages)
    files = write(tmp_path, candidates, rooms(3))
    said = asked(profile=profile_named("zikao", ON))

    problem, plan = seated(tmp_path / "o", candidates, rooms(3), said)

    language = dict(zip(candidates.columns["candidate"], languages, strict=True))
    mixed = Counter((row["room"], language[row["candidate"]]) for row in rows_of(tmp_path / "o"))
    assert mixed == {("00", "英语"): 30, ("01", "英语"): 5, ("01", "日语"): 8, ("01", "俄语"): 6}
    assert plan.objective == 0 and verify_plan(tmp_path / "o", files).ok


def test_rooms_stand_empty_as_marked_as_asked_and_as_the_rule_says():
    marked = rooms(5, use=["备用", "", "", "", "隔离"])

    rule, _ = problem_of(people(40), marked, asked(group=()))
    more, _ = problem_of(people(40), marked, asked(group=(), spare=2))
    short, _ = problem_of(people(90), marked, asked(group=()))

    assert rule.more["set_aside"] == {"S": {"spare": ["00"], "isolation": ["04"]}}
    assert [room.code for room in rule.rooms] == ["01", "02"]
    assert more.more["set_aside"] == {"S": {"spare": ["00", "03"], "isolation": ["04"]}}
    with pytest.raises(BadInput, match="还差 30 个座位"):
        problem_of(people(90), marked, asked(group=(), spare=2))
    with pytest.raises(BadInput, match="要留出 9 间备用、隔离考场，只有 3 间"):
        problem_of(people(9), marked, asked(group=(), spare=10))
    assert short.more["set_aside_short"] == {}
    assert problem_of(people(90), rooms(3), asked(group=()))[0].more["set_aside_short"] == {
        "S": {"spare": 1, "isolation": 1}
    }


def test_needs_are_met_wherever_they_can_be(tmp_path):
    """Only one way gives everybody a room: who needs both words must have the room that has both."""
    needs = [""] * 40 + ["轮椅"] * 6 + ["大字、轮椅"] * 6 + ["大字"]
    candidates = people(53, needs=needs)
    special = [("10", "2x3", "大字 轮椅"), ("11", "2x3", "轮椅"), ("12", "1x1", "大字；助听")]
    listed = by_columns(
        "rooms", ("room", "site", "layout", "needs"),
        [("00", "S", "5x6", ""), ("01", "S", "5x6", ""), *((r, "S", lay, n) for r, lay, n in special)],
    )  # fmt: skip
    files = write(tmp_path, candidates, listed)

    seated(tmp_path / "o", candidates, listed, asked(group=()))

    need = dict(zip(candidates.columns["candidate"], needs, strict=True))
    at = Counter((row["room"], need[row["candidate"]]) for row in rows_of(tmp_path / "o"))
    assert at == {
        ("00", ""): 30,
        ("01", ""): 10,
        ("10", "大字、轮椅"): 6,
        ("11", "轮椅"): 6,
        ("12", "大字"): 1,
    }
    assert verify_plan(tmp_path / "o", files).ok
    with pytest.raises(BadInput, match="S/助听 的 2 名考生没有合适的特殊考场（合适的共 1 座）"):
        problem_of(people(3, needs=["", "助听", "助听"]), listed, asked(group=()))


def test_papers_alternate_over_places_and_not_over_numbers(tmp_path):
    listed = rooms(1, "7-8-8-7", door=["右"])

    seated(tmp_path / "o", people(30), listed, asked(group=()))

    at = {(int(r["column"]), int(r["row"])): r for r in rows_of(tmp_path / "o")}
    assert at[4, 1]["seat"] == "1"
    for (column, row), one in at.items():
        for other in (at.get((column + 1, row)), at.get((column, row + 1))):
            assert other is None or other["paper"] != one["paper"]


def test_numbers_on_tickets_are_those_listed_or_made_from_the_template(tmp_path):
    given_numbers = [f"2026{k:04d}" for k in range(5)]

    seated(tmp_path / "a", people(5, ticket=given_numbers), rooms(1), asked(group=()))
    seated(
        tmp_path / "b", people(5, area=["330106"] * 5), rooms(1),
        asked(group=(), ticket="{year}{area}{number:03d}"),
    )  # fmt: skip

    assert sorted(row["ticket"] for row in rows_of(tmp_path / "a")) == given_numbers
    made = {row["seat"]: row["ticket"] for row in rows_of(tmp_path / "b")}
    assert made == {str(k): f"2026330106{k:03d}" for k in range(1, 6)}
    with pytest.raises(BadInput, match="要用“category”列，考生名单里没有"):
        seated(tmp_path / "c", people(5), rooms(1), asked(group=(), ticket="{category}{number}"))
    for template, word in (
        ("{sex}", "不认识“sex”"),
        ("{seat", "读不通"),
        ("=1", "不能用"),
        ("{seat:x}y{", "读不通"),
    ):
        with pytest.raises(BadInput) as told:
            problem_of(people(5), rooms(1), asked(group=(), ticket=template))
        assert word in str(told.value)


def test_what_a_spreadsheet_would_run_is_refused_or_made_harmless(tmp_path):
    bad = people(3, "A")
    bad.columns["candidate"][1] = "=1+1"

    with pytest.raises(BadInput, match="“=1.1”的第一个字会被电子表格当作公式"):
        problem_of(bad, rooms(1), asked(group=()))
    seated(tmp_path / "o", people(3, ("=HYPERLINK(1)", "@x", "+8")), rooms(1), asked(group=()))

    sheet = (tmp_path / "o" / "sign_in.csv").read_text("utf-8-sig")
    assert all(f",'{cell}," in sheet for cell in ("=HYPERLINK(1)", "@x", "+8"))
    assert ZHONGKAO.label in (tmp_path / "o" / "report.html").read_text("utf-8")
