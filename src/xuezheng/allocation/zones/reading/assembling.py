"""Put a problem together from its files, and the tables a verifier needs beside them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from xuezheng.allocation.tables import Table
from xuezheng.allocation.zones.problem import Options, Problem
from xuezheng.allocation.zones.reading.cells import codes_of, counts_of
from xuezheng.allocation.zones.reading.derived import derived
from xuezheng.allocation.zones.reading.distances import gaps_in_distances, stated_metres, straight_metres
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.files import read_sheets
from xuezheng.allocation.zones.reading.ground import Ground, gives_places, ground_of
from xuezheng.allocation.zones.reading.islands import island_faults
from xuezheng.allocation.zones.reading.neighbours import (
    LONG_SIDES,
    links,
    once,
    pairs_of_outlines,
    pairs_of_points,
    stated_pairs,
)
from xuezheng.allocation.zones.reading.old_plans import old_schools
from xuezheng.allocation.zones.reading.places import known_system
from xuezheng.allocation.zones.reading.sites import sites_of

if TYPE_CHECKING:
    from xuezheng.allocation.draw.seeding import Seed


def read_problem(files: Mapping[str, Path | Table], options: Options, seed: "Seed") -> Problem:
    """Read blocks, schools and whatever else was given.

    Parameters
    ----------
    files : mapping of str to Path or Table
        `blocks` and `schools`; optionally `distances`, `adjacency`, `bridges` (pairs added to derived
        neighbours) and `old` (last year's plan).
    options : Options
        Names the groups, the system of coordinates, the gap between touching polygons.
    seed : Seed
        Passed on.

    Returns
    -------
    Problem
        Blocks and schools in ascending order of their codes. `sheets` holds the files as handed in
        and what was derived: `frame`, `points`, `outlines`, `sites`, `neighbours`.

    Raises
    ------
    BadInput
        With every fault of every file.

    Notes
    -----
    The order of rows changes nothing. Rules and formulas: docs/algorithms/zones-reading.md.
    """
    known_system(options.crs)
    faults = Faults()
    sheets = read_sheets(files, faults)
    if not {"blocks", "schools"} <= set(sheets):
        faults.raise_any()
    return _Town(sheets, options, faults).problem(seed)


class _Town:
    """What is known of blocks and schools; each step reads on, and only a town without faults is used."""

    def __init__(self, sheets: Mapping[str, Given], options: Options, faults: Faults) -> None:
        self.sheets, self.options, self.faults = sheets, options, faults
        self.notes: list[str] = []
        self.blocks = codes_of(sheets["blocks"], "block", "小区", faults)
        self.schools = _school_codes(sheets["schools"], faults)
        self.is_placed = gives_places(sheets["blocks"])
        self.ground = ground_of(sheets["blocks"], self.blocks, options.crs, faults)
        self.sites = sites_of(
            sheets["schools"],
            self.schools,
            self.blocks,
            self.ground,
            options.crs,
            faults,
            is_placed=self.is_placed,
        )

    def _tell_frame(self) -> None:
        """How degrees became metres, for people."""
        if self.ground is None or not self.ground.frame.is_in_degrees:
            return
        frame = self.ground.frame
        told = f"经纬度（{frame.crs}）按高斯-克吕格投影换成整米，中央子午线 {frame.lon0:g}°。"
        self.notes.append(
            told + ("GCJ-02 的偏移按公开公式还原，误差可达几米。" if frame.crs == "gcj02" else "")
        )

    def problem(self, seed: "Seed") -> Problem:
        """Read the rest, list all faults, or give the problem."""
        sheets, options, faults = self.sheets, self.options, self.faults
        self._tell_frame()
        pupils = counts_of(sheets["blocks"], "pupils", list(self.blocks.values()), 0, faults)
        seats = counts_of(sheets["schools"], "seats", list(self.schools.values()), 1, faults)
        groups = _groups(sheets["blocks"], self.blocks, options.groups, pupils, faults)
        if not options.multi:
            _one_school_a_block(self.sites.home, self.blocks, self.schools, faults)
        metres, pairs, old = self.metres(), self.pairs(), self.old()
        start, other = links(pairs, len(self.blocks))
        if not faults.found:
            island_faults(start, other, self.sites.home, list(self.blocks), self.ground, faults)
        faults.raise_any()
        tables: dict[str, Table] = {name: sheet.table for name, sheet in sheets.items()}
        return Problem(
            blocks=tuple(self.blocks),
            schools=tuple(self.schools),
            pupils=pupils,
            seats=seats,
            metres=metres,
            start=start,
            other=other,
            home=self.sites.home.astype(np.int32),
            groups=groups,
            at=self.ground.at if self.ground else None,
            school_at=self.sites.at if self.ground else None,
            old=old,
            options=options,
            seed=seed,
            sheets=tables | derived(list(self.blocks), list(self.schools), self.ground, self.sites, pairs),
            notes=tuple(self.notes),
        )

    def metres(self) -> np.ndarray:
        """Walks as stated, else straight lines."""
        if "distances" in self.sheets:
            metres = stated_metres(self.sheets["distances"], self.blocks, self.schools, self.faults)
            if not self.faults.found:
                gaps_in_distances(metres, self.sites.home, self.blocks, self.schools, self.faults)
            return metres
        if self.ground is not None and self.sites.at is not None:
            return straight_metres(self.ground.at, self.sites.at)
        if not self.is_placed:
            remedy = "请补上 x、y 或图形，或用 --distances 给出距离表。"
            self.faults.add("小区没有坐标，也没有给出距离。", "blocks", remedy)
        return np.full((len(self.blocks), len(self.schools)), -1, np.int32)

    def pairs(self) -> np.ndarray:
        """Neighbours as stated, else of polygons, else of points; and the bridges."""
        pairs = np.zeros((0, 2), np.int64)
        if "adjacency" in self.sheets:
            pairs = stated_pairs(self.sheets["adjacency"], self.blocks, self.faults)
        elif self.ground is not None:
            pairs = self._derived_pairs(self.ground)
        elif not self.is_placed:
            remedy = "请补上 x、y 或图形，或用 --adjacency 给出相邻表。"
            self.faults.add("小区没有坐标，也没有给出相邻关系。", "blocks", remedy)
        if "bridges" in self.sheets:
            bridges = stated_pairs(self.sheets["bridges"], self.blocks, self.faults)
            pairs = once(np.concatenate([pairs, bridges]))
        return pairs

    def _derived_pairs(self, ground: Ground) -> np.ndarray:
        if ground.outlines is not None:
            gap = self.options.gap_m
            told = (
                f"边界相距 {gap} 米以内、共长超过 {3 * gap} 米的小区相邻。" if gap else "有公共边的小区相邻。"
            )
            self.notes.append(f"相邻由图形得出：{told}")
            return pairs_of_outlines(ground.outlines, gap)
        pairs, dropped = pairs_of_points(ground.at)
        self.notes.append(
            f"相邻由坐标点的三角剖分得出；超过边长中位数 {LONG_SIDES} 倍的 {dropped} 条边不算相邻。"
            "有图形或实际的相邻表时请改用它。"
        )
        return pairs

    def old(self) -> np.ndarray | None:
        """Last year's school of each block, if there is a plan of last year."""
        if "old" not in self.sheets:
            return None
        return old_schools(self.sheets["old"], self.blocks, self.schools, self.faults, self.notes)


def _school_codes(sheet: Given, faults: Faults) -> dict[str, int]:
    """Codes of schools; a semicolon in one would part it where several schools stand in a cell."""
    schools = codes_of(sheet, "school", "学校", faults)
    remedy = "分号用来分隔几所学校，请改用别的字符。"
    faults.add_all(
        (f"学校编号“{code}”里有分号。", sheet.where(row, "school"), remedy)
        for code, row in schools.items()
        if ";" in code
    )
    return schools


def _groups(
    sheet: Given, blocks: dict[str, int], names: Sequence[str], pupils: np.ndarray, faults: Faults
) -> dict[str, np.ndarray]:
    """Pupils of each group in each block; no more than there are pupils."""
    groups = {}
    for name in names:
        if not sheet.has(name):
            faults.add(f"缺少群体“{name}”的列。", "blocks", "请补上该列，或改正 --groups。")
            continue
        before = len(faults.found)
        counts = counts_of(sheet, name, list(blocks.values()), 0, faults)
        if len(faults.found) == before:
            faults.add_all(
                (
                    f"“{name}”{counts[i]} 人，多于学生 {pupils[i]} 人。",
                    sheet.where(row, name),
                    "请改正其中一个。",
                )
                for i, row in enumerate(blocks.values())
                if counts[i] > pupils[i]
            )
        groups[name] = counts
    return groups


def _one_school_a_block(
    home: np.ndarray, blocks: dict[str, int], schools: dict[str, int], faults: Faults
) -> None:
    """A zone holds its school, so a block holds one school at most."""
    codes, names = list(blocks), list(schools)
    for block in np.unique(home[home >= 0]).tolist():
        there = [names[j] for j in np.flatnonzero(home == block).tolist()]
        if len(there) > 1:
            faults.add(
                f"小区“{codes[block]}”里有 {len(there)} 所学校（{'、'.join(there)}）。",
                "schools",
                "单校划片时一个小区只能属于一所学校：请把小区分细，或合并这几所的学位，或用 --multi。",
            )
