"""Write this year's text: figures, years, names and structure counts, and nothing unconfirmed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from xuezheng.reports.reading import looks_ahead
from xuezheng.reports.reading.context import sentence_at
from xuezheng.reports.shapes import Decision, Document, Slot
from xuezheng.reports.writing.computing import is_taken
from xuezheng.reports.writing.numerals import numeral, written
from xuezheng.reports.writing.punctuation import full_width
from xuezheng.reports.writing.shapes import Anchor, Answer, Draft, Mark, Paragraph
from xuezheng.reports.writing.shares import even_shares, share_of
from xuezheng.reports.writing.units import split_scale

#: Years that stand behind the same 20XX, as distance from the year reported on.
YEARS = {"meeting_year": 1, "report_year": 0, "plan_year": 1, "last_year": -1}

_FIGURE = re.compile(
    r"[-−－]?(?:[X×Ⅹｘx\d.,，○〇零一二三四五六七八九十百千两廿卅]|[点万亿](?=[\d零〇一二三四五六七八九十百千万]|$))+"
)
_YEAR = re.compile(r"20\d?[XxＸ×*]{1,2}|20\d\d|[XxＸ×*]{1,4}|[二一][零〇○九]\S{2}|^$")
_YEAR_IN_CHARACTERS = str.maketrans("0123456789", "〇一二三四五六七八九")
#: Words that are a share as a whole (五分之三, 七成, 一半): the figure that replaces them needs its sign.
_SHARE = re.compile(r".+分之.+|\d+/\d+|.成|一半|半数?")
_QUOTED = 12


@dataclass(frozen=True)
class _Filled:
    """New text for one slot and how many characters of the old it replaces."""

    slot: Slot
    text: str
    replaces: int
    kind: str
    anchor: Anchor | None = None
    why: str = ""


def draft(
    document: Document,
    decisions: Mapping[str, Decision],
    figures: Mapping[str, Answer],
    year: int,
    *,
    city: str = "",
    snapshot: str = "",
    take_suggestions: bool = False,
) -> Draft:
    """Write the document anew for a year.

    A slot is filled only from a confirmed decision (or a suggestion that was taken), from the
    bureau's own name, from the year, or from the text itself; every other slot keeps its
    placeholder and is marked open.

    Parameters
    ----------
    figures : mapping of slot id to Answer
        From `compute`.
    city : str
        Name of the bureau's city.
    snapshot : str
        Id written into every anchor.
    """
    even = _even(document, decisions, figures)
    writer = _Writer(document, decisions, figures, year, city, snapshot, take_suggestions, even)
    filled = [writer.fill(slot) for slot in document.slots]
    paragraphs, anchors = _assemble(document, filled)
    anchored = {anchor.slot for anchor in anchors}
    return Draft(
        title=document.title,
        year=year,
        paragraphs=paragraphs,
        anchors=anchors,
        left_open={item.slot.id: item.why for item in filled if item.kind == "open"},
        evidence={slot: answer.evidence for slot, answer in figures.items() if slot in anchored},
    )


@dataclass(frozen=True)
class _Writer:
    """What one draft is written from."""

    document: Document
    decisions: Mapping[str, Decision]
    figures: Mapping[str, Answer]
    year: int
    city: str
    snapshot: str
    take_suggestions: bool
    even: Mapping[str, Decimal]

    def fill(self, slot: Slot) -> _Filled:
        """New text of a slot, or the placeholder left open."""
        decision = self.decisions.get(slot.id) or Decision(slot=slot.id, state="open")
        if decision.value and is_taken(decision, self.take_suggestions):
            return self._by_hand(slot, decision)
        if slot.kind == "date":
            return self._year(slot)
        if slot.kind == "structural":
            return self._count_of_headings(slot)
        if slot.kind == "name":
            return self._name(slot)
        return self._figure(slot, decision)

    def _by_hand(self, slot: Slot, decision: Decision) -> _Filled:
        """A value a person gave, with where it comes from."""
        if slot.kind != "figure":
            return _Filled(slot, decision.value, len(slot.text), "filled")
        number, tail = number_and_rest(slot.text)
        text = decision.value.removesuffix(slot.unit).rstrip("%％") + tail
        return _Filled(slot, text, len(slot.text), "figure", self._anchor(slot, decision, text, None))

    def _year(self, slot: Slot) -> _Filled:
        if slot.name_kind == "document_year":
            return _open(slot, "文号中的年份须由人核对")
        if slot.name_kind not in YEARS:
            return _open(slot, "不能确定是哪一年")
        year = str(self.year + YEARS[slot.name_kind])
        if slot.text[:1] in ("二", "一"):
            year = year.translate(_YEAR_IN_CHARACTERS)
        text, n_years = _YEAR.subn(year, slot.text, count=1)
        if not n_years:
            return _open(slot, "不能认出年份的写法，须由人填写")
        return _Filled(slot, text, len(slot.text), "filled")

    def _count_of_headings(self, slot: Slot) -> _Filled:
        count = self.document.n_points
        if count is None:
            return _open(slot, f"原文在“{self.document.blocks[-1].text[:20]}”处中断，不能数清一级标题")
        if count == 0:
            return _open(slot, "文中没有一级标题可数")
        rest = self.document.blocks[slot.block].text[slot.at + len(slot.text) :]
        return _Filled(slot, numeral(count, before=rest or slot.unit), len(slot.text), "filled")

    def _name(self, slot: Slot) -> _Filled:
        if slot.name_kind != "city" or not self.city:
            return _open(slot, "名称须由人填写")
        return _Filled(slot, self.city.removesuffix("市"), len(slot.text), "filled")

    def _figure(self, slot: Slot, decision: Decision) -> _Filled:
        if looks_ahead(self.document, slot.block) and not is_taken(decision, self.take_suggestions):
            return _open(slot, "属于今后任务，目标数须由人填写")
        if not decision.indicator:
            return _open(slot, "没有对应指标")
        if slot.text.startswith("翻"):
            return _open(slot, "“翻番”的说法须由人改写")
        if not is_taken(decision, self.take_suggestions):
            return _open(slot, "建议尚未确认")
        answer = self.figures.get(slot.id)
        if answer is None or answer.value is None:
            return _open(slot, (answer.why_not if answer else "") or "没有数据")
        return self._write(slot, decision, answer, answer.value)

    def _write(self, slot: Slot, decision: Decision, answer: Answer, value: Decimal) -> _Filled:
        number, tail = number_and_rest(slot.text)
        printed = self.even.get(slot.id, value)
        shown = written(printed, unit=slot.unit, scale=scale_of(slot), approx=slot.approx, as_in=number)
        if value and number in ("零", "〇") and not slot.unit and not tail:
            tail = split_scale(answer.unit)[1]
        text, replaces = shown.text + tail, len(slot.text)
        rest = self.document.blocks[slot.block].text[slot.at + replaces :]
        if slot.approx and not shown.keeps_word and rest.startswith(slot.approx):
            replaces += len(slot.approx)
        anchor = self._anchor(slot, decision, text, answer)
        return _Filled(slot, text, replaces, "figure", anchor)

    def _anchor(self, slot: Slot, decision: Decision, text: str, answer: Answer | None) -> Anchor:
        by_hand = answer is None
        return Anchor(
            slot=slot.id,
            state="by_hand" if by_hand else "suggested" if decision.state == "suggested" else "confirmed",
            indicator=decision.indicator,
            filters=dict(decision.filters),
            year=self.year,
            period=decision.period,
            measure=decision.measure,
            value=decision.value if answer is None else format(answer.value or Decimal(0), "f"),
            unit=slot.unit,
            scale=scale_of(slot),
            approx=slot.approx,
            written=text,
            as_in=number_and_rest(slot.text)[0],
            label=answer.label if answer else "",
            definition=answer.definition if answer else "",
            rows=answer.rows if answer else 0,
            source=decision.source,
            snapshot=self.snapshot,
            evidence_sha256=answer.evidence_sha256 if answer else "",
            form=answer.form if answer else "",
        )


def _even(
    document: Document, decisions: Mapping[str, Decision], figures: Mapping[str, Answer]
) -> dict[str, Decimal]:
    """Parts of one whole that stand in one sentence, rounded together."""
    return even_shares(
        share_of(
            decisions[slot.id],
            sentence_at(document, slot.block, slot.at),
            figures[slot.id].value,
            number_and_rest(slot.text)[0],
        )
        for slot in document.slots
        if slot.id in figures and slot.id in decisions and not slot.approx
    )


def scale_of(slot: Slot) -> int:
    """Factor of the written unit, from the slot or from the unit's own words."""
    return slot.scale if slot.scale > 1 else split_scale(slot.unit)[0]


def printed_value(text: str, scale: int = 1) -> Decimal | None:
    """What a written figure says, in the unit without 万 or 亿; None for a placeholder."""
    number = text.strip().rstrip("%％‰").replace(",", "").replace("，", "")
    if number in ("零", "〇"):
        return Decimal(0)
    try:
        return Decimal(number) * scale
    except InvalidOperation:
        return None


def number_and_rest(text: str) -> tuple[str, str]:
    """The number of a slot's text, and what follows it there (%, 万元)."""
    if _SHARE.fullmatch(text):
        return text, "%"
    if text and not text.strip("%％‰"):
        return "", text
    found = _FIGURE.match(text)
    return (text[: found.end()], text[found.end() :]) if found else (text, "")


def _open(slot: Slot, why: str) -> _Filled:
    return _Filled(slot, slot.text, len(slot.text), "open", why=why)


def _assemble(document: Document, filled: list[_Filled]) -> tuple[tuple[Paragraph, ...], tuple[Anchor, ...]]:
    """Put the new texts into their paragraphs and quote what stands on both sides."""
    paragraphs: list[Paragraph] = []
    anchors: list[Anchor] = []
    for index, block in enumerate(document.blocks):
        here = sorted((item for item in filled if item.slot.block == index), key=lambda item: item.slot.at)
        text, marks = _replace(full_width(block.text), here)
        paragraphs.append(Paragraph(block.kind, block.level, text, marks, block.cell))
        spans = {mark.slot: mark for mark in marks}
        anchors += [_quote(item.anchor, text, spans[item.slot.id]) for item in here if item.anchor]
    return tuple(paragraphs), tuple(anchors)


def _replace(text: str, filled: list[_Filled]) -> tuple[str, tuple[Mark, ...]]:
    pieces: list[str] = []
    marks: list[Mark] = []
    done = length = 0
    for item in filled:
        kept = text[done : item.slot.at]
        start = length + len(kept)
        length = start + len(item.text)
        pieces += [kept, item.text]
        marks.append(Mark(start, length, item.slot.id, item.kind))  # type: ignore[arg-type]
        done = item.slot.at + item.replaces
    return "".join([*pieces, text[done:]]), tuple(marks)


def _quote(anchor: Anchor, text: str, mark: Mark) -> Anchor:
    return replace(
        anchor,
        before=text[max(0, mark.start - _QUOTED) : mark.start],
        after=text[mark.end : mark.end + _QUOTED],
        sentence=_sentence(text, mark.start, mark.end),
    )


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span."""
    first = max(text.rfind(stop, 0, start) for stop in "。；！？") + 1
    stops = [at for stop in "。；！？" if (at := text.find(stop, end)) >= 0]
    return text[first : min(stops) + 1 if stops else len(text)].strip()
