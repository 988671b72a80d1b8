"""Whoever changes a plan or its certificate, and every hash to match, is still found out."""

import json

import pytest
from exam_lists import asked, seated, some_lists, write

from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exam")
    candidates, rooms = some_lists(weights=(75, 10, 10, 5))
    files = write(folder, candidates, rooms)
    seated(folder / "o", candidates, rooms, asked())
    return folder / "o", files


def swapped(rows, columns, choose):
    a, b = choose(rows)
    for column in columns:
        a[column], b[column] = b[column], a[column]


PLACE = ("seat", "column", "row", "paper", "ticket")
SEATS = ("site", "room", *PLACE)


def same_room(rows):
    return rows[0], next(r for r in rows[1:] if r["room"] == rows[0]["room"])


def other_room(rows):
    return rows[0], next(
        r for r in rows if r["room"][0] == rows[0]["room"][0] and r["room"] != rows[0]["room"]
    )


def other_site(rows):
    return rows[0], next(r for r in rows if r["room"][0] != rows[0]["room"][0])


PLANS = {
    "a candidate is missing": lambda rows: rows.pop(),
    "a candidate stands twice": lambda rows: rows.append(dict(rows[0])),
    "a stranger is seated": lambda rows: rows[3].update(candidate="stranger"),
    "two sit on one seat": lambda rows: rows[0].update({k: same_room(rows)[1][k] for k in PLACE}),
    "a seat that is not there": lambda rows: rows[0].update(seat="31"),
    "seat zero": lambda rows: rows[0].update(seat="0"),
    "another column": lambda rows: rows[0].update(column="9"),
    "another row": lambda rows: rows[0].update(row="9"),
    "another paper": lambda rows: rows[0].update(paper="B" if rows[0]["paper"] == "A" else "A"),
    "a paper nobody prints": lambda rows: rows[0].update(paper="C"),
    "another number": lambda rows: rows[0].update(ticket="1"),
    "two have one number": lambda rows: rows[0].update(ticket=rows[1]["ticket"]),
    "another site": lambda rows: rows[0].update(site="S9"),
    "a room that is not there": lambda rows: rows[0].update(room="999"),
    "friends change seats": lambda rows: swapped(rows, PLACE, same_room),
    "friends change rooms": lambda rows: swapped(rows, SEATS, other_room),
    "friends change sites": lambda rows: swapped(rows, SEATS, other_site),
}
SAYINGS = {
    "fewer pairs": lambda said: said.update(objective=said["objective"] - 1),
    "a higher bound": lambda said: said.update(bound=said["bound"] + 1),
    "another gap": lambda said: said.update(gap=said["gap"] - 1),
    "another seed": lambda said: said["seed"].update(text="seats 2027"),
    "another seed throughout": lambda said: said.update(seed=seed_of("seats 2027").statement),
    "a violation told": lambda said: said["violations"].update(groups=1),
    "a violation not counted": lambda said: said["violations"].pop("dealt"),
    "diagonals counted": lambda said: said["options"].update(diagonals="hard"),
    "no groups": lambda said: said["options"].update(group=[]),
    "kept apart by something else": lambda said: said["options"].update(apart=["language"]),
    "papers turned round": lambda said: said["options"].update(papers=["B", "A"]),
    "another layout": lambda said: said["options"]["numbering"]["000"].update(columns=[30]),
    "another door": lambda said: said["options"]["numbering"]["000"].update(door="right"),
    "other turns": lambda said: said["options"]["numbering"]["000"].update(turns=["down"] * 5),
    "a day without rules": lambda said: said["options"].update(on="1999-01-01"),
    "another examination": lambda said: said["options"].update(profile="yankao"),
    "an examination nobody knows": lambda said: said["options"].update(profile="../layouts"),
    "another name": lambda said: said["options"].update(label="高考"),
    "another rule of last rooms": lambda said: said["options"].update(last_room={"how": "mix", "least": 1}),
    "fewer rooms to stand empty": lambda said: said["options"].update(set_aside={"spare": 0, "isolation": 0}),
    "rooms asked to stand empty": lambda said: said["options"].update(set_aside_asked={"spare": 9}),
    "a used room set aside": lambda said: said["set_aside"]["S0"].update(spare=["000"]),
    "another site's room set aside": lambda said: said["set_aside"]["S0"].update(spare=["111"]),
    "no room set aside": lambda said: said["set_aside"]["S0"].update(spare=[]),
    "a shortage made up": lambda said: said.update(set_aside_short={"S1": {"spare": 1}}),
    "another template": lambda said: said["options"].update(ticket_number="{room}{seat}"),
    "numbers as listed": lambda said: said["options"].update(ticket_number=""),
    "fewer pairs aslant": lambda said: said["pairs"].update(aslant=said["pairs"]["aslant"] - 1),
    "fewer pairs of a column": lambda said: said["pairs"]["beside_by_column"].update(school=0),
    "another reason": lambda said: said["reasons"][0].update(candidates=1),
    "no reasons": lambda said: said.update(reasons=[]),
    "mixed better": lambda said: said["mixing"].update(most=0.0),
    "sites chosen": lambda said: said.update(sites={"way": 0, "unit": "metres"}),
    "no layouts": lambda said: said["options"].pop("layouts"),
    "no numbering": lambda said: said["options"].pop("numbering"),
    "taller columns": lambda said: said["options"]["layouts"]["000"].append(6),
    "another list": lambda said: said["inputs"].update(rooms="0" * 64),
}


def rewritten(folder, out, plan=None, saying=None):
    columns = read_table(folder / "plan.csv").columns
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    said = json.loads((folder / "plan.json").read_text("utf-8"))
    if plan:
        plan(rows)
    if saying:
        before = json.dumps(said)
        saying(said)
        assert json.dumps(said) != before
    table = table_of("plan", {name: [row[name] for row in rows] for name in columns})
    said["plan_sha256"], said["results_root"] = table.sha256(), results_root(table)
    out.mkdir()
    (out / "plan.csv").write_bytes(table.csv())
    (out / "plan.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return out


def test_the_honest_plan_written_again_is_accepted(honest, tmp_path):
    folder, files = honest

    assert verify_plan(rewritten(folder, tmp_path / "t"), files).ok


@pytest.mark.parametrize("name", PLANS)
def test_a_changed_plan_is_rejected(honest, tmp_path, name):
    folder, files = honest

    assert not verify_plan(rewritten(folder, tmp_path / "t", plan=PLANS[name]), files).ok


@pytest.mark.parametrize("name", SAYINGS)
def test_a_changed_certificate_is_rejected(honest, tmp_path, name):
    folder, files = honest

    assert not verify_plan(rewritten(folder, tmp_path / "t", saying=SAYINGS[name]), files).ok


def failed(folder, files):
    return [check.name for check in verify_plan(folder, files).checks if not check.ok]


def test_schoolmates_who_change_seats_in_their_room_are_found_by_their_tickets(honest, tmp_path):
    folder, files = honest
    lists = read_table(files["candidates"]).columns
    school = dict(zip(lists["candidate"], lists["school"], strict=True))

    def change(rows):
        def schoolmates(rows):
            one = rows[0]
            return one, next(
                r
                for r in rows[1:]
                if (r["room"], school[r["candidate"]]) == (one["room"], school[one["candidate"]])
            )

        swapped(rows, PLACE, schoolmates)

    assert failed(rewritten(folder, tmp_path / "t", plan=change), files) == ["dealt"]


def test_a_stranger_to_the_site_is_found_by_the_group(honest, tmp_path):
    folder, files = honest

    changed = rewritten(folder, tmp_path / "t", plan=PLANS["friends change sites"])

    assert failed(changed, files) == ["groups"]


def test_seats_nobody_listed_are_found_by_the_layout(honest, tmp_path):
    folder, files = honest

    def another_column(said):
        for layout in said["options"]["numbering"].values():
            layout["columns"].append(6)

    assert failed(rewritten(folder, tmp_path / "t", saying=another_column), files) == ["rules"]
