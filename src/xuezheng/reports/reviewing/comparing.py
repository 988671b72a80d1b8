"""This year's figures beside last year's, sentence by sentence."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.reviewing.shapes import Compared, Direction
from xuezheng.reports.shapes import Decision, Document
from xuezheng.reports.writing.computing import expect, value_of
from xuezheng.reports.writing.numerals import written
from xuezheng.reports.writing.punctuation import full_width
from xuezheng.reports.writing.shapes import Anchor, Draft

_STOP = re.compile(r"(?<=[。！？；])")


def compare_years(
    draft: Draft, snapshot: Any, catalogue: Mapping[str, Indicator], measuring: Remembered
) -> tuple[Compared, ...]:
    """Every reckoned figure of the draft with the same figure of the year before."""
    reckoned = [
        anchor for anchor in draft.anchors if anchor.indicator in catalogue and anchor.state != "by_hand"
    ]
    expect((_decision(anchor) for anchor in reckoned), snapshot, draft.year - 1, measuring)
    return tuple(_compared(anchor, snapshot, catalogue, measuring) for anchor in reckoned)


def sentences_kept(document: Document, draft: Draft) -> tuple[int, int]:
    """How many sentences the draft has, and how many of them stood word for word in last year's text."""
    before = {sentence for block in document.blocks for sentence in _sentences(full_width(block.text))}
    now = [
        sentence
        for paragraph in draft.paragraphs
        if paragraph.kind == "body"
        for sentence in _sentences(paragraph.text)
    ]
    return len(now), sum(sentence in before for sentence in now)


def _sentences(text: str) -> Iterator[str]:
    return (bare for sentence in _STOP.split(text) if (bare := re.sub(r"\s", "", sentence)))


def _compared(
    anchor: Anchor, snapshot: Any, catalogue: Mapping[str, Indicator], measuring: Remembered
) -> Compared:
    value, _, _ = value_of(_decision(anchor), snapshot, catalogue, anchor.year - 1, measuring)
    now = Decimal(anchor.value)
    return Compared(
        slot=anchor.slot,
        sentence=anchor.sentence,
        label=anchor.label,
        unit=anchor.unit,
        before="" if value is None else _like(anchor, value),
        now=anchor.written,
        direction=_direction(value, now),
        change_pct=None if not value else ((now - value) * 100 / value).quantize(Decimal("0.1")),
    )


def _like(anchor: Anchor, value: Decimal) -> str:
    shown = written(value, unit=anchor.unit, scale=anchor.scale, approx=anchor.approx, as_in=anchor.as_in)
    return shown.text + anchor.written.lstrip("-0123456789.零")


def _direction(before: Decimal | None, now: Decimal) -> Direction:
    if before is None:
        return "无上年数"
    return "上升" if now > before else "下降" if now < before else "持平"


def _decision(anchor: Anchor) -> Decision:
    return Decision(
        anchor.slot, "confirmed", anchor.indicator, dict(anchor.filters), anchor.period, anchor.measure
    )
