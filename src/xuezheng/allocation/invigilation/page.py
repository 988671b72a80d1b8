"""The page for people: how even the loads are, each site with its heads, each room in each session."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from xuezheng.allocation.invigilation.problem import (
    CHIEF,
    DEPUTY,
    FLOATING,
    ROLE_NAMES,
    ROOM,
    SPARE,
    VIDEO,
    Plan,
    Problem,
)
from xuezheng.allocation.invigilation.rows import ABSENT, ALL, Row

#: Rooms that are shown; the others are in plan.csv.
SHOWN = 1_200
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
body{font:16px/1.7 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 max-width:1080px;margin:0 auto;padding:20px 16px 60px}h1{font-size:1.5em}
h2{font-size:1.15em;margin:1.8em 0 .5em;border-bottom:2px solid #0b6e4f}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.86em}th,td{border:1px solid #d5dde6;padding:4px 9px;text-align:left;
 vertical-align:top;white-space:nowrap}th{background:#f3f6f9}td.n{text-align:right;font-variant-numeric:tabular-nums}
.lead{background:#eef6f2;border-left:5px solid #0b6e4f;padding:10px 14px}
.bar{display:grid;grid-template-columns:4.5em 1fr 6em;align-items:center;gap:8px;margin:5px 0}
.bar i{display:block;height:16px;background:#0b6e4f;border-radius:2px}.bar span:last-child{text-align:right}
details{border:1px solid #d5dde6;border-radius:6px;margin:8px 0;padding:6px 12px}
summary{cursor:pointer;padding:4px 0}.small{color:#52606d;font-size:.88em}.gone{color:#a61b1b}
details th:first-child{position:sticky;left:0}code{overflow-wrap:anywhere;font-size:.85em}
"""


def page(problem: Problem, plan: Plan, rows: Sequence[Row], loads: Sequence[int], told: str) -> str:
    """The whole page, without anything from outside."""
    by_site: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_site[row[1]].append(row)
    n_rooms = len({slot.room for slots in problem.slots.values() for slot in slots})
    shown: list[str] = []
    rooms = 0
    for site in problem.sites:
        rooms += len({row[2] for row in by_site[site.code] if row[3] == ROOM})
        if rooms <= SHOWN or not shown:
            shown.append(_site(problem, site.code, by_site[site.code]))
    more = len(problem.sites) - len(shown)
    rest = f'<p class="small">只列前 {len(shown)} 个考点，其余 {more} 个见 plan.csv。</p>' if more else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>监考安排</title>'
        f"<style>{STYLE}</style></head><body><h1>监考安排</h1>"
        f'<div class="lead">{escape(problem.profile.label)}：{len(problem.sites)} 个考点，{n_rooms} 个考场，'
        f"{len(problem.sessions)} 场。{escape(told)}</div>"
        f"<h2>每人监考几场</h2>{_bars(loads)}<h2>各考点</h2>{_summary(problem, plan, by_site)}"
        f"{_changes(problem, plan)}<h2>考场与监考员</h2>{''.join(shown)}{rest}{_checking()}</body></html>\n"
    )


def _bars(loads: Sequence[int]) -> str:
    counts = Counter(loads)
    most = max(counts.values(), default=1)
    return "".join(
        f'<div class="bar"><span>{load} 场</span><i style="width:{max(1, 100 * n // most)}%"></i>'
        f"<span>{n} 人</span></div>"
        for load, n in sorted(counts.items())
    )


def _summary(problem: Problem, plan: Plan, by_site: Mapping[str, Sequence[Row]]) -> str:
    lines = []
    for s, site in enumerate(problem.sites):
        rows = by_site[site.code]
        watches = [w for (_, at), found in plan.watches.items() if at == s for w in found]
        mixed = sum(map(problem.is_mixed, watches))
        heads = {
            role: "、".join(problem.shown[row[5]] for row in rows if row[0] == ALL and row[3] == role) or "—"
            for role in (CHIEF, DEPUTY)
        }
        people = {row[5] for row in rows if row[0] != ALL}
        cells = (site.code, heads[CHIEF], heads[DEPUTY])
        numbers = (len({w.slot.room for w in watches}), len(people), len(watches), mixed)
        lines.append(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "".join(f'<td class="n">{n}</td>' for n in numbers) + "</tr>"
        )  # fmt: skip
    titles = ("考点", "主考", "副主考", "考场", "人员", "间次", "有男有女")
    heading = "".join(f"<th>{title}</th>" for title in titles)
    return f'<div class="wide"><table><tr>{heading}</tr>{"".join(lines)}</table></div>'


def _changes(problem: Problem, plan: Plan) -> str:
    if not plan.replaced:
        return ""
    lines = []
    for change in plan.replaced:
        code = problem.shown[problem.staff[change.absent].code]
        stepped = (
            f"由 {problem.shown[problem.staff[change.substitute].code]} 接替"
            if change.substitute >= 0
            else "无须接替"
        )
        passed = "；".join(f"{problem.staff[p].code} {reason}" for p, reason in change.passed)
        lines.append(
            f"<li>场次“{escape(problem.sessions[change.session])}”考点“{escape(problem.sites[change.site].code)}”"
            f"{escape(change.room)} {ROLE_NAMES[change.role]} {escape(code)} 未到，{escape(stepped)}。"
            f"{'顺次跳过：' + escape(passed) + '。' if passed else ''}</li>"
        )
    return f"<h2>当日变动</h2><ol>{''.join(lines)}</ol>"


def _site(problem: Problem, code: str, rows: Sequence[Row]) -> str:
    """One site: rooms by session, and below who goes round, watches screens, stands by."""
    cells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row[0] != ALL:
            cells[row[2] if row[3] == ROOM else row[3], row[0]].append(row)
    held = [name for name in problem.sessions if any(session == name for _, session in cells)]
    rooms = sorted({row[2] for row in rows if row[3] == ROOM})
    titles = "".join(f"<th>{escape(name)}</th>" for name in held)
    lines = [_line(problem, room, [cells[room, name] for name in held], False) for room in rooms]
    for role in (FLOATING, VIDEO, SPARE):
        if any(cells[role, name] for name in held):
            lines.append(_line(problem, ROLE_NAMES[role], [cells[role, name] for name in held], True))
    if any(cells[ABSENT, name] for name in held):
        lines.append(_line(problem, "缺席", [cells[ABSENT, name] for name in held], True))
    return (
        f"<details><summary>{escape(code)}：{len(rooms)} 个考场，{len(held)} 场</summary>"
        f'<div class="wide"><table><tr><th>考场＼场次</th>{titles}</tr>{"".join(lines)}</table></div></details>'
    )


def _line(problem: Problem, title: str, cells: Sequence[Sequence[Row]], has_rooms: bool) -> str:
    def one(row: Row) -> str:
        where = f"（{escape(row[2])}）" if has_rooms and row[2] else ""
        instead = f"（替 {escape(problem.shown[row[8]])}）" if row[8] else ""
        return f"{escape(problem.shown[row[5]])}{where}{instead}"

    inside = "".join(f"<td>{'<br>'.join(map(one, cell)) or '—'}</td>" for cell in cells)
    return f"<tr><th>{escape(title)}</th>{inside}</tr>"


def _checking() -> str:
    return (
        "<h2>怎样核验</h2><p>到岗名单先定下来，它的指纹写进抽签；每场开考前用公开的种子抽考场和搭档。"
        "<code>xuezheng verify</code> 从名单重新算出每一场的抽签，逐条重数回避、单位、搭档、考场和场数，"
        "规则写在 docs/algorithms/invigilation.md。每场的名单在 sessions/ 里，可逐场公布。</p>"
    )
