"""The page for people: one file, no network; reads on a telephone, prints on A4."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from xuezheng.allocation.balance.judging import failures
from xuezheng.allocation.balance.problem import STAGE_LABELS, Plan, Problem, holdings
from xuezheng.allocation.balance.report.heat import heat_map, legend, spread_rows
from xuezheng.allocation.balance.report.pictures import bars, flow, front_picture, yuan_in_words
from xuezheng.allocation.balance.solve import Found
from xuezheng.allocation.tables import Table

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SHOWN = 60
KIND_LABELS = {"move": "教师交流", "redirect": "限制招生、分流学生"}


def report_page(problem: Problem, found: Found, table: Table, more: Mapping[str, Any]) -> str:
    """The page as one HTML file; `more` may hold `front` and `forecast`."""
    plan = found.plan
    if plan is None:
        raise ValueError("there is no plan to show")
    after_problem = problem.with_redirects(plan.redirected)
    before, after = problem.have, holdings(problem, plan)
    style = files("xuezheng.allocation.balance.report").joinpath("page.css").read_text("utf-8")
    title = f"{escape(problem.area_name or problem.area)} 优质均衡：最省的路"
    body = [
        f"<h1>{title}</h1>",
        _lead(problem, plan),
        _key(problem, plan),
        f"<h2>钱花在哪里</h2>{bars(costs_by_label(problem, plan))}",
        "<h2>达标情况：方案之前与之后</h2><p>每格是该校生均（或每百名学生）数与标准之比，加粗的由方案改变。</p>",
        legend(),
        *(heat_map(after_problem, stage, before, after) for stage in problem.rows_of),
        _spreads(after_problem, before, after),
        _moves(problem, plan, table),
        _items(problem, table),
        _front(more.get("front", ())),
        _forecast(more.get("forecast", ())),
        _how_to_check(problem, plan),
    ]
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{title}</title><style>{style}</style></head><body><main>\n{''.join(body)}\n</main></body></html>\n"
    )


def costs_by_label(problem: Problem, plan: Plan) -> dict[str, int]:
    """Fen of each kind of deed, by its Chinese name."""
    costs: Counter[str] = Counter()
    for j, item in enumerate(problem.items):
        costs[item.label] += int(plan.units[:, j].sum()) * item.fen
    fen = {(pair.giver, pair.taker): pair.fen for pair in problem.pairs}
    costs[KIND_LABELS["move"]] += sum(fen[a, b] * n for (a, b, _, _), n in plan.moves.items())
    costs[KIND_LABELS["redirect"]] += sum(problem.redirects[n].fen for n in plan.redirected)
    return {name: n for name, n in costs.items() if n}


def _lead(problem: Problem, plan: Plan) -> str:
    schools, coefficients = failures(problem, problem.have)
    years = (
        f"{problem.years[0]} 至 {problem.years[-1]} 年"
        if len(problem.years) > 1
        else f"{problem.years[0]} 年"
    )
    now = len({row for row, at in schools if at == 0})
    broken = sum(one.year == problem.years[0] for one in coefficients)
    gap = (plan.fen - plan.proven_fen) / plan.fen if plan.fen else 0.0
    lines = [
        f"现在：{problem.n_rows} 个学校学段中 {now} 个不达标，14 项差异系数中 {broken} 项超过上限。",
        f"照本方案做，共需 <b>{yuan_in_words(plan.fen)}</b>，{years}全部学校和全部差异系数达标。",
        f"已经证明：在同样的费用和限制下，任何方案都不少于 <b>{yuan_in_words(plan.proven_fen)}</b>，"
        f"所以本方案最多还能省 {gap:.2%}。",
        *(escape(note) for note in problem.notes),
    ]
    return f'<div class="lead">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _key(problem: Problem, plan: Plan) -> str:
    changed = {row for row in range(problem.n_rows) if plan.units[row].any()}
    tiles = [
        (yuan_in_words(plan.fen), "总费用"),
        (f"{sum(plan.moves.values()):,} 人", "教师交流"),
        (f"{len(changed):,} 个", "添置、改造、建设的学校学段"),
        (f"{sum(problem.redirects[n].pupils for n in plan.redirected):,} 人", "分流学生"),
    ]
    return '<div class="key">' + "".join(f"<div><b>{b}</b>{words}</div>" for b, words in tiles) + "</div>"


def _spreads(problem: Problem, before: Any, after: Any) -> str:
    rows = "".join(
        f"<tr><td>{stage}</td><td>{label}</td><td class='n {'h4' if a <= limit else 'h1'}'>{a:.4f}</td>"
        f"<td class='n {'h4' if b <= limit else 'h1'}'>{b:.4f}</td><td class=n>{limit:g}</td></tr>"
        for stage, label, a, b, limit in spread_rows(problem, before, after)
    )
    head = (
        "<tr><th>学段</th><th>指标</th><th class=n>之前</th><th class=n>之后</th><th class=n>上限</th></tr>"
    )
    return (
        f'<h2>差异系数</h2><div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    )


def _moves(problem: Problem, plan: Plan, table: Table) -> str:
    if not plan.moves:
        return ""
    name_of = dict(zip(problem.schools, problem.names, strict=True))
    head = (
        "<tr><th>派出学校</th><th>接收学校</th><th>学段</th><th>学科</th><th>高于规定学历</th><th>骨干</th>"
        "<th class=n>人数</th><th class=n>费用（元）</th></tr>"
    )
    columns = table.columns
    rows = [
        f"<tr><td>{escape(name_of[columns['from'][n]])}</td><td>{escape(name_of[columns['to'][n]])}</td>"
        f"<td>{STAGE_LABELS[columns['stage'][n]]}</td><td>{escape(columns['item'][n])}</td>"
        f"<td>{columns['is_above_required_degree'][n]}</td><td>{columns['is_backbone'][n]}</td>"
        f"<td class=n>{columns['amount'][n]}</td><td class=n>{float(columns['cost'][n]):,.2f}</td></tr>"
        for n in range(table.n_rows)
        if columns["kind"][n] == "move"
    ]
    picture = flow(problem, plan, places_of(problem))
    return f"<h2>教师交流</h2>{picture}{_folded(head, rows)}"


def places_of(problem: Problem) -> list[tuple[float, float] | None]:
    """Where each school lies, in kilometres; None where nobody says."""
    columns = problem.inputs["schools"].columns
    if "x_km" not in columns or "y_km" not in columns:
        return [None] * problem.n_rows
    cells = zip(columns["x_km"], columns["y_km"], strict=True)
    return [(float(x), float(y)) if x and y else None for x, y in cells]


def _items(problem: Problem, table: Table) -> str:
    name_of = dict(zip(problem.schools, problem.names, strict=True))
    label_of = {item.code: item.label for item in problem.items} | {"pupils": KIND_LABELS["redirect"]}
    head = "<tr><th>学校</th><th>学段</th><th>做什么</th><th class=n>数量</th><th>单位</th><th class=n>费用（元）</th></tr>"
    columns = table.columns
    rows = []
    for n in range(table.n_rows):
        if columns["kind"][n] == "move":
            continue
        school = columns["school"][n] or columns["from"][n]
        to = f"（去 {escape(name_of[columns['to'][n]])}）" if columns["to"][n] else ""
        rows.append(
            f"<tr><td>{escape(name_of[school])}</td><td>{STAGE_LABELS[columns['stage'][n]]}</td>"
            f"<td>{label_of[columns['item'][n]]}{to}</td><td class=n>{int(columns['amount'][n]):,}</td>"
            f"<td>{columns['unit'][n]}</td><td class=n>{float(columns['cost'][n]):,.2f}</td></tr>"
        )
    return f"<h2>各校要做的事</h2>{_folded(head, rows)}" if rows else ""


def _folded(head: str, rows: Sequence[str]) -> str:
    def table(some: Sequence[str]) -> str:
        return f'<div class="wide"><table><thead>{head}</thead><tbody>{"".join(some)}</tbody></table></div>'

    if len(rows) <= SHOWN:
        return table(rows)
    rest = f"<details><summary>其余 {len(rows) - SHOWN} 行</summary>{table(rows[SHOWN:])}</details>"
    return table(rows[:SHOWN]) + rest


def _front(points: Sequence[tuple[int, int, int, str]]) -> str:
    if len(points) < 2:
        return ""
    rows = "".join(
        f"<tr><td>{n}</td><td>{escape(label)}</td><td class=n>{yuan_in_words(fen)}</td>"
        f"<td class=n>{yuan_in_words(bound)}</td></tr>"
        for n, fen, bound, label in points
    )
    head = "<tr><th>指标数</th><th>新增的指标</th><th class=n>方案费用</th><th class=n>下界</th></tr>"
    return (
        "<h2>花多少钱，过几项</h2><p>先要求单独做最便宜的指标，再逐项加上其余的；每一步的方案和下界都单独求出。"
        "只要求某几项时，每所学校在这几项中至多一项未达标、且不低于底线。</p>"
        f'{front_picture(points)}<div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    )


def _forecast(lines: Sequence[Mapping[str, Any]]) -> str:
    if not lines:
        return ""
    rows = "".join(
        f"<tr><td>{one['year']}</td><td class=n>{one['pupils']:,}</td><td class=n>{one['schools_before']}</td>"
        f"<td class=n>{one['coefficients_before']}</td><td class=n>{one['schools_after']}</td>"
        f"<td class=n>{one['coefficients_after']}</td></tr>"
        for one in lines
    )
    head = (
        "<tr><th>年份</th><th class=n>学生</th><th class=n>不做：不达标学校</th><th class=n>不做：超限系数</th>"
        "<th class=n>做了：不达标学校</th><th class=n>做了：超限系数</th></tr>"
    )
    return (
        f'<h2>以后几年</h2><div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    )


def _how_to_check(problem: Problem, plan: Plan) -> str:
    sources = problem.inputs["items"].columns
    lines = "".join(
        f"<li>{escape(item.label)}：每 {escape(item.unit)} {item.fen / 100:,.2f} 元。{escape(source)}</li>"
        for item, source in zip(problem.items, sources["source"], strict=True)
    )
    hashes = "".join(
        f"<li>{escape(name)}：<code>{one.sha256()}</code></li>"
        for name, one in sorted(problem.inputs.items())
    )
    return (
        "<h2>怎样核对</h2><p>文件夹里有用到的全部表格（inputs/）、方案（plan.csv、plan.xlsx）和证书（plan.json）。"
        "任何人都可以运行 <code>xuezheng verify</code> 重新核对：每次交流的规则、每一分钱、每所学校的七项、"
        "每个差异系数（分数运算，不四舍五入），以及下界（由证书里的乘子重算，不需要求解器）。</p>"
        f"<details><summary>单价和出处</summary><ul class=small>{lines}</ul></details>"
        f"<details><summary>输入的指纹（SHA-256）</summary><ul class=small>{hashes}</ul></details>"
    )
