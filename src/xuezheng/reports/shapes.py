"""The things the reports room hands from one step to the next.

read → Document with Slots and Claims · match → Suggestions per slot · mapping → Decisions ·
draft → the new text with every figure anchored · check → Verdicts.
"""

from dataclasses import dataclass, field
from typing import Literal

SlotKind = Literal["figure", "date", "name", "structural"]
ClaimType = Literal[
    "universal", "zero", "target-met", "target-exceeded", "all-targets", "ratio", "threshold",
    "change", "monotone", "record", "coverage", "stage", "progress", "event", "event-count",
    "all-done", "recognition", "rank", "vague-trend", "structure",
]  # fmt: skip
#: What a figure may be of its indicator: the value itself; what should have been counted; counted against
#: that; the fall and the rise against last year; the approved target; the value against the target; the
#: value against last year's; the part against the whole; the amount for each pupil.
Measure = Literal[
    "value", "out_of", "rate", "change", "growth", "target", "completion", "ratio", "share", "per_head"
]
#: Measures that are percentages whatever their indicator's unit is.
IN_PERCENT = ("rate", "change", "growth", "completion", "ratio", "share")
Verdict = Literal["支持", "不符", "数据不足", "须人工判断"]


@dataclass(frozen=True)
class Cell:
    """Where a table cell stands: table, row and column count from 1; a merged cell spans several."""

    table: int
    row: int
    column: int
    n_rows: int = 1
    n_columns: int = 1


@dataclass(frozen=True)
class Block:
    """One paragraph: a title, a heading of level 1 to 4, or body text.

    `start` and `end` are character offsets into the decoded input text; `text` is the
    paragraph with hard line breaks joined. `cell` says where a paragraph of a table stands.
    """

    kind: Literal["title", "heading", "body"]
    level: int
    text: str
    start: int
    end: int
    cell: Cell | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Slot:
    """One place in the text that holds, or held, a figure, a date, a name or a structure count.

    `start`/`end` are offsets into the decoded input; `block` is the index of its paragraph and
    `at` the offset inside that paragraph's joined text. `value` is None for a placeholder.
    `scale` is the factor of the written unit (万 → 10000); `approx` the rounding word (余, 多, 近 …).
    """

    id: str
    kind: SlotKind
    text: str
    value: float | None
    unit: str
    scale: int
    approx: str
    start: int
    end: int
    clause: str
    block: int
    at: int
    name_kind: str = ""


@dataclass(frozen=True)
class Claim:
    """One statement that records could bear out or not.

    `indicators` are the codes it is judged by (first the one it speaks of); `options` what the
    family needs beside them (threshold, names of projects, half-year …).
    """

    id: str
    type: ClaimType
    text: str
    start: int
    end: int
    block: int
    indicators: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    is_checkable: bool = True


@dataclass(frozen=True)
class Document:
    """A read speech or report."""

    title: str
    source: str
    blocks: tuple[Block, ...]
    slots: tuple[Slot, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...] = ()
    #: What was read in a way a person should know of: changes taken as accepted, notes left out.
    notes: tuple[str, ...] = ()

    @property
    def n_points(self) -> int | None:
        """Level-1 headings; None when the text breaks off under a heading and cannot be counted."""
        if not self.blocks or self.blocks[-1].kind == "heading":
            return None
        return sum(1 for block in self.blocks if block.kind == "heading" and block.level == 1)


@dataclass(frozen=True)
class Suggestion:
    """What a slot may mean: an indicator with filters, the period and the measure.

    `period` is year, h1, h2 or last_year; `measure` is one of `MEASURES`. `score` ranks the
    suggestions of one slot; `confidence` is the share of such suggestions that is right.
    """

    indicator: str
    filters: dict[str, str]
    period: str
    measure: str
    score: float
    confidence: float = 0.0


@dataclass(frozen=True)
class Decision:
    """What a person (or a taken suggestion) decided for a slot; one entry of the mapping file."""

    slot: str
    state: Literal["confirmed", "suggested", "by_hand", "open"]
    indicator: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    period: str = "year"
    measure: str = "value"
    value: str = ""
    source: str = ""


@dataclass(frozen=True)
class Judgement:
    """The verdict on a claim, with the sentence that explains it and the rows that contradict it."""

    claim: Claim
    verdict: Verdict
    reason: str
    counterexamples: tuple[dict[str, str], ...] = ()
