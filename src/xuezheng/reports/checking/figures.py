"""Every anchored figure against the records: same, edited, stale or lost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import from_text, indicator_of
from xuezheng.reports.checking.shapes import CheckedFigure, State
from xuezheng.reports.docx.reading_back import Found
from xuezheng.reports.docx.refinding import bare
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing.computing import expect, value_of
from xuezheng.reports.writing.numerals import written
from xuezheng.reports.writing.shapes import Anchor
from xuezheng.reports.writing.shares import even_shares, share_of


def check_figures(
    found: Sequence[Found], snapshot: Any, catalogue: Mapping[str, Indicator], measuring: Remembered
) -> tuple[CheckedFigure, ...]:
    """Reckon every figure again and compare it with what stands in the document.

    A figure of the bureau's own indicator brings its form with it.
    """
    if own := _own(found):
        catalogue = {**catalogue, **own}
        measuring.learn(own)
    known = [one.anchor for one in found if one.anchor.indicator in catalogue]
    for year in {anchor.year for anchor in known}:
        of_year = (_decision(anchor) for anchor in known if anchor.year == year and _is_reckoned(anchor))
        expect(of_year, snapshot, year, measuring)
    values = {one.anchor.slot: _value(one.anchor, snapshot, catalogue, measuring) for one in found}
    even = even_shares(
        share_of(_decision(one.anchor), one.anchor.sentence, values[one.anchor.slot], one.anchor.as_in)
        for one in found
        if not one.anchor.approx
    )
    return tuple(check_figure(one, {**values, **even}.get(one.anchor.slot)) for one in found)


def check_figure(found: Found, value: Decimal | None) -> CheckedFigure:
    """Compare what the records give now with what stands in the document.

    lost: its place is gone; edited: someone changed the words; stale: the records give another
    figure now; same: none of these. A figure given by hand cannot be stale; an edited one can,
    which `is_stale` tells.
    """
    anchor = found.anchor
    computed = anchor.written
    if _is_reckoned(anchor):
        computed = "" if value is None else _written_like(anchor, value)
    return CheckedFigure(
        slot=anchor.slot,
        indicator=anchor.indicator,
        label=anchor.label or "人工填写",
        written=anchor.written,
        shown=found.shown or "",
        computed=computed,
        state=_state(found, computed),
        by=found.by,
        sentence=found.sentence or anchor.sentence,
        is_stale=computed != anchor.written,
    )


def _state(found: Found, computed: str) -> State:
    if found.shown is None:
        return "lost"
    if bare(found.shown) != bare(found.anchor.written):
        return "edited"
    return "same" if computed == found.anchor.written else "stale"


def _own(found: Sequence[Found]) -> dict[str, Indicator]:
    """The bureau's own indicators that a document's figures are of."""
    forms = (from_text(one.anchor.form) for one in found if one.anchor.form)
    return {form.code: indicator_of(form) for form in forms if form is not None}


def _is_reckoned(anchor: Anchor) -> bool:
    return anchor.state != "by_hand"


def _value(
    anchor: Anchor, snapshot: Any, catalogue: Mapping[str, Indicator], measuring: Remembered
) -> Decimal | None:
    """What the records give today; None when it cannot be reckoned."""
    if anchor.indicator not in catalogue or not _is_reckoned(anchor):
        return None
    return value_of(_decision(anchor), snapshot, catalogue, anchor.year, measuring)[0]


def _decision(anchor: Anchor) -> Decision:
    return Decision(
        slot=anchor.slot,
        state="confirmed",
        indicator=anchor.indicator,
        filters=anchor.filters,
        period=anchor.period,
        measure=anchor.measure,
    )


def _written_like(anchor: Anchor, value: Decimal) -> str:
    shown = written(value, unit=anchor.unit, scale=anchor.scale, approx=anchor.approx, as_in=anchor.as_in)
    tail = anchor.written.lstrip("-0123456789.零")
    return shown.text + tail
