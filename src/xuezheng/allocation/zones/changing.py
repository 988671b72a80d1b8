"""What if: a school closes or opens, seats change, an estate is built. The files of a plan, changed.

The new request is the old one with its plan as last year's, and moved pupils counted before everything
else; so whoever need not move does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import compress
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import read_certificate
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.tables.sheets import read_sheet
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


def changed_files(folder: Path, change: Change, into: Path) -> dict[str, Path]:
    """Write the files of a plan, changed, into a folder; give them by name, with the plan as `old`.

    Raises
    ------
    BadInput
        With every school or block that is not there, or there already.
    """
    certificate = read_certificate(folder)
    if certificate.get("kind") != "zones":
        raise BadInput(f"{folder} 不是学区划分的方案。rezone 只能改它。请给出 zones 写出的文件夹。")
    names = [name for name in GIVEN if name in certificate["inputs"]]
    sheets: dict[str, Table] = {name: read_sheet(folder / "inputs" / f"{name}.csv") for name in names}
    before = dict(sheets)
    faults: list[Fault] = []
    sheets["schools"] = _schools(sheets["schools"], change, faults)
    sheets["blocks"] = _blocks(sheets["blocks"], change, faults)
    if "distances" in sheets:
        sheets["distances"] = _ways(sheets["distances"], change, faults)
    if faults:
        raise BadInput("改变的内容与原方案不符。", faults=faults)
    files = {name: folder / "inputs" / f"{name}.csv" for name in sheets}
    for name, sheet in sheets.items():
        if sheet is not before[name]:
            files[name] = into / f"{name}.csv"
            files[name].write_bytes(sheet.csv())
    plan = read_table(folder / "plan.csv")
    (into / "old.csv").write_bytes(Table("old", {n: plan.columns[n] for n in ("block", "school")}).csv())
    return files | {"old": into / "old.csv"}


def changed_options(folder: Path) -> Options:
    """The options of a plan, with moved pupils before everything else."""
    said = read_certificate(folder)["options"]
    if said.get("multi"):
        raise BadInput("多校片区的方案不能用 rezone 改。请改好文件后用 zones --multi --keep 重算。")
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
    there = set(table.columns["school"])
    faults += [
        Fault(f"距离表里没有到“{school}”的路。", "distances", "请补上后用 zones --keep 重算。")
        for school, _, _ in change.open
        if school not in there
    ]
    if not change.close:
        return table
    kept = [school not in change.close for school in table.columns["school"]]
    return Table("distances", {name: list(compress(cells, kept)) for name, cells in table.columns.items()})


def _rows(table: Table) -> list[dict[str, str]]:
    return [
        dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)
    ]


def _table(name: str, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Table:
    return Table(name, {column: [row.get(column, "") for row in rows] for column in dict.fromkeys(columns)})
