"""A plan as people see it: names, places, figures; made of the tables of its folder alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from xuezheng.allocation.certificate import certificate_faults, read_certificate
from xuezheng.allocation.tables import Table
from xuezheng.allocation.tables.sheets import read_sheet
from xuezheng.allocation.zones.reading.distances import stated_metres, straight_metres
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.projection import Frame
from xuezheng.errors import BadInput

#: What separates the schools of one area in a plan of several schools (多校划片).
BETWEEN_SCHOOLS = ";"


@dataclass(frozen=True)
class Zone:
    """One zone: its code, the places of its schools, the places of its blocks, ascending."""

    code: str
    name: str
    schools: tuple[int, ...]
    blocks: np.ndarray


@dataclass(frozen=True)
class Picture:
    """A plan and everything needed to show it.

    Parameters
    ----------
    blocks, schools : codes, ascending; `block_names`, `school_names` what people call them
    zone : array, shape (n_blocks,)
        Place of each block's zone among `zones`.
    metres : array, shape (n_blocks, n_schools)
        Walks, -1 where none is given.
    pairs : array, shape (n_pairs, 2)
        Neighbouring blocks, each pair once.
    old : array, shape (n_blocks,), or None
        Last year's school, -1 for a new block or a closed school.
    at, school_at : whole metres of `frame`, or None
    outlines : texts (WKT, whole metres), or None
    """

    blocks: tuple[str, ...]
    block_names: tuple[str, ...]
    schools: tuple[str, ...]
    school_names: tuple[str, ...]
    pupils: np.ndarray
    seats: np.ndarray
    groups: Mapping[str, np.ndarray]
    zones: tuple[Zone, ...]
    zone: np.ndarray
    home: np.ndarray
    metres: np.ndarray
    pairs: np.ndarray
    statement: Mapping[str, Any]
    old: np.ndarray | None = None
    old_codes: tuple[str, ...] = ()
    frame: Frame | None = None
    at: np.ndarray | None = None
    school_at: np.ndarray | None = None
    outlines: tuple[str, ...] | None = None

    @cached_property
    def walk(self) -> np.ndarray:
        """Metres from each block to its school, to the nearest one of several; int64 (n_blocks,)."""
        out = np.zeros(len(self.blocks), np.int64)
        for zone in self.zones:
            ways = self.metres[zone.blocks][:, np.array(zone.schools)].astype(np.int64)
            ways[ways < 0] = np.iinfo(np.int64).max
            out[zone.blocks] = ways.min(axis=1)
        return out

    @cached_property
    def nearer(self) -> np.ndarray:
        """The nearest school of each block where that is none of its own, else -1; int64 (n_blocks,)."""
        ways = np.where(self.metres < 0, np.iinfo(np.int32).max, self.metres)
        nearest = ways.argmin(axis=1)
        is_own = ways[np.arange(len(self.blocks)), nearest] >= self.walk
        return np.where(is_own, -1, nearest)

    @property
    def has_many(self) -> bool:
        """Whether some zone has several schools."""
        return any(len(zone.schools) > 1 for zone in self.zones)

    @cached_property
    def touching(self) -> np.ndarray:
        """Pairs of zones with neighbouring blocks, each once, (n, 2)."""
        ends = np.sort(self.zone[self.pairs], axis=1).reshape(-1, 2)
        return np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)


def read_picture(folder: Path | str) -> Picture:
    """Read a plan's folder: `plan.csv`, `plan.json` and its `inputs/`.

    Raises
    ------
    NotFound, BadInput
        When it is no plan of zones, or a table is missing.
    """
    place = Path(folder)
    statement = read_certificate(place)
    if faults := certificate_faults(statement):
        raise BadInput(f"{place} 的证书不合格：{'；'.join(faults)}。请换一个方案文件夹。")
    if statement["kind"] != "zones":
        raise BadInput(f"{place} 的种类是“{statement['kind']}”，不是学区划分。请给出 zones 写出的文件夹。")
    sheets = {
        name: read_sheet(place / "inputs" / f"{name}.csv", name=name, hoped=hoped)
        for name, hoped in sorted(statement["inputs"].items())
        if (place / "inputs" / f"{name}.csv").is_file()
    }
    if missing := {"blocks", "schools", "sites", "neighbours"} - set(sheets):
        raise BadInput(f"{place}/inputs 缺少 {'、'.join(sorted(missing))}。请使用完整的方案文件夹。")
    return picture_of(sheets, read_sheet(place / "plan.csv", name="plan"), statement)


def picture_of(
    sheets: Mapping[str, Table],
    plan: Table,
    statement: Mapping[str, Any],
    metres: np.ndarray | None = None,
) -> Picture:
    """Put a plan together from its tables; `metres` saves reckoning the walks again."""
    rows = _rows(sheets["blocks"], "block")
    school_rows = _rows(sheets["schools"], "school")
    blocks, schools = tuple(rows), tuple(school_rows)
    at = _places(sheets.get("points"), "block", blocks)
    school_at = _places(sheets["sites"], "school", schools) if at is not None else None
    if metres is None:
        metres = _walks(sheets, blocks, schools, at, school_at)
    place = {code: i for i, code in enumerate(blocks)}
    zones, zone = _zones(plan, place, schools, _names(sheets["schools"], school_rows))
    old, old_codes = _old(sheets.get("old"), blocks, schools)
    ends = [[place[code] for code in sheets["neighbours"].columns[c]] for c in ("block", "neighbour")]
    homes = _by(sheets["sites"], "school", "block")
    outlines = _by(sheets["outlines"], "block", "outline") if "outlines" in sheets else None
    return Picture(
        blocks=blocks,
        block_names=_names(sheets["blocks"], rows),
        schools=schools,
        school_names=_names(sheets["schools"], school_rows),
        pupils=_counts(sheets["blocks"], "pupils", rows),
        seats=_counts(sheets["schools"], "seats", school_rows),
        groups={
            name: _counts(sheets["blocks"], name, rows) for name in statement["options"].get("groups", ())
        },
        zones=zones,
        zone=zone,
        home=np.array([place[homes[code]] for code in schools], np.int64),
        metres=metres,
        pairs=np.array(ends, np.int64).T.reshape(-1, 2),
        statement=statement,
        old=old,
        old_codes=old_codes,
        frame=_frame(sheets.get("frame")),
        at=at,
        school_at=school_at,
        outlines=tuple(outlines[code] for code in blocks) if outlines else None,
    )


def _rows(table: Table, column: str) -> dict[str, int]:
    return dict(sorted((code, row) for row, code in enumerate(table.columns[column])))


def _by(table: Table, key: str, column: str) -> dict[str, str]:
    return dict(zip(table.columns[key], table.columns[column], strict=True))


def _names(table: Table, rows: Mapping[str, int]) -> tuple[str, ...]:
    """What people call each: the column `name`, or the code where it is empty."""
    cells = table.columns.get("name")
    return tuple((cells[row] if cells else "") or code for code, row in rows.items())


def _counts(table: Table, column: str, rows: Mapping[str, int]) -> np.ndarray:
    cells = table.columns[column]
    return np.array([int(cells[row]) for row in rows.values()], np.int64)


def _places(table: Table | None, key: str, codes: Sequence[str]) -> np.ndarray | None:
    if table is None or "x" not in table.columns:
        return None
    x, y = _by(table, key, "x"), _by(table, key, "y")
    return np.array([(int(x[code]), int(y[code])) for code in codes], np.int64)


def _frame(table: Table | None) -> Frame | None:
    if table is None:
        return None
    crs, lon0, lat0 = (table.columns[name][0] for name in ("crs", "lon0", "lat0"))
    return Frame(crs, float(lon0), float(lat0))


def _walks(
    sheets: Mapping[str, Table],
    blocks: Sequence[str],
    schools: Sequence[str],
    at: np.ndarray | None,
    school_at: np.ndarray | None,
) -> np.ndarray:
    if "distances" in sheets:
        faults = Faults()
        block, school = ({code: i for i, code in enumerate(codes)} for codes in (blocks, schools))
        found = stated_metres(Given(sheets["distances"]), block, school, faults)
        faults.raise_any()
        return found
    if at is None or school_at is None:
        raise BadInput("方案文件夹里既没有坐标，也没有距离表。无法算出路程。请使用完整的方案文件夹。")
    return straight_metres(at, school_at)


def _zones(
    plan: Table, place: Mapping[str, int], schools: Sequence[str], names: Sequence[str]
) -> tuple[tuple[Zone, ...], np.ndarray]:
    """The zones of a plan: one for each school, or one for each area where it has areas."""
    number = {code: j for j, code in enumerate(schools)}
    listed = plan.columns["school"]
    codes = plan.columns.get("area", listed)
    held = dict(zip(codes, listed, strict=True))
    order = sorted(held)
    zone_of = {code: i for i, code in enumerate(order)}
    zone = np.full(len(place), -1, np.int64)
    for block, code in zip(plan.columns["block"], codes, strict=True):
        zone[place[block]] = zone_of[code]
    if (zone < 0).any():
        raise BadInput("方案里有小区没有学校。请使用完整的方案文件夹。")
    zones = []
    for i, code in enumerate(order):
        members = tuple(number[school] for school in held[code].split(BETWEEN_SCHOOLS))
        name = code if "area" in plan.columns else names[members[0]]
        zones.append(Zone(code, name, members, np.flatnonzero(zone == i)))
    return tuple(zones), zone


def _old(
    table: Table | None, blocks: Sequence[str], schools: Sequence[str]
) -> tuple[np.ndarray | None, tuple[str, ...]]:
    """Last year's school of each block, as a place and as a code (empty for a new block)."""
    if table is None:
        return None, ()
    last, number = _by(table, "block", "school"), {code: j for j, code in enumerate(schools)}
    codes = tuple(last.get(code, "") for code in blocks)
    return np.array([number.get(code, -1) for code in codes], np.int64), codes
