"""Inline pictures, drawn without a library and without a script."""

from html import escape

import numpy as np

INK, SOFT, MARK, DEAL = "#1f2933", "#c9d3df", "#0b6e4f", "#b45309"


def histogram(values: np.ndarray, marks: list[tuple[float, str, str]], caption: str) -> str:
    """Draw how often chance gives which value, with marked values: (value, label, colour)."""
    low = min(float(values.min()), *(m[0] for m in marks), 0.0)
    high = max(float(values.max()), *(m[0] for m in marks)) * 1.02 or 1.0
    counts, _ = np.histogram(values, bins=60, range=(low, high))
    top = max(int(counts.max()), 1)
    width, height, left = 640, 180, 20

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (width - 2 * left)

    step = (width - 2 * left) / 60
    bars = "".join(
        f'<rect x="{left + b * step:.1f}" y="{150 - 110 * n / top:.1f}" width="{step - 1:.1f}"'
        f' height="{110 * n / top:.1f}" fill="{SOFT}"/>'
        for b, n in enumerate(counts.tolist())
        if n
    )
    lines = "".join(
        f'<line x1="{x(v):.1f}" y1="{22 + 16 * i}" x2="{x(v):.1f}" y2="150" stroke="{c}" stroke-width="2.5"/>'
        f'<text x="{_inside(x(v), width):.1f}" y="{18 + 16 * i}" fill="{c}" text-anchor="{_anchor(x(v), width)}">{escape(t)}</text>'
        for i, (v, t, c) in enumerate(marks)
    )
    ends = (
        f'<text x="{left}" y="168" fill="{INK}">{low:.0f}</text>'
        f'<text x="{width - left}" y="168" fill="{INK}" text-anchor="end">{high:.0f}</text>'
    )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(caption)}">'
        f'{bars}<line x1="{left}" y1="150" x2="{width - left}" y2="150" stroke="{INK}"/>{lines}{ends}</svg>'
    )


def _anchor(at: float, width: int) -> str:
    return "start" if at < width * 0.25 else "end" if at > width * 0.75 else "middle"


def _inside(at: float, width: int) -> float:
    return max(4.0, min(width - 4.0, at))


def boxes(groups: list[tuple[str, np.ndarray]], caption: str) -> str:
    """Draw five numbers of each group: lowest, quarter, middle, three quarters, highest."""
    low, high = min(float(five[0]) for _, five in groups), max(float(five[-1]) for _, five in groups)
    if high <= low:
        high = low + 1.0
    width, left, row = 640, 64, 26
    height = row * len(groups) + 34

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (width - left - 16)

    parts = []
    for i, (name, five) in enumerate(groups):
        y = 12 + row * i
        a, b, c, d, e = (x(float(v)) for v in five)
        parts.append(
            f'<text x="{left - 8}" y="{y + 12}" text-anchor="end" fill="{INK}">{escape(name)}</text>'
            f'<line x1="{a:.1f}" y1="{y + 8}" x2="{e:.1f}" y2="{y + 8}" stroke="{INK}"/>'
            f'<rect x="{b:.1f}" y="{y}" width="{d - b:.1f}" height="16" fill="{SOFT}" stroke="{INK}"/>'
            f'<line x1="{c:.1f}" y1="{y}" x2="{c:.1f}" y2="{y + 16}" stroke="{MARK}" stroke-width="3"/>'
        )
    parts.append(
        f'<text x="{left}" y="{height - 6}" fill="{INK}">{low:g}</text>'
        f'<text x="{width - 16}" y="{height - 6}" text-anchor="end" fill="{INK}">{high:g}</text>'
    )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(caption)}">'
        f"{''.join(parts)}</svg>"
    )
