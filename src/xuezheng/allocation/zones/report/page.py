"""The page for people: one file, no network, a map that answers; reads on a telephone, prints on A4."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from xuezheng.allocation.tables import Table
from xuezheng.allocation.zones.report.drawing import map_data, map_svg, sheetlet_of
from xuezheng.allocation.zones.report.figures import (
    SMALLEST_COUNT,
    Figures,
    city_figures,
    figures_of,
    moves_table,
)
from xuezheng.allocation.zones.report.land import PALETTE, Land
from xuezheng.allocation.zones.report.picture import Picture

#: More rows than this are folded away below the others.
SHOWN = 60
_HERE = "xuezheng.allocation.zones.report"


def report_page(
    picture: Picture, land: Land | None, more: Sequence[str] = (), title: str = "学区划分方案"
) -> str:
    """The page as one HTML file; `more` are further sections, such as a forecast of seats, and come first.

    The policy in its head lets only its own script and style run and nothing be fetched.
    """
    style, script = (files(_HERE).joinpath(name).read_text("utf-8") for name in ("page.css", "map.js"))
    city = city_figures(picture)
    body = [
        f"<h1>{title}</h1>",
        *more,
        *(["<h2>划分方案</h2>"] if more else []),
        _key(picture, city),
        f'<div class="lead">{_promise(picture, city)}</div>',
        _map(picture, land),
        _table_of_zones(picture, city, land),
        _moves(moves_table(picture), dict(zip(picture.schools, picture.school_names, strict=True))),
        _how_to_check(picture),
    ]
    scripts = f"<script>{script}</script>" if land else ""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">'
        f"<title>{title}</title><style>{style}</style></head><body><main>\n{''.join(body)}\n</main>"
        f"{_data(picture, land)}{scripts}</body></html>\n"
    )


def _policy(style: str, script: str) -> str:
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; form-action 'none'"


def _data(picture: Picture, land: Land | None) -> str:
    """The data of the map inside the page; no text in it can end the element it stands in."""
    if land is None:
        return ""
    told = json.dumps(
        map_data(picture, land, sheetlet_of(land)), ensure_ascii=False, separators=(",", ":")
    ).replace("<", "\\u003c")
    return f'<script type="application/json" id="data">{told}</script>'


def metres_in_words(metres: float) -> str:
    """640 米, 1.25 公里."""
    return f"{metres:.0f} 米" if metres < 999.5 else f"{metres / 1000:.2f} 公里"


def count_in_words(count: int) -> str:
    """40 名; a count that could point at a child is not told."""
    return f"少于 {SMALLEST_COUNT} 名" if 0 < count < SMALLEST_COUNT else f"{count:,} 名"


def _key(picture: Picture, city: Figures) -> str:
    tiles = [
        (f"{len(picture.zones):,}", "学区"),
        (f"{city.n_blocks:,}", "小区"),
        (f"{city.pupils:,}", "学生"),
        (f"{city.seats:,}", "学位"),
        (metres_in_words(city.mean_metres), "平均到校"),
        (metres_in_words(city.max_metres), "最远"),
    ]
    return '<div class="key">' + "".join(f"<div><b>{b}</b>{words}</div>" for b, words in tiles) + "</div>"


def _promise(picture: Picture, city: Figures) -> str:
    """What is kept, and how much better any other plan could be, in words a parent understands."""
    many = (
        "每个学区连成一片，学校就在自己的学区里"
        if not picture.has_many
        else "每个学区连成一片，里面有几所学校"
    )
    nearest = "最近的一所" if picture.has_many else "自己的学校"
    lines = [
        f"每个小区属于一个学区；{many}；每所学校的学生不超过学位{_tolerated(picture)}。",
        f"孩子到{nearest}平均 <b>{metres_in_words(city.mean_metres)}</b>，"
        f"最远 <b>{metres_in_words(city.max_metres)}</b>。",
    ]
    objective, bound = picture.statement.get("objective"), picture.statement.get("bound")
    if objective and bound is not None:
        lines.append(_bound_in_words(picture, city, float(objective), float(bound)))
    return "".join(f"<p>{line}</p>" for line in lines)


def _tolerated(picture: Picture) -> str:
    """What was let pass beyond the seats, if anything."""
    options = picture.statement["options"]
    whole, permille = int(options.get("tolerance") or 0), int(options.get("tolerance_permille") or 0)
    parts = [f"{whole} 人"] * bool(whole) + [f"学位的 {permille / 10:g}%"] * bool(permille)
    return f"（容许超出 {'加 '.join(parts)}）" if parts else ""


def _bound_in_words(picture: Picture, city: Figures, objective: float, bound: float) -> str:
    """The gap: as metres a child where only walks count, else in per cent of the objective."""
    options = picture.statement["options"]
    if options.get("minimal_change"):
        moved = int(picture.statement.get("moved", {}).get("pupils", 0))
        return (
            f"这次调整以少换学校为先：除学校撤并和新建小区外，换学校的学生 <b>{count_in_words(moved)}</b>。"
        )
    weighs_more = any(options.get(name) for name in ("stability", "balance", "compactness"))
    if weighs_more or picture.has_many:
        pct = 100 * (objective - bound) / objective
        return f"已经证明：按同样的要求，任何划法的总分都不会比本方案好过 <b>{max(pct, 0):.2f}%</b>。"
    least = city.mean_metres * bound / objective
    saved = max(city.mean_metres - least, 0)
    return (
        f"已经证明：学位数不变，<b>任何</b>划法都不可能让平均路程短于 {least:.1f} 米，"
        f"所以换一种划法，平均每个孩子最多再少走 <b>{saved:.1f} 米</b>。"
    )


def _map(picture: Picture, land: Land | None) -> str:
    if land is None:
        return ""
    drawn = "<small>小区只有坐标点，图上的边界是按远近画出的示意。</small>" if land.is_drawn_only else ""
    return (
        "<h2>地图</h2>"
        '<div class="map"><div class="tools"><input id="search" type="search" placeholder="小区名称或编号"'
        ' aria-label="输入小区名称或编号" autocomplete="off"><button id="closer" aria-label="放大">＋</button>'
        '<button id="further" aria-label="缩小">－</button><button id="whole">全图</button></div>'
        '<div id="found"></div>'
        f'<div id="told" aria-live="polite">点一下地图上的小区，或输入名称，看它属于哪所学校。红点是学校。</div>'
        f"{map_svg(picture, land, sheetlet_of(land))}{drawn}</div>"
    )


def _table_of_zones(picture: Picture, city: Figures, land: Land | None) -> str:
    groups = "".join(f"<th class=n>{escape(_GROUPS.get(name, name))}</th>" for name in picture.groups)
    head = (
        "<tr><th>学区</th><th class=n>小区</th><th class=n>学生</th><th class=n>学位</th><th class=n>用去</th>"
        f"<th class=n>平均到校</th><th class=n>最远</th>{groups}</tr>"
    )
    rows = []
    for i, zone in enumerate(picture.zones):
        inside = "、".join(picture.school_names[j] for j in zone.schools) if picture.has_many else ""
        name = escape(zone.name) + (f"<br><small>{escape(inside)}</small>" if inside else "")
        dot = (
            f'<svg class="dot" viewBox="0 0 1 1"><rect width="1" height="1" fill="{PALETTE[land.colour[i]]}"/></svg>'
            if land
            else ""
        )
        rows.append(f"<tr><td>{dot}{i + 1}　{name}</td>{_cells(figures_of(picture, zone))}</tr>")
    foot = f"<tr><td>全部</td>{_cells(city)}</tr>"
    share = (
        "<p class=small>群体一栏是该群体占学区学生的比例，最后一行是全部学区合计的比例。</p>"
        if picture.groups
        else ""
    )
    return f"<h2>各学区的学生、学位和路程</h2>{share}{_folded(head, rows, foot)}"


#: What columns of groups are called; another one is shown by its own name.
_GROUPS = {"migrant": "随迁子女", "rural": "农村户籍", "left_behind": "留守儿童", "disabled": "残疾儿童"}


def _cells(f: Figures) -> str:
    values = [
        f"{f.n_blocks:,}", f"{f.pupils:,}", f"{f.seats:,}", f"{f.use_pct:.1f}%",
        metres_in_words(f.mean_metres), metres_in_words(f.max_metres),
        *(f.share(g) for g in range(len(f.groups))),
    ]  # fmt: skip
    return "".join(f"<td class=n>{value}</td>" for value in values)


def _folded(head: str, rows: Sequence[str], foot: str = "") -> str:
    """A table; rows beyond the first sixty open on a tap."""
    first = f"<thead>{head}</thead><tbody>{''.join(rows[:SHOWN])}</tbody><tfoot>{foot}</tfoot>"
    table = f'<div class="wide"><table>{first}</table></div>'
    if len(rows) <= SHOWN:
        return table
    rest = f"<thead>{head}</thead><tbody>{''.join(rows[SHOWN:])}</tbody>"
    return (
        f"{table}<details><summary>其余 {len(rows) - SHOWN} 行</summary>"
        f'<div class="wide"><table>{rest}</table></div></details>'
    )


def _moves(moves: Table | None, called: Mapping[str, str]) -> str:
    if moves is None:
        return ""
    reasons: dict[str, list[int]] = {}
    for reason, pupils in zip(moves.columns["reason"], moves.columns["pupils"], strict=True):
        reasons.setdefault(reason, []).append(int(pupils))
    told = "；".join(
        f"{reason} {len(p):,} 个小区（{count_in_words(sum(p))}学生）" for reason, p in sorted(reasons.items())
    )
    if not told:
        return "<h2>与旧方案相比</h2><p>没有小区换学校。</p>"
    head = "<tr><th>小区</th><th>原学校</th><th>现学校</th><th>缘由</th><th class=n>原路程</th><th class=n>现路程</th></tr>"
    rows = [
        _move_row(cells, called) for cells in zip(*(moves.columns[c] for c in _MOVE_COLUMNS), strict=True)
    ]
    return f"<h2>与旧方案相比，谁换学校</h2><p>{told}。全表在 moves.xlsx。</p>{_folded(head, rows)}"


_MOVE_COLUMNS = ("name", "from", "to", "reason", "metres_before", "metres_after")


def _move_row(cells: tuple[str, ...], called: Mapping[str, str]) -> str:
    """A row of the moves; a school that has closed is no longer listed, and told by its code."""
    name, *schools, reason, before, after = cells
    old, new = ("、".join(called.get(code, code) for code in each.split(";")) for each in schools)
    ways = [metres_in_words(int(m)) if m else "—" for m in (before, after)]
    words = "".join(f"<td>{escape(text) or '—'}</td>" for text in (name, old, new, reason))
    return f"<tr>{words}{''.join(f'<td class=n>{way}</td>' for way in ways)}</tr>"


def _how_to_check(picture: Picture) -> str:
    statement: dict[str, Any] = dict(picture.statement)
    notes = "".join(f"<li>{escape(note)}</li>" for note in statement.get("notes", ()))
    hashes = "".join(
        f"<li>{escape(name)}：<code>{escape(str(value))}</code></li>"
        for name, value in sorted(statement.get("inputs", {}).items())
    )
    return (
        "<h2>怎样核对</h2>"
        "<p>方案文件夹里有用到的全部表格（inputs/）、方案（plan.csv）和证书（plan.json）。任何人都可以运行 "
        "<code>xuezheng verify</code> 重新核对：每个小区一所学校，学位不超，学区连成一片，路程和下界都重新算过。</p>"
        + (f"<ul class=small>{notes}</ul>" if notes else "")
        + f"<details><summary class=small>输入的指纹（SHA-256）</summary><ul class=small>{hashes}</ul></details>"
    )
