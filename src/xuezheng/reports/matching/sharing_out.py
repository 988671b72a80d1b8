"""Which words of a clause belong to which of its figures.

XX个县级领导班子、XX个科级领导班子 gives each figure the noun after it; 咨询电话2000余次 gives it
the noun before; 中高职分别有XXX名和XX名学生 gives the first figure 中职 and the second 高职.
"""

import re
from collections.abc import Sequence

from xuezheng.reports.shapes import Slot

_JOIN = re.compile(r"[、/]|以及|和|及|与")
_APART = re.compile(r"分别")
#: Where a noun phrase ends and what is said of it begins.
PREDICATE = re.compile(r"逐步|逐一|全部|全面|均|已|实行|实现|推行|得到|获|进行|予以|纳入|参加|参与|进入")


def divide(
    text: str, begin: int, end: int, slot: Slot, figures: Sequence[Slot]
) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Words of a figure's clause that are its own (before and after it), and those it shares.

    Parameters
    ----------
    text : str
        The paragraph.
    begin, end : int
        The clause within it.
    figures : sequence of Slot
        Every figure of the clause, `slot` among them.
    """
    order = sorted({one.at: one for one in (*figures, slot)}.values(), key=lambda one: one.at)
    which = next(index for index, one in enumerate(order) if one.at == slot.at)
    gaps = _gaps(text, begin, end, order)
    if len(order) == 1:
        return (gaps[0], gaps[1]), ()
    apart = _distributed(gaps[0], len(order))
    if apart:
        return (apart[which], ""), (gaps[0], gaps[-1])
    return _own_and_shared(gaps, which)


def figure_end(text: str, slot: Slot) -> int:
    """Where a figure with its rounding word and unit ends."""
    end = slot.at + len(slot.text)
    for word in (slot.approx, slot.unit):
        if word and text.startswith(word, end):
            end += len(word)
    return end


def _gaps(text: str, begin: int, end: int, order: Sequence[Slot]) -> list[str]:
    """The words before, between and after the figures."""
    gaps, done = [], begin
    for one in order:
        gaps.append(text[done : one.at])
        done = figure_end(text, one)
    return [*gaps, text[done:end]]


def _own_and_shared(gaps: list[str], which: int) -> tuple[tuple[str, str], tuple[str, ...]]:
    """A gap between two figures is cut at its last 、 or 和; without one, both share it.

    What is said after the last noun is said of all of them.
    """
    before, after = gaps[which], gaps[which + 1]
    shared = []
    if which > 0:
        shared.append(gaps[0])
        left, own = _cut(before)
        if left == before:
            shared.append(left)
        before = own
    if which < len(gaps) - 2:
        shared.append(gaps[-1])
        after, _ = _cut(after)
    elif said := PREDICATE.search(after):
        shared.append(after[said.start() :])
        after = after[: said.start()]
    return (before, after), tuple(shared)


def _cut(gap: str) -> tuple[str, str]:
    """A gap at its last joining word: what belongs to the figure before, and to the one after."""
    joins = list(_JOIN.finditer(gap))
    return (gap[: joins[-1].start()], gap[joins[-1].end() :]) if joins else (gap, "")


def _distributed(lead: str, n_figures: int) -> list[str]:
    """The subject of 分别 dealt out to its figures; empty when it cannot be."""
    found = _APART.search(lead)
    if not found:
        return []
    subject, verb = lead[: found.start()], lead[found.end() :]
    parts = [part for part in _JOIN.split(subject) if part]
    if len(parts) != n_figures:
        parts = _spelt_out(subject, n_figures)
    return [part + verb for part in parts] if len(parts) == n_figures else []


def _spelt_out(subject: str, n_figures: int) -> list[str]:
    """中高职 as 中职 and 高职: as many single characters as figures, then what they share."""
    found = re.search(r"[一-鿿]+$", subject)
    if not found or len(found.group()) <= n_figures:
        return []
    words = found.group()[-(n_figures + 1) :]
    return [head + words[n_figures:] for head in words[:n_figures]]
