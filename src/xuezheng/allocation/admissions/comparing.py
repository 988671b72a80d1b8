"""The page of a simulation: what a change would do to each programme and each junior school, in one look."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from xuezheng.allocation.admissions.picturing import STYLE

#: More rows than this are folded away below the others.
SHOWN = 40


def comparison_page(summary: Mapping[str, Any]) -> str:
    """The summary of `simulating.compare` as one HTML file. It names no pupil."""
    placed, first = summary["placed"], summary["first_wish"]
    tiles = (
        (f"{placed['before']:,} → {placed['after']:,}", "录取"),
        (f"{first['before']:,} → {first['after']:,}", "第一志愿录取"),
        (f"{summary['moved']:,}", "去向改变"),
        (f"{summary['newly_placed']:,}", "新录取"),
        (f"{summary['no_longer_placed']:,}", "不再录取"),
    )
    key = "".join(f"<div><b>{figure}</b>{words}</div>" for figure, words in tiles)
    body = _section("各计划的录取人数", "计划", summary["programmes"], "programme")
    body += _section("各初中被录取的人数", "初中", summary.get("schools", ()), "school")
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>假如</title><style>{STYLE}.up{{color:#1c6b3a}}.down{{color:#a33a20}}.key b{{white-space:nowrap}}
@media(max-width:40rem){{.key b{{font-size:1.05rem}}}}</style></head><body><main>
<h1>假如{escape("、".join(summary["spoken"]))}</h1>
<p>用同一个种子和同样的志愿另算一次，与原方案比较。规则若真的改了，家庭填报的志愿也会不同，所以这只是估计。</p>
<div class="key">{key}</div>
{body}
<p>每名学生的去向变化在 what_if.csv，只供内部使用。</p>
</main></body></html>
"""


def _section(title: str, what: str, rows: Sequence[Mapping[str, Any]], name: str) -> str:
    changed = [row for row in rows if row["before"] != row["after"]]
    if not changed:
        return f"<h2>{title}</h2><p>没有变化。</p>"
    changed.sort(key=lambda row: (-abs(row["after"] - row["before"]), row[name]))
    told = [_row(row, name) for row in changed]
    rest = (
        f"<details><summary>其余 {len(told) - SHOWN} 行</summary>{_table(what, told[SHOWN:])}</details>"
        if told[SHOWN:]
        else ""
    )
    return f"<h2>{title}</h2>{_table(what, told[:SHOWN])}{rest}"


def _row(row: Mapping[str, Any], name: str) -> str:
    more = row["after"] - row["before"]
    return (
        f"<tr><td>{escape(row.get('name') or row[name])}</td><td class=n>{row['before']:,}</td><td class=n>{row['after']:,}</td>"
        f'<td class="n {"up" if more > 0 else "down"}">{more:+,}</td></tr>'
    )


def _table(what: str, rows: Sequence[str]) -> str:
    head = f"<thead><tr><th>{what}</th><th class=n>原来</th><th class=n>假如</th><th class=n>增减</th></tr></thead>"
    return f'<div class="wide"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>'
