"""The second half of a speech as targets for the coming year: unit, owner, date; nothing is set by this."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.reading import looks_ahead
from xuezheng.reports.reviewing.owners import Owners
from xuezheng.reports.reviewing.shapes import Task
from xuezheng.reports.shapes import Document, Slot
from xuezheng.reports.writing.drafting import printed_value
from xuezheng.reports.writing.units import in_plain_unit

_STOP = re.compile(r"[^。！？；]+[。！？；]?")
_OPENING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)|要|继续|着力|重点)+")
_MONTH_END = re.compile(r"(\d{1,2})月(?:底|末|份)?(?:之?前)?")
_HALF = re.compile(r"上半年|年中")
_TERM = re.compile(r"秋季(?:开学|学期)|开学前")
#: Wishes and calls that nobody could report on.
_CALL = re.compile(r"让我们|同志们|谢谢|总的要求|指导思想|以.{2,30}为指导|攻坚之年|开局之年")
_DOING = re.compile(
    r"建|完成|实现|推进|开展|实施|确保|力争|落实|加强|提高|改造|新增|培训|招聘|扩大|启动|达到|争取|组织|办好"
)
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Plan:
    """What every task of a text has in common."""

    document: Document
    codes: Mapping[str, str]
    catalogue: Mapping[str, Indicator]
    owners: Owners
    year: int
    area: str
    set_on: date


def tasks_of(plan: Plan) -> tuple[Task, ...]:
    """One proposed target a figure of the coming year, and one a task without a figure.

    `plan.year` is the year the tasks are of, `plan.codes` the indicator of a slot as decided or surely
    suggested. Values that the text leaves open stay empty, as does an indicator nobody knows.
    """
    found = [
        _task(plan, words, slot)
        for index, block in enumerate(plan.document.blocks)
        if block.kind == "body" and looks_ahead(plan.document, index)
        for words, slots in _sentences(plan.document, index)
        for slot in slots or (None,)
    ]
    return tuple(replace(task, code=f"NT{plan.year}{number:03d}") for number, task in enumerate(found, 1))


def _sentences(document: Document, index: int) -> Iterator[tuple[str, tuple[Slot, ...]]]:
    """Sentences of a paragraph that set a task, with the figures in each."""
    here = [slot for slot in document.slots if slot.block == index and slot.kind == "figure"]
    for sentence in _STOP.finditer(document.blocks[index].text):
        words = _OPENING.sub("", sentence[0].strip().rstrip("。；！？"))
        if words and _DOING.search(words) and not _CALL.search(words):
            yield words, tuple(slot for slot in here if sentence.start() <= slot.at < sentence.end())


def _task(plan: Plan, words: str, slot: Slot | None) -> Task:
    code = plan.codes.get(slot.id, "") if slot else ""
    said = slot.clause.strip() if slot else words
    return Task(
        code="",
        name=said[:_LONGEST_NAME],
        indicator=code,
        year=plan.year,
        area=plan.area,
        value=_value(slot) if slot else "",
        unit=_unit(slot, plan.catalogue.get(code)),
        owner=plan.owners.of(code),
        owner_name=plan.owners.name(code),
        set_on=plan.set_on,
        due_on=_due(words, plan.year),
    )


def _value(slot: Slot) -> str:
    """What the text promises, in the unit without 万 or 亿; empty for a placeholder."""
    value = printed_value(slot.text, slot.scale)
    return "" if value is None else format(value, "f")


def _unit(slot: Slot | None, indicator: Indicator | None) -> str:
    if indicator is not None:
        return indicator.unit
    return in_plain_unit(Decimal(1), slot.unit)[1] if slot and slot.unit else "项"


def _due(words: str, year: int) -> date:
    """The day a task names, else the year's last."""
    month = _MONTH_END.search(words)
    if month and 1 <= int(month[1]) <= 12:
        return _last_day(year, int(month[1]))
    if _HALF.search(words):
        return date(year, 6, 30)
    return date(year, 8, 31) if _TERM.search(words) else date(year, 12, 31)


def _last_day(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
