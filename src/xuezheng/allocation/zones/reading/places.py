"""Coordinates as they are handed in, checked against the stated system, made whole metres.

The system is stated and never guessed. What is rounded is rounded to the nearest whole metre (a half
to the even one), so that everything behind it is reckoned in whole numbers.
"""

import numpy as np

from xuezheng.allocation.zones.reading.cells import numbers_of
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.projection import Floats, Frame, gcj02_to_wgs84, to_metres
from xuezheng.errors import BadInput

SYSTEMS = ("", "metres", "wgs84", "cgcs2000", "gcj02")
#: Degrees of China, west, east, south, north: where the formula of GCJ-02 holds.
_CHINA = (72.0, 138.0, 0.8, 56.0)
#: A block farther from the middle of the others was typed wrongly.
_FAR_METRES = 300_000
#: Stated as metres, and all within a span that no two blocks of a city share.
_SMALL_METRES = 5
_CALLED = {"blocks": "小区", "schools": "学校"}
_STATE_IT = "请用 --crs 写明：metres、wgs84、cgcs2000 或 gcj02。"
_CHECK_IT = "请检查这一格，或改正 --crs。"


def known_system(crs: str) -> str:
    """The stated system, `metres` when none was stated.

    Raises
    ------
    BadInput
        When there is no such system.
    """
    if crs not in SYSTEMS:
        raise BadInput(f"--crs {crs} 不认识。坐标系须写明，程序不猜。{_STATE_IT}")
    return crs or "metres"


def coordinates_of(sheet: Given, rows: list[int], faults: Faults) -> Floats:
    """Columns x and y of some rows as they stand, (n, 2); a cell that is no number is a fault."""
    remedy = "x 为东向（经度），y 为北向（纬度），请补上。"
    return np.column_stack([numbers_of(sheet, axis, rows, faults, remedy) for axis in ("x", "y")])


def fits_system(xy: Floats, crs: str, where: list[str], what: str, faults: Faults) -> bool:
    """Whether coordinates can be of the stated system; what speaks against it is a fault.

    Parameters
    ----------
    xy : (n, 2)
        As handed in, at least one of them whole; NaN is passed over.
    crs : str
        As stated; empty when nothing was.
    where : list of str
        The place of each, for messages.
    """
    before = len(faults.found)
    whole = np.asarray(~np.isnan(xy).any(axis=1))
    x, y = xy[whole, 0], xy[whole, 1]
    if crs in {"", "metres"}:
        _metres_faults(x, y, crs, what, faults)
    elif _are_swapped(x, y):
        faults.add(
            f"{_CALLED[what]}的经度和纬度写反了（第一处：x = {x[0]:g}，y = {y[0]:g}）。", where[0], "x 须为经度，y 须为纬度，请对调两列。"
        )  # fmt: skip
    else:
        west, east, south, north = _CHINA if crs == "gcj02" else (-180.0, 180.0, -90.0, 90.0)
        off = whole.copy()
        off[whole] = (x < west) | (x > east) | (y < south) | (y > north)
        limits = f"{crs} 的经度在 {west:g} 到 {east:g} 之间、纬度在 {south:g} 到 {north:g} 之间"
        faults.add_all(
            (f"坐标 {xy[i, 0]:g}，{xy[i, 1]:g} 不是 {crs} 的经纬度（{limits}）。", where[i], _CHECK_IT)
            for i in np.flatnonzero(off).tolist()
        )
    return len(faults.found) == before


def _metres_faults(x: Floats, y: Floats, crs: str, what: str, faults: Faults) -> None:
    has_fractions = bool((x != np.rint(x)).any() or (y != np.rint(y)).any())
    are_like_degrees = bool((np.abs(x) <= 180).all() and (np.abs(y) <= 90).all()) and has_fractions
    is_small = len(x) > 1 and max(float(np.ptp(x)), float(np.ptp(y))) < _SMALL_METRES
    if are_like_degrees and (not crs or is_small):
        faults.add(
            f"{_CALLED[what]}的坐标像经纬度（第一处：{x[0]:g}，{y[0]:g}），"
            + ("却没有写明坐标系。" if not crs else "却写明是米。"),
            what,
            _STATE_IT,
        )
    north_first = bool(((x > 1.5e6) & (x < 6.5e6) & (y > 1e5) & (y < 1e6)).all())
    if north_first:
        faults.add(
            f"{_CALLED[what]}的 x 是北向、y 是东向（第一处：{x[0]:g}，{y[0]:g}），与测绘图的写法相同。",
            what,
            "本程序的 x 为东向、y 为北向，请对调两列。",
        )


def _are_swapped(x: Floats, y: Floats) -> bool:
    """Latitudes of China where longitudes should be, or a latitude beyond the poles."""
    west, east, south, north = 73, 136, 3, 54
    in_china = (x >= south) & (x <= north) & (y >= west) & (y <= east)
    return bool(
        in_china.all() or ((np.abs(x) <= 90).all() and (np.abs(y) > 90).any() and (np.abs(y) <= 180).all())
    )


def frame_of(xy: Floats, crs: str) -> Frame:
    """The frame of a map: degrees have their origin in the middle of what is there."""
    if crs == "metres":
        return Frame(crs)
    lon, lat = _as_wgs84(xy, crs)
    middle = [(float(np.nanmin(a)) + float(np.nanmax(a))) / 2 for a in (lon, lat)]
    return Frame(crs, round(middle[0], 2), round(middle[1], 2))


def whole_metres(xy: Floats, frame: Frame) -> np.ndarray:
    """Coordinates of a frame as whole metres east and north, int64 (n, 2)."""
    if frame.is_in_degrees:
        east, north = to_metres(frame, *_as_wgs84(xy, frame.crs))
        xy = np.column_stack([east, north])
    return np.rint(xy).astype(np.int64)


def _as_wgs84(xy: Floats, crs: str) -> tuple[Floats, Floats]:
    lon, lat = xy[:, 0].copy(), xy[:, 1].copy()
    return gcj02_to_wgs84(lon, lat) if crs == "gcj02" else (lon, lat)


def far_away(at: np.ndarray, middle: np.ndarray, where: list[str], what: str, faults: Faults) -> None:
    """A place hundreds of kilometres from the middle of the map is a fault."""
    off = np.sqrt(((at - middle).astype(np.float64) ** 2).sum(axis=1))
    faults.add_all(
        (f"{what}离其余小区 {off[i] / 1000:,.0f} 公里。", where[i], "请检查坐标是否写错。")
        for i in np.flatnonzero(off > _FAR_METRES).tolist()
    )
