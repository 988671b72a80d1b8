"""The page for people: days and periods with what is held in them, strain, every exam."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from html import escape

import numpy as np

from xuezheng.allocation.timetabling.problem import Period, Plan, Problem

LISTED = 400
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
NAMES = {
    "two_in_a_row": "同一天连考两场",
    "two_in_a_day": "同一天考两场（不相连）",
    "period_spread": "几场之内又有考试",
    "mixed_durations": "同一考场几种时长",
    "frontload": "大型考试排得太晚",
    "room_penalty": "用了不宜用的考场",
    "period_penalty": "用了不宜用的场次",
}
STYLE = """
body{font:17px/1.7 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 max-width:1080px;margin:0 auto;padding:20px 16px 60px}h1{font-size:1.5em;margin:.2em 0}
h2{font-size:1.15em;margin:1.6em 0 .4em;border-bottom:2px solid #0b6e4f}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.85em}td,th{border:1px solid #d5dde6;padding:4px 9px;text-align:left;
 vertical-align:top}th{background:#f3f6f9;font-weight:600;white-space:nowrap}td.n,th.n{text-align:right}
.lead{background:#eef6f2;border-left:5px solid #0b6e4f;padding:10px 14px}.grid{width:100%}.grid td{min-width:7.6em}.grid tr>th:first-child{width:6em}
.grid b{color:#0b6e4f}.bar{height:7px;background:#e4eaf0;margin-top:4px}.bar i{display:block;height:7px;
 background:#0b6e4f}.none{color:#8492a0}.small{color:#52606d;font-size:.85em}
"""


def told(plan: Plan) -> str:
    """What came out, in a sentence."""
    if plan.objective == plan.bound.value:
        return f"硬性规则无一违反；罚分 {plan.objective}，已证明不能更少。"
    return f"硬性规则无一违反；罚分 {plan.objective}，已证明至少须有 {plan.bound.value}。"


def page(problem: Problem, plan: Plan) -> str:
    """An offline page of one plan."""
    n, people = len(problem.exams), len(problem.candidates)
    days = len({period.day for period in problem.periods})
    lead = (
        f"{people:,} 名考生的 {problem.taker.size:,} 个报考、{n} 门考试，"
        f"排在 {days} 天 {len(problem.periods)} 场、{len(problem.rooms)} 个考场。{told(plan)}"
    )
    body = "".join(
        (
            f'<div class="lead">{lead}</div>',
            "<h2>日程</h2>" + _grid(problem, plan),
            "<h2>考生的负担</h2>" + _strain(problem, plan),
            "<h2>最忙的考场</h2>" + _busiest(problem, plan),
            "<h2>各门考试</h2>" + _exams(problem, plan),
        )
    )
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>考试日程</title>'
        f"<style>{STYLE}</style></head><body><h1>考试日程</h1>{body}</body></html>\n"
    )


def _table(heading: Iterable[str], rows: Iterable[Iterable[object]], numbers: int) -> str:
    """A table whose columns from `numbers` on are numbers."""

    def cells(tag: str, row: Iterable[object]) -> str:
        return "".join(
            f"<{tag}{' class=n' if k >= numbers else ''}>{escape(_said(cell))}</{tag}>"
            for k, cell in enumerate(row)
        )

    lines = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f'<div class="wide"><table><tr>{cells("th", heading)}</tr>{lines}</table></div>'


def _said(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _grid(problem: Problem, plan: Plan) -> str:
    """A row a day, a column for each place in the day."""
    of_part = plan.period[plan.part_exam]
    n = len(problem.periods)
    exams = np.bincount(plan.period, minlength=n).tolist()
    seated = np.bincount(of_part, weights=plan.part_size, minlength=n).astype(int).tolist()
    rooms = [len(set(plan.part_room[of_part == p].tolist())) for p in range(n)]
    seats = sum(room.seats for room in problem.rooms)
    days: dict[str, list[str]] = {}
    for p, period in enumerate(problem.periods):
        cell = _cell(period, exams[p], seated[p], rooms[p], len(problem.rooms), seats)
        days.setdefault(period.day, []).append(cell)
    wide = max(map(len, days.values()))
    heading = "<th>日期</th>" + "".join(f"<th>第 {k + 1} 场</th>" for k in range(wide))
    lines = "".join(
        f"<tr><th>{_day(day)}</th>{''.join(cells)}{'<td></td>' * (wide - len(cells))}</tr>"
        for day, cells in days.items()
    )
    return (
        f'<div class="wide"><table class="grid"><tr>{heading}</tr>{lines}</table></div>'
        f'<p class="small">横条是已坐的座位占全部 {seats:,} 座的比例。</p>'
    )


def _day(day: str) -> str:
    on = date.fromisoformat(day)
    return f"{on.year}年<br>{on.month}月{on.day}日<br>周{'一二三四五六日'[on.weekday()]}"


def _cell(period: Period, exams: int, seated: int, used: int, rooms: int, seats: int) -> str:
    head = f"<b>{escape(period.start)}</b> {escape(period.code)} · {period.minutes} 分钟"
    if not exams:
        return f'<td>{head}<br><span class="none">没有考试</span></td>'
    share = 100 * seated / seats
    bar = f'<div class="bar"><i style="width:{share:.0f}%"></i></div>'
    return f"<td>{head}<br>{exams} 门，{seated:,} 人<br>{used} / {rooms} 个考场{bar}</td>"


def _strain(problem: Problem, plan: Plan) -> str:
    w = problem.weights
    each = {
        "two_in_a_row": w.two_in_a_row,
        "two_in_a_day": w.two_in_a_day,
        "period_spread": 1,
        "mixed_durations": w.mixed,
        "frontload": w.frontload,
    }
    rows: list[tuple[str, object, object, int]] = []
    for name, value in plan.penalties.items():
        by = each.get(name, 0)
        rows.append((NAMES[name], value // by if by else "", by or "", value))
    rows += [("合计", "", "", plan.objective), ("已证明的下界", "", "", plan.bound.value)]
    most = Counter(np.bincount(problem.taker, minlength=len(problem.candidates)).tolist())
    counts = "，".join(f"{k} 门 {n:,} 人" for k, n in sorted(most.items()))
    return _table(("", "次数", "每次", "罚分"), rows, 1) + f'<p class="small">每人门数：{counts}。</p>'


def _busiest(problem: Problem, plan: Plan) -> str:
    parts = Counter(plan.part_room.tolist())
    seated = np.bincount(plan.part_room, weights=plan.part_size, minlength=len(problem.rooms))
    of_part = plan.period[plan.part_exam].tolist()
    open_ = Counter(r for r, _ in set(zip(plan.part_room.tolist(), of_part, strict=True)))
    line = sorted(range(len(problem.rooms)), key=lambda r: (-seated[r], r))[:10]
    rows = ((problem.rooms[r].code, problem.rooms[r].seats, open_[r], parts[r], int(seated[r])) for r in line)
    return _table(("考场", "座位", "用几场", "几门（处）", "人次"), rows, 1)


def _exams(problem: Problem, plan: Plan) -> str:
    rooms: dict[int, list[str]] = {}
    for e, r in zip(plan.part_exam.tolist(), plan.part_room.tolist(), strict=True):
        rooms.setdefault(e, []).append(problem.rooms[r].code)
    rows = []
    for e, exam in enumerate(problem.exams[:LISTED]):
        at = problem.periods[int(plan.period[e])]
        named = "、".join(dict.fromkeys(rooms[e][:6])) + (
            f" 等 {len(rooms[e])} 处" if len(rooms[e]) > 6 else ""
        )
        rows.append((exam.code, f"{at.day} {at.start}", named, exam.minutes, exam.n_candidates))
    more = (
        f'<p class="small">只列前 {LISTED} 门，其余见 plan.csv。</p>' if len(problem.exams) > LISTED else ""
    )
    return _table(("考试", "时间", "考场", "分钟", "考生"), rows, 3) + more
