"""Every anchored figure against the records: same, edited, stale or lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.checking.shapes import CheckedFigure, State
from xuezheng.reports.docx.reading_back import Found
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing.computing import value_of
from xuezheng.reports.writing.numerals import written
from xuezheng.reports.writing.shapes import Anchor


def check_figure(found: Found, snapshot: Any, catalogue: Mapping[str, Indicator]) -> CheckedFigure:
    """Reckon one figure again and compare it with what stands in the document.

    lost: its place is gone; edited: someone changed the words; stale: the records give another
    figure now; same: none of these. A figure given by hand cannot be stale.
    """
    anchor = found.anchor
    computed = anchor.written if anchor.state == "by_hand" else _again(anchor, snapshot, catalogue)
    return CheckedFigure(
        slot=anchor.slot,
        indicator=anchor.indicator,
        label=anchor.label or "人工填写",
        written=anchor.written,
        shown=found.shown or "",
        computed=computed,
        state=_state(found, computed),
    )


def _state(found: Found, computed: str) -> State:
    if found.shown is None:
        return "lost"
    if found.shown.strip() != found.anchor.written:
        return "edited"
    return "same" if computed == found.anchor.written else "stale"


def _again(anchor: Anchor, snapshot: Any, catalogue: Mapping[str, Indicator]) -> str:
    """The figure as it would be written today; empty when it cannot be reckoned."""
    if anchor.indicator not in catalogue:
        return ""
    decision = Decision(
        slot=anchor.slot,
        state="confirmed",
        indicator=anchor.indicator,
        filters=anchor.filters,
        period=anchor.period,
        measure=anchor.measure,
    )
    value, _, _ = value_of(decision, snapshot, catalogue, anchor.year)
    return "" if value is None else _written_like(anchor, value)


def _written_like(anchor: Anchor, value: Decimal) -> str:
    shown = written(value, unit=anchor.unit, scale=anchor.scale, approx=anchor.approx, as_in=anchor.as_in)
    tail = anchor.written.lstrip("-0123456789.零")
    return shown.text + tail
