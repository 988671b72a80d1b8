"""Translate the rows of an export into rows of ours, row by row at its place, by a mapping that an office may edit."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from xuezheng.errors import BadInput, Fault, NotFound
from xuezheng.outside.spreadsheets import DATE

#: The heading is looked for in so many rows; titles stand above it.
LOOKED_AT = 10
_TIME = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?"
)
Rows = Sequence[Sequence[Any]]


class Refused(BadInput):
    """A mapping that cannot be used."""


@dataclass(frozen=True)
class Part:
    """One kind of row of ours: where its columns come from."""

    columns: dict[str, list[str]]
    constants: dict[str, str]
    fallback: dict[str, str]
    values: dict[str, dict[str, str]]
    cut: dict[str, int]
    days_only: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """A mapping as written, with its version and the day it holds from."""

    name: str
    version: str
    from_on: date
    key: str
    orders: Part
    dispatch: Part
    unit: tuple[str, ...]
    summary: dict[str, list[str]]


@dataclass
class Translated:
    """Rows of ours, each at the line it had; what their columns were called; what was cut or put in."""

    orders: list[list[Any]]
    dispatches: list[list[Any]]
    theirs: dict[str, str]
    n_rows: int
    notes: list[str] = field(default_factory=list)


def read_mapping(path: Path | None = None) -> Mapping:
    """Read a mapping; without a file the one that comes with us.

    Raises
    ------
    NotFound
        When there is no such file.
    Refused
        With everything that is wrong with it.
    """
    try:
        text = (
            path.read_text(encoding="utf-8-sig")
            if path
            else files("xuezheng.outside.hotline").joinpath("mapping.yaml").read_text(encoding="utf-8")
        )
        said = yaml.safe_load(text)
    except FileNotFoundError:
        raise NotFound(f"找不到对照表 {path}。没有读取。请核对 --mapping。") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(
            f"对照表 {path} 不是 YAML（{str(error).splitlines()[0]}）。请从随附的 mapping.yaml 改起。"
        ) from None
    faults = list(_faults(said))
    if faults:
        raise Refused(f"对照表 {path or 'mapping.yaml'} 有 {len(faults)} 处不对。", faults=faults)
    return Mapping(
        name=str(said["name"]),
        version=str(said["version"]),
        from_on=date.fromisoformat(str(said["from"])),
        key=said["orders"].get("key", "办件编号"),
        orders=_part(said["orders"]),
        dispatch=_part(said.get("dispatch", {})),
        unit=tuple(said["summary"]["unit"]),
        summary=said["summary"]["columns"],
    )


def _part(said: dict[str, Any]) -> Part:
    return Part(
        columns=said.get("columns", {}),
        constants=said.get("constants", {}),
        fallback=said.get("fallback", {}),
        values={
            name: {str(a): str(b) for a, b in words.items()} for name, words in said.get("values", {}).items()
        },
        cut=said.get("cut", {}),
        days_only=tuple(said.get("days_only", ())),
    )


def _faults(said: Any) -> Iterable[Fault]:
    if not isinstance(said, dict):
        yield Fault("不是一组名称和内容。", "", "请从随附的 mapping.yaml 改起。")
        return
    for name in ("name", "version", "from", "orders", "summary"):
        if name not in said:
            yield Fault(f"没有“{name}”。", "", "请补上。")
    try:
        date.fromisoformat(str(said.get("from", "2020-01-01")))
    except ValueError:
        yield Fault(f"from 的“{said['from']}”不是日期。", "", "请写成 2026-01-01。")
    for part in ("orders", "dispatch", "summary"):
        columns = (said.get(part) or {}).get("columns") if isinstance(said.get(part, {}), dict) else None
        if part != "dispatch" and not isinstance(columns, dict):
            yield Fault(f"{part} 没有 columns。", "", "请写明每一列对应的原列名。")
        for name, theirs in (columns or {}).items() if isinstance(columns, dict | None) else ():
            if not isinstance(theirs, list) or not all(isinstance(one, str) for one in theirs):
                yield Fault(f"{part} 的“{name}”不是一列名称。", "", "请写成 [工单编号, 工单号]。")
    if isinstance(said.get("summary"), dict) and not isinstance(said["summary"].get("unit"), list):
        yield Fault("summary 没有 unit。", "", "请写明单位列的名称。")


def translate(rows: Rows, mapping: Mapping, where: str, *, area: str = "", sender: str = "") -> Translated:
    """Turn an export into rows of the registers of cases and dispatches.

    Parameters
    ----------
    area, sender : str
        The area of rows that name none; who dispatches.

    Raises
    ------
    BadInput
        When no row looks like a heading, or a column we need has no counterpart.
    """
    at, heading = find_heading(rows, mapping.orders.columns, where)
    found = _found(mapping.orders, heading)
    missing = [
        ours
        for ours in mapping.orders.columns
        if ours not in found
        and ours in ("办件编号", "受理日期", "办理期限", "主办单位")
        or (ours == "县区" and ours not in found and not area)
    ]
    if missing:
        told = [
            Fault(
                f"没有对应“{name}”的列。",
                where,
                f"可用的列名：{'、'.join(mapping.orders.columns[name])}；或用 --mapping 指定。",
            )
            for name in missing
        ]
        raise BadInput(f"{where}缺少 {len(missing)} 列。没有导入任何一行。", faults=told)
    theirs = {ours: str(rows[at][place]).strip() for ours, place in found.items()}
    made = Translated([[] for _ in range(at)], [], theirs, 0)
    names = [*found, *mapping.orders.constants]
    extra = [name for name in ("县区", "类别") if name not in found]
    made.orders.append([*names, *extra])
    _translate_rows(rows, at, mapping, found, extra, made, area, sender, heading)
    return made


def _translate_rows(
    rows: Rows, at: int, mapping: Mapping, found: dict[str, int], extra: list[str], made: Translated,
    area: str, sender: str, heading: dict[str, int],
) -> None:  # fmt: skip
    part = mapping.orders
    sent = _found(mapping.dispatch, heading)
    if "派出日期" in sent:
        made.dispatches.append(["办件", "承办单位", "分工", "派出单位", *sent])
    for line, cells in enumerate(rows[at + 1 :], at + 2):
        if not any(cell not in (None, "") for cell in cells):
            made.orders.append([])
            continue
        made.n_rows += 1
        said = {ours: _cell(part, ours, cells, place, line, made) for ours, place in found.items()}
        if "县区" in found and not said["县区"]:
            said["县区"] = area
        more = {"县区": area, "类别": part.fallback.get("类别", "")}
        made.orders.append([*said.values(), *part.constants.values(), *(more[name] for name in extra)])
        day = {ours: _cell(mapping.dispatch, ours, cells, place, line, made) for ours, place in sent.items()}
        if day.get("派出日期"):
            made.dispatches.append([said[mapping.key], said["主办单位"], "主办", sender, *day.values()])


def find_heading(rows: Rows, columns: dict[str, list[str]], where: str) -> tuple[int, dict[str, int]]:
    """The row with the most names we know, and where each name stands in it."""
    known = {name for theirs in columns.values() for name in theirs}
    best, at = 0, -1
    for line, cells in enumerate(rows[:LOOKED_AT]):
        n_known = sum(_name(cell) in known for cell in cells)
        if n_known > best:
            best, at = n_known, line
    if best < 2:
        raise BadInput(
            f"{where}前 {LOOKED_AT} 行中没有认得的列名。可能不是热线导出的表。请核对文件，或用 --mapping 指定对照表。"
        )
    return at, {_name(cell): place for place, cell in reversed(list(enumerate(rows[at]))) if _name(cell)}


def _name(cell: Any) -> str:
    return re.sub(r"\s+", "", str(cell)) if cell is not None else ""


def _found(part: Part, heading: dict[str, int]) -> dict[str, int]:
    """Where each of our columns stands, of those that are there."""
    return {
        ours: heading[name]
        for ours, theirs in part.columns.items()
        if (name := next((one for one in theirs if one in heading), ""))
    }


def _cell(part: Part, ours: str, cells: Sequence[Any], place: int, line: int, made: Translated) -> Any:
    value = cells[place] if place < len(cells) else None
    if isinstance(value, str):
        value = value.strip()
    if ours in part.days_only and isinstance(value, str):
        value = _day(value)
    words = part.values.get(ours)
    if words is not None and isinstance(value, str):
        value = words.get(value, value)
    longest = part.cut.get(ours)
    if longest and isinstance(value, str) and len(value) > longest:
        made.notes.append(
            f"第 {line} 行“{made.theirs.get(ours, ours)}”有 {len(value)} 字，只留前 {longest} 字"
        )
        value = value[:longest]
    if value in (None, "") and ours in part.fallback:
        value = part.fallback[ours]
    return value


def _day(value: str) -> str:
    """A moment as its day."""
    is_date = value.startswith(DATE)
    text = value.removeprefix(DATE)
    found = _TIME.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
        text = f"{year:04d}-{month:02d}-{day:02d}"
    return DATE + text if is_date else text
