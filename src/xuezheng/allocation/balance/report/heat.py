"""Heat maps: each school's seven indicators as a share of what the standard asks, before and after."""

from collections.abc import Sequence
from html import escape

from xuezheng.allocation.balance.judging import coefficients, reached, school_passes
from xuezheng.allocation.balance.problem import HUNDRED, LABELS, QUANTITIES, STAGE_LABELS, Ints, Problem

#: Shares of the standard at which the colour changes.
STEPS = (0.5, 0.85, 1.0, 1.15, 1.6)
WORDS = ("不到一半", "不到 85%", "差一点", "达标", "超过 15%", "超过 60%")


def shade(share: float) -> str:
    """The class of a cell."""
    return f"h{sum(share >= step for step in STEPS)}"


def legend() -> str:
    """What the colours mean."""
    return (
        '<p class="legend">'
        + "".join(f'<span class="h{n}">{word}</span>' for n, word in enumerate(WORDS))
        + "</p>"
    )


def heat_map(problem: Problem, stage: str, before: Ints, after: Ints) -> str:
    """One stage as a table: before and after side by side; where a figure changed it is bold."""
    rows = sorted(problem.rows_of[stage], key=lambda row: _lowest(problem, row, before))
    head = "".join(f"<th class=n>{label}</th>" for label in LABELS)
    body = "".join(_school(problem, row, before, after) for row in rows)
    foot = _spread(problem, stage, before, after)
    return (
        f"<h3>{STAGE_LABELS[stage]}（{len(rows)} 所，最弱的在前）</h3>"
        f'<div class="wide"><table><thead><tr><th>学校</th><th></th>{head}<th class=n>达标</th></tr></thead>'
        f"<tbody>{foot}{body}</tbody></table></div>"
    )


def share_of(problem: Problem, row: int, have: Ints, q: int) -> float:
    """What a pupil has, over what the standard asks."""
    pupils = int(problem.pupils[row, 0])
    return float(int(have[row, q]) / (problem.per_pupil(row, q) * pupils * HUNDRED)) if pupils else 0.0


def _lowest(problem: Problem, row: int, have: Ints) -> float:
    return min(share_of(problem, row, have, q) for q in range(len(QUANTITIES)))


def _school(problem: Problem, row: int, before: Ints, after: Ints) -> str:
    name = escape(problem.names[row])
    lines = []
    for when, have in (("前", before), ("后", after)):
        cells = "".join(_cell(problem, row, q, have, before) for q in range(len(QUANTITIES)))
        count = sum(reached(problem, row, have, 0))
        passed = "✓" if school_passes(problem, row, have) else "✗"
        first = f"<td rowspan=2>{name}</td>" if when == "前" else ""
        lines.append(f"<tr>{first}<td>{when}</td>{cells}<td class=n>{count}/7 {passed}</td></tr>")
    return "".join(lines)


def _cell(problem: Problem, row: int, q: int, have: Ints, before: Ints) -> str:
    share = share_of(problem, row, have, q)
    changed = " mark" if have[row, q] != before[row, q] else ""
    return f'<td class="n {shade(share)}{changed}">{int(share * 100)}%</td>'


def _spread(problem: Problem, stage: str, before: Ints, after: Ints) -> str:
    limit = float(problem.standard.cv[stage])
    lines = []
    for when, have in (("前", before), ("后", after)):
        cells = []
        for one in coefficients(problem, have):
            if one.stage == stage and one.year == problem.years[0]:
                colour = "h4" if one.passes else "h1"
                cells.append(f'<td class="n {colour}">{one.value:.3f}</td>')
        first = f"<td rowspan=2>差异系数（不超过 {limit:g}）</td>" if when == "前" else ""
        lines.append(f"<tr>{first}<td>{when}</td>{''.join(cells)}<td></td></tr>")
    return "".join(lines)


def spread_rows(
    problem: Problem, before: Ints, after: Ints
) -> Sequence[tuple[str, str, float, float, float]]:
    """Stage, indicator, CV before, CV after, limit; this year's."""
    pairs = zip(coefficients(problem, before), coefficients(problem, after), strict=True)
    return [
        (STAGE_LABELS[a.stage], LABELS[a.quantity], a.value, b.value, float(a.limit))
        for a, b in pairs
        if a.year == problem.years[0]
    ]
