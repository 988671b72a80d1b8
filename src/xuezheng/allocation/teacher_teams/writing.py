"""From a staff list to a folder: teams, their classes, the certificate, a page for the notice board."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import numpy as np

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.teacher_teams.drawing import draw_classes
from xuezheng.allocation.teacher_teams.problem import Problem, Staffed, team_code
from xuezheng.allocation.teacher_teams.reading import Asked, read_problem
from xuezheng.allocation.teacher_teams.solve import ALGORITHM, gap_of, solve

STYLE = """
body{font:17px/1.7 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 max-width:980px;margin:0 auto;padding:20px 16px 60px}h1{font-size:1.5em}
h2{font-size:1.15em;margin:1.6em 0 .3em;border-bottom:2px solid #0b6e4f}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.88em;min-width:100%}
th,td{border:1px solid #d5dde6;padding:3px 9px;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:#fff}thead th{background:#f2f5f8}
tfoot td{font-weight:600;background:#f8fafc}.lead{background:#eef6f2;border-left:5px solid #0b6e4f;padding:10px 14px}
"""


def make_teams(staff: Table, asked: Asked, seed: Seed, rounds: int | None = None) -> Staffed:
    """Read, balance, draw."""
    problem = read_problem(staff, asked, seed)
    plan = solve(problem, seed.value, label=asked.label, rounds=rounds)
    return Staffed(problem, plan, draw_classes(problem, plan, seed, asked.label))


def plan_table(staffed: Staffed) -> Table:
    """One row for each subject in each class."""
    problem, rows = staffed.problem, []
    for team in range(problem.n_teams):
        code = team_code(team)
        for s, subject in enumerate(problem.subjects):
            number = int(staffed.plan.post_of[s, team])
            is_head = bool(problem.heads) and problem.heads[team] == number
            teacher = problem.posts[number].teacher
            rows.append((staffed.drawn[code], code, subject, teacher, "是" if is_head else ""))
    order = {name: n for n, name in enumerate(problem.classes)}
    rows.sort(key=lambda row: (order[row[0]], row[2]))
    names = ("class", "team", "subject", "teacher", "head")
    return table_of("plan", dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def certificate_of(staffed: Staffed, inputs: Mapping[str, Table], asked: Asked, seed: Seed) -> Certificate:
    """What the folder says of these teams."""
    plan, problem = staffed.plan, staffed.problem
    return Certificate(
        kind="teacher_teams",
        inputs={name: table.sha256() for name, table in inputs.items()},
        options={
            "classes": list(problem.classes),
            "numeric": list(problem.numeric),
            "category": list(problem.category),
            "with_heads": asked.with_heads,
            "most": asked.most,
            "name": asked.name,
            "rounds": plan.rounds,
            "teams": dict(staffed.drawn),
        },
        seed=seed.statement,
        algorithm=ALGORITHM,
        violations={"one_per_subject": 0, "load": 0, "head": 0, "avoid": 0},
        objective=round(float(plan.objective), 9),
        bound=round(float(plan.bound), 9),
        gap=round(round(float(plan.objective), 9) - round(float(plan.bound), 9), 9),
        more={"proof": plan.proof},
    )


def write_teams(
    folder: Path, staffed: Staffed, inputs: Mapping[str, Table], asked: Asked, seed: Seed
) -> Path:
    """Write the folder: whole or nothing."""
    certificate = certificate_of(staffed, inputs, asked, seed)
    page = _page(staffed, seed).encode()
    return write_plan(folder, certificate, plan_table(staffed), files={"report.html": page})


def _page(staffed: Staffed, seed: Seed) -> str:
    problem = staffed.problem
    heads = "，各有一名班主任" if problem.heads else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>教师编组</title>'
        f"<style>{STYLE}</style></head><body><h1>教师编组与抽定的班</h1>"
        f'<div class="lead">{problem.n_teams} 个教师组，每组 {len(problem.subjects)} 科{heads}。{_widest(staffed)}'
        f"先编组、后抽班：编组时不知道哪组去哪班。</div><h2>各班教师</h2>{_teachers(staffed)}"
        f"<h2>各组是否均衡</h2>{_balance(staffed)}<h2>怎样核验</h2>{_proof(staffed, seed)}</body></html>\n"
    )


def _by_class(staffed: Staffed) -> list[tuple[str, int]]:
    """Class and team index, in the order of the classes."""
    team_of = {staffed.drawn[team_code(team)]: team for team in range(staffed.problem.n_teams)}
    return [(name, team_of[name]) for name in staffed.problem.classes]


def _teachers(staffed: Staffed) -> str:
    problem = staffed.problem
    head = "".join(f"<th>{escape(subject)}</th>" for subject in problem.subjects)
    rows = []
    for name, team in _by_class(staffed):
        cells = []
        for number in staffed.plan.post_of[:, team].tolist():
            is_head = bool(problem.heads) and problem.heads[team] == number
            word = escape(problem.posts[number].teacher)
            cells.append(f"<td>{f'<b>{word}（班主任）</b>' if is_head else word}</td>")
        rows.append(f"<tr><td>{escape(name)} 班（{team_code(team)}）</td>{''.join(cells)}</tr>")
    return (
        f'<div class="wide"><table><thead><tr><th>班</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _measured(staffed: Staffed) -> list[tuple[str, np.ndarray, str]]:
    """Name, value of each team, and how to print it."""
    problem, post_of = staffed.problem, staffed.plan.post_of
    found = []
    for c, name in enumerate(problem.numeric):
        values = np.array([float(post.numbers[c]) for post in problem.posts])
        found.append((f"{name}（平均）", values[post_of].mean(axis=0), ".2f"))
    for c, name in enumerate(problem.category):
        cells = np.array([post.words[c] for post in problem.posts])
        for value in sorted(set(cells.tolist())):
            found.append((f"{name}：{value or '（空）'}（人）", (cells[post_of] == value).sum(axis=0), "d"))
    return found


def _balance(staffed: Staffed) -> str:
    measured = _measured(staffed)
    head = "".join(f"<th>{escape(name)}</th>" for name, _, _ in measured)
    rows = "".join(
        f"<tr><td>{escape(name)} 班</td>{''.join(f'<td>{values[team]:{how}}</td>' for _, values, how in measured)}</tr>"
        for name, team in _by_class(staffed)
    )
    foot = "".join(f"<td>{values.max() - values.min():{how}}</td>" for _, values, how in measured)
    return (
        f'<div class="wide"><table><thead><tr><th>班</th>{head}</tr></thead><tbody>{rows}</tbody>'
        f"<tfoot><tr><td>最大差</td>{foot}</tr></tfoot></table></div>"
    )


def _widest(staffed: Staffed) -> str:
    if not staffed.problem.numeric:
        return ""
    name, values, _ = _measured(staffed)[0]
    return f"“{escape(name)}”最高的组与最低的组相差 <b>{float(np.ptp(values)):.2f}</b>。"


def _proof(staffed: Staffed, seed: Seed) -> str:
    plan = staffed.plan
    how = (
        "全部编法都已比较过，没有更均衡的"
        if plan.proof == "enumeration"
        else f"已证明任何编法都不会低于 {float(plan.bound):.4f}，至多还能改进 {float(gap_of(plan)):.4f}"
    )
    source = "公开抽签的种子" if seed.statement["how"] == "draw" else f"种子“{escape(seed.text)}”"
    return (
        f"<p>不均衡程度 {float(plan.objective):.4f}；{how}。哪组去哪班由{source}抽定，须回避的班已跳过。"
        "任何人拿到教师名单都可以用 <code>xuezheng verify</code> 重新计数，规则写在 docs/algorithms/teacher-teams.md。</p>"
    )


def subjects_of(problem: Problem) -> str:
    """The subjects in one line, for the terminal."""
    return "、".join(problem.subjects)
