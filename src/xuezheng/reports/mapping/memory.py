"""What a bureau has confirmed in earlier years, by clause: next year the same clause asks nothing.

Kept in `DIR/mappings/remembered.yaml`, which a person can read, correct, and delete from.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound
from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.mapping.parsing import Entry, Faults, parse
from xuezheng.reports.mapping.sameness import normal
from xuezheng.reports.mapping.shapes import MEASURES, PERIODS
from xuezheng.reports.shapes import Decision, Document, Slot
from xuezheng.reports.writing.units import family

FILE = Path("mappings") / "remembered.yaml"
_FORMAT = "1"
_HEAD = """\
# 已确认过的分句与指标：明年同样的分句不再询问。由 xuezheng 写入，可以修改或整项删去。
# clause 中的 # 是数字；before 是数字前的几个字；times 是确认过几次。"""
_BEFORE = 24
_EDGE = re.compile(r"[,，;；。！？!?]")
_WORDS = ("clause", "before", "unit", "heading", "indicator", "period", "measure", "value", "source", "text")


@dataclass(frozen=True)
class Memory:
    """One thing confirmed.

    Attributes
    ----------
    clause : str
        Without years and figures.
    before : str
        The last words before the figure, likewise; tells apart figures of one clause, and short
        clauses that come several times (主办10件).
    unit : str
        Kind of quantity (money, area, rate, count …), or the kind of a slot that is no figure.
    heading : str
        Heading it stood under; decides where one clause was confirmed in two ways.
    value : str
        Of a name; a figure given by hand belongs to its year and keeps only its source.
    year, text
        When it was confirmed last, and in which text.
    """

    clause: str
    before: str
    unit: str
    heading: str
    indicator: str
    filters: dict[str, str] = field(default_factory=dict)
    period: str = "year"
    measure: str = "value"
    value: str = ""
    source: str = ""
    year: int = 0
    text: str = ""
    times: int = 1


@dataclass(frozen=True)
class Place:
    """A slot and the words it is known by from year to year."""

    slot: Slot
    clause: str
    before: str
    unit: str
    heading: str


def load(folder: Path) -> dict[str, Memory]:
    """The bureau's memories by number; none where nothing was remembered yet.

    Raises
    ------
    BadInput
        When the file was damaged; every fault with its line.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    faults = Faults(path)
    root = parse(path, faults, "记忆文件")
    head = root.children or {}
    if head.get("format", Entry(1)).word != _FORMAT or "entries" not in head:
        raise BadInput(f"{path} 不是已确认分句的文件。请从备份恢复，或移走它重新积累。")
    listed = head["entries"].children or {}
    found = {number: one for number, entry in listed.items() if (one := _memory(number, entry, faults))}
    if faults.found:
        raise BadInput(
            f"{path} 有 {len(faults.found)} 处不能使用。请改正下列各项后重试。", faults=faults.found
        )
    return found


def remember(
    folder: Path, document: Document, decisions: Mapping[str, Decision], year: int
) -> tuple[int, int, int]:
    """Add what was confirmed for a text; what is remembered otherwise for the same place is replaced.

    Returns
    -------
    tuple of int
        How many are new, changed, and confirmed once more.
    """
    known = load(folder)
    by_place = {_key(one): number for number, one in known.items()}
    counts = Counter[str]()
    numbered = max((int(number[1:]) for number in known if number[1:].isdigit()), default=0)
    for one in memories_of(document, decisions, year):
        number = by_place.get(_key(one))
        if number is None:
            numbered += 1
            known[f"M{numbered:04d}"] = one
            counts["new"] += 1
            continue
        before = known[number]
        is_same = _decided(before) == _decided(one)
        counts["again" if is_same else "changed"] += 1
        known[number] = replace(one, times=before.times + (before.year != year) if is_same else 1)
    _save(folder, known)
    return counts["new"], counts["changed"], counts["again"]


def forget(folder: Path, numbers: Iterable[str]) -> list[Memory]:
    """Delete memories by number.

    Raises
    ------
    NotFound
        When one of them is not there; nothing is deleted then.
    """
    known, asked = load(folder), list(dict.fromkeys(numbers))
    missing = [number for number in asked if number not in known]
    if missing:
        raise NotFound(
            f"没有编号为 {'、'.join(missing)} 的记忆，什么也没有删除。用 xuezheng report memories 查看编号。"
        )
    gone = [known.pop(number) for number in asked]
    _save(folder, known)
    return gone


def memories_of(document: Document, decisions: Mapping[str, Decision], year: int) -> list[Memory]:
    """What is worth remembering of a text's decisions."""
    found = []
    for place in places(document):
        slot = place.slot
        decision = decisions.get(slot.id)
        if decision is None or not place.clause or not _is_worth_it(decision, slot):
            continue
        is_figure = slot.kind == "figure"
        by_hand = decision.state == "by_hand"
        found.append(
            Memory(
                clause=place.clause,
                before=place.before,
                unit=place.unit,
                heading=place.heading,
                indicator="" if by_hand and is_figure else decision.indicator,
                filters=dict(decision.filters),
                period=decision.period,
                measure=decision.measure,
                value="" if is_figure else decision.value,
                source=decision.source,
                year=year,
                text=Path(document.source).name,
            )
        )
    return found


def places(document: Document) -> list[Place]:
    """Every slot with the words it is known by from year to year."""
    return [
        Place(
            slot=slot,
            clause=normal(_in_digits(slot)),
            before=_before(document.blocks[slot.block].text[: slot.at]),
            unit=family(slot.unit) if slot.kind == "figure" else slot.kind,
            heading=heading_above(document, slot.block),
        )
        for slot in document.slots
    ]


def _in_digits(slot: Slot) -> str:
    """The clause, with a figure in several Chinese numerals as one of digits."""
    is_written_out = len(slot.text) > 1 and slot.value is not None and not any(map(str.isdigit, slot.text))
    return slot.clause.replace(slot.text, "1", 1) if is_written_out else slot.clause


def _before(text: str) -> str:
    """The words of the clause up to a figure; of one in a bracket, with the clause before the bracket."""
    opened = max(text.rfind(sign) for sign in "(（")
    closed = max(text.rfind(sign) for sign in ")）")
    end = opened if opened > closed else len(text)
    start = max((found.end() for found in _EDGE.finditer(text, 0, end)), default=0)
    return normal(text[start:])[-_BEFORE:]


def heading_above(document: Document, block: int) -> str:
    """The nearest heading, without years and figures."""
    above = (one for one in reversed(document.blocks[: block + 1]) if one.kind == "heading")
    return normal(next((one.text for one in above), ""))


def _is_worth_it(decision: Decision, slot: Slot) -> bool:
    if slot.kind == "figure":
        return decision.state == "by_hand" or (decision.state == "confirmed" and bool(decision.indicator))
    return slot.kind == "name" and decision.state in ("by_hand", "confirmed") and bool(decision.value)


def _key(one: Memory) -> tuple[object, ...]:
    return one.clause, one.before, one.unit, one.heading


def _decided(one: Memory) -> tuple[object, ...]:
    return one.indicator, tuple(sorted(one.filters.items())), one.period, one.measure, one.value


def _memory(number: str, entry: Entry, faults: Faults) -> Memory | None:
    before = len(faults.found)
    given = entry.children or {}
    if not given.get("clause", Entry(1)).word:
        faults.add(entry.line, f"{number} 缺少 clause。", "请整项删去。")
        return None
    words = {key: given[key].word for key in _WORDS if key in given and given[key].word}
    numbers = {key: _number(number, key, given[key], faults) for key in ("year", "times") if key in given}
    for key, allowed in (("period", PERIODS), ("measure", MEASURES)):
        if key in words and words[key] not in allowed:
            faults.add(
                given[key].line, f"{number} 的 {key} 不能是“{words[key]}”。", f"可用：{'、'.join(allowed)}。"
            )
    filters = given["filters"].children if "filters" in given else None
    if len(faults.found) > before:
        return None
    fields: dict[str, Any] = {key: "" for key in ("before", "unit", "heading", "indicator")} | words | numbers
    return Memory(**fields, filters={column: one.word for column, one in (filters or {}).items()})


def _number(number: str, key: str, entry: Entry, faults: Faults) -> int:
    if not entry.word.isdigit():
        faults.add(entry.line, f"{number} 的 {key} “{entry.word}”不是整数。", "请改为整数，或整项删去。")
        return 0
    return int(entry.word)


def _save(folder: Path, known: Mapping[str, Memory]) -> None:
    import yaml

    from xuezheng.reports.docx.saving import save_whole

    entries: dict[str, dict[str, Any]] = {number: _plain(one) for number, one in known.items()}
    dumped = yaml.safe_dump({"entries": entries}, allow_unicode=True, sort_keys=False, width=10**6)
    path = folder / FILE
    path.parent.mkdir(exist_ok=True)
    save_whole(path, f"{_HEAD}\nformat: {_FORMAT}\n{dumped}".encode())


def _plain(one: Memory) -> dict[str, Any]:
    return {
        key: value
        for key, value in vars(one).items()
        if value not in ("", {}) or key in ("clause", "indicator")
    }


def fault_of(one: Memory, catalogue: Mapping[str, Indicator]) -> str:
    """Why a memory can no longer be used; empty when it can."""
    if not one.indicator or not one.unit or one.value:
        return ""
    indicator = catalogue.get(one.indicator)
    if indicator is None:
        from xuezheng.indicators.catalogue import nearest

        near = "、".join(nearest(one.indicator, catalogue)[:3])
        return f"指标 {one.indicator} 已不在目录中" + (f"，相近的有 {near}" if near else "")
    for column, value in one.filters.items():
        if column not in indicator.dimensions:
            return f"指标 {one.indicator} 不再能按“{column}”筛选"
        if indicator.dimensions[column] and value not in indicator.dimensions[column]:
            return f"指标 {one.indicator} 的“{column}”不再有“{value}”这一值"
    return ""
