"""What only special rooms, rooms set aside, listed numbers and chosen sites need checked: each broken once."""

import pytest
from exam_lists import asked, by_columns, seated, write
from test_sites_are_chosen_by_ways import KMS, a_town, by_travel
from test_tampered_seats_are_rejected import rewritten

from xuezheng.allocation.verifying import verify_plan

NEEDS = [""] * 40 + ["轮椅"] * 6 + ["大字、轮椅"] * 5 + ["大字"] + ["助听"] * 7 + ["盲文"] * 31
ROOMS = [
    ("00", "5x6", "", ""), ("01", "5x6", "", ""), ("02", "5x6", "", "备用"), ("03", "5x6", "", "备用"),
    ("04", "5x6", "", "隔离"), ("10", "2x3", "大字 轮椅", ""), ("11", "2x3", "轮椅", ""), ("12", "1x1", "大字", ""),
    ("13", "2x3", "助听", ""), ("14", "2x3", "助听", ""), ("15", "2x3", "手语", ""), ("16", "5x6", "盲文", ""),
    ("17", "5x6", "盲文", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def special(tmp_path_factory):
    folder = tmp_path_factory.mktemp("special")
    # Everybody has a school of their own, but for four: three go to room 00, one to room 01.
    schools = [f"W{k:02d}" for k in range(len(NEEDS))]
    schools[:4] = ["W00"] * 4
    candidates = by_columns(
        "candidates", ("candidate", "site", "school", "needs"),
        [(f"{k:03d}", "S", schools[k], need) for k, need in enumerate(NEEDS)],
    )  # fmt: skip
    rooms = by_columns(
        "rooms", ("room", "site", "layout", "needs", "use"), [(r, "S", lay, n, u) for r, lay, n, u in ROOMS]
    )
    seated(folder / "o", candidates, rooms, asked(group=()))
    return folder / "o", write(folder, candidates, rooms)


def renumber(row):
    row["ticket"] = f"{row['site']}{row['room']}{int(row['seat']):02d}"


def to(row, room, seat, column, place):
    """Put somebody on a seat with the paper and number that belong to it."""
    paper = "AB"[(column + place) % 2]
    row.update(room=room, seat=str(seat), column=str(column), row=str(place), paper=paper)
    renumber(row)


def needless_rooms(rows):
    for row in rows:
        row["room"] = {"10": "11", "11": "10"}.get(row["room"], row["room"])
        renumber(row)


def two_groups(rows):
    to(next(row for row in rows if row["room"] == "12"), "10", 6, 2, 1)


def half_full(rows):
    first = sorted((row for row in rows if row["room"] == "13"), key=lambda row: int(row["seat"]))
    to(first[5], "14", 2, 1, 2)
    to(first[4], "14", 3, 1, 3)


def overfull(rows):
    to(next(row for row in rows if row["room"] == "17"), "16", 31, 5, 7)


def forget(*rooms, **layouts):
    def saying(said):
        for room in rooms:
            said["options"]["layouts"].pop(room)
            said["options"]["numbering"].pop(room)
        said["options"]["layouts"].update({room[1:]: heights for room, heights in layouts.items()})

    return saying


def schoolmates_exchange(rows):
    """In both rooms the tickets of the four still stand in order; only who has which room is wrong."""
    four = [row for row in rows if row["candidate"] in ("000", "001", "002", "003")]
    first, *_ = sorted((row for row in four if row["room"] == "00"), key=lambda row: int(row["seat"]))
    (other,) = (row for row in four if row["room"] == "01")
    first["candidate"], other["candidate"] = other["candidate"], first["candidate"]


def one_number_for_all(rows):
    for row in rows:
        row["ticket"] = row["site"]


@pytest.mark.parametrize(
    ("plan", "saying", "found"),
    [
        (needless_rooms, None, "groups"),
        (two_groups, forget("12"), "groups"),
        (half_full, None, "groups"),
        (overfull, forget("17", _16=[6, 6, 6, 6, 7]), "groups"),
        (schoolmates_exchange, None, "dealt"),
        (one_number_for_all, lambda said: said["options"].update(ticket_number="{site}"), "tickets"),
        (None, lambda said: said["set_aside"]["S"].update(spare=["03"]), "groups"),
        (None, lambda said: said["set_aside"]["S"]["spare"].append("15"), "groups"),
        (None, lambda said: said["set_aside"].update(T={"spare": [], "isolation": []}), "groups"),
    ],
)
def test_each_rule_of_special_rooms_is_checked(special, tmp_path, plan, saying, found):
    folder, files = special

    assert verify_plan(folder, files).ok
    changed = rewritten(folder, tmp_path / "t", plan=plan, saying=saying)

    assert [check.name for check in verify_plan(changed, files).checks if not check.ok] == [found]


def test_numbers_of_the_list_cannot_be_replaced_by_others(tmp_path):
    candidates = by_columns(
        "candidates",
        ("candidate", "site", "school", "ticket"),
        [(f"{k}", "S", f"{k}", f"T{k}") for k in range(5)],
    )
    rooms = by_columns("rooms", ("room", "site", "layout"), [("00", "S", "5x6")])
    files = write(tmp_path, candidates, rooms)
    seated(tmp_path / "o", candidates, rooms, asked(group=()))

    changed = rewritten(
        tmp_path / "o", tmp_path / "t", plan=lambda rows: [renumber(row) for row in rows],
        saying=lambda said: said["options"].update(ticket_number="{site}{room}{seat:02d}"),
    )  # fmt: skip

    assert verify_plan(tmp_path / "o", files).ok
    assert [c.name for c in verify_plan(changed, files).checks if not c.ok] == ["tickets"]


def test_rooms_of_a_size_the_examination_does_not_have_are_found(tmp_path):
    candidates = by_columns(
        "candidates", ("candidate", "site", "school"), [(f"{k}", "S", f"{k}") for k in range(5)]
    )
    rooms = by_columns("rooms", ("room", "site", "layout"), [("00", "S", "5x5")])
    files = write(tmp_path, candidates, rooms)
    seated(tmp_path / "o", candidates, rooms, asked(group=()))

    changed = rewritten(
        tmp_path / "o", tmp_path / "t",
        saying=lambda said: said["options"].update(profile="xuekao", label="普通高中学业水平合格性考试"),
    )  # fmt: skip

    assert [c.name for c in verify_plan(changed, files).checks if not c.ok] == ["rules"]


def test_who_of_a_school_goes_where_is_drawn_and_special_rooms_lie_at_their_site(tmp_path):
    candidates, rooms, travel = a_town({"X": 70, "Y": 50}, KMS, special=2)
    columns = {**candidates.columns, "tutor": list(candidates.columns["candidate"])}
    candidates = by_columns("candidates", tuple(columns), list(zip(*columns.values(), strict=True)))
    files = write(tmp_path, candidates, rooms, travel=travel)
    seated(tmp_path / "o", candidates, rooms, by_travel(apart=("school", "tutor")), travel=travel)

    def exchange(rows):
        """Two of one school at two sites."""
        ordinary = [
            row for row in rows if row["candidate"] not in ("X000", "X001") and row["candidate"][0] == "X"
        ]
        one = next(row for row in ordinary if row["site"] == "K2")
        other = next(
            row
            for row in ordinary
            if row["site"] == "K1" and (int(row["candidate"][1:]) - int(one["candidate"][1:])) % 2 == 0
        )
        one["candidate"], other["candidate"] = other["candidate"], one["candidate"]

    def elsewhere(rows):
        rows[0].update(site="K2")
        rows[1].update(site="K2")

    def failed(name, plan):
        changed = rewritten(tmp_path / "o", tmp_path / name, plan=plan)
        return [check.name for check in verify_plan(changed, files).checks if not check.ok]

    assert verify_plan(tmp_path / "o", files).ok
    assert failed("a", exchange) == ["sites_drawn"]
    assert failed("b", elsewhere) == ["groups"]
