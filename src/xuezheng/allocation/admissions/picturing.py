"""The page for people: how many got which wish, how full each programme is, and the lines.

One file without scripts or fonts from elsewhere; drawings are SVG inside it. It names no pupil.
"""

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from xuezheng.allocation.admissions.explaining import names_of_schools
from xuezheng.allocation.admissions.lines import LINE
from xuezheng.allocation.admissions.scheme import on_paper
from xuezheng.allocation.admissions.wording import group_labels, standing_words

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.lines import Line
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.solve import Plan

STYLE = """
body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1d2a38;background:#f6f4ef;margin:0}
main{max-width:58rem;margin:0 auto;padding:1rem}
h1{font-size:1.45rem;line-height:1.35;margin:.6rem 0}h2{font-size:1.1rem;margin:1.8rem 0 .4rem}
.key{display:flex;flex-wrap:wrap;gap:.6rem}.key div{background:#fff;border:1px solid #ddd8cc;border-radius:8px;
padding:.5rem .9rem;flex:1 1 8rem}.key b{display:block;font-size:1.5rem;color:#174a7c}
.wide{overflow-x:auto;background:#fff;border:1px solid #ddd8cc;border-radius:8px}
.ranks{background:#fff;border:1px solid #ddd8cc;border-radius:8px;padding:.6rem}
.ranks div{display:grid;grid-template-columns:5.5rem 1fr 7rem;gap:.6rem;align-items:center;font-size:.9rem;margin:.25rem 0}
.ranks span{text-align:right}.ranks i{background:#174a7c;height:1.25rem;border-radius:3px;min-width:1px}.ranks .out{background:#b4552d}
.ranks b{font-weight:400;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{padding:.35rem .6rem;text-align:left;white-space:nowrap;
border-bottom:1px solid #ece8de}td.w{white-space:normal;min-width:14rem;line-height:1.45}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
@media(max-width:40rem){th,td{padding:.35rem .4rem;font-size:.85rem}.ranks div{grid-template-columns:4.6rem 1fr 6.4rem;gap:.35rem;font-size:.85rem}
.key b{font-size:1.2rem}.cards,.cards tbody,.cards tr,.cards td{display:block}.cards thead,.cards .bar{display:none}.cards tr{padding:.5rem .7rem;
border-bottom:1px solid #ece8de}.cards td{border:0;padding:.1rem 0;text-align:left;white-space:normal}.cards td.n{display:inline-block;margin-right:1rem}
.cards td[data-l]::before{content:attr(data-l) " ";color:#5b6673}.cards td.p{font-weight:600}.cards td.w{min-width:0}}
svg{width:100%;height:auto;display:block}small{color:#5b6673}
"""
#: More lines than this are folded away below the others.
SHOWN = 60


def report(problem: "Problem", plan: "Plan") -> str:
    """The page as one HTML file."""
    title = escape(problem.scheme.title)
    n = len(problem.pupils)
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>录取结果：{title}</title><style>{STYLE}</style></head><body><main>
<h1>录取结果：{title}</h1>
<p>每个孩子去的，是他（她）填报的志愿中第一个<strong>过线</strong>的。下面是各计划的线，人人可以对照。</p>
<div class="key"><div><b>{n:,}</b>报名</div><div><b>{plan.n_placed:,}</b>已录取</div>
<div><b>{n - plan.n_placed:,}</b>待安置</div><div><b>{sum(problem.seats):,}</b>计划名额</div></div>
<h2>录取到第几志愿</h2>{_ranks(plan)}
<h2>各计划的录取线</h2>{_lines(problem, plan)}{_otherwise(problem, plan)}
<h2>怎样核对</h2>
<p>种子：<code>{escape(problem.seed.text)}</code><br>摇号顺序由种子和考生编号算出，任何人都可以复算：
<code>xuezheng verify</code>。规则全文与各项杂凑值在 plan.json 中。</p>
{_source(problem)}
</main></body></html>
"""


def _source(problem: "Problem") -> str:
    source = problem.scheme.source
    return f"<p><small>规则依据：{escape(source)}</small></p>" if source else ""


def _ranks(plan: "Plan") -> str:
    """Bars: how many were admitted to their first, second … wish, and how many otherwise or not."""
    counts = np.bincount(plan.rank[plan.programme >= 0]).tolist() or [0]
    bars = [(f"第{r}志愿", c) for r, c in enumerate(counts) if r and c]
    if len(bars) > 10:
        bars = [*bars[:9], ("更后志愿", sum(c for _, c in bars[9:]))]
    bars += [("安置或统筹", counts[0])] if counts[0] else []
    out = int((plan.programme < 0).sum())
    bars += [("待安置", out)] if out else []
    most, n = max((c for _, c in bars), default=1), max(len(plan.rank), 1)
    rows = "".join(
        f'<div><span>{label}</span><i{" class=out" * (label == "待安置")} style="width:{100 * count / most:.1f}%"></i>'
        f"<b>{count:,}（{count / n:.1%}）</b></div>"
        for label, count in bars
    )
    return f'<div class="ranks">{rows}</div>'


def _lines(problem: "Problem", plan: "Plan") -> str:
    labels = {batch.code: batch.label for batch in problem.scheme.batches}
    groups = {batch.code: group_labels(batch.groups) for batch in problem.scheme.batches}
    for batch, other in problem.scheme.looked_ahead:
        code = on_paper(batch.code, other.code)
        labels[code], groups[code] = f"{other.label}预投档（只定最低线）", groups[other.code]
    names = dict(zip(problem.programmes, problem.facts.get("name", problem.programmes), strict=True))
    schools = names_of_schools(problem)
    rows = [
        _line_row(
            line,
            labels[line.batch],
            names[line.programme],
            schools.get(line.school, line.school),
            groups[line.batch],
        )
        for line in plan.lines
    ]
    shown = _table(rows[:SHOWN])
    rest = (
        f"<details><summary>其余 {len(rows) - SHOWN} 条</summary>{_table(rows[SHOWN:])}</details>"
        if rows[SHOWN:]
        else ""
    )
    return shown + rest


def _otherwise(problem: "Problem", plan: "Plan") -> str:
    """How many each programme took without a wish; special placements are not told apart, they are private."""
    at = np.flatnonzero((plan.programme >= 0) & (plan.rank == 0))
    counts = np.bincount(plan.programme[at], minlength=len(problem.programmes))
    names = problem.facts.get("name", problem.programmes)
    told = "、".join(f"{escape(names[p])} {counts[p]:,} 人" for p in np.flatnonzero(counts).tolist())
    return f"<p>不按志愿录取（特殊安置和统筹安置，不在上表“录取”之内）：{told}。</p>" if told else ""


def _table(rows: list[str]) -> str:
    heading = "<thead><tr><th>批次</th><th>计划</th><th class=n>名额</th><th class=n>录取</th><th class=bar>占用</th><th>最后一名</th></tr></thead>"
    return f'<div class="wide"><table class="cards">{heading}<tbody>{"".join(rows)}</tbody></table></div>'


def _line_row(line: "Line", batch: str, name: str, school: str, groups: Mapping[str, str]) -> str:
    words = {"open": "名额有余，无最低线", "closed": "没有名额"}.get(line.state, "")
    if line.state == LINE:
        first, *rest = line.values.split("; ") if line.values else [""]
        words = escape(standing_words(line.wish, line.group, [first] if first else [], 0, groups))
        more = escape(standing_words(0, "", rest, line.lottery))
        words += f"<small>{'；再比 ' if words else ''}{more}</small>" if more else ""
    share = min(line.admitted / line.seats, 1) if line.seats else 0
    bar = (
        f'<svg viewBox="0 0 60 10" style="width:60px" aria-hidden="true"><rect width="60" height="10" rx="2" fill="#ece8de"/>'
        f'<rect width="{60 * share:.1f}" height="10" rx="2" fill="#174a7c"/></svg>'
    )
    place = f"{escape(name)}" + (f"（{escape(school)}）" if school else "")
    place += f"，{line.size} 人捆绑" if line.size > 1 else ""
    return (
        f"<tr><td>{escape(batch)}</td><td class=p>{place}</td><td class=n data-l=名额>{line.seats:,}</td>"
        f"<td class=n data-l=录取>{line.admitted:,}</td><td class=bar>{bar}</td><td class=w data-l=最后一名>{words}</td></tr>"
    )
