"""What if: a school closes or opens, seats change, an estate is built. The files of a plan, changed.

The new request is the old one with its plan as last year's, and moved pupils counted before everything
else; so whoever need not move does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import read_certificate
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.tables.sheets import Coded, Columns, Sheet, read_sheet
from xuezheng.allocation.zones.problem import Options
from xuezheng.errors import BadInput, Fault

GIVEN = ("blocks", "schools", "distances", "adjacency", "bridges")


@dataclass(frozen=True)
class Change:
    """What changes: schools closed, opened (school, block, seats), new seats, pupils added to blocks."""

    close: tuple[str, ...] = ()
    open: tuple[tuple[str, str, int], ...] = ()
    seats: tuple[tuple[str, int], ...] = ()
    estate: tuple[tuple[str, int], ...] = ()


def change_of(
    close: Sequence[str], opened: Sequence[str], seats: Sequence[str], estate: Sequence[str]
) -> Change:
    """Read a change as typed: `S`, `S,BLOCK,SEATS`, `S=N`, `BLOCK=N`.

    Raises
    ------
    BadInput
        With everything that cannot be read.
    """
    faults: list[Fault] = []
    opens = []
    for text in opened:
        school, block, number = [*text.split(","), "", "", ""][:3]
        if not (school and block and number.isdecimal()):
            faults.append(Fault(f"“{text}”读不懂。", "--open", "请写成 学校,小区,学位。"))
        else:
            opens.append((school, block, int(number)))
    change = Change(
        tuple(close), tuple(opens), _numbers(seats, "--seats", faults), _numbers(estate, "--estate", faults)
    )
    if not (close or opened or seats or estate):
        faults.append(Fault("没有写明改变什么。", "rezone", "请用 --close、--open、--seats 或 --estate。"))
    if faults:
        raise BadInput("改变的内容读不懂。", faults=faults)
    return change


def _numbers(texts: Sequence[str], where: str, faults: list[Fault]) -> tuple[tuple[str, int], ...]:
    found = []
    for text in texts:
        code, _, number = text.rpartition("=")
        if not code or not number.isdecimal():
            faults.append(Fault(f"“{text}”读不懂。", where, "请写成 编号=人数。"))
        else:
            found.append((code, int(number)))
    return tuple(found)


def changed_tables(folder: Path, change: Change) -> dict[str, Table]:
    """The tables of a plan, changed, by name, with the plan as `old`.

    Raises
    ------
    BadInput
        With every school or block that is not there, or there already; or when a copy beside the plan is
        not the one its certificate speaks of.
    """
    certificate = read_certificate(folder)
    if certificate.get("kind") != "zones":
        raise BadInput(f"{folder} 不是学区划分的方案。rezone 只能改它。请给出 zones 写出的文件夹。")
    said = certificate["inputs"]
    sheets: dict[str, Table] = {
        name: read_sheet(folder / "inputs" / f"{name}.csv", name=name, hoped=said[name])
        for name in GIVEN
        if name in said
    }
    plan = read_table(folder / "plan.csv")
    _refuse_altered(certificate, sheets, plan)
    faults: list[Fault] = []
    sheets["schools"] = _schools(sheets["schools"], change, faults)
    sheets["blocks"] = _blocks(sheets["blocks"], change, faults)
    if "distances" in sheets:
        sheets["distances"] = _ways(sheets["distances"], change, faults)
    if faults:
        raise BadInput("改变的内容与原方案不符。", faults=faults)
    old = Table("old", {name: plan.columns[name] for name in ("block", "school")})
    if areas := certificate["options"].get("areas"):
        sheets["schools"] = _in_areas(sheets["schools"], areas, change, plan)
        old = _one_school_each(old, change.close)
    return sheets | {"old": old}


def _in_areas(schools: Table, areas: Mapping[str, Sequence[str]], change: Change, plan: Table) -> Table:
    """Schools keep their areas; one that opens joins the area its block belongs to."""
    area_of = {school: area for area, group in areas.items() for school in group}
    at = dict(zip(plan.columns["block"], plan.columns["area"], strict=True))
    area_of |= {school: at[block] for school, block, _ in change.open}
    return Table("schools", {**schools.columns, "area": [area_of[s] for s in schools.columns["school"]]})


def _one_school_each(old: Table, closed: Sequence[str]) -> Table:
    """The old area of each block by one of its schools, one that stays if any does: staying there is no move."""
    first = {
        cell: next((school for school in cell.split(";") if school not in closed), cell.split(";")[0])
        for cell in set(old.columns["school"])
    }
    return Table("old", {"block": old.columns["block"], "school": [first[c] for c in old.columns["school"]]})


def _refuse_altered(certificate: Mapping[str, Any], sheets: Mapping[str, Table], plan: Table) -> None:
    """A plan is changed from what was certified, and from nothing else."""
    wrong = [
        f"inputs/{name}.csv"
        for name, sheet in sheets.items()
        if sheet.sha256() != certificate["inputs"][name]
    ]
    if plan.sha256() != certificate["plan_sha256"]:
        wrong.append("plan.csv")
    if wrong:
        faults = [
            Fault("与证书上的杂凑值不一致。", file, "请换回原来的文件，或用 zones --keep 重算。")
            for file in wrong
        ]
        raise BadInput("方案文件夹里的文件被改过。", faults=faults)


def changed_options(folder: Path) -> Options:
    """The options of a plan, with moved pupils before everything else."""
    said = read_certificate(folder)["options"]
    known: dict[str, Any] = {field.name: said[field.name] for field in fields(Options) if field.name in said}
    known["groups"] = tuple(known.get("groups", ()))
    return replace(Options(**known), minimal_change=True, stability=0)


def _schools(table: Table, change: Change, faults: list[Fault]) -> Table:
    rows = _rows(table)
    known = {row["school"]: row for row in rows}
    for school in [*change.close, *(s for s, _ in change.seats)]:
        if school not in known:
            faults.append(Fault(f"没有学校“{school}”。", "schools", "请核对编号。"))
    for school, seats in change.seats:
        if school in known:
            known[school]["seats"] = str(seats)
    rows = [row for row in rows if row["school"] not in change.close]
    for school, block, seats in change.open:
        if school in known and school not in change.close:
            faults.append(Fault(f"学校“{school}”已经有了。", "--open", "请换一个编号。"))
        rows.append(
            {**dict.fromkeys(table.columns, ""), "school": school, "block": block, "seats": str(seats)}
        )
    return _table("schools", rows, [*table.columns, *(["block"] if change.open else [])])


def _blocks(table: Table, change: Change, faults: list[Fault]) -> Table:
    rows = _rows(table)
    known = {row["block"]: row for row in rows}
    faults += [
        Fault(f"没有小区“{block}”。", "blocks", "请核对编号；全新的小区须改 BLOCKS 后用 zones --keep。")
        for block in [*(b for b, _ in change.estate), *(b for _, b, _ in change.open)]
        if block not in known
    ]
    for block, pupils in change.estate:
        if block in known:
            known[block]["pupils"] = str(int(known[block]["pupils"]) + pupils)
    return _table("blocks", rows, list(table.columns))


def _ways(table: Table, change: Change, faults: list[Fault]) -> Table:
    numbers, texts = _coded(table, "school")
    faults += [
        Fault(f"距离表里没有到“{school}”的路。", "distances", "请补上后用 zones --keep 重算。")
        for school, _, _ in change.open
        if school not in texts
    ]
    closed = np.array([text in change.close for text in texts], bool)[numbers]
    if not closed.any():
        return table
    return _faster_without(table, ~closed, change.close) or _without(table, ~closed)


def _coded(table: Table, name: str) -> Coded:
    return (table if isinstance(table, Sheet) else Sheet(table.name, table.columns, b"")).coded(name)


def _without(table: Table, kept: Any) -> Table:
    rows = kept.tolist()
    return Table(table.name, {name: list(compress(cells, rows)) for name, cells in table.columns.items()})


def _faster_without(table: Table, kept: Any, gone: Sequence[str]) -> Sheet | None:
    """The rows kept of a table of millions, with their canonical lines; None if the lines are in another order.

    The lines stand in the order of the rows if, of as many as go, none that stays holds what was to go.
    """
    import pyarrow as pa

    if not isinstance(table, Sheet) or not isinstance(table.columns, Columns):
        return None
    raw = np.frombuffer(table.body, np.uint8)
    ends = np.flatnonzero(raw == 10) + 1
    body = _lines_of(table.body, ends, kept)
    if any(f'"{text}"'.encode() in body for text in gone):
        return None
    columns = {}
    for name in table.columns:
        numbers, texts = table.coded(name)
        columns[name] = pa.chunked_array([pa.DictionaryArray.from_arrays(numbers[kept], texts)])
    return Sheet(table.name, Columns(columns), body)


def _lines_of(body: bytes, ends: Any, kept: Any) -> bytes:
    """The lines kept, each run of them taken at once."""
    turns = np.flatnonzero(np.diff(kept, prepend=False, append=False))
    at = np.append(0, ends)[turns].tolist()
    whole = memoryview(body)
    return b"".join(whole[begin:end] for begin, end in zip(at[::2], at[1::2], strict=True))


def _rows(table: Table) -> list[dict[str, str]]:
    return [
        dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)
    ]


def _table(name: str, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Table:
    return Table(name, {column: [row.get(column, "") for row in rows] for column in dict.fromkeys(columns)})
