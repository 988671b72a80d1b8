"""The dossier as one page: opens anywhere, prints on A4, reads on a telephone, needs no network."""

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from xuezheng.allocation.certificate import Certificate
from xuezheng.allocation.classes.problem import Category, Problem, Score
from xuezheng.allocation.classes.report.chance import Comparison, compare
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
    """Give the page; classes stand in the order of their names."""
    problem, room = division.problem, division.plan.room
    compared = compare(problem, room, bytes.fromhex(str(certificate.seed["value"])))
    place = "，".join(f"{escape(k)} {escape(v)}" for k, v in division.part.items())
    title = f"均衡分班结果{'（' + place + '）' if place else ''}"
    parts = [
        f"<h1>{title}</h1>",
        _lead(problem, room, compared),
        _chance(compared, problem),
        _scores(problem, room),
        _categories(problem, room),
        _rules(problem, certificate),
        _proof(division, certificate),
    ]
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _means(score: Score, room: np.ndarray, n_classes: int) -> np.ndarray:
    values = score.whole.astype(np.float64) / score.scale
    return np.bincount(room, weights=values, minlength=n_classes) / np.bincount(room, minlength=n_classes)


def _lead(problem: Problem, room: np.ndarray, compared: Comparison | None) -> str:
    sizes = np.bincount(room, minlength=problem.n_classes)
    lines = [
        f"<b>{problem.n_pupils}</b> 名学生分成 <b>{problem.n_classes}</b> 个班，"
        f"每班 {_range(int(sizes.min()), int(sizes.max()))} 人。"
    ]
    if problem.strict is not None and len(problem.strict.values) > 1:
        widest = max(int(np.ptp(_counts(problem.strict, v, problem, room))) for v in problem.strict.values)
        lines.append(f"“{escape(problem.strict.name)}”各类人数，任意两个班最多相差 <b>{widest}</b> 人。")
    if problem.scores:
        score = problem.scores[0]
        means = _means(score, room, problem.n_classes)
        low, high = score.whole.min() / score.scale, score.whole.max() / score.scale
        lines.append(
            f"“{escape(score.name)}”平均分，最高的班与最低的班只差 <b>{float(np.ptp(means)):.2f}</b> 分"
            f"（学生得分从 {low:g} 到 {high:g}）。"
        )
    if compared is not None:
        better = int((compared.chance <= compared.plan).sum())
        words = "没有一次比本方案更均衡" if not better else f"有 {better} 次不比本方案差"
        lines.append(f"同样的学生随机分 {compared.chance.size:,} 次，{words}。")
    return f'<div class="lead">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} 到 {high}"


def _counts(category: Category, value: str, problem: Problem, room: np.ndarray) -> np.ndarray:
    v = category.values.index(value)
    return np.bincount(room[category.code == v], minlength=problem.n_classes)


def _chance(compared: Comparison | None, problem: Problem) -> str:
    if compared is None:
        return ""
    first = escape(problem.scores[0].name)
    picture = histogram(
        compared.chance,
        [
            (compared.plan, f"本方案 {compared.plan:.1f}", MARK),
            (compared.deal, f"蛇形 {compared.deal:.1f}", DEAL),
        ],
        "不均衡程度：随机分班的分布、本方案与蛇形分班",
    )
    return (
        "<h2>与随机分班、蛇形分班相比</h2>"
        "<p>横轴是“不均衡程度”：把每一列（分数、分数的离散、各类人数）各班与全年级的差距加在一起，越靠左越均衡。"
        f"灰色是随机分 {compared.chance.size:,} 次得到的结果，绿线是本方案，橙线是按“{first}”蛇形（S 形）排出的结果。</p>"
        f"{picture}"
        f"<p>“{first}”平均分的最大班差：本方案 <b>{compared.plan_gap:.2f}</b>，蛇形 {compared.deal_gap:.2f}，"
        f"随机分班通常 {float(np.median(compared.chance_gap)):.2f}。</p>"
    )


def _scores(problem: Problem, room: np.ndarray) -> str:
    if not problem.scores:
        return ""
    head = "".join(f"<th>{escape(s.name)}</th>" for s in problem.scores)
    tables = []
    for words, measure in (("平均分", _means), ("标准差（班内高低分的分散程度）", _deviations)):
        columns = [measure(s, room, problem.n_classes) for s in problem.scores]
        rows = "".join(
            f"<tr><td>{escape(name)}</td>{''.join(f'<td>{c[k]:.2f}</td>' for c in columns)}</tr>"
            for k, name in enumerate(problem.classes)
        )
        foot = "".join(f"<td>{float(np.ptp(c)):.2f}</td>" for c in columns)
        tables.append(
            f'<h3>{words}</h3><div class="wide"><table><thead><tr><th>班</th>{head}</tr></thead>'
            f"<tbody>{rows}</tbody><tfoot><tr><td>最大班差</td>{foot}</tr></tfoot></table></div>"
        )
    values = problem.scores[0].whole.astype(np.float64) / problem.scores[0].scale
    groups = [(name, values[room == k]) for k, name in enumerate(problem.classes)]
    picture = boxes(groups, f"{problem.scores[0].name}在各班的分布")
    return (
        "<h2>各班的分数</h2>"
        f"<p>“{escape(problem.scores[0].name)}”在各班的分布：横线从最低分到最高分，方框是中间一半学生，绿线是居中的学生。</p>"
        f"{picture}{''.join(tables)}"
    )


def _deviations(score: Score, room: np.ndarray, n_classes: int) -> np.ndarray:
    values = score.whole.astype(np.float64) / score.scale
    return np.array([values[room == k].std() for k in range(n_classes)])


def _categories(problem: Problem, room: np.ndarray) -> str:
    if not problem.categories:
        return ""
    head = "".join(f"<th>{escape(name)}</th>" for name in problem.classes)
    rows = []
    for category in problem.categories:
        for value in category.values:
            counts = _counts(category, value, problem, room)
            cells = "".join(f"<td>{n}</td>" for n in counts.tolist())
            rows.append(
                f"<tr><td>{escape(category.name)}：{escape(value) or '（空）'}</td>{cells}"
                f"<td><b>{int(np.ptp(counts))}</b></td></tr>"
            )
    return (
        "<h2>各类学生的人数</h2><p>每一行是一类学生在各班的人数；最后一列是最多的班与最少的班之差。</p>"
        f'<div class="wide"><table><thead><tr><th>类别</th>{head}<th>差</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _rules(problem: Problem, certificate: Certificate) -> str:
    names = {
        "size": "班额",
        "first_category": "第一类别（如性别）人数均等",
        "together": "须同班",
        "apart": "须分开",
        "fixed": "指定班级",
    }
    asked = {
        "together": len(problem.together),
        "apart": len(problem.apart),
        "fixed": int((problem.fixed >= 0).sum()),
    }
    rows = "".join(
        f"<tr><td>{names.get(name, name)}</td><td>{asked.get(name, '全部班级')}</td><td>{count}</td></tr>"
        for name, count in certificate.violations.items()
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in problem.notes)
    return (
        "<h2>硬性要求</h2><table><thead><tr><th>要求</th><th>条数</th><th>违反</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{f'<ul>{notes}</ul>' if notes else ''}"
    )


def _proof(division: "Division", certificate: Certificate) -> str:
    plan = division.plan
    how = (
        "公开抽签的种子"
        if certificate.seed["how"] == "draw"
        else f"种子“{escape(str(certificate.seed['text']))}”"
    )
    teams = ""
    if division.teams:
        pairs = "，".join(f"{escape(c)} 班：{escape(t)}" for c, t in division.teams.items())
        teams = f"<p>教师组由同一种子抽定：{pairs}。</p>"
    hashes = "".join(
        f"<li>{escape(name)}：<code>{value}</code></li>" for name, value in sorted(certificate.inputs.items())
    )
    return (
        "<h2>怎样核验</h2>"
        f"<p>本方案的不均衡程度是 <b>{plan.objective:.4f}</b>。人数必须是整数，有些差别无法避免；已证明任何分法都不会低于 "
        f"{plan.bound:.4f}，因此至多还能改进 <b>{plan.gap:.4f}</b>。</p>"
        f"<p>班级先用代号编排，再由{how}抽定班号。种子、名单与方案的指纹都写在 plan.json 里；任何人拿到名单都可以运行 "
        "<code>xuezheng verify</code> 重新计数，算法写在 docs/algorithms/classes.md。</p>"
        f"{teams}<p class='small'>输入文件的指纹（SHA-256）：</p><ul class='small'>{hashes}</ul>"
        f"<p class='small'>算法 {escape(certificate.algorithm)}，搜索 {plan.rounds} 轮。</p>"
    )
