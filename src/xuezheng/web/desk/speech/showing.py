"""The text of a draft in pieces that a template can draw: words, and places with how they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xuezheng.jobs.drafts.claims import SHAPES, TYPES
from xuezheng.jobs.drafts.room import Room, written_with
from xuezheng.jobs.drafts.slots import STATES, state_of
from xuezheng.reports.shapes import Decision, Judgement
from xuezheng.reports.writing.shapes import Draft, Mark

EMPTY = "＿＿"


@dataclass(frozen=True)
class Piece:
    """Words, or a place: then `slot` names it and `state` says how it stands."""

    words: str
    slot: str = ""
    state: str = ""

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        return STATES.get(self.state, "")


@dataclass(frozen=True)
class SideMark:
    """A claim beside its paragraph."""

    claim: str
    verdict: str
    shape: str
    text: str


@dataclass(frozen=True)
class Line:
    """One paragraph."""

    number: int
    kind: str
    level: int
    pieces: tuple[Piece, ...]
    marks: tuple[SideMark, ...] = ()
    in_table: bool = False

    @property
    def tag(self) -> str:
        """Which element it is: the page's own heading is the first level."""
        if self.kind == "title":
            return "h2"
        return f"h{min(6, self.level + 2)}" if self.kind == "heading" else "p"


@dataclass(frozen=True)
class Text:
    """The whole text with how many places stand how."""

    lines: tuple[Line, ...]
    states: Mapping[str, str]
    order: tuple[str, ...]
    counts: Sequence[tuple[str, str, int, str]] = field(default_factory=tuple)

    @property
    def n_done(self) -> int:
        """Places nobody need look at any more."""
        return sum(state in ("confirmed", "hand") for state in self.states.values())

    @property
    def n_waiting(self) -> int:
        """Suggestions that are sure and wait for a person."""
        return sum(state == "suggested" for state in self.states.values())

    @property
    def n_places(self) -> int:
        """All places."""
        return len(self.order)

    def after(self, slot: str, step: int = 1) -> str:
        """The place before or after another; "" where the text ends."""
        at = self.order.index(slot) + step if slot in self.order else 0
        return self.order[at] if 0 <= at < len(self.order) else ""

    def next_to_do(self, slot: str) -> str:
        """The next place after this one that waits for a person, then any; this one when all are done."""
        at = self.order.index(slot) + 1 if slot in self.order else 0
        waiting = [
            one for one in (*self.order[at:], *self.order[:at]) if self.states[one] in ("suggested", "none")
        ]
        return waiting[0] if waiting else slot


def text_of(
    room: Room,
    decisions: Mapping[str, Decision],
    judgements: Sequence[Judgement] = (),
    *,
    last_year: bool = False,
) -> Text:
    """The draft as it would be written now, or last year's text, with its places."""
    written = written_with(room, decisions, take_suggestions=True)
    filled = {mark.slot for one in written.paragraphs for mark in one.marks if mark.kind != "open"}
    states = {
        slot.id: state_of(decisions.get(slot.id, Decision(slot.id, "open")), is_filled=slot.id in filled)
        for slot in room.document.slots
    }
    marks = _side_marks(judgements)
    paragraphs = _before(room) if last_year else _now(written)
    lines = tuple(
        Line(
            number,
            kind,
            level,
            tuple(_pieces(words, spans, states)),
            tuple(marks.get(number, ())),
            room.document.blocks[number].cell is not None,
        )
        for number, (kind, level, words, spans) in enumerate(paragraphs)
    )
    order = tuple(piece.slot for line in lines for piece in line.pieces if piece.slot)
    return Text(lines, states, order, _counts(states, order))


def _now(written: Draft) -> Iterator[tuple[str, int, str, Sequence[Mark]]]:
    for one in written.paragraphs:
        yield one.kind, one.level, one.text, one.marks


def _before(room: Room) -> Iterator[tuple[str, int, str, Sequence[Mark]]]:
    for number, block in enumerate(room.document.blocks):
        here = sorted((s for s in room.document.slots if s.block == number), key=lambda slot: slot.at)
        yield (
            block.kind, block.level, block.text,
            [Mark(slot.at, slot.at + len(slot.text), slot.id, "filled") for slot in here],
        )  # fmt: skip


def _pieces(words: str, spans: Sequence[Mark], states: Mapping[str, str]) -> Iterator[Piece]:
    done = 0
    for mark in spans:
        if mark.start > done:
            yield Piece(words[done : mark.start])
        yield Piece(words[mark.start : mark.end] or EMPTY, mark.slot, states[mark.slot])
        done = mark.end
    if done < len(words):
        yield Piece(words[done:])


def _counts(states: Mapping[str, str], order: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """Each state with its words, how many places stand so, and the first of them."""
    found = []
    for state, words in STATES.items():
        here = [slot for slot in order if states[slot] == state]
        if here:
            found.append((state, words, len(here), here[0]))
    return found


def _side_marks(judgements: Sequence[Judgement]) -> dict[int, list[SideMark]]:
    marks: dict[int, list[SideMark]] = {}
    for one in judgements:
        mark = SideMark(one.claim.id, one.verdict, SHAPES[one.verdict], one.claim.text)
        marks.setdefault(one.claim.block, []).append(mark)
    return marks


def claim_row(one: Judgement) -> dict[str, Any]:
    """A claim as a row of a table."""
    return {
        "id": one.claim.id,
        "verdict": one.verdict,
        "type": TYPES[one.claim.type],
        "text": one.claim.text,
        "reason": one.reason,
        "n_against": len(one.counterexamples),
    }
