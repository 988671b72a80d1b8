"""From two lists to a folder: seats, certificate, everything to be printed as data, a page for people."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.seating.problem import Plan, Problem
from xuezheng.allocation.seating.reading import Asked
from xuezheng.allocation.seating.solve import ALGORITHM
from xuezheng.allocation.tables import Table, table_of
from xuezheng.errors import BadInput, Fault

Rows = list[tuple[str | int, ...]]
PICTURED = 40
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
body{font:17px/1.7 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 max-width:980px;margin:0 auto;padding:20px 16px 60px}h1{font-size:1.5em}
h2{font-size:1.15em;margin:1.6em 0 .3em;border-bottom:2px solid #0b6e4f}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.8em}td{border:1px solid #d5dde6;padding:3px 8px;vertical-align:top}
td b{color:#0b6e4f}.lead{background:#eef6f2;border-left:5px solid #0b6e4f;padding:10px 14px}
"""


def plan_table(problem: Problem, plan: Plan) -> Table:
    """One row for each candidate, in order of code."""
    rows = []
    for n, candidate in enumerate(problem.candidates):
        room, seat = problem.rooms[int(plan.room[n])], int(plan.seat[n])
        column, row = room.layout.places[seat]
        papers = problem.profile.papers
        paper = papers[(column + row) % len(papers)]
        rows.append((candidate, room.code, seat + 1, column + 1, row + 1, paper))
    names = ("candidate", "room", "seat", "column", "row", "paper")
    return table_of("plan", dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def certificate_of(
    problem: Problem, plan: Plan, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Certificate:
    """What the folder says of this plan."""
    return Certificate(
        kind="seating",
        inputs={name: table.sha256() for name, table in inputs.items()},
        options={
            "profile": asked.profile.code,
            "papers": list(asked.profile.papers),
            "layouts": {room.code: list(room.layout.heights) for room in problem.rooms},
            "apart": asked.apart,
            "group": list(asked.group),
            "diagonals": asked.diagonals,
        },
        seed=seed.statement,
        algorithm=ALGORITHM,
        violations={"one_seat_each": 0, "groups": 0, "papers": 0, "dealt": 0},
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.objective - plan.bound,
    )


def write_seating(
    folder: Path, problem: Problem, plan: Plan, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Path:
    """Write the folder: whole or nothing."""
    table = plan_table(problem, plan)
    files = prints(problem, table) | {"report.html": _page(problem, plan, table).encode()}
    return write_plan(folder, certificate_of(problem, plan, inputs, asked, seed), table, files=files)


def prints(problem: Problem, table: Table) -> dict[str, bytes]:
    """Tickets, door sheets, desk labels, sign-in sheets, bags of papers, a summary of the sites."""
    site_of = {room.code: room.site for room in problem.rooms}
    school_of = dict(zip(problem.candidates, problem.school.tolist(), strict=True))
    rows = sorted(
        (site_of[room], room, int(seat), candidate, problem.schools[school_of[candidate]], paper)
        for candidate, room, seat, _, _, paper in zip(*table.columns.values(), strict=True)
    )
    number = problem.profile.ticket_number
    tickets = [
        (code, number.format(site=site, room=room, seat=seat), site, room, seat)
        for site, room, seat, code, _, _ in rows
    ]
    _refuse_repeated(tickets)
    size = Counter(row[:2] for row in rows)
    bags = Counter((row[0], row[1], row[5]) for row in rows)
    rooms, people = Counter(site for site, _ in size), Counter(row[0] for row in rows)
    sheets: dict[str, Rows] = {
        "sites": [
            ("site", "rooms", "candidates"),
            *((site, rooms[site], people[site]) for site in sorted(rooms)),
        ],
        "door_sheets": [
            ("site", "room", "candidates", "first_seat", "last_seat"),
            *((*key, n, 1, n) for key, n in sorted(size.items())),
        ],
        "paper_bags": [
            ("site", "room", "paper", "copies"),
            *((*key, n) for key, n in sorted(bags.items())),
        ],
    }
    return {
        "tickets.csv": _csv(("candidate", "ticket", "site", "room", "seat"), tickets),
        "desk_labels.csv": _csv(
            ("site", "room", "seat", "ticket", "candidate"),
            ((site, room, seat, ticket, code) for code, ticket, site, room, seat in tickets),
        ),
        "sign_in.csv": _csv(
            ("site", "room", "seat", "candidate", "school", "paper", "signature"),
            ((*row, "") for row in rows),
        ),
        "sites.xlsx": _xlsx(sheets),
        **{f"{name}.csv": _csv(lines[0], lines[1:]) for name, lines in sheets.items()},
    }


def _refuse_repeated(tickets: Sequence[tuple[str, str, str, str, int]]) -> None:
    """Two ticket numbers may come out alike when codes of sites or rooms differ in length."""
    first: dict[str, str] = {}
    faults = []
    for code, ticket, *_ in tickets:
        if ticket in first:
            told = f"考生“{first[ticket]}”和“{code}”的准考证号都是“{ticket}”。"
            faults.append(Fault(told, "rooms", "请让各考点号、各考场号的长度分别一致。"))
        first.setdefault(ticket, code)
    if faults:
        raise BadInput(f"有 {len(faults)} 个准考证号重复。没有写出任何文件。请改正编号。", faults=faults)


def _csv(heading: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def _xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """One workbook, a sheet each; the same bytes each time."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def told(plan: Plan) -> str:
    """What came out, in a sentence."""
    if plan.objective == 0:
        return "没有相邻的同校考生。"
    if plan.objective == plan.bound:
        return f"同校相邻 {plan.objective} 对；已证明任何排法都不能更少。"
    return f"同校相邻 {plan.objective} 对；已证明至少有 {plan.bound} 对。"


def _page(problem: Problem, plan: Plan, table: Table) -> str:
    shown = sorted(set(table.columns["room"]))
    seated: dict[str, dict[tuple[int, int], str]] = {room: {} for room in shown[:PICTURED]}
    school_of = dict(zip(problem.candidates, problem.school.tolist(), strict=True))
    for candidate, room, seat, column, row, paper in zip(*table.columns.values(), strict=True):
        if room in seated:
            school = escape(problem.schools[school_of[candidate]])
            cell = f"<b>{seat}</b> {escape(paper)}<br>{escape(candidate)}<br>{school}"
            seated[room][int(row), int(column)] = cell
    more = f"<p>只画出前 {PICTURED} 个考场，其余见 sign_in.csv。</p>" if len(shown) > PICTURED else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>考场座次</title>'
        f"<style>{STYLE}</style></head><body><h1>考场座次</h1>"
        f'<div class="lead">{len(problem.candidates)} 名考生，{len(problem.rooms)} 个考场。{told(plan)}</div>'
        f"{''.join(_picture(room, cells) for room, cells in seated.items())}{more}</body></html>\n"
    )


def _picture(room: str, cells: Mapping[tuple[int, int], str]) -> str:
    high, wide = max(row for row, _ in cells), max(column for _, column in cells)
    lines = "".join(
        "<tr>" + "".join(f"<td>{cells.get((r, c), '')}</td>" for c in range(1, wide + 1)) + "</tr>"
        for r in range(1, high + 1)
    )
    heading = f"<h2>{escape(room)} 考场（上方为讲台）</h2>"
    return f'{heading}<div class="wide"><table>{lines}</table></div>'
