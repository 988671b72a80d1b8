"""A judged standard as one offline page: verdict first, heat maps that scroll by themselves on a phone."""

from collections.abc import Iterator
from html import escape

from xuezheng.jobs import judge_grids as grids
from xuezheng.jobs.judge import Judged, Report
from xuezheng.jobs.judge_grids import Grid
from xuezheng.jobs.judge_heat import BANDS, Heat, HeatLine, heats, shown_value
from xuezheng.standards.verdict import VERDICT_WORDS

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{font:16px/1.65 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 max-width:1080px;margin:0 auto;padding:18px 16px 60px;background:#fff}
h1{font-size:1.5em;line-height:1.35}h2{font-size:1.25em;margin:2em 0 .4em;border-bottom:2px solid #1b4f72}
h3{font-size:1.05em;margin:1.4em 0 .3em}.lead{background:#f4f6f8;border-left:6px solid #7f8c8d;padding:10px 14px}
.met .lead,.lead.met{border-color:#1e8449;background:#eef8f1}.lead.unmet{border-color:#b03a2e;background:#fdf1ef}
.lead.unknown{border-color:#b7950b;background:#fdf8e6}.wide{overflow-x:auto;-webkit-overflow-scrolling:touch}
table{border-collapse:collapse;font-size:.86em;width:100%}th,td{border:1px solid #d5dde6;padding:4px 7px;
 text-align:left;vertical-align:top}th{background:#e8eef3;font-weight:600}td.n{text-align:right;white-space:nowrap}
.heat td,.heat th{text-align:center;white-space:nowrap}.heat th:first-child,.heat td:first-child{text-align:left;
 position:sticky;left:0;background:#fff;max-width:11em;overflow:hidden;text-overflow:ellipsis}
.heat th:first-child{background:#e8eef3}.bad-state,.open-state{white-space:nowrap}.bad-state{color:#b03a2e;font-weight:600}.open-state{color:#8a6d00;font-weight:600}
.wide{margin-top:.5em}.legend span{display:inline-block;padding:2px 10px;margin:0 6px 6px 0;border:1px solid #d5dde6;font-size:.85em}
.small{font-size:.82em;color:#52606d}summary{cursor:pointer;font-weight:600}nav a{margin-right:1em}
@media(max-width:640px){body{padding:12px 10px 40px}h1{font-size:1.25em}.items th:nth-child(1),.items td:nth-child(1){display:none}
 .items td,.items th{padding:4px 5px}}@media print{.wide{overflow:visible}}
"""
_BAD, _OPEN = ("未达标", "不通过"), ("无法判定",)


def html_of(report: Report) -> str:
    """The page; nothing is fetched."""
    title = f"{report.standard.label}判定（{report.inquiry.year}年）"
    styles = _STYLE + "".join(
        f".{band}{{background:#{fill};color:#{ink}}}" for band, (_, fill, ink, _) in BANDS.items()
    )
    body = "\n".join(_body(report, title))
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{styles}</style></head><body>{body}</body></html>\n"
    )


def _body(report: Report, title: str) -> Iterator[str]:
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p class="small">依据：{escape(report.standard.reference)}</p>'
    if len(report.judged) > 1:
        yield _table(grids.summary(report))
        links = "".join(f'<a href="#p{e.verdict.place}">{escape(e.verdict.name)}</a>' for e in report.judged)
        yield f"<nav>{links}</nav>"
    for judged in report.judged:
        yield from _place(report, judged)
    yield f'<p class="small">快照编号 {escape(report.inquiry.snapshot.id)}</p>'


def _place(report: Report, judged: Judged) -> Iterator[str]:
    verdict = judged.verdict
    yield f'<h2 id="p{escape(verdict.place)}">{escape(verdict.name)}：{VERDICT_WORDS[verdict.state]}</h2>'
    yield f'<p class="lead {verdict.state}">{escape(grids.lead(report, judged))}</p>'
    for name, words in verdict.options.items():
        yield f'<div class="small">口径　{escape(name)}：{escape(words)}</div>'
    yield _table(grids.conclusion(judged))
    if judged.near:
        yield "<h3>学校与指标热力图</h3>" + _legend()
        for heat in heats(report.inquiry.counted, verdict.place):
            yield _heat(heat)
    listed = (
        grids.spreads(judged), grids.faults(judged), grids.jumps(judged), grids.lacks(judged), grids.turning(judged), grids.changes(judged),
    )  # fmt: skip
    for grid in listed:
        if grid is not None:
            yield f"<h3>{escape(grid.title)}</h3>" + _table(grid)
    for part in grids.items(judged):
        if part.lines:
            yield f"<h3>{escape(part.title)}</h3>" + _table(part, kind="items")
    yield _evidence(judged)
    sources = "".join(f"<li>{escape(source)}</li>" for source in grids.sources(judged))
    yield f'<details class="small"><summary>数值的出处</summary><ul>{sources}</ul></details>'


def _table(grid: Grid, kind: str = "") -> str:
    head = "".join(f"<th>{escape(word)}</th>" for word in grid.heads)
    lines = "".join("<tr>" + "".join(map(_cell, line)) + "</tr>" for line in grid.lines)
    return f'<div class="wide"><table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'


def _cell(words: str) -> str:
    look = "bad-state" if words in _BAD else "open-state" if words in _OPEN else ""
    if not look and words.lstrip("+-").replace(".", "", 1).isdigit():
        look = "n"
    return f'<td class="{look}">{escape(words)}</td>' if look else f"<td>{escape(words)}</td>"


def _heat(heat: Heat) -> str:
    heads = "".join(f'<th title="{escape(m.label)}">{escape(m.short)}</th>' for m in heat.measures)
    asked = "".join(f"<th>{shown_value(v, m)}</th>" for v, m in zip(heat.asked, heat.measures, strict=True))
    told = "全县区平均" if heat.is_against_mean else "要求"
    lines = "".join(_heat_line(heat, line) for line in heat.lines)
    means = "".join(f"<th>{shown_value(v, m)}</th>" for v, m in zip(heat.means, heat.measures, strict=True))
    cvs = "".join(_cv_cell(value, heat.cv_limit) for value in heat.cvs)
    return (
        f'<p><b>{heat.label}</b>（{len(heat.lines)} 所）</p><div class="wide"><table class="heat"><thead>'
        f"<tr><th>学校</th><th>学生</th>{heads}<th>达标项</th></tr><tr><th>{told}</th><th></th>{asked}<th></th></tr></thead>"
        f"<tbody>{lines}<tr><th>全县区</th><th></th>{means}<th></th></tr>"
        f"<tr><th>差异系数（≤{heat.cv_limit:g}）</th><th></th>{cvs}<th></th></tr></tbody></table></div>"
    )


def _heat_line(heat: Heat, line: HeatLine) -> str:
    cells = "".join(
        f'<td class="{cell.band}">{BANDS[cell.band][3]}{shown_value(cell.value, measure)}</td>'
        for cell, measure in zip(line.cells, heat.measures, strict=True)
    )
    return f"<tr><td>{escape(line.name)}</td><td>{line.n_pupils}</td>{cells}<td>{line.n_met}/{len(line.cells)}</td></tr>"


def _cv_cell(value: float | None, limit: float) -> str:
    band = "bad" if value is None else "low" if value > limit else "met"
    return f'<td class="{band}">{"—" if value is None else f"{value:.3f}"}</td>'


def _legend() -> str:
    spans = "".join(
        f'<span class="{band}">{mark}{words}</span>' for band, (words, _, _, mark) in BANDS.items()
    )
    return f'<p class="legend">{spans}</p>'


def _evidence(judged: Judged) -> str:
    """The rows behind every item, folded away."""
    from xuezheng.standards.looking import shown
    from xuezheng.standards.verdict import STATE_WORDS

    folded = []
    for outcome in judged.verdict.outcomes:
        if not outcome.rows:
            continue
        lines = tuple(
            (row.name or "（全县区）", row.subject, shown(row.counted), shown(row.out_of), shown(row.value), STATE_WORDS[row.state], row.note)
            for row in outcome.rows
        )  # fmt: skip
        heads = ("学校", "内容", "数量", "分母", "数值", "判定", "说明")
        grid = Grid(outcome.label, heads, lines, (1,) * 7, states=5)
        folded.append(
            f"<details><summary>{escape(outcome.label)}（{len(lines)} 行）</summary>{_table(grid)}</details>"
        )
    return "<h3>逐校依据</h3>" + "".join(folded)
