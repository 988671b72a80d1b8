"""Pictures in SVG: where the money goes, which way teachers go, what each further indicator costs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from xuezheng.allocation.balance.problem import Plan, Problem

GREEN, RED, GREY, BLUE = "#0b6e4f", "#b42318", "#829ab1", "#2f6db5"
#: More schools than this are named only when pointed at.
NAMED = 40
FONT = 'font-family="Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,sans-serif"'


def yuan_in_words(fen: float) -> str:
    """12.34 万元, 3.21 亿元."""
    yuan = fen / 100
    if abs(yuan) >= 1e8:
        return f"{yuan / 1e8:,.2f} 亿元"
    return f"{yuan / 1e4:,.2f} 万元" if abs(yuan) >= 1e4 else f"{yuan:,.2f} 元"


def bars(costs: Mapping[str, int]) -> str:
    """One bar a kind, dearest first."""
    rows = sorted(((n, name) for name, n in costs.items() if n), reverse=True)
    if not rows:
        return "<p>不需要花钱。</p>"
    most = rows[0][0]
    lines = "".join(
        f'<tr><td>{escape(name)}</td><td class=bar><i style="width:{max(1, 100 * fen // most)}%"></i></td>'
        f"<td class=n>{yuan_in_words(fen)}</td></tr>"
        for fen, name in rows
    )
    return f'<table class="bars" aria-label="各类费用">{lines}</table>'


def flow(problem: Problem, plan: Plan, places: Sequence[tuple[float, float] | None]) -> str:
    """Schools where they lie; an arrow for each pair, as wide as teachers go."""
    ways: Counter[tuple[int, int]] = Counter()
    for (giver, taker, _, _), n in plan.moves.items():
        ways[giver, taker] += n
    known = [place for place in places if place is not None]
    if not ways or not known:
        return ""
    west, north = min(x for x, _ in known), max(y for _, y in known)
    wide = max(max(x for x, _ in known) - west, north - min(y for _, y in known), 0.1)
    at = {
        row: (20 + 620 * (p[0] - west) / wide, 20 + 620 * (north - p[1]) / wide)
        for row, p in enumerate(places)
        if p is not None
    }
    high = max(y for _, y in at.values()) + 40
    arrows = "".join(_arrow(at[a], at[b], n) for (a, b), n in sorted(ways.items()) if a in at and b in at)
    net: Counter[int] = Counter()
    for (a, b), n in ways.items():
        net[a] -= n
        net[b] += n
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + min(abs(net[row]), 9) * 0.5:.1f}" '
        f'fill="{RED if net[row] < 0 else BLUE if net[row] > 0 else GREY}">'
        f"<title>{escape(problem.names[row])}：净{'派出' if net[row] < 0 else '得到'} {abs(net[row])} 人</title></circle>"
        for row, (x, y) in at.items()
    )
    names = "" if len(at) > NAMED else "".join(_name(problem.names[row], *at[row]) for row in at)
    marker = (
        '<defs><marker id="tip" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="5" markerHeight="5" '
        f'orient="auto"><path d="M0,0L6,3L0,6z" fill="{GREEN}"/></marker></defs>'
    )
    return (
        f'<svg viewBox="0 0 660 {high:.0f}" {FONT} role="img" aria-label="教师交流流向">{marker}{arrows}{dots}{names}</svg>'
        '<p class="small">红点净派出教师，蓝点净得到教师，灰点不变；线越粗人越多。</p>'
    )


def _name(name: str, x: float, y: float) -> str:
    """The name of a school beside its dot, on the side where there is room."""
    end, left = ("end", x - 9) if x > 480 else ("start", x + 9)
    return f'<text x="{left:.1f}" y="{y + 4:.1f}" font-size="11" text-anchor="{end}">{escape(name)}</text>'


def _arrow(a: tuple[float, float], b: tuple[float, float], n: int) -> str:
    (ax, ay), (bx, by) = a, b
    mx, my = (ax + bx) / 2 - (by - ay) * 0.12, (ay + by) / 2 + (bx - ax) * 0.12
    return (
        f'<path d="M{ax:.1f},{ay:.1f}Q{mx:.1f},{my:.1f} {bx:.1f},{by:.1f}" fill="none" stroke="{GREEN}" '
        f'stroke-opacity=".55" stroke-width="{0.8 + 0.5 * min(n, 8):.1f}" marker-end="url(#tip)"/>'
    )


def front_picture(points: Sequence[tuple[int, int, int, str]]) -> str:
    """Steps: how many indicators are asked, the plan's fen, its bound, the indicator added."""
    if len(points) < 2:
        return ""
    most = max(fen for _, fen, _, _ in points) or 1
    last = points[-1][0] or 1

    def place(n: int, fen: float) -> tuple[float, float]:
        return 70 + 560 * n / last, 300 - 270 * fen / most

    line = " ".join(
        f"{'M' if i == 0 else 'L'}{x:.1f},{y:.1f}"
        for i, (x, y) in enumerate(place(n, f) for n, f, _, _ in points)
    )
    dots = "".join(
        f'<circle cx="{place(n, fen)[0]:.1f}" cy="{place(n, fen)[1]:.1f}" r="5" fill="{GREEN}">'
        f"<title>{n} 项：{yuan_in_words(fen)}</title></circle>"
        f'<text x="{place(n, fen)[0]:.1f}" y="322" text-anchor="middle">{n}</text>'
        for n, fen, _, _ in points
    )
    ticks = "".join(
        f'<line x1="70" x2="640" y1="{place(0, most * k / 4)[1]:.1f}" y2="{place(0, most * k / 4)[1]:.1f}" '
        f'stroke="#d5dde6"/><text x="64" y="{place(0, most * k / 4)[1] + 5:.1f}" text-anchor="end">'
        f"{most * k / 4 / 1e6:,.0f}</text>"
        for k in range(5)
    )
    return (
        f'<svg viewBox="0 0 660 350" font-size="13" {FONT} role="img" aria-label="费用与达标指标数">{ticks}'
        f'<path d="{line}" fill="none" stroke="{GREEN}" stroke-width="2"/>{dots}'
        '<text x="70" y="14">万元</text><text x="640" y="344" text-anchor="end">要求达标的指标数</text></svg>'
    )
