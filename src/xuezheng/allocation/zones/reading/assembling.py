"""Put a problem together from its files, and the tables a verifier needs beside them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.zones.problem import Options, Problem
from xuezheng.allocation.zones.reading.cells import codes_of, counts_of
from xuezheng.allocation.zones.reading.distances import gaps_in_distances, stated_metres, straight_metres
from xuezheng.allocation.zones.reading.faults import SHOWN, Faults, Given
from xuezheng.allocation.zones.reading.files import read_sheets
from xuezheng.allocation.zones.reading.ground import Ground, gives_places, ground_of
from xuezheng.allocation.zones.reading.neighbours import (
    LONG_SIDES,
    islands,
    links,
    once,
    pairs_of_outlines,
    pairs_of_points,
    stated_pairs,
)
from xuezheng.allocation.zones.reading.old_plans import old_schools
from xuezheng.allocation.zones.reading.places import known_system
from xuezheng.allocation.zones.reading.sites import Sites, sites_of

if TYPE_CHECKING:
    from xuezheng.allocation.draw.seeding import Seed


def read_problem(files: Mapping[str, Path], options: Options, seed: "Seed") -> Problem:
    """Read blocks, schools and whatever else was given.

    Parameters
    ----------
    files : mapping of str to Path
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
    faults, notes = Faults(), list[str]()
    sheets = read_sheets(files, faults)
    if not {"blocks", "schools"} <= set(sheets):
        faults.raise_any()
    blocks = codes_of(sheets["blocks"], "block", "小区", faults)
    schools = codes_of(sheets["schools"], "school", "学校", faults)
    pupils = counts_of(sheets["blocks"], "pupils", list(blocks.values()), 0, faults)
    seats = counts_of(sheets["schools"], "seats", list(schools.values()), 1, faults)
    groups = _groups(sheets["blocks"], blocks, options.groups, pupils, faults)
    ground = ground_of(sheets["blocks"], blocks, options.crs, faults)
    is_placed = gives_places(sheets["blocks"])
    sites = sites_of(sheets["schools"], schools, blocks, ground, options.crs, faults, is_placed=is_placed)
    if not options.multi:
        _one_school_a_block(sites.home, blocks, schools, faults)
    metres = _metres(sheets, blocks, schools, ground, sites, faults)
    pairs = _pairs(sheets, blocks, ground, options.gap_m, faults, notes)
    old = old_schools(sheets["old"], blocks, schools, faults, notes) if "old" in sheets else None
    start, other = links(pairs, len(blocks))
    if not faults.found:
        _island_faults(start, other, sites.home, list(blocks), ground, faults)
    faults.raise_any()
    tables = {name: sheet.table for name, sheet in sheets.items()}
    return Problem(
        blocks=tuple(blocks),
        schools=tuple(schools),
        pupils=pupils,
        seats=seats,
        metres=metres,
        start=start,
        other=other,
        home=sites.home.astype(np.int32),
        groups=groups,
        at=ground.at if ground else None,
        school_at=sites.at if ground else None,
        old=old,
        options=options,
        seed=seed,
        sheets=tables | _derived(list(blocks), list(schools), ground, sites, pairs),
        notes=tuple(notes),
    )


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


def _metres(
    sheets: Mapping[str, Given],
    blocks: dict[str, int],
    schools: dict[str, int],
    ground: Ground | None,
    sites: Sites,
    faults: Faults,
) -> np.ndarray:
    if "distances" in sheets:
        metres = stated_metres(sheets["distances"], blocks, schools, faults)
        if not faults.found:
            gaps_in_distances(metres, sites.home, blocks, schools, faults)
        return metres
    if ground is not None and sites.at is not None:
        return straight_metres(ground.at, sites.at)
    if not gives_places(sheets["blocks"]):
        faults.add(
            "小区没有坐标，也没有给出距离。", "blocks", "请补上 x、y 或图形，或用 --distances 给出距离表。"
        )
    return np.full((len(blocks), len(schools)), -1, np.int32)


def _pairs(
    sheets: Mapping[str, Given],
    blocks: dict[str, int],
    ground: Ground | None,
    gap_m: int,
    faults: Faults,
    notes: list[str],
) -> np.ndarray:
    none = np.zeros((0, 2), np.int64)
    pairs = none
    if "adjacency" in sheets:
        pairs = stated_pairs(sheets["adjacency"], blocks, faults)
    elif ground is not None and ground.outlines is not None:
        pairs = pairs_of_outlines(ground.outlines, gap_m)
        notes.append(f"相邻由图形得出：边界相距 {gap_m} 米以内、共长超过 {max(3 * gap_m, 0)} 米的小区相邻。")
    elif ground is not None:
        pairs, dropped = pairs_of_points(ground.at)
        notes.append(
            f"相邻由坐标点的三角剖分得出；超过边长中位数 {LONG_SIDES} 倍的 {dropped} 条边不算相邻。"
            "有图形或实际的相邻表时请改用它。"
        )
    elif not gives_places(sheets["blocks"]):
        faults.add(
            "小区没有坐标，也没有给出相邻关系。",
            "blocks",
            "请补上 x、y 或图形，或用 --adjacency 给出相邻表。",
        )
    if "bridges" in sheets:
        pairs = once(np.concatenate([pairs, stated_pairs(sheets["bridges"], blocks, faults)]))
    return pairs


def _island_faults(
    start: np.ndarray,
    other: np.ndarray,
    home: np.ndarray,
    codes: list[str],
    ground: Ground | None,
    faults: Faults,
) -> None:
    """A piece of the map without a school can belong to no zone in one piece."""
    piece = islands(start, other)
    served = set(piece[home].tolist())
    remedy = "请用 --bridges 写明它与哪个小区相通（桥、路），或改正相邻表。"
    faults.add_all(
        (_island_words(np.flatnonzero(piece == p), piece, served, codes, ground), "blocks", remedy)
        for p in range(int(piece.max(initial=-1)) + 1)
        if p not in served
    )


def _island_words(
    members: np.ndarray, piece: np.ndarray, served: set[int], codes: list[str], ground: Ground | None
) -> str:
    names = "、".join(f"“{codes[i]}”" for i in members[:SHOWN].tolist())
    more = f" 等 {len(members)} 个" if len(members) > SHOWN else ""
    what = f"小区{names}没有相邻的小区" if len(members) == 1 else f"小区{names}{more}与有学校的部分不相连"
    mainland = np.flatnonzero(np.isin(piece, list(served)))
    if ground is None or not len(mainland):
        return what + "。"
    from scipy.spatial import cKDTree

    away, nearest = cKDTree(ground.at[mainland]).query(ground.at[members])
    best = int(np.argmin(away))
    return f"{what}；最近的是“{codes[mainland[nearest[best]]]}”（离“{codes[members[best]]}”{away[best]:,.0f} 米）。"


def _derived(
    blocks: list[str], schools: list[str], ground: Ground | None, sites: Sites, pairs: np.ndarray
) -> dict[str, Table]:
    """What was made of the files, so that a verifier needs neither polygons nor triangles."""
    homes = [blocks[i] for i in sites.home.tolist()]
    placed: dict[str, Any] = {"school": schools, "block": homes}
    tables = {
        "neighbours": table_of(
            "neighbours",
            {"block": [blocks[i] for i in pairs[:, 0]], "neighbour": [blocks[i] for i in pairs[:, 1]]},
        )
    }
    if ground is not None and sites.at is not None:
        placed |= {"x": sites.at[:, 0].tolist(), "y": sites.at[:, 1].tolist()}
        tables["points"] = table_of(
            "points", {"block": blocks, "x": ground.at[:, 0].tolist(), "y": ground.at[:, 1].tolist()}
        )
        frame = ground.frame
        tables["frame"] = table_of("frame", {"crs": [frame.crs], "lon0": [frame.lon0], "lat0": [frame.lat0]})
    if ground is not None and ground.outlines is not None:
        import shapely

        texts = shapely.to_wkt(ground.outlines, rounding_precision=0)
        tables["outlines"] = table_of("outlines", {"block": blocks, "outline": texts.tolist()})
    return tables | {"sites": table_of("sites", placed)}
