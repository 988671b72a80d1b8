"""What a person should look at before the text is used."""

from collections.abc import Iterator, Sequence

from xuezheng.reports.reading.other_places import places_named, warned_of
from xuezheng.reports.reading.structure import level1_headings
from xuezheng.reports.shapes import Block, Slot

_LEAST_BODY = 20
_NEAR = 8


def warnings_of(blocks: Sequence[Block], slots: Sequence[Slot]) -> tuple[str, ...]:
    """Warnings about the text as a whole."""
    return tuple(
        [
            *_broken_off(blocks),
            *_miscounted(blocks, slots),
            *_places_left(blocks, slots),
            *_gaps(blocks, slots),
        ]
    )


def _broken_off(blocks: Sequence[Block]) -> Iterator[str]:
    last = blocks[-1]
    if last.kind == "heading" and not last.text.endswith(("。", "！")):
        yield f"正文在标题“{last.text}”处中断，标题下没有内容。"
    elif last.kind == "body" and len(last.text) >= _LEAST_BODY and last.text[-1] in "，,、；;":
        yield f"正文在“{last.text[-_LEAST_BODY:]}”处中断，句子不完整。"


def _miscounted(blocks: Sequence[Block], slots: Sequence[Slot]) -> Iterator[str]:
    count = level1_headings(blocks)
    for slot in slots:
        if slot.kind == "structural" and slot.value is not None and count and slot.value != count:
            yield f"文中说“{slot.clause}”，而一级标题有 {count} 个。"


def _places_left(blocks: Sequence[Block], slots: Sequence[Slot]) -> Iterator[str]:
    """A place by its real name in a text that hides the others."""
    hidden = any(slot.kind == "name" and slot.name_kind in ("city", "county") for slot in slots)
    if not hidden:
        return
    found = dict.fromkeys(name for block in blocks for name in places_named(block.text))
    if found:
        yield warned_of(list(found), hidden=True)


def _gaps(blocks: Sequence[Block], slots: Sequence[Slot]) -> Iterator[str]:
    """Places where a figure or year was deleted, for they cannot be seen in the text."""
    places = [_around(blocks[slot.block].text, slot.at) for slot in slots if not slot.text]
    if places:
        more = f"等 {len(places)} 处" if len(places) > 1 else ""
        yield f"“{places[0]}”{more}似缺数字或年份（记作“□”），请核对。"


def _around(text: str, at: int) -> str:
    return text[max(0, at - _NEAR) : at] + "□" + text[at : at + _NEAR]
