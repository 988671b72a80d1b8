"""Each session can be drawn by its own seed, somebody can be replaced; nothing earlier moves."""

import json
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invigilation_lists import (
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
from xuezheng.allocation.invigilation.changes import draw_session, read_before, replace_absent, why_not
from xuezheng.allocation.invigilation.drawing import History
from xuezheng.allocation.invigilation.problem import Watch
from xuezheng.allocation.invigilation.reading import read_problem
from xuezheng.allocation.invigilation.writing import write_invigilation
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, NotFound, Tampered


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return written(tmp_path_factory.mktemp("exam"), some_city())


def rows_of(folder):
    columns = read_table(folder / "plan.csv").columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def who(folder, session, role, n=0):
    return [row for row in rows_of(folder) if (row["session"], row["role"]) == (session, role)][n]


def draw(folder, files, session, seed, out):
    return run("invigilators-draw", folder, "--session", session, "--seed", seed, *as_options(files), "--out", out)  # fmt: skip


def call(folder, files, session, absent, out, *more):
    return run("invigilators-replace", folder, "--session", session, "--absent", absent, *as_options(files), "--out", out, *more)  # fmt: skip


def test_a_session_drawn_by_its_own_seed_leaves_earlier_ones_as_they_were(city, tmp_path):
    folder, files = city

    draw(folder, files, "1", "day 1", tmp_path / "a")
    draw(tmp_path / "a", files, "3", "day 3", tmp_path / "b")

    first, second, third = rows_of(folder), rows_of(tmp_path / "a"), rows_of(tmp_path / "b")
    for name in ("1", "2"):
        assert [r for r in second if r["session"] == name] == [r for r in third if r["session"] == name]
    for old, new, name in ((first, second, "1"), (second, third, "3")):
        assert [r for r in old if r["session"] == name] != [r for r in new if r["session"] == name]
    for step in ("a", "b"):
        verdict = verify_plan(tmp_path / step, files)
        assert verdict.ok, [check for check in verdict.checks if not check.ok]
    people = [{(r["session"], r["staff"]) for r in rows} for rows in (first, second, third)]
    assert people[0] == people[1] == people[2]


def test_what_was_drawn_is_not_drawn_again(city, tmp_path):
    folder, files = city
    draw(folder, files, "2", "day 2", tmp_path / "a")

    for session in ("1", "2"):
        with pytest.raises(BadInput, match="场次“2”已经抽定"):
            draw(tmp_path / "a", files, session, "again", tmp_path / "b")
    with pytest.raises(NotFound, match="没有场次“9”"):
        draw(tmp_path / "a", files, "9", "again", tmp_path / "b")


def test_the_next_substitute_who_may_steps_in(city, tmp_path):
    folder, files = city
    gone, spare = who(folder, "1", "room"), who(folder, "1", "spare")

    done = call(folder, files, "1", gone["staff"], tmp_path / "a", "--json")

    assert json.loads(done.stdout)["substitute"] == spare["staff"]
    came = next(row for row in rows_of(tmp_path / "a") if row["instead_of"] == gone["staff"])
    assert (came["staff"], came["room"], came["place"]) == (spare["staff"], gone["room"], gone["place"])
    absent = who(tmp_path / "a", "1", "absent")
    assert (absent["staff"], absent["room"]) == (gone["staff"], gone["room"])
    verdict = verify_plan(tmp_path / "a", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert "未到" in (tmp_path / "a" / "report.html").read_text("utf-8")


def test_substitutes_who_may_not_are_passed_over_with_the_reason(tmp_path):
    tables = some_city(n_sites=1, n_rooms=20, n_sessions=2, spare_staff=1.6, heads=False)
    folder, files = written(tmp_path, tables)
    gone, first = who(folder, "2", "room"), who(folder, "2", "spare")
    partner = next(
        row for row in rows_of(folder)
        if (row["session"], row["room"], row["role"]) == ("2", gone["room"], "room") and row != gone
    )  # fmt: skip
    staff = tables["staff"]
    at = staff.columns["staff"].index(first["staff"])
    made = made_of({**tables, "staff": changed(staff, "unit", at, partner["unit"])})
    out = tmp_path / "n"
    files["staff"].write_bytes(made.inputs["staff"].csv())
    write_invigilation(out, made)
    if who(out, "2", "spare")["staff"] != first["staff"]:
        pytest.fail("the example is not the same any more")

    done = replace_absent(read_before(out, files), 1, gone["staff"])

    change = done.plan.replaced[0]
    assert [done.problem.staff[p].code for p, _ in change.passed] == [first["staff"]]
    assert change.passed[0][1] == "与同场监考员同一单位"


def test_each_reason_against_a_substitute_is_told():
    tables = some_city(n_sites=1, n_rooms=6, n_sessions=1, heads=False, spare_staff=2)
    staff = [("a", "X", "男", ""), ("b", "Y", "女", ""), ("c", "X", "女", ""), ("d", "S0", "女", ""),
             ("e", "Z", "女", "语文"), ("f", "Z", "男", ""), *((f"g{k}", f"G{k}", "女", "") for k in range(20))]  # fmt: skip
    problem = read_problem(
        {
            "staff": by_columns("staff", ("staff", "unit", "gender", "subject"), staff),
            "sessions": tables["sessions"],
            "pupils": tables["pupils"],
        },
        replace(ZHONGKAO, gender="hard", own_school="room"),
    )
    number = {person.code: n for n, person in enumerate(problem.staff)}
    watch = next(
        Watch(slot, (number["a"], number["b"])) for slot in problem.slots[0, 0] if "S0" in slot.schools
    )
    met = History().after([Watch(replace(watch.slot, room="x"), (number["a"], number["b"]))])
    been = History().after([Watch(watch.slot, (number["b"], number["g1"]))])

    def reason(code, past):
        return why_not(problem, watch, [number["a"]], number[code], past)

    assert reason("b", History()) == reason("g1", met) == ""
    assert reason("b", met) == "与同场监考员搭档过"
    assert reason("b", been) == "曾在该考场监考"
    assert reason("c", History()) == "与同场监考员同一单位"
    assert reason("d", History()) == reason("e", History()) == "须回避该考场的亲属、本校、本班或本学科"
    assert reason("f", History()) == "考场须有男有女"


def test_a_day_of_many_changes_is_one_chain(tmp_path):
    folder, files = written(tmp_path, some_city(n_sites=1, n_rooms=25, spare_staff=1.6))
    draw(folder, files, "1", "day 1", tmp_path / "0")
    call(tmp_path / "0", files, "1", who(tmp_path / "0", "1", "floating")["staff"], tmp_path / "1")
    call(tmp_path / "1", files, "1", who(tmp_path / "1", "1", "spare")["staff"], tmp_path / "2")
    draw(tmp_path / "2", files, "2", "day 2", tmp_path / "3")
    call(tmp_path / "3", files, "2", who(tmp_path / "3", "2", "room", 5)["staff"], tmp_path / "4")
    draw(tmp_path / "4", files, "4", "day 4", tmp_path / "5")

    for step in range(6):
        verdict = verify_plan(tmp_path / str(step), files)
        assert verdict.ok, (step, [check for check in verdict.checks if not check.ok])
    said = json.loads((tmp_path / "5" / "plan.json").read_text("utf-8"))
    assert said["drawn"] == ["1", "2", "4"] and len(said["changes"]) == 3
    assert said["changes"][1]["substitute"] == "" and said["changes"][1]["role"] == "spare"


def test_a_substitute_who_falls_ill_is_replaced_too(tmp_path):
    tables = some_city(n_sites=1, n_rooms=25, n_sessions=2, spare_staff=1.6)
    folder, files = written(tmp_path, tables, replace(ZHONGKAO, gender="off"))
    gone = who(folder, "1", "room")["staff"]
    call(folder, files, "1", gone, tmp_path / "a")
    second = who(tmp_path / "a", "1", "absent")
    stepped = next(row for row in rows_of(tmp_path / "a") if row["instead_of"] == gone)["staff"]

    call(tmp_path / "a", files, "1", stepped, tmp_path / "b")

    assert second["staff"] == gone
    third = next(
        row for row in rows_of(tmp_path / "b") if row["instead_of"] == stepped and row["role"] == "room"
    )
    assert third["staff"] not in (gone, stepped)
    verdict = verify_plan(tmp_path / "b", files)
    assert verdict.ok, [check for check in verdict.checks if not check.ok]


def test_whoever_has_no_duty_or_no_substitute_is_told(city, tmp_path):
    folder, files = city
    with pytest.raises(NotFound, match="没有人员“nobody”"):
        call(folder, files, "1", "nobody", tmp_path / "a")
    with pytest.raises(BadInput, match="主考、副主考由主管部门另行指派"):
        call(folder, files, "1", "H00", tmp_path / "a")
    idle = {r["staff"] for r in rows_of(folder)} - {
        r["staff"] for r in rows_of(folder) if r["session"] == "1"
    }
    with pytest.raises(BadInput, match="没有岗位。替换只针对当场到岗的人"):
        call(folder, files, "1", max(idle), tmp_path / "a")

    now = folder
    for step in range(2):
        gone = [r for r in rows_of(now) if r["session"] == "1" and r["role"] == "room" and r["site"] == "P0"][
            0
        ]
        if step == 1:
            with pytest.raises(BadInput, match="没有能接替的备用人员"):
                call(now, files, "1", gone["staff"], tmp_path / "z")
            break
        call(now, files, "1", gone["staff"], tmp_path / str(step))
        now = tmp_path / str(step)
    draw(folder, files, "3", "day 3", tmp_path / "late")
    with pytest.raises(BadInput, match="以前的场次不能再改"):
        call(tmp_path / "late", files, "1", who(folder, "1", "room")["staff"], tmp_path / "y")


def test_a_plan_or_list_that_was_changed_is_refused(city, tmp_path):
    folder, files = city
    other = write(tmp_path, {"staff": changed(read_table(files["staff"]), "unit", 0, "elsewhere")})

    with pytest.raises(Tampered, match="staff 不是证书写明的那一份"):
        draw(folder, {**files, **other}, "1", "x", tmp_path / "a")
    with pytest.raises(BadInput, match="不是监考安排"):
        (tmp_path / "p").mkdir()
        said = json.loads((folder / "plan.json").read_text("utf-8"))
        (tmp_path / "p" / "plan.json").write_text(json.dumps({**said, "kind": "seating"}), "utf-8")
        draw(tmp_path / "p", files, "1", "x", tmp_path / "a")


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.integers(6, 11), st.integers(0, 3))
def test_rules_hold_whatever_happens_on_the_day(tmp_path_factory, seed, n_rooms, nth):
    folder = tmp_path_factory.mktemp("day")
    out, files = written(folder, some_city(seed, 1, n_rooms, 3, spare_staff=2.5))

    made = draw_session(read_before(out, files), 0, seed_of(f"day {seed}"))
    write_invigilation(folder / "a", made)
    gone = who(folder / "a", "1", "room", nth)["staff"]
    try:
        write_invigilation(folder / "b", replace_absent(read_before(folder / "a", files), 0, gone))
    except BadInput as error:
        assert "没有能接替的备用人员" in str(error)
        return

    for step in ("a", "b"):
        verdict = verify_plan(folder / step, files)
        assert verdict.ok, [check for check in verdict.checks if not check.ok]
    met = Counter()
    rooms = defaultdict(list)
    for row in rows_of(folder / "b"):
        if row["role"] == "room":
            rooms[row["session"], row["room"]].append(row["staff"])
    for people in rooms.values():
        met[tuple(sorted(people))] += 1
    assert max(met.values()) == 1


def test_a_site_no_lot_can_seat_stays_as_it_was_found(tmp_path):
    sessions = [(str(t), f"r{r}", "A", "", "", "", "") for t in range(3) for r in range(3)]
    staff = [(f"T{k}", f"U{k}", "男女"[k % 2]) for k in range(6)]
    tables = {
        "staff": by_columns("staff", ("staff", "unit", "gender"), staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
    }
    rules = replace(ZHONGKAO, floating_rooms=0, video_rooms=0, spare_rooms=0)
    folder, files = written(tmp_path, tables, rules)

    results = [draw_session(read_before(folder, files), 0, seed_of(f"day {k}")) for k in range(12)]

    for k, made in enumerate(results):
        write_invigilation(tmp_path / str(k), made)
        verdict = verify_plan(tmp_path / str(k), files)
        assert verdict.ok, [check for check in verdict.checks if not check.ok]
