"""What a cell of the lists says: several words, a number, a time."""

import re
from datetime import datetime

_APART = re.compile(r"[;；、,，|]")
_DIGITS = re.compile(r"(\d+)")


def words(cell: str) -> list[str]:
    """Several values in one cell, parted by `;`, `、` or a comma."""
    return [word.strip() for word in _APART.split(cell) if word.strip()]


def positive(cell: str) -> int | None:
    """A whole number above zero, or None."""
    return int(cell) if cell.isascii() and cell.isdigit() and int(cell) > 0 else None


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts session 2 before session 10."""
    parts = _DIGITS.split(name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def times(start: str, end: str) -> tuple[tuple[str, str], str]:
    """Start and end as sortable text, and what is wrong with them."""
    if not start and not end:
        return ("", ""), ""
    try:
        moments = [datetime.fromisoformat(text) for text in (start, end)]
    except ValueError:
        return ("", ""), f"起止时间“{start}”“{end}”不完整或不是时间。"
    if moments[0].tzinfo or moments[1].tzinfo or moments[0] >= moments[1]:
        return ("", ""), f"结束时间“{end}”不在开始时间“{start}”之后。"
    return (moments[0].isoformat(), moments[1].isoformat()), ""
