"""Every place has somebody who may have it, loads are even, rooms come by lot; checked without the solver."""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invigilation_lists import (
    SEED,
    SESSION_COLUMNS,
    ZHONGKAO,
    as_options,
    by_columns,
    changed,
    made_of,
    run,
    some_city,
    write,
    written,
)

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.invigilation.bound import least_squares, load_bound, shared_out
from xuezheng.allocation.invigilation.drawing import first_way
from xuezheng.allocation.invigilation.problem import ROOM
from xuezheng.allocation.invigilation.profiles import profile_named
from xuezheng.allocation.invigilation.reading import read_problem
from xuezheng.allocation.invigilation.recount_figures import _levelled, _placed
from xuezheng.allocation.invigilation.recount_lots import earliest
from xuezheng.allocation.invigilation.solve import solve
from xuezheng.allocation.invigilation.writing import figures_of, write_invigilation
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, NotFound, Occupied

BARE = replace(ZHONGKAO, floating_rooms=0, video_rooms=0, spare_rooms=0)


def rows_of(path):
    columns = read_table(path).columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def refused(tables, profile=ZHONGKAO):
    """What is said of lists that cannot be used."""
    with pytest.raises(BadInput) as told:
        solve(read_problem(tables, profile), SEED)
    return str(told.value)


def test_the_verb_keeps_every_rule(tmp_path):
    files = write(tmp_path, some_city())

    done = run(
        "invigilators", files["staff"], files["sessions"], "--pupils", files["pupils"],
        "--relatives", files["relatives"], "--seed", "x", "--out", tmp_path / "o", "--json",
    )  # fmt: skip

    said = json.loads(done.stdout)
    assert (said["sites"], said["sessions"], said["rooms"], said["gap"]) == (2, 4, 72, 0)
    assert said["most"] - said["least"] <= 1
    staff = {row["staff"]: row for row in rows_of(files["staff"])}
    subject = {row["session"]: row["subject"] for row in rows_of(files["sessions"])}
    inside = defaultdict(set)
    for row in rows_of(files["pupils"]):
        inside[row["room"]].add(row["school"])
    room_of = {row["candidate"]: row["room"] for row in rows_of(files["pupils"])}
    kin = {(row["staff"], room_of[row["candidate"]][0]) for row in rows_of(files["relatives"])}
    plan = rows_of(tmp_path / "o" / "plan.csv")
    rooms = defaultdict(list)
    for row in plan:
        assert row["role"] in ("chief", "deputy") or staff[row["staff"]]["subject"] != subject[row["session"]]
        assert (row["staff"], row["site"][1:]) not in kin
        assert row["session"] not in staff[row["staff"]]["unavailable"].split(";")
        if row["role"] == "room":
            rooms[row["session"], row["room"]].append(row["staff"])
            assert staff[row["staff"]]["unit"] not in inside[row["room"]]
    assert len(rooms) == 72 and all(len(who) == 2 for who in rooms.values())
    assert all(staff[a]["unit"] != staff[b]["unit"] for a, b in rooms.values())
    assert max(Counter(tuple(sorted(who)) for who in rooms.values()).values()) == 1
    assert max(Counter((code, room) for (_, room), who in rooms.items() for code in who).values()) == 1
    assert max(Counter((row["session"], row["staff"]) for row in plan).values()) == 1
    roles = Counter((row["session"], row["role"]) for row in plan)
    assert (roles["全部", "chief"], roles["全部", "deputy"]) == (2, 4)
    assert (roles["1", "floating"], roles["1", "video"], roles["1", "spare"]) == (2, 2, 2)


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(1, 3), st.integers(4, 12), st.integers(2, 5),
    st.sampled_from(("soft", "hard", "off")), st.sampled_from(("site", "room", "off")),
    st.sampled_from(("zhongkao", "gaokao")), st.booleans(),
)  # fmt: skip
def test_every_city_keeps_every_rule(
    tmp_path_factory, seed, n_sites, n_rooms, n_sessions, gender, own_school, profile, heads
):
    folder = tmp_path_factory.mktemp("city")
    rules = replace(profile_named(profile), gender=gender, own_school=own_school)
    tables = some_city(seed, n_sites, n_rooms, n_sessions, spare_staff=2.2, heads=heads)

    out, files = written(folder, tables, rules)

    verdict = verify_plan(out, files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    said = json.loads((out / "plan.json").read_text("utf-8"))
    assert set(said["violations"].values()) == {0} and said["gap"] >= 0


def tiny(seed, n_sites, n_sessions, n_people):
    """One room at each of two sites, or two at one; few people of three units, some of whom cannot come."""
    chance = np.random.default_rng(seed)
    rooms = [("r0", "A"), ("r1", "AB"[n_sites - 1])]
    sessions = [
        (str(t), room, site, ("语文", "数学")[t % 2], "", "", "")
        for t in range(n_sessions)
        for room, site in rooms
    ]
    staff = [
        (f"T{k}", f"U{chance.integers(3)}", "男女"[int(chance.integers(2))],
         ("语文", "体育", "体育")[int(chance.integers(3))], ("", "", "1")[int(chance.integers(3))])
        for k in range(n_people)
    ]  # fmt: skip
    return {
        "staff": by_columns("staff", ("staff", "unit", "gender", "subject", "max_sessions"), staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
    }


def by_hand(problem):
    """The best of all plans: places unfilled are not allowed; None when there is none."""
    keys = sorted(problem.slots)
    per_session = []
    for session in range(len(problem.sessions)):
        slots = [(key[1], slot) for key in keys if key[0] == session for slot in problem.slots[key]]
        able = [
            [
                pair
                for pair in combinations(range(len(problem.staff)), 2)
                if problem.staff[pair[0]].unit != problem.staff[pair[1]].unit
                and all(
                    problem.may_serve(problem.staff[p], (session, site), ROOM)
                    and problem.may_watch(problem.staff[p], slot)
                    for p in pair
                )
            ]
            for site, slot in slots
        ]
        per_session.append([
            [(site, slot.room, pair) for (site, slot), pair in zip(slots, pairs, strict=True)]
            for pairs in product(*able)
            if len({p for pair in pairs for p in pair}) == 2 * len(pairs)
        ])  # fmt: skip
    best = None
    for whole in product(*per_session):
        watches = [watch for session in whole for watch in session]
        at, been = defaultdict(set), Counter()
        for site, room, pair in watches:
            for p in pair:
                at[p].add(site)
                been[p, room] += 1
        loads = Counter(p for _, _, pair in watches for p in pair)
        if (
            any(len(sites) > 1 for sites in at.values())
            or max(been.values()) > 1
            or max(Counter(pair for _, _, pair in watches).values()) > 1
            or any(n > problem.staff[p].most for p, n in loads.items())
        ):
            continue
        mixed = sum(problem.staff[a].gender != problem.staff[b].gender for _, _, (a, b) in watches)
        worth = (sum(n * n for n in loads.values()), -mixed)
        best = worth if best is None else min(best, worth)
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 2), st.integers(1, 2), st.integers(4, 8))
def test_tiny_examinations_are_as_good_as_any_plan(seed, n_sites, n_sessions, n_people):
    problem = read_problem(tiny(seed, n_sites, n_sessions, n_people), BARE)

    best = by_hand(problem)

    if best is None:
        with pytest.raises(BadInput, match=r"至少缺 [1-9]\d* 人次"):
            solve(problem, SEED)
        return
    figures = figures_of(problem, solve(problem, SEED))
    assert (figures.squares, -figures.mixed) == best
    assert figures.bound <= figures.squares and figures.mixed <= figures.mixed_bound


@given(st.integers(1, 5).flatmap(lambda n: st.lists(
    st.lists(st.integers(0, n - 1), unique=True).map(sorted), min_size=n, max_size=n)))  # fmt: skip
def test_everybody_takes_the_first_room_that_leaves_a_way_for_the_rest(allowed):
    ways = [
        list(way)
        for way in permutations(range(len(allowed)))
        if all(room in rooms for room, rooms in zip(way, allowed, strict=True))
    ]

    assert first_way(allowed, len(allowed)) == (min(ways) if ways else None)
    assert earliest(allowed, len(allowed)) == (min(ways) if ways else None)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.integers(0, 14))
def test_the_evenest_loads_are_counted_alike_by_maker_and_checker(caps, duties):
    found = least_squares(duties, caps)

    if duties > sum(caps):
        assert found is None
        return
    best = min(
        sum(n * n for n in loads)
        for loads in product(*(range(cap + 1) for cap in caps))
        if sum(loads) == duties
    )
    assert found == best == _levelled(duties, caps)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=3), st.integers(0, 6))
def test_people_are_shared_out_to_sites_as_well_as_can_be(duties, more):
    n = len(duties) + more

    def squares(d, people):
        return sum(((d + k) // people) ** 2 for k in range(people))

    best = min(
        sum(squares(d, k) for d, k in zip(duties, shares, strict=True))
        for shares in product(range(1, n + 1), repeat=len(duties))
        if sum(shares) == n
    )
    assert shared_out(duties, n) == best == _placed(duties, n)


def test_a_site_too_small_for_lots_is_searched_through(tmp_path):
    sessions = [(str(t), f"r{r}", "A", "", "", "", "") for t in range(3) for r in range(3)]
    staff = [(f"T{k}", f"U{k}", "男女"[k % 2]) for k in range(6)]
    tables = {
        "staff": by_columns("staff", ("staff", "unit", "gender"), staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
    }

    out, files = written(tmp_path, tables, BARE)

    said = json.loads((out / "plan.json").read_text("utf-8"))
    assert said["load"]["people"] == {"3": 6}
    assert verify_plan(out, files).ok


def test_too_few_people_are_told_by_the_smallest_shortage():
    sessions = [
        (str(t), f"r{r}", "A", "语文" if t == 1 else "", "", "", "") for t in range(2) for r in range(2)
    ]
    staff = [("a", "1", "男", "语文"), ("b", "2", "女", "语文"), ("c", "3", "男", ""), ("d", "4", "女", "")]
    tables = {
        "staff": by_columns("staff", ("staff", "unit", "gender", "subject"), staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
    }

    told = refused(tables, BARE)

    assert "至少缺 2 人次（霍尔定理" in told
    assert "共需 4 人次，能担任的 2 人最多承担 2 人次，缺 2 人次" in told
    assert "场次“1”（缺 2 人次）: 监考需 4 人，考点 A" in told and "不教语文" in told
    assert "场次“0”" not in told


def test_a_lack_that_counting_does_not_see_is_searched_for():
    sessions = [("1", "r", "A", "", "", "", ""), ("2", "r", "A", "", "", "", "")]
    staff = [(f"T{k}", f"U{k}", "男女"[k % 2]) for k in range(3)]
    tables = {
        "staff": by_columns("staff", ("staff", "unit", "gender"), staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
    }

    told = refused(tables, BARE)

    assert "至少缺 1 人次（逐一搜索" in told


def test_missing_heads_are_told_and_a_demanded_mix_too():
    tables = some_city()
    staff = tables["staff"]
    no_chief = changed(staff, "roles", staff.columns["staff"].index("H00"), "监考")
    men = table_of("staff", {**staff.columns, "gender": ["男"] * staff.n_rows})

    assert "考点“P0”缺主考 1 名" in refused({**tables, "staff": no_chief})
    told = refused({**tables, "staff": men}, replace(ZHONGKAO, gender="hard"))
    assert "女监考需 18 人" in told and "至少缺 72 人次" in told


def test_one_man_and_one_woman_as_often_as_can_be():
    tables = some_city()
    staff = tables["staff"]
    few = ["女" if k % 5 == 0 else "男" for k in range(staff.n_rows)]
    problem = read_problem({**tables, "staff": table_of("staff", {**staff.columns, "gender": few})}, ZHONGKAO)

    plan = solve(problem, SEED)

    figures = figures_of(problem, plan)
    heads = {p for people in plan.rota.heads.values() for p in people}
    assert figures.squares == load_bound(problem, heads)
    women = [n for n, p in enumerate(problem.staff) if p.gender == "女" and n not in heads]
    loads = plan.rota.loads(len(problem.staff))
    assert figures.mixed == sum(loads[n] for n in women) >= 0.9 * figures.mixed_bound


def test_three_to_a_room_where_the_list_says_so(tmp_path):
    tables = some_city(spare_staff=2)
    sessions = tables["sessions"]
    more = ["3" if room in ("000", "105") else "" for room in sessions.columns["room"]]
    tables["sessions"] = table_of("sessions", {**sessions.columns, "invigilators": more})

    out, files = written(tmp_path, tables)

    plan = rows_of(out / "plan.csv")
    counts = Counter((row["session"], row["room"]) for row in plan if row["role"] == "room")
    assert {n for (_, room), n in counts.items() if room in ("000", "105")} == {3}
    assert verify_plan(out, files).ok


def test_rooms_are_drawn_alike_for_everybody():
    tables = some_city(n_sites=1, n_rooms=6, n_sessions=1, spare_staff=0, heads=False)
    staff = [(f"T{k:02d}", f"X{k}", "男女"[k % 2]) for k in range(15)]
    tables["staff"] = by_columns("staff", ("staff", "unit", "gender"), staff)
    del tables["relatives"]
    problem = read_problem(tables, replace(BARE, gender="off"))

    counts = np.zeros((15, 6))
    pairs = Counter()
    for k in range(300):
        plan = solve(problem, seed_of(f"s{k}"))
        for at, watch in enumerate(plan.watches[0, 0]):
            counts[list(watch.people), at] += 1
            pairs[tuple(sorted(watch.people))] += 1

    # Each of 15 people has each of 6 rooms 40 times; 75 degrees of freedom, 125 is beyond four deviations.
    assert ((counts - 40) ** 2 / 40).sum() < 125
    assert len(pairs) == 105


def test_a_plan_of_seats_says_who_sits_where(tmp_path):
    candidates = [(f"C{k:03d}", "P0", f"S{k % 4}", f"{k % 3}班") for k in range(120)]
    rooms = [(f"{k}", "P0", "5x6") for k in range(1, 5)]
    files = write(
        tmp_path,
        {
            "candidates": by_columns("candidates", ("candidate", "site", "school", "class"), candidates),
            "rooms": by_columns("rooms", ("room", "site", "layout"), rooms),
        },
    )
    run("seating", files["candidates"], files["rooms"], "--seed", "x", "--out", tmp_path / "seats")
    used = sorted({row["room"] for row in rows_of(tmp_path / "seats" / "plan.csv")})
    sessions = [(t, room, "P0", "", "", "", "") for t in ("1", "2") for room in used]
    staff = [(f"T{k:02d}", f"S{k % 8}", "男女"[k // 8 % 2]) for k in range(48)]
    more = write(
        tmp_path,
        {
            "staff": by_columns("staff", ("staff", "unit", "gender"), staff),
            "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
        },
    )

    done = run(
        "invigilators", more["staff"], more["sessions"], "--pupils", files["candidates"],
        "--seating", tmp_path / "seats", "--seed", "x", "--out", tmp_path / "o",
    )  # fmt: skip

    assert "没有 roles 列，没有安排主考" in done.stdout
    units = {row["unit"] for row in rows_of(tmp_path / "o" / "plan.csv")}
    assert units <= {"S4", "S5", "S6", "S7"}
    inputs = {
        "staff": more["staff"], "sessions": more["sessions"], "pupils": files["candidates"],
        "seating": tmp_path / "seats" / "plan.csv",
    }  # fmt: skip
    assert verify_plan(tmp_path / "o", inputs).ok


def test_all_faults_of_all_lists_are_told_at_once():
    tables = some_city()
    staff, sessions = tables["staff"], tables["sessions"]
    for column, at, value in (
        ("staff", 1, "T000"), ("unit", 2, ""), ("gender", 3, "?"), ("roles", 4, "校长"),
        ("site", 5, "Q"), ("unavailable", 6, "9"), ("unit", 7, "=1+1"),
    ):  # fmt: skip
        staff = changed(staff, column, at, value)
    staff = table_of("staff", {**staff.columns, "max_sessions": ["0"] + [""] * (staff.n_rows - 1)})
    for column, at, value in (
        ("end", 0, "2026-06-13 08:00"), ("site", 19, "P1"), ("room", 40, "008"), ("room", 41, ""),
        ("area", 30, "乙区"),
    ):  # fmt: skip
        sessions = changed(sessions, column, at, value)
    late = changed(sessions, "start", 54, "2026-06-14 10:00")
    pupils = changed(tables["pupils"], "room", 3, "zzz")
    relatives = by_columns("relatives", ("staff", "candidate"), [("T900", "C0000"), ("T001", "nobody")])

    told = refused({"staff": staff, "sessions": late, "pupils": pupils, "relatives": relatives})

    for part in (
        "staff 第 3 行 staff 列: “T000”与第 2 行重复", "staff 第 4 行 unit 列: unit 是空的",
        "staff 第 5 行 gender 列: 性别“?”不认识", "没有职务“校长”", "没有考点“Q”", "没有场次“9”",
        "staff 第 9 行 unit 列: “=1+1”会被电子表格当作公式", "max_sessions“0”不是正整数",
        "sessions 第 2 行 start 列: 结束时间“2026-06-13 08:00”不在开始时间", "考场“001”既在考点“P0”又在“P1”",
        "sessions 第 43 行 room 列: 考场号是空的", "既在“甲区”又在“乙区”", "场次“4”的起止时间与前面的不同",
        "考生“C0003”的考场“zzz”不在 sessions 里", "人员“T900”不在 staff 里", "考生“nobody”不在 pupils 里",
    ):  # fmt: skip
        assert part in told, part


def test_sessions_at_one_time_rooms_without_candidates_and_missing_lists_are_refused():
    tables = some_city(n_sessions=2)
    late = tables["sessions"]
    starts = ["2026-06-13 10:00" if t == "2" else s for t, s in zip(late.columns["session"], late.columns["start"], strict=True)]  # fmt: skip
    overlapping = table_of("sessions", {**late.columns, "start": starts})
    empty = table_of("pupils", {n: c[6:] for n, c in tables["pupils"].columns.items()})
    nobody = table_of("sessions", {**late.columns, "candidates": ["0"] + ["6"] * (late.n_rows - 1)})
    three = table_of("sessions", {**late.columns, "invigilators": ["1"] + ["2"] * (late.n_rows - 1)})
    no_room = table_of("pupils", {n: c for n, c in tables["pupils"].columns.items() if n != "room"})

    assert "场次“1”与“2”时间重叠" in refused({**tables, "sessions": overlapping})
    assert "场次“1”的考场“000”没有考生" in refused({**tables, "pupils": empty})
    assert "candidates 列: 考场没有考生" in refused({**tables, "sessions": nobody})
    assert "invigilators“1”不是不小于 2 的整数" in refused({**tables, "sessions": three})
    assert "不知道考生坐在哪个考场" in refused({**tables, "pupils": no_room})
    assert "没有考生名单" in refused({n: t for n, t in tables.items() if n != "pupils"})
    short = table_of("staff", {"staff": ["a"]})
    assert "没有“unit”列。 现有的列是：staff" in refused({**tables, "staff": short})


def test_barred_and_uncertified_people_do_not_serve(tmp_path):
    tables = some_city(spare_staff=2.2)
    staff = tables["staff"]
    duties = ["初三教师、教研组长" if k % 7 == 0 else "" for k in range(staff.n_rows - 6)] + [""] * 6
    certified = ["否" if k % 11 == 0 else "是" for k in range(staff.n_rows - 6)] + ["是"] * 6
    tables["staff"] = table_of("staff", {**staff.columns, "duties": duties, "certified": certified})

    out, files = written(tmp_path, tables)

    out_of = {c for k, c in enumerate(staff.columns["staff"][:-6]) if k % 7 == 0 or k % 11 == 0}
    assert not out_of & {row["staff"] for row in rows_of(out / "plan.csv")}
    assert verify_plan(out, files).ok


def test_areas_classes_and_limits_are_kept(tmp_path):
    tables = some_city(n_sites=3, n_rooms=6, spare_staff=1.9)
    sessions, staff = tables["sessions"], tables["staff"]
    area = {"P0": "甲区", "P1": "甲区", "P2": "乙区"}
    n = staff.n_rows - 9
    tables["sessions"] = table_of("sessions", {**sessions.columns, "area": [area[s] for s in sessions.columns["site"]]})  # fmt: skip
    tables["staff"] = table_of("staff", {
        **staff.columns,
        "area": [("甲区", "乙区", "甲区、乙区")[k % 3] for k in range(n)] + [""] * 9,
        "class": [f"S{k % 12}/{k % 4 + 1}班" for k in range(n)] + [""] * 9,
        "max_sessions": [("1", "", "")[k % 3] for k in range(n)] + [""] * 9,
    })  # fmt: skip
    rules = replace(ZHONGKAO, own_school="room")

    out, files = written(tmp_path, tables, rules)

    people = {row["staff"]: row for row in rows_of(files["staff"])}
    sat = defaultdict(set)
    for row in rows_of(files["pupils"]):
        sat[row["room"]].add(f"{row['school']}/{row['class']}")
    served = Counter()
    for row in rows_of(out / "plan.csv"):
        if row["session"] != "全部":
            served[row["staff"]] += 1
            assert area[row["site"]] in people[row["staff"]]["area"]
            assert people[row["staff"]]["class"] not in sat[row["room"]]
    assert all(n <= int(people[code]["max_sessions"] or 4) for code, n in served.items())
    assert verify_plan(out, files).ok


def test_rooms_of_many_subjects_are_kept_apart_by_subject_and_relative(tmp_path):
    tables = some_city(n_sites=1, n_rooms=10, n_sessions=3, spare_staff=2.2)
    sessions = tables["sessions"]
    taught = ["语文" if int(room) % 2 else "数学" for room in sessions.columns["room"]]
    tables["sessions"] = table_of("sessions", {**sessions.columns, "subject": taught})
    parents = [(code, f"C00{k % 10}0") for k, code in enumerate(tables["staff"].columns["staff"][:30])]
    tables["relatives"] = by_columns("relatives", ("staff", "candidate"), parents)

    out, files = written(tmp_path, tables, replace(ZHONGKAO, relatives="room"))

    subject = {row["staff"]: row["subject"] for row in rows_of(files["staff"])}
    kin = {(code, candidate[1:4]) for code, candidate in parents}
    plan = [row for row in rows_of(out / "plan.csv") if row["role"] == "room"]
    assert all(subject[row["staff"]] != ("语文" if int(row["room"]) % 2 else "数学") for row in plan)
    assert not kin & {(row["staff"], row["room"]) for row in plan}
    assert {row["staff"] for row in plan} & {code for code, _ in parents}
    assert verify_plan(out, files).ok


def test_whole_people_at_whole_sites_are_counted_in_the_bound(tmp_path):
    sessions = [(str(t), f"{s}{r}", s, "", "", "", "") for t in range(4) for s in "AB" for r in range(4)]
    staff = [(f"T{k:02d}", f"U{k}") for k in range(21)]
    tables = {
        "staff": by_columns("staff", ("staff", "unit"), staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
    }

    out, files = written(tmp_path, tables, BARE)

    # 64 duties: 20 × 3² + 4² = 196 were everybody free to change sites; 32 for 10 and 32 for 11 make 198.
    said = json.loads((out / "plan.json").read_text("utf-8"))
    assert (said["objective"], said["bound"]) == (198, 198)
    assert verify_plan(out, files).ok


def test_people_change_sites_where_a_session_would_lack_some():
    tables = some_city(4, n_sites=6, n_rooms=12, n_sessions=5, spare_staff=1.0, heads=False)

    figures = figures_of(problem := read_problem(tables, ZHONGKAO), solve(problem, SEED))

    assert figures.squares == figures.bound


def test_an_unknown_profile_option_or_used_folder_is_refused(tmp_path):
    files = write(tmp_path, some_city())

    with pytest.raises(NotFound, match="没有考试类型“driving”"):
        profile_named("driving")
    with pytest.raises(Occupied):
        run("invigilators", files["staff"], files["sessions"], "--seed", "x", "--out", tmp_path)
    with pytest.raises(BadInput, match="--gender some 不认识"):
        run("invigilators", files["staff"], files["sessions"], "--gender", "some", "--seed", "x",
            "--out", tmp_path / "o")  # fmt: skip


def test_the_same_seed_gives_the_same_plan_and_another_seed_another(tmp_path):
    tables = some_city()
    for name, seed in (("a", SEED), ("b", SEED), ("c", seed_of("other"))):
        write_invigilation(tmp_path / name, made_of(tables, seed=seed))

    plans = [(tmp_path / name / "plan.csv").read_bytes() for name in "abc"]

    assert plans[0] == plans[1] != plans[2]
    for file in (tmp_path / "a").rglob("*"):
        twin = tmp_path / "b" / file.relative_to(tmp_path / "a")
        assert file.is_dir() or file.read_bytes() == twin.read_bytes()


def test_the_page_and_the_workbook_tell_names_and_nothing_runs(tmp_path):
    tables = some_city(n_sites=1, spare_staff=2)
    staff = tables["staff"]
    names = ["=cmd|<script>" if k % 2 else "王芳" for k in range(staff.n_rows)]
    tables["staff"] = table_of("staff", {**staff.columns, "name": names})

    out, _ = written(tmp_path, tables)

    page = (out / "report.html").read_text("utf-8")
    assert "王芳" in page and "<script" not in page and "=cmd|&lt;script&gt;" in page
    book = openpyxl.load_workbook(out / "invigilators.xlsx")
    assert book.sheetnames == ["监考安排", "各人场次"]
    people = list(book["各人场次"].iter_rows(values_only=True))
    assert people[0] == ("人员", "姓名", "单位", "考点", "场数", "安排")
    assert book["监考安排"].max_row == 1 + len(rows_of(out / "plan.csv"))
    assert all(cell.data_type != "f" for row in book["各人场次"].iter_rows() for cell in row)


def test_inputs_by_name_must_be_complete(tmp_path):
    out, files = written(tmp_path, some_city())

    with pytest.raises(BadInput, match="--input staff 不完整"):
        run(
            "invigilators-draw",
            out,
            "--session",
            "1",
            "--seed",
            "y",
            "--input",
            "staff",
            "--out",
            tmp_path / "n",
        )
    with pytest.raises(BadInput, match="缺少 relatives"):
        run("invigilators-draw", out, "--session", "1", "--seed", "y",
            *as_options({n: f for n, f in files.items() if n != "relatives"}), "--out", tmp_path / "n")  # fmt: skip
