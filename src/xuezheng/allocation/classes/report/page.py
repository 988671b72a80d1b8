"""The dossier as one page: opens anywhere, prints on A4, reads on a telephone, needs no network."""

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from xuezheng.allocation.certificate import Certificate
from xuezheng.allocation.classes.report.chance import DIVISIONS, DIVISIONS_OF_MANY
from xuezheng.allocation.classes.report.figures import Dossier, Grid, dossier_of
from xuezheng.allocation.classes.report.pictures import DEAL, MARK, boxes, histogram

if TYPE_CHECKING:
    from xuezheng.allocation.classes.dividing import Division

STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{font:17px/1.7 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 background:#fff;max-width:820px;margin:0 auto;padding:20px 16px 60px}
h1{font-size:1.55em;line-height:1.3;margin:.2em 0}h2{font-size:1.2em;margin:2em 0 .4em;border-bottom:2px solid #0b6e4f}
.lead{background:#eef6f2;border-left:5px solid #0b6e4f;padding:10px 14px;margin:1em 0}
.lead p{margin:.3em 0}svg{width:100%;height:auto;font-size:14px}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.86em;min-width:100%}
th,td{border:1px solid #d5dde6;padding:3px 8px;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:#fff}thead th{background:#f2f5f8}
tfoot td{font-weight:600;background:#f8fafc}.small{font-size:.82em;color:#52606d}code{overflow-wrap:anywhere;font-size:.85em}
@media (max-width:520px){svg{font-size:22px}}
@media print{body{padding:0;font-size:11pt}h2{break-after:avoid}svg,table{break-inside:avoid}}
"""


def report_page(division: "Division", certificate: Certificate) -> str:
    """Give the page; classes stand in the order of their names.

    One roster of many is compared with fewer random divisions: a city has thousands of pages.
    """
    return page_of(dossier_of(division, certificate, DIVISIONS_OF_MANY if division.part else DIVISIONS))


def page_of(dossier: Dossier) -> str:
    """The page of a dossier."""
    parts = [
        f"<h1>{escape(dossier.title)}</h1>",
        f'<div class="lead">{_paragraphs(dossier.lead)}</div>',
        _chance(dossier),
        _scores(dossier),
        _categories(dossier),
        _rules(dossier),
        _proof(dossier),
    ]
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(dossier.title)}</title><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _words(sentence: str) -> str:
    """A sentence as HTML: what stands between `**` is bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(sentence))


def _paragraphs(sentences: Iterable[str]) -> str:
    return "".join(f"<p>{_words(sentence)}</p>" for sentence in sentences)


def _chance(dossier: Dossier) -> str:
    compared = dossier.compared
    if compared is None:
        return ""
    picture = histogram(
        compared.chance,
        [
            (compared.plan, f"本方案 {compared.plan:.1f}", MARK),
            (compared.deal, f"蛇形 {compared.deal:.1f}", DEAL),
        ],
        "不均衡程度：随机分班的分布、本方案与蛇形分班",
    )
    said, told = dossier.chance
    return f"<h2>与随机分班、蛇形分班相比</h2>{_paragraphs([said])}{picture}{_paragraphs([told])}"


def _scores(dossier: Dossier) -> str:
    spread = dossier.spread
    if spread is None:
        return ""
    groups = list(zip(spread.classes, spread.five, strict=True))
    picture = boxes(groups, f"{spread.score}在各班的分布")
    return (
        "<h2>各班的分数</h2>"
        f"<p>“{escape(spread.score)}”在各班的分布：横线从最低分到最高分，方框是中间一半学生，绿线是居中的学生。</p>"
        f"{picture}{''.join(f'<h3>{escape(grid.title)}</h3>{_grid(grid)}' for grid in dossier.scores)}"
    )


def _grid(grid: Grid) -> str:
    note = f"<p>{escape(grid.note)}</p>" if grid.note else ""
    head = "".join(f"<th>{escape(name)}</th>" for name in grid.heading)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in grid.rows)
    foot = f"<tfoot><tr>{_cells(grid.foot)}</tr></tfoot>" if grid.foot else ""
    return f'{note}<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>'


def _cells(row: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in row)


def _categories(dossier: Dossier) -> str:
    if dossier.categories is None:
        return ""
    return f"<h2>{escape(dossier.categories.title)}</h2>{_grid(dossier.categories)}"


def _rules(dossier: Dossier) -> str:
    notes = "".join(f"<li>{escape(note)}</li>" for note in dossier.notes)
    return (
        f"<h2>{escape(dossier.rules.title)}</h2>{_grid(dossier.rules)}{f'<ul>{notes}</ul>' if notes else ''}"
    )


def _proof(dossier: Dossier) -> str:
    hashes = "".join(f"<li>{escape(name)}：<code>{value}</code></li>" for name, value in dossier.hashes)
    return (
        f"<h2>怎样核验</h2>{_paragraphs(dossier.proof)}"
        f"<p class='small'>输入文件的指纹（SHA-256）：</p><ul class='small'>{hashes}</ul>"
        f"<p class='small'>{escape(dossier.made_by)}</p>"
    )
