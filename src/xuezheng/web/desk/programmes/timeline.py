"""The milestones of a project on a line of time, as numbers a template draws."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xuezheng.rules.progress import Step

WIDE, LEFT, RIGHT, ROW, TOP = 800, 120, 24, 32, 24


def timeline(steps: Iterable[Step], *, planned_on: date, today: date) -> dict[str, Any] | None:
    """One row a milestone: the day it was due, the day it was done; None where there are none.

    Months are ticked along the top; today is a line of its own when it lies within.
    """
    listed = sorted(steps, key=lambda step: (step.due_on, step.name))
    if not listed:
        return None
    days = [planned_on, *(step.due_on for step in listed), *(step.done_on for step in listed if step.done_on)]
    first, last = min(days), max(days)
    span = max(1, (last - first).days)

    def at(day: date) -> int:
        return round(LEFT + (WIDE - LEFT - RIGHT) * (day - first).days / span)

    return {
        "wide": WIDE,
        "high": TOP + ROW * len(listed) + 8,
        "left": LEFT,
        "right": WIDE - RIGHT,
        "bottom": TOP + ROW * len(listed),
        "today": at(today) if first <= today <= last else None,
        "ticks": [{"x": at(day), "word": f"{day:%Y-%m}"} for day in _months(first, last)],
        "rows": [
            {
                "y": TOP + ROW * n + ROW // 2,
                "name": step.name,
                "due": at(step.due_on),
                "due_on": step.due_on,
                "done": at(step.done_on) if step.done_on else None,
                "done_on": step.done_on,
                "kind": _kind(step, today),
            }
            for n, step in enumerate(listed)
        ],
    }


def _kind(step: Step, today: date) -> str:
    if step.done_on is not None:
        return "late" if step.done_on > step.due_on else "done"
    return "late" if step.due_on < today else "wait"


def _months(first: date, last: date) -> list[date]:
    """First days of months within, at most seven of them."""
    months = []
    year, month = first.year, first.month
    while date(year, month, 1) <= last:
        if date(year, month, 1) >= first:
            months.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    step = -(-len(months) // 7) or 1
    return months[::step]
