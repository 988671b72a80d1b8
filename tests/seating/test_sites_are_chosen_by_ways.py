"""Candidates without a site get one: short ways, enough rooms, no school over half where it can be."""

import json
from itertools import product

import pytest
from exam_lists import ON, asked, by_columns, problem_of, rows_of, run, seated, write
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.allocation.seating.profiles import profile_named
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput

C = ("candidate", "school", "area", "site", "needs")
SITES = ("K1", "K2", "K3")


def a_town(sizes, kms, n_rooms=(2, 2, 2), fixed=(), special=0):
    """Areas with two schools each; three sites; ways in km."""
    rows = []
    for area, size in sizes.items():
        for k in range(size):
            rows.append((f"{area}{k:03d}", f"{area}{k % 2}", area, "", "大字" if k < special else ""))
    for n, site in fixed:
        rows[n] = (*rows[n][:3], site, rows[n][4])
    rooms = [(f"{s}{k}", site, "5x6", "") for s, site in enumerate(SITES) for k in range(n_rooms[s])]
    rooms += [(f"{s}9", site, "2x3", "大字") for s, site in enumerate(SITES)]
    travel = [(area, site, str(km)) for (area, site), km in kms.items()]
    return (
        by_columns("candidates", C, rows),
        by_columns("rooms", ("room", "site", "layout", "needs"), rooms),
        by_columns("travel", ("from", "site", "km"), travel),
    )


def by_travel(**more):
    return asked(**({"group": ()} | more))


def ways_of(values):
    return dict(zip(product("XY", SITES), values, strict=True))


KMS = ways_of((1, 5, 9, 9, "2.5", 1))


def test_everybody_goes_to_the_nearest_site_that_has_room(tmp_path):
    candidates, rooms, travel = a_town({"X": 70, "Y": 50}, KMS)
    files = write(tmp_path, candidates, rooms, travel=travel)

    done = run(
        "seating", files["candidates"], files["rooms"], "--travel", files["travel"], "--seed", "x",
        "--on", "2026-06-20", "--out", tmp_path / "o", "--json",
    )  # fmt: skip

    said = json.loads(done.stdout)
    # Sixty of X at 1 km and ten at 5; fifty of Y at 1.
    assert said["sites"]["way"] == said["sites"]["bound"] == 60 * 1000 + 10 * 5000 + 50 * 1000
    assert said["sites"]["beyond_half"] == said["objective"] == 0
    assert verify_plan(tmp_path / "o", files).ok
    del files["travel"]
    assert verify_plan(tmp_path / "o", files).not_checked == ("travel",)


def test_sites_that_are_listed_stay_and_needs_find_their_rooms(tmp_path):
    candidates, rooms, travel = a_town({"X": 40, "Y": 40}, KMS, fixed=[(7, "K3"), (8, "K3")], special=3)
    files = write(tmp_path, candidates, rooms, travel=travel)

    seated(tmp_path / "o", candidates, rooms, by_travel(), travel=travel)

    at = {row["candidate"]: row for row in rows_of(tmp_path / "o")}
    assert at["X007"]["site"] == at["X008"]["site"] == "K3"
    assert {at[f"X{k:03d}"]["room"] for k in range(3)} == {"09"}
    verdict = verify_plan(tmp_path / "o", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]


def test_ways_are_longer_where_schoolmates_could_not_sit_apart_otherwise(tmp_path):
    """Each area has one school; at home it would be alone in its rooms."""
    rows = [(f"{a}{k:02d}", a, a, "", "") for a in "XY" for k in range(30)]
    rooms = [(f"{s}{k}", site, "5x6", "") for s, site in enumerate(SITES[:2]) for k in range(1)]
    travel = [("X", "K1", "1"), ("X", "K2", "3"), ("Y", "K1", "3"), ("Y", "K2", "1")]
    tables = (
        by_columns("candidates", C, rows),
        by_columns("rooms", ("room", "site", "layout", "needs"), rooms),
    )

    problem, plan = seated(
        tmp_path / "o", *tables, by_travel(), travel=by_columns("travel", ("from", "site", "km"), travel)
    )

    assert plan.objective == 0 and problem.sites["beyond_half"] == 0
    assert problem.sites["way"] == 30 * 1000 + 30 * 3000 and problem.sites["bound"] == 60 * 1000


def test_without_ways_the_own_area_comes_first(tmp_path):
    rows = [(f"{a}{k:02d}", f"{a}{k % 3}", a, "", "") for a in "XY" for k in range(30)]
    rooms = [("1", "K1", "5x6", "X"), ("2", "K2", "5x6", "Y"), ("3", "K3", "5x6", "Z")]
    tables = (
        by_columns("candidates", C, rows),
        by_columns("rooms", ("room", "site", "layout", "area"), rooms),
    )
    files = write(tmp_path, *tables)

    problem, _ = seated(tmp_path / "o", *tables, by_travel())

    assert problem.sites["way"] == problem.sites["bound"] == 0 and problem.sites["unit"] == "outside_area"
    assert all(row["candidate"][0] == "XY"[int(row["site"][1]) - 1] for row in rows_of(tmp_path / "o"))
    assert verify_plan(tmp_path / "o", files).ok


@settings(max_examples=10, deadline=None)
@given(
    st.integers(1, 60), st.integers(1, 60), st.lists(st.integers(0, 20), min_size=6, max_size=6),
    st.sampled_from(["leave", "mix"]),
)  # fmt: skip
def test_random_towns_are_verified_and_never_beat_the_bound(tmp_path_factory, x, y, kms, last):
    folder = tmp_path_factory.mktemp("town")
    candidates, rooms, travel = a_town({"X": x, "Y": y}, ways_of(kms))
    files = write(folder, candidates, rooms, travel=travel)

    problem, _ = seated(folder / "o", candidates, rooms, by_travel(last_room=last), travel=travel)

    verdict = verify_plan(folder / "o", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert problem.sites["gap"] >= 0 and problem.sites["beyond_half"] == 0


def test_faults_of_ways_are_told_with_their_rows_and_too_few_seats_too():
    candidates, rooms, travel = a_town(
        {"X": 3, "Z": 1}, {("X", "K1"): "far", ("X", "K9"): 1, ("Y", "K1"): -2}
    )

    with pytest.raises(BadInput) as told:
        problem_of(candidates, rooms, by_travel(), travel=travel)
    with pytest.raises(BadInput, match="200 名考生，只有 198 个座位，还差 2 个") as few:
        problem_of(*a_town({"X": 200}, KMS)[:2], by_travel(), travel=a_town({"X": 1}, KMS)[2])
    with pytest.raises(BadInput, match="没有“site”列"):
        problem_of(by_columns("candidates", C[:2], [("1", "A")]), rooms, by_travel())

    text = str(told.value)
    for part in (
        "travel 第 2 行 km 列: 距离“far”不是", "travel 第 3 行 site 列: 考点“K9”没有考场",
        "travel 第 4 行 km 列: 距离“-2”不是", "candidates 第 5 行 area 列: “Z”没有到任何考点的距离",
    ):  # fmt: skip
        assert part in text
    assert "找不到考点的分配" in str(few.value)


def test_a_changed_choice_of_sites_is_rejected(tmp_path):
    from test_tampered_seats_are_rejected import rewritten

    candidates, rooms, travel = a_town({"X": 70, "Y": 50}, KMS)
    files = write(tmp_path, candidates, rooms, travel=travel)
    seated(tmp_path / "o", candidates, rooms, by_travel(profile=profile_named("gaokao", ON)), travel=travel)

    def failed(name, saying=None, plan=None):
        folder = rewritten(tmp_path / "o", tmp_path / name, saying=saying, plan=plan)
        return [check.name for check in verify_plan(folder, files).checks if not check.ok]

    def exchange(rows):
        """Two of one school at two sites change places and all."""
        one = next(r for r in rows if r["site"] == "K1")
        two = next(
            r
            for r in rows
            if r["site"] == "K2"
            and r["candidate"][0] == "X"
            and (int(r["candidate"][1:]) - int(one["candidate"][1:])) % 2 == 0
        )
        one["candidate"], two["candidate"] = two["candidate"], one["candidate"]

    assert failed("a", lambda said: said["sites"].update(way=1)) == ["way"]
    assert failed("b", lambda said: said["sites"].update(bound=said["sites"]["bound"] + 1)) == ["way_bound"]
    assert failed("c", lambda said: said["sites"]["prices"].update(K1=9000)) == ["way_bound"]
    assert failed("d", lambda said: said["sites"]["prices"].update(K1=-1)) == ["options"]
    assert failed("e", lambda said: said["sites"].update(beyond_half=1)) == ["beyond_half"]
    assert failed("f", lambda said: said.pop("sites")) == ["sites"]
    assert failed("g", lambda said: said["sites"].update(unit="outside_area")) == ["sites"]
    assert failed("h", plan=exchange) == ["dealt"]
