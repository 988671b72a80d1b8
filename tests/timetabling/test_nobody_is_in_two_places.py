"""Every exam has a period and rooms, nobody is in two places, and all of it is counted again."""

import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timetable_lists import (
    EXAMPLE,
    SHARED,
    an_examination,
    competition,
    competition_score,
    lists,
    made,
    run,
    the_periods,
    write,
)

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.timetabling.annealing import change_room, exchange
from xuezheng.allocation.timetabling.instance import instance_of
from xuezheng.allocation.timetabling.kernels import FAR
from xuezheng.allocation.timetabling.reading import read_problem
from xuezheng.allocation.timetabling.search import begin, empty_state, search, tables_of
from xuezheng.allocation.timetabling.solve import penalties_of, solve
from xuezheng.allocation.timetabling.verify import Recount
from xuezheng.allocation.timetabling.writing import plan_table, solution
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, Occupied

SEED = seed_of("exams 2026")
LITTLE = 200_000


def little(problem):
    """A short search."""
    return solve(problem, SEED, work=LITTLE)


def rows_of(file):
    columns = read_table(file).columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def test_the_verb_gives_every_exam_a_period_and_everybody_a_timetable(tmp_path):
    files = write(tmp_path, an_examination())

    done = run(
        "timetable", files["exams"], files["entries"], files["periods"], files["rooms"], "--rules", files["rules"],
        "--weights", files["weights"], "--seed", "x", "--work", 1, "--out", tmp_path / "o", "--json",
    )  # fmt: skip

    said = json.loads(done.stdout)
    plan, entries = rows_of(tmp_path / "o" / "plan.csv"), rows_of(files["entries"])
    assert {row["exam"] for row in plan} == {row["exam"] for row in rows_of(files["exams"])}
    assert (
        said["objective"]
        == sum(said["penalties"].values())
        >= said["bound"]
        == said["objective"] - said["gap"]
    )
    when = {row["exam"]: row["period"] for row in plan}
    assert max(Counter((row["candidate"], when[row["exam"]]) for row in entries).values()) == 1
    seats = {row["room"]: int(row["seats"]) for row in rows_of(files["rooms"])}
    seated = Counter()
    for row in plan:
        seated[row["period"], row["room"]] += int(row["candidates"])
    assert all(n <= seats[room] for (_, room), n in seated.items())
    timetables = rows_of(tmp_path / "o" / "timetables.csv")
    assert {(r["candidate"], r["exam"]) for r in timetables} == {(r["candidate"], r["exam"]) for r in entries}
    assert [(r["candidate"], r["date"], r["start"]) for r in timetables] == sorted(
        (r["candidate"], r["date"], r["start"]) for r in timetables
    )
    verdict = verify_plan(tmp_path / "o", files)
    assert verdict.ok and verdict.kind == "timetabling" and not verdict.not_checked
    page = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "Content-Security-Policy" in page and f"罚分 {said['objective']}" in page and "2026-04-11" in page


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(1, 22), st.integers(2, 9), st.integers(1, 80), st.integers(0, 6),
    st.sampled_from([((30, 0), (12, 4), (20, 1)), ((80, 0),), ((10, 0), (10, 0), (10, 0), (10, 3))]),
)  # fmt: skip
def test_where_a_timetable_exists_one_is_found_and_verified(
    tmp_path_factory, seed, n_exams, n_periods, n_people, n_rules, rooms
):
    folder = tmp_path_factory.mktemp("exam")
    tables = an_examination(seed, n_exams, n_periods, n_people, n_rules if n_exams > 1 else 0, rooms)
    files = write(folder, tables)

    problem, plan = made(folder / "o", tables, SEED, little)

    verdict = verify_plan(folder / "o", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert plan.bound.value <= plan.objective
    assert plan_table(problem, plan).csv() == plan_table(problem, little(problem)).csv()


def test_more_work_is_never_in_vain_and_another_seed_is_another_search():
    problem = read_problem(an_examination(seed=3, n_exams=20, n_people=120))

    first, more = solve(problem, SEED, work=0), solve(problem, SEED, work=2_000_000)
    one, other = (solve(problem, seed, work=5_000) for seed in (SEED, seed_of("exams 2027")))

    assert more.objective < first.objective
    assert plan_table(problem, one).csv() != plan_table(problem, other).csv()


def recounted(instance, state):
    """near, clash, seats left and cost, from the periods and rooms alone."""
    n, periods = instance.n_blocks, len(instance.problem.periods)
    near, clash = np.zeros((n, periods), int), np.zeros((n, periods), int)
    for (a, b), shared in instance.shared.items():
        for one, other in ((a, b), (b, a)):
            p = state.period[other]
            clash[one, p] += 1
            near[one] += shared * instance.pair[:, p]
    free = np.tile([room.seats for room in instance.problem.rooms], (periods, 1))
    for x, e in enumerate(instance.piece_exam):
        free[state.period[instance.block[e]], state.room[x]] -= instance.size[x]
    return near, clash, free, sum(penalties_of(instance, state.period, state.room).values())


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0, 0, 3, 5]))
def test_what_a_move_is_said_to_cost_is_what_it_costs(seed, part):
    lists = {
        k: v for k, v in an_examination(seed, n_exams=16, n_people=60).items() if k != "rules" or part == 0
    }
    problem = read_problem(lists, part=part)
    instance = instance_of(problem)
    tables, state, chance = tables_of(instance), empty_state(instance), np.array([seed], np.uint64)
    assert not begin(instance, tables, state, chance).size
    random = np.random.default_rng(seed)
    n, pieces = instance.n_blocks, instance.size.size
    used = np.zeros(1, np.int64)
    desk = (np.empty(pieces, np.int64), np.empty(pieces, np.int64), n, used)
    chain, mark = np.empty(n, np.int64), np.zeros(n, np.int64)
    cost, moved = recounted(instance, state)[3], 0

    for _ in range(60):
        limit = int(random.integers(-5, 200))
        if random.random() < 0.3:
            x, p = int(random.integers(pieces)), 0
            p = state.period[tables.block[x]]
            y = int(state.at[p, random.integers(state.n_at[p])]) if random.random() < 0.5 else -1
            change = change_room(tables, state, x, int(random.integers(len(problem.rooms))), y, limit)
        else:
            chain[:2] = random.integers(n, size=2)
            both = random.random() < 0.4
            a = state.period[chain[0]]
            c = state.period[chain[1]] if both else int(random.integers(len(problem.periods)))
            if a == c:
                continue
            change = exchange(tables, state, a, c, chain, 2 if both else 1, mark, limit, desk)
        near, clash, free, now = recounted(instance, state)
        moved += change != FAR
        assert now - cost == (change if change != FAR else 0) <= limit or change == FAR
        assert (near == state.near).all() and (clash == state.clash).all() and (free == state.free).all()
        assert not mark.any() and clash[np.arange(n), state.period].sum() == 0
        cost = now
    assert moved > 0


def every_plan(problem, tables):
    """Objective of every timetable of a tiny examination that keeps all rules, recounted one by one."""
    n = len(problem.exams)
    options = {"part": 0, "may_overlap": False, "weights": {row: int(v) for row, v in zip(
        tables["weights"].columns["weight"], tables["weights"].columns["value"], strict=True)}}  # fmt: skip
    rows = {name: [dict(zip(t.columns, cells, strict=True)) for cells in zip(*t.columns.values(), strict=True)]
            for name, t in tables.items()}  # fmt: skip
    places = [(p, r) for p in range(len(problem.periods)) for r in range(len(problem.rooms))]
    for code in range(len(places) ** n):
        plan = []
        for exam in problem.exams:
            code, k = divmod(code, len(places))
            p, r = places[k]
            plan.append({"exam": exam.code, "part": "1", "period": problem.periods[p].code,
                         "room": problem.rooms[r].code, "candidates": str(exam.n_candidates)})  # fmt: skip
        one = Recount({"options": options, "violations": {}}, plan, rows)
        if not (one._in_two_places() or one._over_seats() or one._orders() or one._named() or one._alone()
                or one._too_long()):  # fmt: skip
            yield sum(one.penalties().values())


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10**6))
def test_of_a_tiny_examination_the_best_timetable_is_found(seed):
    tables = an_examination(seed, n_exams=4, n_periods=3, n_people=14, n_rules=1, rooms=((9, 0), (6, 3)))
    problem = read_problem(tables)

    plan = little(problem)

    best = min(every_plan(problem, tables))
    assert plan.bound.value <= best == plan.objective


def test_a_large_exam_is_held_in_parts_at_one_time(tmp_path):
    entries = [(f"{k:02d}", "语文") for k in range(65)] + [(f"{k:02d}", "数学") for k in range(20)]
    tables = lists(
        exams=[("语文", 90, ""), ("数学", 60, "")],
        entries=entries,
        periods=the_periods(2),
        rooms=[(f"{k}", 30, 0) for k in range(3)],
    )
    files = write(tmp_path, tables)

    with pytest.raises(BadInput, match="已经证明") as told:
        solve(read_problem(tables), SEED, work=0)
    made(tmp_path / "o", tables, SEED, little, part=30)

    assert "“语文”一处须容 65 人" in str(told.value)
    plan = rows_of(tmp_path / "o" / "plan.csv")
    chinese = [row for row in plan if row["exam"] == "语文"]
    assert [(row["part"], row["candidates"]) for row in chinese] == [("1", "22"), ("2", "22"), ("3", "21")]
    assert len({row["period"] for row in chinese}) == 1 and len({row["room"] for row in chinese}) == 3
    assert verify_plan(tmp_path / "o", files).ok


def test_fixed_sessions_are_kept_and_a_candidate_in_two_subjects_at_one_time_is_named():
    subjects = [(f"S{k}", 120, "") for k in range(4)]
    fixed = [("at_period", f"S{k}", f"P{k // 2:02d}") for k in range(4)]
    rooms = [("R", 100, 0)]
    good = [("甲", "S0"), ("甲", "S2"), ("乙", "S1"), ("乙", "S3")]
    both = [*good, ("丙", "S2"), ("丙", "S3")]

    plan = little(
        read_problem(lists(exams=subjects, entries=good, periods=the_periods(4), rooms=rooms, rules=fixed))
    )
    with pytest.raises(BadInput) as told:
        little(
            read_problem(
                lists(exams=subjects, entries=both, periods=the_periods(4), rooms=rooms, rules=fixed)
            )
        )

    assert plan.period.tolist() == [0, 0, 1, 1]
    assert "考生“丙”的“S2、S3”总共只有 1 个场次可用" in str(told.value)


@pytest.mark.parametrize("file", [EXAMPLE, *SHARED], ids=lambda file: file.stem)
def test_competition_instances_are_feasible_and_score_as_their_own_rules_say(file):
    problem, _ = competition(file)

    plan = solve(problem, SEED, work=LITTLE)

    assert competition_score(file, solution(plan)) == (0, plan.objective)


@pytest.mark.parametrize("file", [EXAMPLE, *SHARED], ids=lambda file: file.stem)
def test_a_first_timetable_is_found_whatever_the_seed(file):
    instance = instance_of(competition(file)[0])
    tables = tables_of(instance)

    for seed in range(20):
        assert not begin(instance, tables, empty_state(instance), np.array([seed], np.uint64)).size


@pytest.mark.parametrize("seed", range(8))
def test_seats_that_are_all_but_filled_are_filled(seed):
    # Thought of first: each of eight periods full to the last of its thirty seats but one.
    sizes = [n for k in range(8) for n in (9 - k % 3, 7 + k % 3, 13)]
    exams = [f"E{k:02d}" for k in range(len(sizes))]
    tables = lists(
        exams=[(exam, 60, "") for exam in exams],
        entries=[(f"{exam}{k}", exam) for exam, n in zip(exams, sizes, strict=True) for k in range(n)],
        periods=the_periods(8),
        rooms=[("R", 30, 0)],
    )

    plan = solve(read_problem(tables), seed_of(f"full {seed}"), work=0)

    assert max(np.bincount(plan.period, weights=sizes)) <= 30


def test_a_competition_file_is_read_by_the_verb_and_verified_from_its_tables(tmp_path):
    done = run("timetable", "--itc", EXAMPLE, "--seed", "x", "--seconds", 0, "--out", tmp_path / "o")

    files = {file.stem: file for file in (tmp_path / "o" / "tables").glob("*.csv")}
    verdict = verify_plan(tmp_path / "o", files)
    assert set(files) == {"exams", "entries", "periods", "rooms", "rules", "weights"} and verdict.ok
    assert "按竞赛的规定不计" in done.stdout and "硬性规则无一违反" in done.stdout
    said = json.loads((tmp_path / "o" / "plan.json").read_text("utf-8"))
    score = competition_score(EXAMPLE, (tmp_path / "o" / "solution.sln").read_bytes())
    assert score == (0, said["objective"])


def test_the_search_keeps_every_rule_at_any_moment():
    instance = instance_of(read_problem(an_examination(seed=5, n_exams=18, n_people=100)))

    for work in (0, 1_000, 30_000):
        found = search(instance, SEED.value, work)
        assert not found.left.size
        assert instance.may[np.arange(instance.n_blocks), found.period].all()
        assert all(found.period[a] > found.period[b] for a, b in instance.orders)
        assert all(found.period[a] != found.period[b] for a, b in instance.shared)


def test_a_used_folder_is_refused(tmp_path):
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "x").write_text("x")

    with pytest.raises(Occupied):
        run("timetable", "--itc", EXAMPLE, "--seed", "x", "--out", tmp_path / "o")
