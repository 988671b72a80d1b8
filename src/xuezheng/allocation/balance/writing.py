"""From the plan to its folder: who gets what, the certificate with its proof, copies of what went in."""

import io
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xuezheng.allocation.balance.problem import (
    HUNDRED,
    UNITS,
    Item,
    Plan,
    Problem,
    counts_in,
)
from xuezheng.allocation.balance.reading import Asked
from xuezheng.allocation.balance.report.page import report_page
from xuezheng.allocation.balance.solve import ALGORITHM, Found
from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.tables import Table, table_of

COLUMNS = (
    "kind", "stage", "from", "to", "school", "item", "amount", "unit", "cost",
    "is_above_required_degree", "is_backbone",
)  # fmt: skip
VIOLATIONS = (
    "deeds", "ceilings", "teachers", "givers", "rotation", "cost", "schools", "coefficients", "redirects",
)  # fmt: skip


def plan_table(problem: Problem, plan: Plan) -> Table:
    """One row for each move, thing bought or built, and capped intake; cost in yuan to the fen."""
    rows = [*_move_rows(problem, plan), *_item_rows(problem, plan), *_redirect_rows(problem, plan)]
    return table_of("plan", {name: [row.get(name, "") for row in rows] for name in COLUMNS})


def _move_rows(problem: Problem, plan: Plan) -> list[dict[str, Any]]:
    fen = {(pair.giver, pair.taker): pair.fen for pair in problem.pairs}
    return [
        {
            "kind": "move",
            "stage": problem.stages[giver],
            "from": problem.schools[giver],
            "to": problem.schools[taker],
            "item": subject,
            "amount": n,
            "unit": "人",
            "cost": Decimal(fen[giver, taker] * n) / HUNDRED,
            "is_above_required_degree": _yes(counts_in(kind, 0)),
            "is_backbone": _yes(counts_in(kind, 1)),
        }
        for (giver, taker, subject, kind), n in sorted(plan.moves.items())
    ]


def _item_rows(problem: Problem, plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "kind": item.group,
            "stage": problem.stages[row],
            "school": problem.schools[row],
            "item": item.code,
            "amount": int(plan.units[row, j]) * max(item.adds) // HUNDRED,
            "unit": unit_of(item),
            "cost": Decimal(int(plan.units[row, j]) * item.fen) / HUNDRED,
        }
        for row in range(problem.n_rows)
        for j, item in enumerate(problem.items)
        if plan.units[row, j]
    ]


def _redirect_rows(problem: Problem, plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "kind": "redirect",
            "stage": problem.stages[one.giver],
            "from": problem.schools[one.giver],
            "to": problem.schools[one.taker],
            "item": "pupils",
            "amount": one.pupils,
            "unit": "人",
            "cost": Decimal(one.fen) / HUNDRED,
        }
        for one in (problem.redirects[n] for n in plan.redirected)
    ]


def unit_of(item: Item) -> str:
    """In what the amount of an item is told: 平方米, 元, 间, 人."""
    return UNITS[item.adds.index(max(item.adds))]


def _yes(value: bool) -> str:
    return "是" if value else "否"


def yuan(fen: int) -> float:
    """Fen as yuan; exact as decimal text."""
    return float(Decimal(fen) / HUNDRED)


def certificate_of(problem: Problem, found: Found, asked: Asked) -> Certificate:
    """What the folder says of the plan, with the multipliers that prove its bound."""
    plan = _plan(found)
    return Certificate(
        kind="balance",
        inputs={name: table.sha256() for name, table in problem.inputs.items()},
        options={
            "area": problem.area,
            "year": asked.year,
            "until": max(asked.year, asked.until),
            "forbid": list(asked.forbid),
            "already": asked.already,
            "backbone_already": asked.backbone_already,
        },
        seed={},
        algorithm=ALGORITHM,
        violations=dict.fromkeys(VIOLATIONS, 0),
        objective=yuan(plan.fen),
        bound=yuan(plan.proven_fen),
        gap=yuan(plan.fen - plan.proven_fen),
        more={
            "solver_bound": yuan(plan.bound_fen),
            "is_stopped_by_time": found.is_stopped,
            "notes": list(problem.notes),
            "proof": proof_of(found),
        },
    )


def proof_of(found: Found) -> list[dict[str, Any]]:
    """Multipliers and tangents of every combination of redirects."""
    return [
        {
            "redirects": list(chosen),
            "multipliers": dict(one.multipliers),
            "cuts": [[cut.stage, cut.quantity, cut.at, list(cut.slopes)] for cut in one.cuts],
        }
        for chosen, one in sorted(found.relaxed.items())
    ]


def _plan(found: Found) -> Plan:
    if found.plan is None:
        raise ValueError("there is no plan to write")
    return found.plan


def write_balance(
    folder: Path, problem: Problem, found: Found, asked: Asked, more: Mapping[str, Any] | None = None
) -> Path:
    """Write the folder: whole or nothing. `more` is what the page shows besides (front, forecast)."""
    plan = _plan(found)
    table = plan_table(problem, plan)
    files = {f"inputs/{name}.csv": one.csv() for name, one in problem.inputs.items()}
    files["plan.xlsx"] = workbook(problem, table)
    files["report.html"] = report_page(problem, found, table, more or {}).encode()
    return write_plan(folder, certificate_of(problem, found, asked), table, files=files)


def workbook(problem: Problem, table: Table) -> bytes:
    """The plan for the office, a sheet a kind, with the names of schools; the same bytes each time."""
    import xlsxwriter

    out = io.BytesIO()
    name_of = dict(zip(problem.schools, problem.names, strict=True))
    kinds = dict.fromkeys(table.columns["kind"])
    rows = list(zip(*table.columns.values(), strict=True))
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        for kind in kinds or ("plan",):
            sheet = book.add_worksheet(kind)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [*COLUMNS, "from_name", "to_name", "school_name"])
            here = [row for row in rows if row[0] == kind]
            for at, row in enumerate(here, start=1):
                cells = [
                    int(cell) if n == 6 else float(cell) if n == 8 else cell for n, cell in enumerate(row)
                ]
                sheet.write_row(at, 0, [*cells, *(name_of.get(row[n], "") for n in (2, 3, 4))])
    return out.getvalue()
