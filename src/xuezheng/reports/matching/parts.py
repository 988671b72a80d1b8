"""Parts of a total, and percentages of a figure: both take what they are from the figure before.

幼儿园177所（公办58所，民办119所）: the parts are kindergartens too, told apart by who runs them.
投资6.15亿元，完成年度任务的99.27%: the share is of what the investment is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.matching.candidates import Candidate, Figure, order
from xuezheng.reports.matching.grams import grams
from xuezheng.reports.matching.refining import filters_in, measure_of_percentage, signs_of
from xuezheng.reports.matching.sharing_out import figure_end
from xuezheng.reports.matching.surroundings import is_nameless
from xuezheng.reports.matching.wording import wording
from xuezheng.reports.shapes import Document, Slot
from xuezheng.reports.writing.units import family, split_scale

#: What a part keeps of its total's score: its words are those of a dimension's value; they name nothing, in a
#: bracket and after 其中; they name something, which is the total's too, or stands in its bracket; or is
#: something else, which is seldom the same thing.
_TOLD, _BARE_IN_BRACKET, _BARE, _ALIKE, _OTHERWISE = 0.97, 0.85, 0.72, 0.75, 0.55
#: What a percentage keeps of the score of the figure it is of.
_OF_FIGURE = 0.75
#: How the codes of such rates end.
_ENDINGS = {"completion": ("rate", "completion_rate"), "growth": ("growth_rate",), "change": ("change_rate",)}
#: What an indicator that is the very rate gains over the rate reckoned from its figure.
_RATE_OF_ITS_OWN = 1.05
#: What is left of the score of a rate of something else, where the words name nothing.
_NOT_ITS_OWN = 0.5
_HANDED = 2
#: From here on a figure tells the topic of its sentence, and what a percentage of that topic gains.
_TOPIC_TOLD, _SAME_TOPIC = 0.5, 1.2
#: With so few words of its own a percentage says only what kind of rate it is, and gains more.
_FEW_WORDS, _SAME_TOPIC_OF_FEW = 4, 1.5
#: From here on a reading of the part's own words is one.
_NAMED_WELL = 0.4
#: How many figures back a total may stand.
_BACK = 4
_SENTENCE_END = re.compile(r"[。！？!?]")
_DONE = re.compile(r"实际|已经?(?:完成|实现|达到|减少|建成)")
_CLAUSE_END = re.compile(r"[,，;；。！？!?]")


def handed_down(
    document: Document, figures: Mapping[str, Figure], catalogue: Mapping[str, Indicator]
) -> dict[str, Figure]:
    """Give every part its total's readings, and every bare percentage those of the figure before it.

    Figures are taken in the order of the text, so that parts of parts have theirs as well.
    """
    settled: dict[str, Figure] = {}
    for name, figure in figures.items():
        before = [one for one in settled.values() if one.slot.block == figure.slot.block]
        settled[name] = _of_one_topic(document, _with_inherited(document, figure, before, catalogue), before)
    return settled


def total_of(text: str, part: Figure, before: Sequence[Figure]) -> tuple[Figure | None, bool]:
    """The figure this one is a part of, and whether it is in a bracket behind it.

    It stands before the bracket, or before 其中, 包括, 分别; both count the same kind of thing. The
    nearest that has words in common with the part is its total, or else the nearest.
    """
    slot = part.slot
    alike = [one for one in before if _counts_alike(one.slot, slot)]
    opened = _open_bracket(text, slot.at)
    if opened >= 0:
        return next((one for one in reversed(alike) if _ends_at(text, one.slot, opened)), None), True
    start = _sentence_start(text, slot.at)
    mark = max((found.start() for found in _parts_begin().finditer(text, start, slot.at)), default=-1)
    nearest_first = [one for one in reversed(alike) if one.slot.at < mark][:_BACK]
    akin = [one for one in nearest_first if _in_common(part, one)]
    return next(iter([*akin, *nearest_first]), None), False


def _parts_begin() -> re.Pattern[str]:
    """Where parts begin: 其中, 含 …, or 分别 with nothing between it and the comma (分别 deals out, else)."""
    return re.compile(rf"{'|'.join(wording()['parts'])}|(?<=[,，;；:：])分别")


def _with_inherited(
    document: Document, figure: Figure, before: Sequence[Figure], catalogue: Mapping[str, Indicator]
) -> Figure:
    if found := _done_of_planned(document, figure, before):
        pass
    elif family(figure.slot.unit) == "rate":
        found = _of_percentage(document, figure, before, catalogue)
        if found and _says_only_how_much(figure):
            figure = replace(figure, candidates=tuple(one.times(_NOT_ITS_OWN) for one in figure.candidates))
    else:
        text = document.blocks[figure.slot.block].text
        whole, is_in_bracket = total_of(text, figure, before)
        if whole is None:
            return figure
        figure = replace(figure, candidates=tuple(_narrowed(figure, whole, catalogue)))
        found = _parts(figure, whole, catalogue, is_in_bracket=is_in_bracket)
    known = {_key(one) for one in found}
    kept = [one for one in figure.candidates if _key(one) not in known or one.score >= _best(found, one)]
    taken = {_key(one) for one in kept}
    listed = [*kept, *(one for one in found if _key(one) not in taken)]
    return replace(figure, candidates=tuple(sorted(listed, key=order)))


def _of_one_topic(document: Document, figure: Figure, before: Sequence[Figure]) -> Figure:
    """A percentage is more likely of the topic of the figures before it in its sentence (办复率, 满意率)."""
    text = document.blocks[figure.slot.block].text
    start = _sentence_start(text, figure.slot.at)
    beside = [one for one in before if one.slot.at >= start and one.candidates]
    if not beside or family(figure.slot.unit) != "rate":
        return figure
    first = beside[-1].candidates[0]
    topic = first.suggestion.indicator.split(".")[0]
    if first.score < _TOPIC_TOLD:
        return figure
    gain = _SAME_TOPIC_OF_FEW if len("".join(figure.around.own)) <= _FEW_WORDS else _SAME_TOPIC
    akin = (
        one.times(gain) if one.suggestion.indicator.split(".")[0] == topic else one
        for one in figure.candidates
    )
    return replace(figure, candidates=tuple(sorted(akin, key=order)))


def _done_of_planned(document: Document, figure: Figure, before: Sequence[Figure]) -> list[Candidate]:
    """任务目标数是108个，实际已减少129个: what was done of what was planned just before."""
    planned = before[-1] if before else None
    own = figure.around.own[0]
    text = document.blocks[figure.slot.block].text
    if planned is None or not _DONE.search(own) or not _counts_alike(planned.slot, figure.slot):
        return []
    if planned.slot.at < _sentence_start(text, figure.slot.at):
        return []
    return [
        replace(one, suggestion=replace(one.suggestion, measure="value")).times(_TOLD)
        for one in planned.candidates[:_HANDED]
        if one.suggestion.measure in ("target", "out_of")
    ]


def _narrowed(figure: Figure, whole: Figure, catalogue: Mapping[str, Indicator]) -> list[Candidate]:
    """A part's own readings, narrowed by what its total's words say where its own say nothing."""
    words = ("，".join(whole.around.own), whole.around.near_words)
    return [
        replace(
            one,
            suggestion=replace(
                one.suggestion,
                filters={**filters_in(catalogue[one.suggestion.indicator], words), **one.suggestion.filters},
            ),
        )
        for one in figure.candidates
    ]


def _parts(
    figure: Figure, whole: Figure, catalogue: Mapping[str, Indicator], *, is_in_bracket: bool
) -> list[Candidate]:
    """The total's readings as readings of the part."""
    own = "，".join(figure.around.own)
    found = []
    for one in whole.candidates[:_HANDED]:
        indicator = catalogue[one.suggestion.indicator]
        named = filters_in(indicator, (own,))
        filters = {**one.suggestion.filters, **named}
        if named and _is_named_better(figure, indicator, own, catalogue):
            factor = _OTHERWISE
        elif named and _is_told_whole(indicator, own):
            factor = _TOLD
        elif figure.around.is_bare:
            factor = _BARE_IN_BRACKET if is_in_bracket else _BARE
        else:
            factor = _ALIKE if is_in_bracket or _in_common(figure, whole) else _OTHERWISE
        suggestion = replace(one.suggestion, filters=filters)
        found.append(replace(one, suggestion=suggestion, is_unsaid=not named).times(factor))
    return found


def _is_named_better(figure: Figure, total: Indicator, own: str, catalogue: Mapping[str, Indicator]) -> bool:
    """Whether an indicator is named after the very words that would narrow the total's (小学数, not 学校数 of 小学)."""
    signs = [
        sign
        for values in total.dimensions.values()
        for words in values.values()
        for sign in signs_of(words)
        if sign in own and sign not in total.label
    ]
    return any(
        one.score >= _NAMED_WELL and any(sign in catalogue[one.suggestion.indicator].label for sign in signs)
        for one in figure.candidates
    )


def _in_common(one: Figure, other: Figure) -> int:
    """Pairs of characters that the own words of two figures share."""
    words, others = ("，".join(figure.around.own) for figure in (one, other))
    return sum(len(gram) > 1 for gram in grams(words) & grams(others))


def _is_told_whole(indicator: Indicator, own: str) -> bool:
    """Whether the part's words are those of a dimension's value and hardly more (公办58所, not 公办教师)."""
    for values in indicator.dimensions.values():
        for sign in sorted(
            (one for words in values.values() for one in signs_of(words)), key=len, reverse=True
        ):
            own = own.replace(sign, "")
    return is_nameless(own)


def _of_percentage(
    document: Document, figure: Figure, before: Sequence[Figure], catalogue: Mapping[str, Indicator]
) -> list[Candidate]:
    """A percentage that says no more than 完成年度任务的 or 同比增长 is of the figure just before it."""
    measure = measure_of_percentage(figure.around)
    text = document.blocks[figure.slot.block].text
    start = _sentence_start(text, figure.slot.at)
    of = next(
        (one for one in reversed(before) if family(one.slot.unit) != "rate" or measure == "completion"), None
    )
    if not measure or of is None or of.slot.at < start or not of.candidates:
        return []
    if measure != "completion" and not (figure.around.is_bare or _says_only_how_much(figure)):
        return []
    found = [
        replace(one, suggestion=replace(one.suggestion, measure=measure)).times(_OF_FIGURE)
        for one in of.candidates[:_HANDED]
        if one.suggestion.measure in ("value", "target", "completion")
    ]
    return [*_rates_of(found[:1], measure, catalogue), *found]


def _says_only_how_much(figure: Figure) -> bool:
    """Whether a percentage's own words say that something was completed or rose, and not what (完成率为)."""
    own = "".join(figure.around.own)
    change = wording()["change"]
    signs = [*wording()["completion"], *change["up"], *change["down"], *wording()["against"]]
    said_here = [sign for sign in signs if sign in own]
    for sign in sorted(said_here, key=len, reverse=True):
        own = own.replace(sign, "")
    return bool(said_here) and is_nameless(own)


def _rates_of(
    found: Sequence[Candidate], measure: str, catalogue: Mapping[str, Indicator]
) -> list[Candidate]:
    """The indicators that are the very rate of a figure's own, which stand before its reckoned rate."""
    rates = []
    for one in found:
        code = one.suggestion.indicator
        topic = code.rpartition(".")[0]
        named = [
            f"{stem}{ending}" for ending in _ENDINGS.get(measure, ()) for stem in (f"{code}_", f"{topic}.")
        ]
        named += [f"{code.rpartition('_')[0]}_{ending}" for ending in _ENDINGS.get(measure, ())]
        code_of_rate = next((name for name in named if name in catalogue and name != code), "")
        if code_of_rate:
            reading = replace(one.suggestion, indicator=code_of_rate, measure="value", filters={})
            rates.append(replace(one, suggestion=reading).times(_RATE_OF_ITS_OWN))
    return rates


def _counts_alike(one: Slot, other: Slot) -> bool:
    if family(one.unit) != family(other.unit):
        return False
    plain = {split_scale(one.unit)[1], split_scale(other.unit)[1]}
    return family(one.unit) != "count" or len(plain) == 1 or "个" in plain


def _open_bracket(text: str, at: int) -> int:
    """Where the bracket opens that the figure stands in; -1 outside of one."""
    opened = max(text.rfind("(", 0, at), text.rfind("（", 0, at))
    closed = max(text.rfind(")", 0, at), text.rfind("）", 0, at))
    return opened if opened > closed else -1


def _ends_at(text: str, slot: Slot, place: int) -> bool:
    """Whether nothing but a word or two stands between a figure and a bracket."""
    end = figure_end(text, slot)
    return end <= place and not _CLAUSE_END.search(text, end, place)


def _sentence_start(text: str, at: int) -> int:
    """Start of the sentence; of the one before where it begins with 其中."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, at)]
    start = ends[-1] if ends else 0
    if ends and text[start : start + 4].lstrip().startswith(("其中", "包括")):
        return ends[-2] if len(ends) > 1 else 0
    return start


def _key(one: Candidate) -> tuple[object, ...]:
    return one.suggestion.indicator, tuple(sorted(one.suggestion.filters.items())), one.suggestion.measure


def _best(found: Sequence[Candidate], like: Candidate) -> float:
    return max((one.score for one in found if _key(one) == _key(like)), default=0.0)
