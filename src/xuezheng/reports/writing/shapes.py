"""What the writing room hands on: anchors, paragraphs with marks, the draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from xuezheng.reports.shapes import Cell


@dataclass(frozen=True)
class Answer:
    """The reckoned value of a slot, in the unit without 万 or 亿, and the rows behind it."""

    value: Decimal | None
    unit: str
    rows: int = 0
    label: str = ""
    definition: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    evidence_sha256: str = ""
    why_not: str = ""
    form: str = ""


@dataclass(frozen=True)
class Anchor:
    """One written figure and all that is needed to reckon it again.

    `value` is exact and in words, `written` what the text shows; `before` and `after` are quoted
    from the finished text so that the figure is found again after any editor. `form` is the bureau's
    own indicator, whole, so that the document can be checked without the bureau's folder.
    """

    slot: str
    state: Literal["confirmed", "suggested", "by_hand"]
    indicator: str
    filters: dict[str, str]
    year: int
    period: str
    measure: str
    value: str
    unit: str
    scale: int
    approx: str
    written: str
    as_in: str
    before: str = ""
    after: str = ""
    sentence: str = ""
    label: str = ""
    definition: str = ""
    rows: int = 0
    source: str = ""
    snapshot: str = ""
    evidence_sha256: str = ""
    form: str = ""


@dataclass(frozen=True)
class Mark:
    """A stretch of a paragraph: a written figure or name, or a placeholder left open."""

    start: int
    end: int
    slot: str
    kind: Literal["figure", "filled", "open"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the finished text; `cell` says where one of a table stands."""

    kind: Literal["title", "heading", "body"]
    level: int
    text: str
    marks: tuple[Mark, ...] = ()
    cell: Cell | None = None


@dataclass(frozen=True)
class Draft:
    """The finished text with every figure anchored; `left_open` says why a slot was not written."""

    title: str
    year: int
    paragraphs: tuple[Paragraph, ...]
    anchors: tuple[Anchor, ...]
    left_open: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
