"""Read the figures kept beside a snapshot, proven against its id."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from xuezheng.errors import NotFound, Tampered, XuezhengError
from xuezheng.snapshot.identity import identity, sha256_of
from xuezheng.snapshot.reading import read_manifest

FORMAT = 1
ABOUT, FIGURES, SCHOOLS, PLACES = "about.json", "figures.parquet", "schools.parquet", "places.json"
#: From this month on the running year is the one reported on; before it, the year that has ended.
_RUNNING_YEAR_FROM_MONTH = 7
_REMEDY = "请由办公室在“指标”页重新计算。"


def reporting_year(as_of: date) -> int:
    """The year a snapshot is mostly about: in its first half-year people report on the year before."""
    return as_of.year if as_of.month >= _RUNNING_YEAR_FROM_MONTH else as_of.year - 1


@dataclass(frozen=True)
class Told:
    """One figure as it is kept; `place` is an area's or a school's code, empty for the city."""

    indicator: str
    year: int
    by: str
    place: str
    area: str
    value: Decimal | None
    counted: Decimal
    out_of: Decimal | None
    rows: int
    why_not: str


@dataclass(frozen=True)
class Figures:
    """The figures of one snapshot. `path` is their folder, `snapshot` the snapshot's."""

    path: Path
    snapshot: Path
    about: dict[str, Any]

    @property
    def id(self) -> str:
        """The snapshot's whole id."""
        return str(self.about["snapshot"])

    @property
    def as_of(self) -> date:
        """The day the snapshot was frozen for."""
        return date.fromisoformat(self.about["as_of"])

    @property
    def year(self) -> int:
        """The year that is reported on."""
        return int(self.about["year"])

    @property
    def years(self) -> list[int]:
        """The years that were computed, oldest first."""
        return sorted(self.about["years"])

    @cached_property
    def places(self) -> dict[str, Any]:
        """Names of areas and schools as they were frozen."""
        return dict(json.loads(self.proven(PLACES).read_text(encoding="utf-8")))

    @cached_property
    def _above(self) -> dict[tuple[str, int, str], Told]:
        """The figures of the city (place "") and of areas."""
        rows = self._read(FIGURES)
        return {(row.indicator, row.year, row.place): row for row in rows}

    def city(self, code: str, year: int) -> Told | None:
        """The city's figure."""
        return self._above.get((code, year, ""))

    def areas(self, code: str, year: int) -> list[Told]:
        """The areas' figures, in the order of codes."""
        found = ((area, self._above.get((code, year, area))) for area in sorted(self.places["areas"]))
        return [row for _area, row in found if row is not None]

    def value(self, code: str, year: int, area: str) -> Told | None:
        """The figure of an area, or of the city when the area is the city itself."""
        kind = self.places["areas"].get(area, {}).get("kind")
        return self._above.get((code, year, "" if kind == "city" else area))

    def schools(self, code: str, year: int) -> list[Told]:
        """The schools' figures, in the order of codes."""
        return self._read(SCHOOLS, [("indicator", "=", code), ("year", "=", year)])

    def area_name(self, code: str) -> str:
        """An area's name; its code where it has none."""
        return str(self.places["areas"].get(code, {}).get("name") or code)

    def school_name(self, code: str) -> str:
        """A school's name; its code where it has none."""
        return str(self.places["schools"].get(code, {}).get("name") or code)

    def latest(self, code: str) -> Told | None:
        """The figure of the reported year, or of the last year before it that has one."""
        for year in sorted((y for y in self.years if y <= self.year), reverse=True):
            found = self.city(code, year)
            if found is not None and found.value is not None:
                return found
        return None

    def proven(self, name: str) -> Path:
        """One of the files, after proving that it is as it was written.

        Raises
        ------
        Tampered
            When it is not.
        """
        file, said = self.path / name, self.about["files"].get(name)
        if said is None:
            raise NotFound(f"没有“{name}”这项结果。计算时没有写出它。请核对地址，或重新计算。")
        if not file.is_file() or sha256_of(file) != said:
            raise Tampered(f"{file} 与计算时不同，其中的数字不能使用。文件的 SHA-256 不符。{_REMEDY}")
        return file

    def _read(self, name: str, filters: list[tuple[str, str, Any]] | None = None) -> list[Told]:
        table = pq.read_table(self.path / name, filters=filters, use_threads=False)
        return [_told(row) for row in table.to_pylist()]


def place_of(folder: Path, snapshot_id: str) -> Path:
    """Where the figures of a snapshot are kept."""
    return folder / "figures" / snapshot_id[:12]


def latest_snapshot(folder: Path) -> Path | None:
    """The snapshot of the latest day, the last made of several; None when there is none."""
    found: list[tuple[str, str, Path]] = []
    for manifest in (folder / "snapshots").glob("*/manifest.json"):
        if manifest.parent.name.startswith("."):
            continue
        try:
            said = read_manifest(manifest.parent)
        except XuezhengError:
            continue
        found.append((str(said["as_of"]), str(said.get("made_at", "")), manifest.parent))
    return max(found)[2] if found else None


def latest_figures(folder: Path) -> Figures | None:
    """The figures of the latest snapshot; None when they are not computed."""
    snapshot = latest_snapshot(folder)
    return None if snapshot is None else open_figures(folder, snapshot)


_opened: dict[Path, tuple[tuple[int, ...], Figures]] = {}


def open_figures(folder: Path, snapshot: Path) -> Figures | None:
    """The figures of a snapshot, proven once for as long as no file changes; None when not computed.

    Raises
    ------
    Tampered
        When they are another snapshot's, or not as they were written.
    """
    manifest = read_manifest(snapshot)
    path = place_of(folder, str(manifest["id"]))
    if not (path / ABOUT).is_file():
        return None
    marks = _marks((snapshot / "manifest.json", path / ABOUT, path / FIGURES, path / SCHOOLS, path / PLACES))
    held = _opened.get(path)
    if held and held[0] == marks:
        return held[1]
    figures = Figures(path, snapshot, _about_of(path, manifest))
    for name in (FIGURES, SCHOOLS, PLACES):
        figures.proven(name)
    _opened[path] = (marks, figures)
    return figures


def _about_of(path: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    try:
        about = dict(json.loads((path / ABOUT).read_text(encoding="utf-8")))
        is_ours = (
            about["format"] == FORMAT
            and about["snapshot"] == manifest["id"] == identity(manifest)
            and {"as_of", "years", "year", "definitions_sha256", "files"} <= set(about)
        )
    except (ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise Tampered(f"{path} 不是快照 {str(manifest['id'])[:12]} 的计算结果。其中写的编号不符。{_REMEDY}")
    return about


def _marks(files: Iterable[Path]) -> tuple[int, ...]:
    """Changes whenever one of the files does."""
    return tuple(
        mark
        for file in files
        for mark in (
            (file.stat().st_mtime_ns, file.stat().st_size, file.stat().st_ino) if file.is_file() else (0,)
        )
    )


def _told(row: dict[str, Any]) -> Told:
    numbers = {name: _number(row[name]) for name in ("value", "counted", "out_of")}
    return Told(**{**row, **numbers})


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
