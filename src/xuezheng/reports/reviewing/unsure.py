"""Everything a person should look at before the text goes out, the gravest first."""

from collections.abc import Iterable, Iterator

from xuezheng.reports.checking.arithmetic import check_arithmetic
from xuezheng.reports.checking.wording import check_wording
from xuezheng.reports.reading import looks_ahead
from xuezheng.reports.reviewing.shapes import Unsure
from xuezheng.reports.shapes import Document, Judgement
from xuezheng.reports.writing.shapes import Draft

#: 1 is against the records, 2 the text contradicts itself, 3 nobody confirmed it, 4 it is missing,
#: 5 records say nothing, 6 a person's word.
_AGAINST, _SUM, _UNCONFIRMED, _OPEN, _NO_RECORDS, _SOFT = range(1, 7)


def unsure_of(document: Document, draft: Draft, judgements: Iterable[Judgement]) -> tuple[Unsure, ...]:
    """One list for the office. Soft statements, of which a speech has many, are one line together."""
    judged = list(judgements)
    found = [*_claims(judged), *_text(document, draft), *_figures(document, draft)]
    soft = [one.claim.text for one in judged if one.verdict == "须人工判断"]
    if soft:
        found.append(
            Unsure(_SOFT, "全文", "；".join(soft), f"{len(soft)} 处定性表述，记录不能证明，请科室确认。")
        )
    return tuple(sorted(found, key=lambda one: one.rank))


def _claims(judgements: list[Judgement]) -> Iterator[Unsure]:
    for one in judgements:
        if one.verdict == "不符":
            yield Unsure(_AGAINST, one.claim.id, one.claim.text, one.reason)
        elif one.verdict == "数据不足":
            yield Unsure(_NO_RECORDS, one.claim.id, one.claim.text, one.reason)


def _text(document: Document, draft: Draft) -> Iterator[Unsure]:
    text = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    for fault in check_arithmetic(text):
        yield Unsure(_SUM, "文中", fault, "文中的数互相矛盾。")
    for fault in check_wording(document, draft.year):
        if "占位" not in fault:
            yield Unsure(_SUM, "上年文稿", fault, "请看新稿中是否仍在。")
    for warning in document.warnings:
        yield Unsure(_SUM, "上年文稿", warning, "读取时的提示。")


def _figures(document: Document, draft: Draft) -> Iterator[Unsure]:
    for anchor in draft.anchors:
        if anchor.state == "suggested":
            why = f"按建议写成“{anchor.label}”，还没有人确认。"
            yield Unsure(_UNCONFIRMED, anchor.slot, anchor.sentence, why)
    slots = {slot.id: slot for slot in document.slots}
    for name, why in draft.left_open.items():
        if not looks_ahead(document, slots[name].block):
            yield Unsure(_OPEN, name, slots[name].clause, why)
