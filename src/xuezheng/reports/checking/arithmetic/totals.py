"""A list and the total that closes it: A、B、C，共计 D."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xuezheng.reports.checking.arithmetic.printed import Printed, Sentence, one_digit_apart, said

_TOTAL = re.compile(r"(?:^|[，,、；;])(?:以上|[两三四五六]项|各项)?(?:共计|合计|总计|总共|共)(?:为|达)?$")
_CLAUSES = re.compile(r"[，,；;、]|以及|[和及与]")
_LEAST, _MOST = Decimal("0.5"), Decimal(2)


def faults_of_totals(sentence: Sentence) -> Iterator[str]:
    """Totals that are not the sum of the list before them."""
    for total in sentence.figures:
        lead = _TOTAL.search(sentence.text[: total.start])
        if lead is None or total.is_about or sentence.depths[total.start]:
            continue
        items = _list_before(sentence, lead.start(), total.unit)
        if len(items) < 2 or any(item.is_about for item in items):
            continue
        added = sum((item.value for item in items), Decimal(0))
        is_near = _LEAST <= added / max(total.value, Decimal(1)) <= _MOST or one_digit_apart(
            added, total.value
        )
        if not _closes(items, total) and is_near:
            quote = sentence.quote(items[0].start, total.end)
            yield f"{quote}：各项之和为 {said(added, total)}，与合计 {total.text} 不符，请核对。"


def _list_before(sentence: Sentence, end: int, unit: str) -> list[Printed]:
    """The figures of the unit in the clauses directly before, as long as each has one."""
    items: list[Printed] = []
    until = end
    for figure in reversed(sentence.between(0, end)):
        between = sentence.text[figure.end : until]
        if figure.unit != unit or len([one for one in _CLAUSES.split(between) if one]) > 2:
            break
        items.insert(0, figure)
        until = figure.start
    return items


def _closes(items: list[Printed], total: Printed) -> bool:
    """Whether the last two or more items make the total."""
    for length in range(2, len(items) + 1):
        last = items[-length:]
        slack = sum((item.slack for item in last), total.slack)
        if abs(sum((item.value for item in last), Decimal(0)) - total.value) <= slack:
            return True
    return False
