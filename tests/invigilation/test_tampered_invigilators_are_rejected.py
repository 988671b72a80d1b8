"""Whoever changes a plan or its certificate, and every hash to match, is still found out: rule by rule."""

import json
import shutil
from dataclasses import replace

import pytest
from invigilation_lists import ZHONGKAO, as_options, run, some_city, written

from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exam")
    out, files = written(folder, some_city(spare_staff=1.6))
    run(
        "invigilators-draw",
        out,
        "--session",
        "1",
        "--seed",
        "day 1",
        *as_options(files),
        "--out",
        folder / "a",
    )
    gone = next(row for row in table(folder / "a", "plan") if row["role"] == "room")["staff"]
    run("invigilators-replace", folder / "a", "--session", "1", "--absent", gone, *as_options(files),
        "--out", folder / "b")  # fmt: skip
    return folder / "b", files


def table(folder, name):
    columns = read_table(folder / f"{name}.csv").columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def rewritten(folder, out, edit):
    """The folder with its plan, rota or certificate changed, and every hash made to fit."""
    shutil.copytree(folder, out)
    said = json.loads((out / "plan.json").read_text("utf-8"))
    plan, rota = table(folder, "plan"), table(folder, "rota")
    edit(plan, rota, said)
    made = {name: table_of(name, {c: [row[c] for row in rows] for c in rows[0]}) for name, rows in (("plan", plan), ("rota", rota))}  # fmt: skip
    for name, whole in made.items():
        (out / f"{name}.csv").write_bytes(whole.csv())
    said["plan_sha256"], said["results_root"] = made["plan"].sha256(), results_root(made["plan"])
    said["rota_sha256"] = made["rota"].sha256() if said["rota_sha256"] else ""
    shutil.rmtree(out / "sessions")
    (out / "sessions").mkdir()
    for n, session in enumerate(dict.fromkeys(r["session"] for r in plan if r["session"] != "全部"), start=1):
        inside = [row for row in plan if row["session"] == session]
        one = table_of(session, {c: [row[c] for row in inside] for c in plan[0]})
        (out / "sessions" / f"{n}.csv").write_bytes(one.csv())
        if session in said["session_roots"]:
            said["session_roots"][session] = results_root(one)
    (out / "plan.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return out


def failed(folder, files):
    return {check.name for check in verify_plan(folder, files).checks if not check.ok}


def in_rooms(plan, session="2", site="P0"):
    return [r for r in plan if (r["session"], r["site"], r["role"]) == (session, site, "room")]


def swap(one, other, names=("staff", "unit", "gender", "instead_of")):
    for name in names:
        one[name], other[name] = other[name], one[name]


def put(row, code, files):
    person = next(r for r in table(files["staff"].parent, "staff") if r["staff"] == code)
    row.update(staff=code, unit=person["unit"], gender=person["gender"])


def test_the_honest_folder_written_again_is_accepted(honest, tmp_path):
    folder, files = honest

    same = rewritten(folder, tmp_path / "t", lambda plan, rota, said: None)

    assert failed(same, files) == set()


def test_people_who_change_rooms_are_found_by_the_lot(honest, tmp_path):
    folder, files = honest

    def edit(plan, rota, said):
        rooms = in_rooms(plan, "4")
        swap(rooms[0], rooms[2])
        swap(rooms[1], rooms[3])

    assert "drawn" in failed(rewritten(folder, tmp_path / "t", edit), files)


def replaced_in(kind, files):
    """Somebody sits down where a rule forbids it."""
    staff = {row["staff"]: row for row in table(files["staff"].parent, "staff")}
    pupils = {row["candidate"]: row for row in table(files["pupils"].parent, "pupils")}
    kin = {
        (r["staff"], pupils[r["candidate"]]["room"]) for r in table(files["relatives"].parent, "relatives")
    }
    free = {code for code, row in staff.items() if not row["roles"] and not row["unavailable"]}
    inside = {row["room"]: set() for row in pupils.values()}
    for row in pupils.values():
        inside[row["room"]].add(row["school"])

    def edit(plan, rota, said):
        busy = {row["staff"] for row in rota if row["session"] == "2"}
        rooms = in_rooms(plan)
        if kind == "relatives":
            code, room = min((c, room) for c, room in kin if room[0] == "0" and c in free)
            row = next(row for row in rooms if row["room"] == room)
        elif kind == "own_subject":
            row = rooms[0]
            code = min(c for c in free if staff[c]["subject"] == "数学")
        elif kind == "own_school":
            row = rooms[0]
            code = min(c for c in free - busy if staff[c]["unit"] in inside[row["room"]])
        else:
            row = rooms[0]
            code = min(c for c, person in staff.items() if person["unavailable"] == "2")
        put(row, code, files)

    return edit


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("relatives",) * 2, ("own_subject",) * 2, ("own_school",) * 2, ("unavailable", "available")],
)
def test_each_avoidance_is_counted(honest, tmp_path, kind, rule):
    folder, files = honest

    assert rule in failed(rewritten(folder, tmp_path / "t", replaced_in(kind, files)), files)


def test_own_class_and_a_demanded_mix_are_counted(tmp_path):
    tables = some_city(n_sites=1, spare_staff=2.2)
    staff = tables["staff"]
    classes = ["S0/1班" if k % 4 == 0 else "" for k in range(staff.n_rows)]
    tables["staff"] = table_of("staff", {**staff.columns, "class": classes})
    rules = replace(ZHONGKAO, gender="hard", own_school="room")
    folder, files = written(tmp_path, tables, rules)
    taught = {row["staff"] for row in table(tmp_path, "staff") if row["class"]}
    there = {
        row["room"] for row in table(tmp_path, "pupils") if (row["school"], row["class"]) == ("S0", "1班")
    }

    def teacher(plan, rota, said):
        rooms = in_rooms(plan)
        row = next(r for r in rooms if r["room"] in there and r["staff"] not in taught)
        swap(row, next(r for r in rooms if r["staff"] in taught))

    def alike(plan, rota, said):
        rooms = in_rooms(plan)
        swap(rooms[0], next(r for r in rooms[2:] if r["gender"] == rooms[1]["gender"]))

    assert "own_class" in failed(rewritten(folder, tmp_path / "a", teacher), files)
    assert "gender" in failed(rewritten(folder, tmp_path / "b", alike), files)
    assert failed(rewritten(folder, tmp_path / "c", lambda plan, rota, said: None), files) == set()


def alike_unit(plan, rota, said):
    rooms = in_rooms(plan)
    one = rooms[0]
    other = next(r for r in rooms[2:] if r["unit"] == one["unit"])
    swap(rooms[1], other)


def pair_again(plan, rota, said):
    for site, early, late in [(s, a, b) for s in ("P0", "P1") for a, b in ("23", "24", "34")]:
        first, there = in_rooms(plan, early, site), {r["staff"]: r for r in in_rooms(plan, late, site)}
        for one, other in zip(first[::2], first[1::2], strict=True):
            if one["staff"] in there and other["staff"] in there:
                at = there[one["staff"]]
                mate = next(r for r in there.values() if r["room"] == at["room"] and r is not at)
                swap(mate, there[other["staff"]])
                return
    raise AssertionError("no pair serves in two sessions")


def room_again(plan, rota, said):
    for row in in_rooms(plan, "2"):
        later = next((r for r in in_rooms(plan, "3") if r["staff"] == row["staff"]), None)
        if later:
            swap(later, next(r for r in in_rooms(plan, "3") if r["room"] == row["room"]))
            return


PLANS = {
    "two of one unit": (alike_unit, "units"),
    "a pair again": (pair_again, "pairs"),
    "a room again": (room_again, "rooms"),
    "one is missing": (lambda plan, rota, said: plan.remove(in_rooms(plan)[0]), "demand"),
    "one stands twice": (lambda plan, rota, said: plan.append(dict(in_rooms(plan)[0])), "once"),
    "a stranger": (lambda plan, rota, said: in_rooms(plan)[0].update(staff="stranger"), "available"),
    "a room that is not there": (lambda plan, rota, said: in_rooms(plan)[0].update(room="999"), "demand"),
    "another site": (lambda plan, rota, said: swap(in_rooms(plan)[0], in_rooms(plan, site="P1")[0]), "once"),
    "no chief": (
        lambda plan, rota, said: plan.remove(next(r for r in plan if r["role"] == "chief")), "demand"),
    "a chief from the rooms": (
        lambda plan, rota, said: next(r for r in plan if r["role"] == "chief").update(
            staff=in_rooms(plan)[0]["staff"]), "available"),
    "another place": (
        lambda plan, rota, said: swap(in_rooms(plan)[0], in_rooms(plan)[1]), "drawn"),
    "another unit": (lambda plan, rota, said: in_rooms(plan)[0].update(unit="U"), "drawn"),
    "another beat": (
        lambda plan, rota, said: next(r for r in plan if r["role"] == "video").update(room="000"), "drawn"),
    "the rota has one less": (lambda plan, rota, said: rota.pop(), "demand"),
    "the rota changes roles": (
        lambda plan, rota, said: swap(
            next(r for r in rota if r["role"] == "spare" and r["session"] == "4"),
            next(r for r in rota if r["role"] == "floating" and r["session"] == "4"), ("staff",)), "drawn"),
}  # fmt: skip
SAYINGS = {
    "smaller squares": (lambda said: said.update(objective=said["objective"] - 1), "objective"),
    "a higher bound": (lambda said: said.update(bound=said["bound"] + 1), "bound"),
    "another gap": (lambda said: said.update(gap=1), "gap"),
    "loads nobody has": (lambda said: said["load"].update(least=9), "load"),
    "proven by nothing": (lambda said: said["load"].update(proven=""), "load"),
    "more mixed rooms": (lambda said: said["mixed"].update(rooms=1), "mixed"),
    "another bound of mixed rooms": (lambda said: said["mixed"].update(bound=1), "mixed"),
    "another seed": (lambda said: said["seed"].update(text="other"), "seed"),
    "another seed of a session": (lambda said: said["draws"]["1"].update(text="other"), "seed"),
    "a session not drawn": (lambda said: said.update(drawn=[]), "seed"),
    "a session drawn by another seed": (
        lambda said: said["draws"].update({"1": seed_of("other").statement}), "drawn"),
    "a violation told": (lambda said: said["violations"].update(pairs=1), "pairs"),
    "a violation not counted": (lambda said: said["violations"].pop("gender"), "gender"),
    "a lot thrown again": (lambda said: said.update(tries={"2": {"P0": 1}}), "drawn"),
    "a site said to be searched": (lambda said: said.update(found={"P0": "1"}), "drawn"),
    "another list of a session": (lambda said: said["lists"]["2"].update(P0="0" * 64), "lists"),
    "a session's root": (lambda said: said["session_roots"].pop("2"), "session_roots"),
    "another rota": (lambda said: said.update(rota_sha256=""), "rota_sha256"),
    "another one before": (lambda said: said["previous"].update(certificate_sha256="0" * 64), "chain"),
    "none before": (lambda said: said.pop("previous"), "chain"),
    "somebody passed over": (
        lambda said: said["changes"][0]["passed"].append({"staff": "T001", "reason": ""}), "replaced"),
    "another place of the absent": (lambda said: said["changes"][0].update(place=2), "replaced"),
    "nobody replaced": (lambda said: said.update(changes=[]), "demand"),
    "another substitute": (lambda said: said["changes"][0].update(substitute="T001"), "replaced"),
    "no unit rule": (lambda said: said["options"]["profile"].pop("different_units"), "options"),
    "more video invigilators": (lambda said: said["options"]["profile"].update(video_rooms=1), "demand"),
    "another list": (lambda said: said["inputs"].update(staff="0" * 64), "input:staff"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_changed_plan_is_rejected(honest, tmp_path, name):
    folder, files = honest
    edit, rule = PLANS[name]

    assert rule in failed(rewritten(folder, tmp_path / "t", edit), files)


@pytest.mark.parametrize("name", SAYINGS)
def test_a_changed_certificate_is_rejected(honest, tmp_path, name):
    folder, files = honest
    edit, rule = SAYINGS[name]

    assert rule in failed(rewritten(folder, tmp_path / "t", lambda plan, rota, said: edit(said)), files)


def test_without_the_lists_hashes_and_the_chain_are_still_checked(honest):
    folder, _ = honest

    verdict = verify_plan(folder)

    assert verdict.ok and set(verdict.not_checked) == {"staff", "sessions", "pupils", "relatives"}
    assert {"chain", "seed", "session_roots"} <= {check.name for check in verdict.checks}
