"""What a person should look at before the text is used."""

import re
from collections.abc import Iterator, Sequence

from xuezheng.reports.reading.structure import level1_headings
from xuezheng.reports.shapes import Block, Slot

_PLACE = re.compile(
    r"(?:^|(?<=[，。,；;：:、（(]))([\u4e00-\u9fff]{2,3}?(?:市|县|区|旗))(?!域|长|委|级|直|位|别|间|场|民|内)"
)
_NO_PLACE = re.compile(r"[全我各本城地学校社园辖农村山牧民族贫困偏远在对从由省到于及和与是为市县区旗乡]")
_LEAST_BODY = 20


def warnings_of(blocks: Sequence[Block], slots: Sequence[Slot]) -> tuple[str, ...]:
    """Warnings about the text as a whole."""
    return tuple([*_broken_off(blocks), *_miscounted(blocks, slots), *_places_left(blocks, slots)])


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
    found = {
        name: None
        for block in blocks
        for name in _PLACE.findall(block.text)
        if not _NO_PLACE.search(name[:-1])
    }
    if found:
        yield f"其他地名已隐去，文中仍有“{'”“'.join(found)}”，请核对。"
