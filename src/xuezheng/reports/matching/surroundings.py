"""The words around a figure, each with a weight that says how near it stands.

A figure's own words weigh most; words it shares with other figures of its clause, the clauses
beside it, the sentence before, the item's first sentence and the headings weigh less. Grams are
never taken across the edge of a stretch.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.reports.matching.sharing_out import PREDICATE, divide
from xuezheng.reports.shapes import Document, Slot

#: Own words, own words further off, and words shared with other figures of the clause.
OWN, REMOTE, SHARED = 1.0, 0.85, 0.6

_CLOSE = 8
_SENTENCE_END = re.compile(r"[。！？!?]")
_CLAUSE_END = re.compile(r"[,，;；:：。！？!?(（)）]")
_COMMA = re.compile(r"[,，;；。！？!?]")
#: Says that a part follows, and makes 中小学 of 其中小学.
_PART = "其中"
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}是")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]*")
#: Words that name no object; a figure with nothing else beside it takes its object from further off.
_NAMELESS = re.compile(
    r"其中|其[他它余]|实际|累计|合计|共计|总计|总|年度|全年|投入|资金|财政|完成|达到|目前|建设|项目|新增|办理|分别"
    r"|学校|学生|受益|受助|惠及|涉及"
    r"|[已共为约各均达全市县区年我有了]|\d"
)


@dataclass(frozen=True)
class Reach:
    """Weights of what stands further off than the clause."""

    beside: float
    further: float
    before: float
    topic: float
    heading: float


_TOLD = Reach(beside=0.42, further=0.22, before=0.1, topic=0.16, heading=0.3)
_BARE = Reach(beside=0.65, further=0.45, before=0.4, topic=0.4, heading=0.4)


@dataclass(frozen=True)
class Stretch:
    """A run of words and its weight."""

    words: str
    weight: float


@dataclass(frozen=True)
class Surroundings:
    """What the text says around one figure.

    Attributes
    ----------
    own : tuple of str
        The words that belong to this figure alone, before and after it.
    modifier : str
        What stands before 的 right before the figure: 保留的6项, 征求到的XX个.
    is_bare : bool
        Its own words name no object (累计投入, 其中); it is then taken from further off.
    lead : str
        The sentence up to the figure; periods (下半年, 去年) are looked for there.
    stretches : tuple of Stretch
        Everything, weighted.
    headings : str
        The headings above and the item's first sentence.
    clause : str
        What stands between two commas around the figure, brackets and all.
    so_far : str
        The clause up to the figure.
    shared : tuple of str
        Words that belong to several figures of the clause.
    """

    own: tuple[str, str]
    modifier: str
    is_bare: bool
    lead: str
    stretches: tuple[Stretch, ...]
    headings: str
    clause: str = ""
    so_far: str = ""
    shared: tuple[str, ...] = ()

    @property
    def near_words(self) -> str:
        """Own words and those shared with the figure's neighbours."""
        return "，".join(stretch.words for stretch in self.stretches if stretch.weight >= SHARED)


def surroundings(document: Document, slot: Slot) -> Surroundings:
    """Collect the words around a slot of a document."""
    text = document.blocks[slot.block].text
    others = [other for other in document.slots if other.block == slot.block and other.kind == "figure"]
    begin, end = _around(_CLAUSE_END, text, slot.at)
    begin = _across_brackets(text, begin, others)
    own, shared = divide(text, begin, end, slot, [other for other in others if begin <= other.at < end])
    own = (own[0].replace(_PART, ""), own[1].replace(_PART, ""))
    modifier = _modifier(text[begin : slot.at])
    if modifier:
        own, shared = _without_predicate(own, shared)
    close = [
        *_by_distance(own),
        *(Stretch(words, SHARED) for words in shared),
    ]
    return _surroundings(
        document, slot.block, (begin, slot.at, end), own, modifier, close, is_bare=is_nameless("".join(own))
    )


def around_words(
    document: Document, block: int, begin: int, end: int, *, is_bare: bool = False
) -> Surroundings:
    """Collect the words around a clause that needs no figure: its own weigh most.

    `is_bare` says that the clause has no subject (正在逐项解决); it is then that of the one before.
    """
    words = document.blocks[block].text[begin:end]
    return _surroundings(
        document, block, (begin, begin, end), (words, ""), "", [Stretch(words, OWN)], is_bare=is_bare
    )


def _surroundings(
    document: Document,
    block: int,
    place: tuple[int, int, int],
    own: tuple[str, str],
    modifier: str,
    close: list[Stretch],
    *,
    is_bare: bool,
) -> Surroundings:
    """Add what stands outside the clause; `place` is where it begins, holds the figure, and ends."""
    begin, at, end = place
    text = document.blocks[block].text
    first, last = _around(_SENTENCE_END, text, at)
    reach = _BARE if is_bare else _TOLD
    above, topic = _headings(document, block), _item_topic(text, at)
    span = _around(_COMMA, text, at)
    further = (
        *_beside(text[first:begin], text[end:last], reach),
        Stretch(_sentence_before(text, first), reach.before),
        Stretch(topic, reach.topic),
        *(Stretch(words, reach.heading) for words in above),
    )
    return Surroundings(
        own=own,
        modifier=modifier,
        is_bare=is_bare,
        lead=text[first:at],
        stretches=(*close, *further),
        headings="，".join([*above, topic]),
        clause=text[slice(*span)],
        so_far=text[span[0] : at],
        shared=tuple(one.words for one in close if one.weight == SHARED),
    )


def _across_brackets(text: str, begin: int, figures: Sequence[Slot]) -> int:
    """Where a clause begins when a bracket without figures (一期) only interrupts it."""
    while begin and text[begin - 1] in ")）":
        opened = max(text.rfind(sign, 0, begin) for sign in "(（")
        if opened < 0 or any(opened < one.at < begin for one in figures):
            break
        begin, _ = _around(_CLAUSE_END, text, opened)
    return begin


def is_nameless(words: str) -> bool:
    """Whether words name no object (累计投入, 其中)."""
    return len(_NAMELESS.sub("", words)) < 2


def _modifier(before: str) -> str:
    found = re.search(r"([^的、]{2,6})的$", before)
    return found.group(1) if found else ""


def _around(edge: re.Pattern[str], text: str, at: int) -> tuple[int, int]:
    """Start and end of the stretch between two edges."""
    begin = max((found.end() for found in edge.finditer(text, 0, at)), default=0)
    after = edge.search(text, at)
    return begin, after.start() if after else len(text)


def _without_predicate(
    own: tuple[str, str], shared: tuple[str, ...]
) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Where 的 ties a figure to what stands before it, it counts that, not what is said of it.

    征求到的XX个问题逐步得到解决 counts what was collected.
    """
    before, after = own
    said = PREDICATE.search(after)
    if said is None:
        return own, shared
    return (before, after[: said.start()]), (*shared, after[said.start() :])


def _by_distance(own: tuple[str, str]) -> list[Stretch]:
    """Own words before and after the figure; those further off weigh a little less."""
    before, after = own
    return [
        Stretch(before[-_CLOSE:], OWN),
        Stretch(after[:_CLOSE], OWN),
        Stretch(before, REMOTE),
        Stretch(after, REMOTE),
    ]


def _beside(before: str, after: str, reach: Reach) -> list[Stretch]:
    """Clauses of the same sentence, lighter with distance."""
    beside: list[Stretch] = []
    for clauses in (_clauses(before)[::-1], _clauses(after)):
        for step, words in enumerate(clauses[:4]):
            beside.append(Stretch(words, reach.beside if step == 0 else reach.further / step))
    return beside


def _clauses(text: str) -> list[str]:
    return [words for words in _CLAUSE_END.split(text) if words]


def _sentence_before(text: str, first: int) -> str:
    begin, _ = _around(_SENTENCE_END, text, max(0, first - 1))
    return text[begin : max(0, first - 1)]


def _item_topic(text: str, at: int) -> str:
    """The first sentence of the item (八是…) the slot stands in, or of its paragraph."""
    starts = [found.end() for found in _ITEM.finditer(text, 0, at)]
    start = starts[-1] if starts else 0
    found = _SENTENCE_END.search(text, start)
    end = found.start() if found else len(text)
    return text[start:end] if end < at else ""


def _headings(document: Document, block: int) -> list[str]:
    """The nearest heading of each level above a block."""
    above: list[str] = []
    level = 9
    for earlier in reversed(document.blocks[: block + 1]):
        if earlier.kind == "heading" and earlier.level < level:
            above.append(_NUMBERING.sub("", earlier.text))
            level = earlier.level
    return above
