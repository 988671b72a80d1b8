"""The page of a plan: what came out and why, sites, rules with their sources, and pictures of rooms."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from xuezheng.allocation.seating.problem import Plan, Problem, Room
from xuezheng.allocation.tables import Table

PICTURED, LISTED = 40, 200
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
COLOURS = ("#0b6e4f", "#c2571a", "#2f5fb3", "#8a3d8f", "#9a7b0a", "#0f7f8c", "#b03060", "#5b6b7a")
RULES = {
    "sizes": "考场座位数",
    "papers": "试卷",
    "last_room": "尾数考场",
    "spare_rooms": "备用考场（每考点）",
    "isolation_rooms": "隔离考场（每考点）",
    "ticket_number": "准考证号",
}
HOW = {"leave": "照留", "merge": "并入前一考场", "level": "与前一考场匀平", "mix": "各组尾数混编"}
MARKS = {"V": "已核对", "V2": "多处来源一致", "M": "凭记忆，待单位确认"}


LABELS = {"school": "学校", "class": "班级", "area": "区县", "category": "类别", "language": "语种"}
#: Where a source stands in the maintainers' notes; of no use on a page.
NOTE = re.compile(r"（domain §[0-9.]+）|[，、]domain §[0-9.]+")


def label(names: str) -> str:
    """Columns as people call them."""
    return "、".join(LABELS.get(name, name) for name in names.split("+"))


def told(objective: int, bound: int, diagonals: str = "off") -> str:
    """What came out, in a sentence."""
    whom = "同校（或同类）" if diagonals != "hard" else "同校（或同类，含斜向）"
    if objective == 0:
        return "没有相邻的同校考生。"
    if objective == bound:
        return f"{whom}相邻 {objective} 对；已证明任何排法都不能更少。"
    return f"{whom}相邻 {objective} 对；已证明至少有 {bound} 对。"


def told_of(plan: Plan, problem: Problem) -> str:
    """What came out of a plan, and the rooms that could not be set aside."""
    short = problem.more.get("set_aside_short", {})
    more = f" {len(short)} 个考点的备用或隔离考场不足。" if short else ""
    return told(plan.objective, plan.bound, problem.diagonals) + more


def page(problem: Problem, table: Table, said: Mapping[str, Any]) -> str:
    """The whole page; nothing is fetched, nothing runs."""
    style = files("xuezheng.allocation.seating").joinpath("report.css").read_text(encoding="utf-8")
    kind = "" if said["objective"] == 0 else " warn"
    parts = [
        f"<h1>{escape(problem.profile.label)} 考场座次</h1>",
        f'<p class="lead{kind}">{len(problem.candidates)} 名考生，{len(problem.rooms)} 个考场。'
        f"{told(said['objective'], said['bound'], problem.diagonals)}</p>",
        _facts(problem, said),
        _reasons(said["reasons"]),
        _sites(problem, said),
        _rules(problem, said["options"]),
        _pictures(problem, table),
    ]
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>考场座次</title>'
        f"<style>{style}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _facts(problem: Problem, said: Mapping[str, Any]) -> str:
    pairs, mixing = said["pairs"], said["mixing"]
    facts: list[tuple[object, str]] = [
        (len({room.site for room in problem.rooms}), "考点"),
        *(
            (n, f"前后左右相邻、{escape(label(name))}相同（对）")
            for name, n in pairs["beside_by_column"].items()
        ),
        (pairs["aslant"], "斜向相同（对）"),
        (f"{mixing['most']:g}", "各校人数偏离应占份额，最多（人）"),
    ]
    if "sites" in said:
        way, by_way = said["sites"]["way"], said["sites"]["unit"] == "metres"
        facts.append(
            (f"{way / 1000:,.0f}", "到考点的路程合计（公里）") if by_way else (way, "跨区考试（人）")
        )
    return f'<div class="facts">{"".join(f"<div><b>{n}</b><span>{what}</span></div>" for n, what in facts)}</div>'


def _table(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    def cell(name: str, value: object) -> str:
        kind = ' class="n"' if isinstance(value, int | float) else ""
        return f"<{name}{kind}>{escape(str(value))}</{name}>"

    body = ["<tr>" + "".join(cell("td", value) for value in row) + "</tr>" for row in rows]
    shown = "".join(body[:LISTED])
    first = rows[0] if rows else heading
    head = "".join(
        f"<th{' class=n' if isinstance(value, int | float) else ''}>{escape(name)}</th>"
        for name, value in zip(heading, first, strict=True)
    )
    more = f'<p class="soft">只列出前 {LISTED} 行，共 {len(body)} 行。</p>' if len(body) > LISTED else ""
    return f'<div class="wide"><table><tr>{head}</tr>{shown}</table></div>{more}'


def _reasons(reasons: Sequence[Mapping[str, Any]]) -> str:
    if not reasons:
        return ""
    rows = [
        (r["group"], label(r["column"]), r["value"], r["candidates"], r["lie_apart"], r["fewest_pairs"])
        for r in reasons
    ]
    return (
        "<h2>为什么不能全部隔开</h2><p>下列考生多于本组各考场里互不相邻的座位，多出的必有人相邻。</p>"
        + _table(("组", "列", "值", "人数", "互不相邻的座位", "至少相邻（对）"), rows)
    )


def _sites(problem: Problem, said: Mapping[str, Any]) -> str:
    rooms = Counter(room.site for room in problem.rooms)
    people: Counter[str] = Counter()
    for room, n in zip(problem.rooms, problem.taken.tolist(), strict=True):
        people[room.site] += n
    aside, short = said["set_aside"], said["set_aside_short"]

    def of(site: str, use: str) -> str:
        lacking = short.get(site, {}).get(use, 0)
        codes = "、".join(aside.get(site, {}).get(use, [])) or ("" if lacking else "—")
        return codes + (f"（还差 {lacking} 间）" if lacking else "")

    rows = [(s, rooms[s], people[s], of(s, "spare"), of(s, "isolation")) for s in sorted(rooms)]
    return "<h2>考点</h2>" + _table(("考点", "考场", "考生", "备用考场", "隔离考场"), rows)


def _rules(problem: Problem, options: Mapping[str, Any]) -> str:
    rows = []
    for name, label in RULES.items():
        line = problem.profile.said[name]
        value, source = line["value"], line["source"]
        if name == "last_room" and options["last_room_asked"]:
            value, source = options["last_room"], "本次编排时指定（--last-room）"
        if name == "ticket_number" and options[name] != value:
            value, source = options[name] or "按考生名单", "本次编排时指定"
        if isinstance(value, Mapping):
            value = HOW[value["how"]] + (f"（少于 {value['least']} 人时）" if value["least"] > 1 else "")
        elif isinstance(value, list):
            value = "、".join(map(str, value))
        rows.append(
            (label, str(value), line["from"], MARKS.get(line["mark"], line["mark"]), NOTE.sub("", source))
        )
    table = _table(("规则", "值", "自", "可信程度", "出处"), rows)
    return f'<h2>规则（{problem.profile.on.isoformat()} 有效）</h2><div class="rules">{table}</div>'


def _pictures(problem: Problem, table: Table) -> str:
    shown = sorted(problem.rooms, key=lambda room: (room.site, room.code))[:PICTURED]
    seated: dict[str, dict[tuple[int, int], tuple[str, ...]]] = defaultdict(dict)
    school_of = dict(zip(problem.candidates, problem.alike[:, 0].tolist(), strict=True))
    wanted = {room.code for room in shown}
    names = ("room", "row", "column", "seat", "paper", "candidate")
    for room, row, column, seat, paper, who in zip(*(table.columns[n] for n in names), strict=True):
        if room in wanted:
            school = problem.names[0][school_of[who]].replace("\0", " / ")
            seated[room][int(row), int(column)] = (seat, paper, who, school)
    more = (
        f'<p class="soft">只画出前 {PICTURED} 个考场，其余见 sign_in.csv。</p>'
        if len(problem.rooms) > PICTURED
        else ""
    )
    around = problem.diagonals == "hard"
    pictures = "".join(_picture(room, seated[room.code], around) for room in shown)
    return f"<h2>座位图</h2>{more}{pictures}"


def _picture(room: Room, cells: Mapping[tuple[int, int], tuple[str, ...]], around: bool) -> str:
    wide = len(room.layout.heights)
    colour = {school: n for n, school in enumerate(sorted({cell[3] for cell in cells.values()}))}
    seats = "".join(
        _seat(place, cell, COLOURS[colour[cell[3]] % len(COLOURS)], _clashes(place, cells, around))
        for place, cell in sorted(cells.items())
    )
    door = room.layout.door
    left, right = ("门" if door == "left" else "", "门" if door == "right" else "")
    return (
        f'<section class="room"><h3>考点 {escape(room.site)} · 考场 {escape(room.code)} · {len(cells)} 人</h3>'
        f'<div class="front"><b>{left}</b><i>讲台</i><b>{right}</b></div>'
        f'<div class="seats" style="grid-template-columns:repeat({wide},minmax(0,1fr))">{seats}</div></section>'
    )


def _clashes(place: tuple[int, int], cells: Mapping[tuple[int, int], tuple[str, ...]], around: bool) -> bool:
    row, column = place
    ways = [(0, 1), (1, 0), (0, -1), (-1, 0)] + ([(1, 1), (1, -1), (-1, 1), (-1, -1)] if around else [])
    return any(
        cells[row + down, column + right][3] == cells[place][3]
        for down, right in ways
        if (row + down, column + right) in cells
    )


def _seat(place: tuple[int, int], cell: tuple[str, ...], colour: str, clash: bool) -> str:
    seat, paper, who, school = map(escape, cell)
    return (
        f'<div class="seat{" clash" if clash else ""}" style="--c:{colour};'
        f'grid-row:{place[0]};grid-column:{place[1]}"><b>{seat}</b><em>{paper}</em><br>{who}<br>{school}</div>'
    )
