"""What a site needs on the day, printed from the plan that passes verification and from nothing else."""

import csv
import re
import shutil

import pytest
from typer.testing import CliRunner
from weasyprint import HTML

from xuezheng.cli.main import build
from xuezheng.errors import BadInput, NotFound, Tampered
from xuezheng.jobs.exam_prints import SHEETS, Occasion, chosen, print_sites, read_sites, read_timetable

RUN = CliRunner()
TIMETABLE = "date,start,end,subject\n2026-06-15,09:00,11:30,语文\n2026-06-15,14:30,16:30,数学\n2026-06-16,09:00,11:00,英语\n"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """A plan of 47 candidates on two sites, with the two lists it was made from."""
    place = tmp_path_factory.mktemp("seated")
    with (place / "candidates.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["candidate", "name", "site", "school"])
        for n in range(47):
            name = "<b>赵</b>" if n == 0 else f"考生{n:02d}"
            writer.writerow(
                [f"2026{n:03d}", name, "02" if n % 3 == 0 else "01", f"第{'一二三四'[n % 4]}中学"]
            )
    with (place / "rooms.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["room", "site", "site_name", "layout"])
        for n in range(1, 5):
            site = "02" if n == 4 else "01"
            writer.writerow([f"{n:03d}", site, {"01": "实验中学", "02": "城北中学"}[site], "7-8-8-7"])
    asked = ["seating", str(place / "candidates.csv"), str(place / "rooms.csv"), "--seed", "三月", "--out"]
    done = RUN.invoke(build(), [*asked, str(place / "plan")])
    assert done.exit_code == 0, done.output
    (place / "timetable.csv").write_text(TIMETABLE)
    return place


@pytest.fixture(scope="module")
def sites(planned):
    return read_sites(planned / "plan", planned / "candidates.csv", planned / "rooms.csv")


@pytest.fixture(scope="module")
def occasion(planned):
    return Occasion("2026年初中学业水平考试", read_timetable(planned / "timetable.csv"))


def pages(html):
    return len(HTML(string=html).render().pages)


def test_each_candidate_has_a_ticket_and_a_desk_with_the_same_number(sites, occasion):
    for site in sites:
        numbers = [seat.ticket for room in site.rooms for seat in room.seats]
        assert re.findall(r"<p class=number>(.*?)</p>", SHEETS["tickets"](site, occasion)) == numbers
        assert re.findall(r"</b><p>(.*?)<br>", SHEETS["desk_labels"](site, occasion)) == numbers


def test_a_full_room_signs_on_one_page_a_day(planned, sites, occasion):
    site = sites[0]
    assert max(len(room.seats) for room in site.rooms) == 30
    assert pages(SHEETS["sign_in"](site, occasion)) == 2 * len(site.rooms)
    assert pages(SHEETS["sign_in"](site, Occasion("考试"))) == len(site.rooms)


@pytest.mark.parametrize("sheet", ["door_sheets", "seat_plans"])
def test_a_room_has_one_page(sites, occasion, sheet):
    assert pages(SHEETS[sheet](sites[0], occasion)) == len(sites[0].rooms)


def test_eight_tickets_and_twenty_four_desks_to_a_page(sites, occasion):
    site = sites[0]
    assert pages(SHEETS["tickets"](site, occasion)) == -(-site.n_candidates // 8)
    assert pages(SHEETS["desk_labels"](site, occasion)) == -(-site.n_candidates // 24)


def test_the_bags_hold_a_paper_for_each_candidate(sites, occasion):
    for site in sites:
        html = SHEETS["paper_bags"](site, occasion)
        for room in site.rooms:
            a = sum(seat.paper == "A" for seat in room.seats)
            assert f"<td>{room.code}<td>{a}<td>{len(room.seats) - a}<td>{len(room.seats)}<td>" in html
        assert f"<td>{site.n_candidates}<td><td></tr></tbody>" in html


def test_a_plan_shows_every_place_where_it_stands(sites, occasion):
    room = sites[0].rooms[0]
    html = SHEETS["seat_plans"](sites[0], occasion)
    table = re.search(r"<table class=grid>(.*?)</table>", html).group(1)
    rows = [
        re.findall(r"<td(?: class=none)?>(.*?)(?=<td|</tr>)", line + "</tr>")
        for line in table.split("</tr>")[:-1]
    ]
    for seat in room.seats:
        assert seat.ticket in rows[seat.row - 1][seat.column - 1]
    assert rows[7][0] == rows[7][3] == ""  # 7-8-8-7: the outer columns have no eighth place


def test_a_name_is_never_read_as_a_tag(sites, occasion):
    for make in SHEETS.values():
        assert all("<b>赵</b>" not in make(site, occasion) for site in sites)


def test_all_sheets_of_all_sites_are_written_at_once(planned, sites, occasion, tmp_path):
    steps = []
    out = print_sites(sites, occasion, tmp_path / "prints", step=lambda done, of: steps.append((done, of)))
    written = sorted(file.relative_to(out).as_posix() for file in out.rglob("*.pdf"))
    assert written == sorted(f"{site.code}/{sheet}.pdf" for site in sites for sheet in SHEETS)
    assert all((out / name).read_bytes().startswith(b"%PDF-") for name in written)
    assert steps[-1] == (14, 14)
    with pytest.raises(BadInput, match="已有内容"):
        print_sites(sites, occasion, out)


def test_a_failure_leaves_nothing_behind(sites, occasion, tmp_path, monkeypatch):
    monkeypatch.setitem(SHEETS, "summary", lambda site, occasion: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        print_sites(sites, occasion, tmp_path / "prints", sheets=("paper_bags", "summary"))
    assert list(tmp_path.iterdir()) == []


def test_a_plan_or_list_that_was_changed_is_not_printed(planned, tmp_path):
    changed = tmp_path / "candidates.csv"
    changed.write_text((planned / "candidates.csv").read_text().replace("考生05", "考生99"))
    with pytest.raises(Tampered, match="没有通过核验"):
        read_sites(planned / "plan", changed, planned / "rooms.csv")


def test_a_changed_ticket_number_is_not_printed(planned, tmp_path):
    copy = shutil.copytree(planned / "plan", tmp_path / "plan")
    text = (copy / "plan.csv").read_text(encoding="utf-8")
    (copy / "plan.csv").write_text(text.replace("0100101", "0100199"), encoding="utf-8")
    with pytest.raises(Tampered):
        read_sites(copy, planned / "candidates.csv", planned / "rooms.csv")


def test_the_door_and_the_rooms_kept_free_are_told(planned, occasion, tmp_path):
    rooms = (planned / "rooms.csv").read_text().splitlines()
    doors = {"room": "door", "001": "右"}
    listed = [f"{line},{doors.get(line.split(',')[0], '')}" for line in rooms]
    listed += ["005,01,实验中学,7-8-8-7,", "006,01,实验中学,7-8-8-7,"]
    listed += ["007,02,城北中学,7-8-8-7,", "008,02,城北中学,7-8-8-7,"]
    file = tmp_path / "rooms.csv"
    file.write_text("\n".join(listed))
    asked = ["seating", str(planned / "candidates.csv"), str(file), "--seed", "三月", "--out"]
    done = RUN.invoke(build(), [*asked, str(tmp_path / "plan"), "--spare", "1", "--isolation", "1"])
    assert done.exit_code == 0, done.output
    site = read_sites(tmp_path / "plan", planned / "candidates.csv", file)[0]
    first = SHEETS["seat_plans"](site, occasion).split("</section>")[0]
    assert "<span class=right>门" in first
    assert len(site.spare) == len(site.isolation) == 1
    assert f"备用考场 {site.spare[0]}；隔离考场 {site.isolation[0]}" in SHEETS["summary"](site, occasion)


def test_an_unknown_site_or_sheet_is_told_with_those_there_are(sites, occasion, tmp_path):
    with pytest.raises(NotFound, match="01、02"):
        chosen(sites, ["07"])
    with pytest.raises(NotFound, match="tickets、door_sheets"):
        print_sites(sites, occasion, tmp_path / "prints", sheets=("posters",))
    assert [site.code for site in chosen(sites, ["02"])] == ["02"]


def test_every_fault_of_a_timetable_is_told_at_once(tmp_path):
    file = tmp_path / "timetable.csv"
    file.write_text(
        "date,start,end,subject\n6月15日,09:00,11:30,语文\n2026-06-15,11:00,10:00,数学\n"
        "2026-06-16,09:00,11:00,英语\n2026-06-16,10:30,12:00,物理\n"
    )
    with pytest.raises(BadInput) as told:
        read_timetable(file)
    said = "\n".join(map(str, told.value.faults))
    assert "第 2 行" in said and "6月15日" in said
    assert "第 3 行" in said and "数学" in said
    assert "英语" in said and "物理" in said


def test_from_the_command_line(planned, tmp_path):
    out = tmp_path / "prints"
    asked = [str(planned / "plan"), str(planned / "candidates.csv"), str(planned / "rooms.csv")]
    more = ["--title", "中考", "--site", "02", "--sheets", "summary", "--json", "--out", str(out)]
    done = RUN.invoke(build(), ["seating-prints", *asked, *more])
    assert done.exit_code == 0, done.output
    assert [file.relative_to(out).as_posix() for file in out.rglob("*.pdf")] == ["02/summary.pdf"]
