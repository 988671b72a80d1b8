"""Everything to be printed, as plain data: tickets, door sheets, desk labels, sign-in sheets, paper bags, sites."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from xuezheng.allocation.seating.asking import FORMULA
from xuezheng.allocation.seating.problem import Problem
from xuezheng.allocation.tables import Table

Rows = list[tuple[str | int, ...]]


def prints(problem: Problem, table: Table) -> dict[str, bytes]:
    """Tickets, door sheets, desk labels, sign-in sheets, bags of papers, a summary of the sites."""
    school_of = dict(zip(problem.candidates, problem.alike[:, 0].tolist(), strict=True))
    columns = [table.columns[name] for name in ("site", "room", "seat", "candidate", "paper", "ticket")]
    rows = sorted(
        (
            site,
            room,
            int(seat),
            candidate,
            problem.names[0][school_of[candidate]].replace("\0", " / "),
            paper,
            ticket,
        )
        for site, room, seat, candidate, paper, ticket in zip(*columns, strict=True)
    )
    sheets = _sheets(rows)
    return {
        "tickets.csv": _csv(
            ("candidate", "ticket", "site", "room", "seat"),
            ((code, ticket, site, room, seat) for site, room, seat, code, _, _, ticket in rows),
        ),
        "desk_labels.csv": _csv(
            ("site", "room", "seat", "ticket", "candidate"),
            ((site, room, seat, ticket, code) for site, room, seat, code, _, _, ticket in rows),
        ),
        "sign_in.csv": _csv(
            ("site", "room", "seat", "candidate", "school", "paper", "signature"),
            ((*row[:6], "") for row in rows),
        ),
        "sites.xlsx": _xlsx(sheets),
        **{f"{name}.csv": _csv(lines[0], lines[1:]) for name, lines in sheets.items()},
    }


def _sheets(rows: Sequence[tuple[str, str, int, str, str, str, str]]) -> dict[str, Rows]:
    size = Counter(row[:2] for row in rows)
    bags = Counter((row[0], row[1], row[5]) for row in rows)
    rooms, people = Counter(site for site, _ in size), Counter(row[0] for row in rows)
    return {
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


def harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _csv(heading: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """One workbook, a sheet each; text stays text; the same bytes each time."""
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
