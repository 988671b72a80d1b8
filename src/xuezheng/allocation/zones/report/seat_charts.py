"""The early warning as a picture: a small chart for each zone, a bar a year, the seats as a line across."""

from collections.abc import Sequence
from html import escape

from xuezheng.allocation.zones.forecasting import Forecast
from xuezheng.allocation.zones.report.picture import Picture

#: More charts than this are folded away below the others.
SHOWN = 30
_WIDTH, _HEIGHT, _FOOT, _HEAD = 180, 104, 84, 10
LEVELS = {"red": "红色", "orange": "橙色", "yellow": "黄色", "green": "正常"}


def charts(picture: Picture, made: Forecast, order: Sequence[int]) -> str:
    """Charts of the zones in this order; colours are told in words too."""
    drawn = [_chart(picture, made, z) for z in order]
    key = "".join(
        f'<span><svg viewBox="0 0 1 1"><rect width="1" height="1" class="{level}"/></svg>{words}</span>'
        for level, words in LEVELS.items()
    )
    rest = (
        f'<details><summary>其余 {len(drawn) - SHOWN} 个学区</summary><div class="bars">{"".join(drawn[SHOWN:])}</div></details>'
        if len(drawn) > SHOWN
        else ""
    )
    return f'<p class="keys">{key}<span>虚线是学位</span></p><div class="bars">{"".join(drawn[:SHOWN])}</div>{rest}'


def _chart(picture: Picture, made: Forecast, z: int) -> str:
    name, seats, counts = picture.zones[z].name, int(made.seats[z]), made.children[z].tolist()
    scale = (_FOOT - _HEAD) / max(*counts, seats, 1)
    step = _WIDTH / len(counts)
    level = _FOOT - seats * scale
    bars = "".join(
        _bar(made, z, y, x=y * step + step * 0.16, width=step * 0.68, top=_FOOT - counts[y] * scale)
        for y in range(len(counts))
    )
    told = "，".join(f"{year} 年 {n:,} 人" for year, n in zip(made.years, counts, strict=True))
    return (
        f"<figure><figcaption>{escape(name)}<small>学位 {seats:,}</small></figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(name)}：学位 {seats:,}，预计 {told}">'
        f'{bars}<path class="seats" d="M0 {level:.1f}H{_WIDTH}"/></svg></figure>'
    )


def _bar(made: Forecast, z: int, y: int, *, x: float, width: float, top: float) -> str:
    # Inside the bar, where the line of seats seldom is; above a bar too low for it.
    middle, number = x + width / 2, _FOOT - 5 if _FOOT - top > 16 else top - 4
    return (
        f'<rect class="{made.levels[z][y]}" x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_FOOT - top:.1f}"/>'
        f'<text x="{middle:.1f}" y="{number:.1f}">{int(made.children[z, y]):,}</text>'
        f'<text x="{middle:.1f}" y="{_HEIGHT - 5}">{made.years[y]}</text>'
    )
