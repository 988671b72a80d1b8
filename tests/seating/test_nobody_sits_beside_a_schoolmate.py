"""Seats keep schools apart, groups together, and are drawn by tickets; checked without the solver."""

import json
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from exam_lists import (
    C_COLUMNS,
    ON,
    R_COLUMNS,
    SEED,
    ZHONGKAO,
    asked,
    by_columns,
    problem_of,
    rows_of,
    run,
    seated,
    some_lists,
    write,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.seating.asking import Asked
from xuezheng.allocation.seating.bound import _envelope, bounds_of, least_pairs
from xuezheng.allocation.seating.problem import Layout, Problem, Room, Slot
from xuezheng.allocation.seating.profiles import layouts, profile_named
from xuezheng.allocation.seating.solve import solve
from xuezheng.allocation.seating.verify.figures import _fewest, _slopes
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, NotFound, Occupied


def test_five_by_six_is_numbered_in_an_s():
    places = layouts(ON)["5x6"].places

    for column in range(5):
        for row in range(6):
            seat = column * 6 + (row + 1 if column % 2 == 0 else 6 - row)
            assert places[seat - 1] == (column, row)


def test_the_verb_seats_everybody_and_no_schoolmates_side_by_side(tmp_path):
    files = write(tmp_path, *some_lists(special=1000))

    done = run(
        "seating", files["candidates"], files["rooms"], "--group", "language", "--seed", "x",
        "--out", tmp_path / "o", "--json",
    )  # fmt: skip

    said = json.loads(done.stdout)
    assert (said["candidates"], said["objective"], said["bound"]) == (150, 0, 0)
    school = dict(
        zip(*[read_table(files["candidates"]).columns[c] for c in ("candidate", "school")], strict=True)
    )
    at = {(r["room"], int(r["column"]), int(r["row"])): r for r in rows_of(tmp_path / "o")}
    assert len(at) == 150
    for (room, column, row), one in at.items():
        for other in (at.get((room, column + 1, row)), at.get((room, column, row + 1))):
            assert other is None or school[one["candidate"]] != school[other["candidate"]]
            assert other is None or one["paper"] != other["paper"]
    verdict = verify_plan(tmp_path / "o", files)
    assert verdict.ok and verdict.kind == "seating" and not verdict.not_checked


def test_prints_count_the_same_people(tmp_path):
    candidates, rooms = some_lists(special=1000)
    seated(tmp_path / "o", candidates, rooms, asked())

    read = {name: read_table(tmp_path / "o" / f"{name}.csv").columns for name in
            ("tickets", "door_sheets", "desk_labels", "sign_in", "paper_bags", "sites")}  # fmt: skip
    plan = rows_of(tmp_path / "o")
    assert len(set(read["tickets"]["ticket"])) == 150
    assert list(read["desk_labels"]["ticket"]) == list(read["tickets"]["ticket"])
    assert sum(map(int, read["door_sheets"]["candidates"])) == 150
    assert sum(map(int, read["sites"]["candidates"])) == 150
    bags = dict(
        zip(zip(read["paper_bags"]["room"], read["paper_bags"]["paper"], strict=True),
            map(int, read["paper_bags"]["copies"]), strict=True)
    )  # fmt: skip
    assert bags == Counter((row["room"], row["paper"]) for row in plan)
    assert read_table(tmp_path / "o" / "sites.xlsx").columns == read["sites"]
    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "Content-Security-Policy" in page and "没有相邻的同校考生" in page


def test_a_school_of_more_than_half_the_room_gets_the_fewest_pairs_and_the_proof():
    people = [(f"{k:02d}", "S", "A" if k < 20 else "B", "英语", "") for k in range(30)]
    problem, _ = problem_of(
        by_columns("candidates", C_COLUMNS, people),
        by_columns("rooms", R_COLUMNS, [("1", "S", "5x6", "")]),
        asked(),
    )

    plan = solve(problem, SEED)

    # Ten seats of others cut at most 4 of the 49 neighbourhoods each; only so many stand inside.
    assert plan.objective == plan.bound == least_pairs(Layout((6,) * 5), 30, False)[20] > 0


@pytest.mark.parametrize("diagonals", [False, True])
@pytest.mark.parametrize(("heights", "taken"), [((2, 3, 3), 8), ((3, 3, 3), 7), ((4, 2), 5), ((1,), 1)])
def test_the_fewest_pairs_are_those_of_every_subset(heights, taken, diagonals):
    layout = Layout(heights)
    used = layout.places[:taken]

    def near(a, b):
        c, r = abs(a[0] - b[0]), abs(a[1] - b[1])
        return max(c, r) == 1 if diagonals else c + r == 1

    expected = tuple(
        min(sum(near(a, b) for a, b in combinations(some, 2)) for some in combinations(used, m))
        for m in range(taken + 1)
    )

    assert least_pairs(layout, taken, diagonals) == expected == tuple(_fewest(used, diagonals))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_both_convex_hulls_are_the_same(values):
    hull = _envelope((0, *values))

    assert hull == _slopes([0, *values])
    assert [slope for slope, _ in hull] == sorted({slope for slope, _ in hull})


def tiny(heights, n_rooms, school, diagonals):
    layout, n = Layout(heights), len(school)
    size = sum(heights)
    taken = [min(size, n - size * r) for r in range(n_rooms) if n > size * r]
    return Problem(
        tuple(f"{k:02d}" for k in range(n)), (("A", "B", "C"),), np.array(school).reshape(-1, 1),
        np.zeros(n, np.int64), (("S",),), tuple(Room(f"r{r}", "S", layout) for r in range(len(taken))),
        tuple(Slot(r, 0, n) for r, n in enumerate(taken)), diagonals, ZHONGKAO,
    )  # fmt: skip


def patterns(counts):
    if not sum(counts):
        yield ()
    for s, n in enumerate(counts):
        if n:
            rest = [c - (k == s) for k, c in enumerate(counts)]
            yield from ((s, *more) for more in patterns(rest))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=2, max_size=8), st.booleans())
def test_one_small_room_is_seated_as_well_as_any_arrangement(school, diagonals):
    problem = tiny((3, 3, 2), 1, school, "hard" if diagonals else "off")
    used = problem.rooms[0].layout.places[: len(school)]
    near = [
        (i, j)
        for i, j in combinations(range(len(used)), 2)
        for c, r in [(abs(used[i][0] - used[j][0]), abs(used[i][1] - used[j][1]))]
        if (max(c, r) == 1 if diagonals else c + r == 1)
    ]

    plan = solve(problem, SEED)

    counts = [school.count(s) for s in range(3)]
    best = min(sum(p[i] == p[j] for i, j in near) for p in patterns(counts))
    assert plan.bound <= best == plan.objective


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(3, 200), st.booleans(),
    st.sampled_from(["5x6", "7-8-8-7", "7-7-8-8", "8-7-7-8"]),
    st.lists(st.integers(1, 60), min_size=4, max_size=4),
)  # fmt: skip
def test_every_plan_is_verified_without_the_solver(tmp_path_factory, seed, n, diagonals, layout, weights):
    folder = tmp_path_factory.mktemp("city")
    candidates, rooms = some_lists(seed, n, (layout, layout), weights)
    files = write(folder, candidates, rooms)
    said = asked(diagonals="hard" if diagonals else "off")

    problem, plan = seated(folder / "o", candidates, rooms, said)

    verdict = verify_plan(folder / "o", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert bounds_of(problem, diagonals).pairs == plan.bound <= plan.objective
    seated(folder / "again", candidates, rooms, said)
    assert (folder / "o" / "plan.csv").read_bytes() == (folder / "again" / "plan.csv").read_bytes()


def test_schools_are_mixed_in_proportion():
    candidates, rooms = some_lists(n=600, layouts=("5x6", "5x6"))
    rooms = by_columns("rooms", R_COLUMNS, [(f"{s}{k:02d}", f"S{s}", "5x6", "大字" if k > 17 else "")
                                            for s in range(2) for k in range(20)])  # fmt: skip
    problem, _ = problem_of(candidates, rooms, asked())
    plan = solve(problem, SEED)

    for part in range(int(problem.part.max()) + 1):
        full = [slot.room for slot in problem.slots if slot.part == part and slot.n == 30]
        for school in range(len(problem.names[0])):
            here = [int(((plan.room == r) & (problem.alike[:, 0] == school)).sum()) for r in full]
            assert not here or max(here) - min(here) <= 1


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["5x5", "5x6", "7-8-8-7"]), st.integers(20, 110), st.floats(0.4, 0.95), st.integers(2, 4),
    st.integers(0, 10**6),
)  # fmt: skip
def test_the_proven_fewest_pairs_are_reached_where_a_school_is_too_large(layout, n, share, others, seed):
    large = round(n * share)
    school = [0] * large + [1 + k % others for k in range(n - large)]
    shape, size = layouts(ON)[layout], layouts(ON)[layout].n_seats
    taken = [min(size, n - at) for at in range(0, n, size)]
    problem = Problem(
        tuple(f"{k:03d}" for k in range(n)), (tuple("ABCDE"),), np.array(school).reshape(-1, 1),
        np.zeros(n, np.int64), (("S",),), tuple(Room(f"r{r}", "S", shape) for r in range(len(taken))),
        tuple(Slot(r, 0, t) for r, t in enumerate(taken)), "off", ZHONGKAO,
    )  # fmt: skip

    plan = solve(problem, seed_of(str(seed)))

    assert plan.objective == plan.bound


def test_another_seed_seats_others_and_every_seat_is_as_likely():
    problem = tiny((6,) * 5, 1, [k % 3 for k in range(30)], "off")

    seats = np.array([solve(problem, seed_of(f"s{k}")).seat for k in range(150)])

    counts = np.stack([np.bincount(seats[:, k], minlength=30) for k in range(30)])
    # 30 × 29 degrees of freedom; 1,050 is beyond four standard deviations.
    assert ((counts - 5) ** 2 / 5).sum() < 1050


def test_all_faults_of_both_lists_are_told_at_once():
    people = [("1", "S", "A", "英语", ""), ("1", "S", "", "英语", ""), ("", "T", "A", "", "")]
    rooms = [("1", "S", "5x6", ""), ("1", "S", "9x9", ""), ("2", "", "5x5", ""), ("3", "S", "5x5", "")]

    with pytest.raises(BadInput) as told:
        problem_of(
            by_columns("candidates", C_COLUMNS, people), by_columns("rooms", R_COLUMNS, rooms), asked()
        )

    text = "\n".join(map(str, told.value.faults))
    for part in (
        "candidates 第 3 行 candidate 列: 考生号“1”与第 2 行重复", "candidates 第 4 行 candidate 列: 考生号是空的",
        "candidates 第 3 行 school 列", "candidates 第 4 行 language 列", "考点“T”没有考场",
        "rooms 第 3 行 room 列: 考场号“1”与第 2 行重复", "没有座位排列“9x9”", "rooms 第 4 行 site 列",
        "考点“S”有 25、30 座几种考场",
    ):  # fmt: skip
        assert part in text


def test_too_few_seats_wrong_counts_and_missing_columns_are_refused():
    people = [(f"{k:02d}", "S", "A", "英语", "") for k in range(31)]
    candidates = by_columns("candidates", C_COLUMNS, people)
    one = by_columns("rooms", R_COLUMNS, [("1", "S", "5x6", "")])
    wrong = by_columns(
        "rooms", ("room", "site", "layout", "seats", "columns"), [("1", "S", "5x6", "29", "4")]
    )

    with pytest.raises(BadInput) as few:
        problem_of(candidates, one, asked())
    with pytest.raises(BadInput) as counts:
        problem_of(candidates, wrong, asked())
    with pytest.raises(BadInput) as missing:
        problem_of(candidates, one, asked(group=("colour",)))
    with pytest.raises(BadInput) as small:
        problem_of(candidates, by_columns("rooms", R_COLUMNS, [("1", "S", "5x5", "")]),
                     Asked(profile_named("gaokao", ON)))  # fmt: skip

    assert "S/英语 还差 1 个座位" in str(few.value.faults[0])
    assert [("29" in str(f), "4" in str(f)) for f in counts.value.faults] == [(True, False), (False, True)]
    assert "没有“colour”列" in str(missing.value.faults[0])
    assert "不用 25 座" in str(small.value.faults[0])


def test_ticket_numbers_that_come_out_alike_are_refused(tmp_path):
    people = [("a", "1", "A", "英语", ""), ("b", "11", "B", "英语", "")]
    candidates = by_columns("candidates", C_COLUMNS, people)
    rooms = by_columns("rooms", R_COLUMNS, [("11", "1", "5x6", ""), ("1", "11", "5x6", "")])

    with pytest.raises(BadInput, match="1 个准考证号重复") as told:
        seated(tmp_path / "o", candidates, rooms, asked())

    assert "“11101”" in str(told.value.faults[0])
    assert not (tmp_path / "o").exists()


def test_an_unknown_profile_and_a_used_folder_are_refused(tmp_path):
    files = write(tmp_path, *some_lists())

    with pytest.raises(NotFound, match="没有考试类型“driving”"):
        profile_named("driving", ON)
    with pytest.raises(Occupied):
        run("seating", files["candidates"], files["rooms"], "--seed", "x", "--out", tmp_path)
