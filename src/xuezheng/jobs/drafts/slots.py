"""One place of the text: what it may be, what it says, what stands behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.jobs.drafts.room import Room
from xuezheng.reports.reading import looks_ahead, sentence_at
from xuezheng.reports.shapes import Decision, Slot, Suggestion

PERIODS = {"year": "全年", "h1": "上半年", "h2": "下半年", "last_year": "上年"}
MEASURES = {
    "value": "数值", "out_of": "应有数", "rate": "比率", "change": "降幅", "growth": "增幅", "target": "目标数",
    "completion": "完成率", "ratio": "为上年的百分比", "share": "占全部的百分比", "per_head": "生均",
}  # fmt: skip
_NUMBER = re.compile(r"[-\d.,]+[%％]?")
#: How a place stands, for the eye: shape and colour follow.
STATES = {
    "confirmed": "已确认", "hand": "人工填写", "suggested": "待确认", "missing": "已确认，没有数据", "none": "未定",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """An indicator as it may fill a place, with the values it would give."""

    suggestion: Suggestion
    label: str
    now: str
    before: str
    is_chosen: bool = False

    @property
    def sure_pct(self) -> int:
        """How sure, in per cent."""
        return round(self.suggestion.confidence * 100)


@dataclass(frozen=True)
class Place:
    """All that is said of one place."""

    slot: Slot
    decision: Decision
    state: str
    sentence: str
    indicator: Indicator | None
    label: str
    filters: tuple[tuple[str, str], ...]
    now: str
    before: str
    change: str
    why_not: str
    choices: tuple[Choice, ...]
    remembered: str
    is_ahead: bool
    stage: str
    sure_pct: int | None

    @property
    def now_parts(self) -> tuple[str, str]:
        """This year's value as its number and what follows it."""
        found = _NUMBER.match(self.now)
        return (found[0], self.now[found.end() :]) if found else (self.now, "")

    @property
    def is_figure(self) -> bool:
        """Whether records could give it."""
        return self.slot.kind == "figure"


def state_of(decision: Decision, *, is_filled: bool) -> str:
    """How a place stands: one of `STATES`."""
    if decision.state == "by_hand":
        return "hand"
    if decision.state == "suggested":
        return "suggested"
    if decision.state == "open":
        return "none"
    return "confirmed" if is_filled else "missing"


def place_of(room: Room, name: str, decision: Decision, *, is_filled: bool) -> Place:
    """A place with its decision, the values of this year and last, and what else it may be."""
    slot, proposal = room.slot(name), room.proposals[name]
    own = _own(decision, proposal.suggestions)
    with room.lock:
        choices = _choices(room, slot, decision, proposal.suggestions)
        now, why, value = _shown(room, slot, own, room.year)
        before, _, value_before = _shown(room, slot, own, room.year - 1)
    indicator = room.catalogue.get(decision.indicator)
    return Place(
        slot=slot,
        decision=decision,
        state=state_of(decision, is_filled=is_filled),
        sentence=sentence_at(room.document, slot.block, slot.at),
        indicator=indicator,
        label=_label(own, indicator) if indicator else "",
        filters=filters_in_words(decision, indicator),
        now=now,
        before=before,
        change=change_of(value_before, value),
        why_not=why,
        choices=choices,
        remembered=room.remembered.get(name, ""),
        is_ahead=looks_ahead(room.document, slot.block),
        stage=proposal.stage or "",
        sure_pct=_sure(decision, proposal.suggestions),
    )


def filters_in_words(decision: Decision, indicator: Indicator | None) -> tuple[tuple[str, str], ...]:
    """What narrows the indicator: each column and value in words, then period and measure where unusual."""
    if indicator is None:
        return ()
    columns = _column_labels()
    told = [
        (columns.get(column, column), indicator.dimensions.get(column, {}).get(value, value).split(";")[0])
        for column, value in decision.filters.items()
    ]
    if decision.period != "year":
        told.append(("时期", PERIODS[decision.period]))
    if decision.measure != "value":
        told.append(("取数", MEASURES[decision.measure]))
    return tuple(told)


def choice_of(room: Room, name: str, suggestion: Suggestion) -> Choice:
    """An indicator of the catalogue as it would fill a place."""
    slot = room.slot(name)
    with room.lock:
        now, why, _ = _shown(room, slot, suggestion, room.year)
        before, _, _ = _shown(room, slot, suggestion, room.year - 1)
    return Choice(suggestion, _label(suggestion, room.catalogue[suggestion.indicator]), now or why, before)


def _choices(
    room: Room, slot: Slot, decision: Decision, suggestions: tuple[Suggestion, ...]
) -> tuple[Choice, ...]:
    if slot.kind != "figure":
        return ()
    listed = []
    for one in suggestions:
        if one.indicator not in room.catalogue:
            continue
        now, why, _ = _shown(room, slot, one, room.year)
        before, _, _ = _shown(room, slot, one, room.year - 1)
        label = _label(one, room.catalogue[one.indicator])
        listed.append(Choice(one, label, now or why, before, is_chosen=_is_same(one, decision)))
    return tuple(listed)


def _shown(room: Room, slot: Slot, one: Suggestion, year: int) -> tuple[str, str, Decimal | None]:
    """The value in the place's own words, or why there is none."""
    from xuezheng.reports.matching.proposing import shown_as

    if slot.kind != "figure" or one.indicator not in room.catalogue:
        return "", "", None
    value, told = shown_as(slot, one, room.catalogue, room.snapshot, year, room.measuring)
    return ("", told, None) if value is None else (told, "", value)


def _own(decision: Decision, suggestions: tuple[Suggestion, ...]) -> Suggestion:
    """The decision as a suggestion, as sure as it was suggested."""
    sure = next((one.confidence for one in suggestions if _is_same(one, decision)), 0.0)
    return Suggestion(
        decision.indicator, dict(decision.filters), decision.period, decision.measure, 1.0, sure
    )


def _is_same(one: Suggestion, decision: Decision) -> bool:
    return (one.indicator, dict(one.filters), one.period, one.measure) == (
        decision.indicator, dict(decision.filters), decision.period, decision.measure,
    )  # fmt: skip


def _sure(decision: Decision, suggestions: tuple[Suggestion, ...]) -> int | None:
    found = next((one for one in suggestions if _is_same(one, decision)), None)
    return None if found is None else round(found.confidence * 100)


def _label(one: Suggestion, indicator: Indicator) -> str:
    from xuezheng.reports.matching.proposing import label_of

    return label_of(one, indicator)


def change_of(before: Decimal | None, now: Decimal | None) -> str:
    """How this year's value stands to last year's, in words; empty where one is missing."""
    if before is None or now is None:
        return ""
    if before == now:
        return "持平"
    way = "上升" if now > before else "下降"
    return way if not before else f"{way} {abs((now - before) * 100 / before):.1f}%"


def shown_in(slot: Slot, value: Decimal) -> str:
    """A value in the place's own words."""
    from xuezheng.reports.writing.drafting import number_and_rest, scale_of
    from xuezheng.reports.writing.numerals import written

    number, rest = number_and_rest(slot.text)
    shown = written(value, unit=slot.unit, scale=scale_of(slot), approx=slot.approx, as_in=number)
    return shown.text + (slot.approx if shown.keeps_word else "") + (rest or slot.unit)


def column_label(column: str) -> str:
    """A column's name in Chinese."""
    return _column_labels().get(column, column)


_LABELS: dict[str, str] = {}


def _column_labels() -> Mapping[str, str]:
    """Chinese label of a column, from the schema."""
    if not _LABELS:
        from xuezheng.snapshot.schema import tables

        found = {column.name: column.label for columns in tables().values() for column in columns}
        _LABELS.update({**found, "stage": "学段", "level": "级别", "kind": "类别"})
    return _LABELS


def rows_behind(room: Room, decision: Decision, most: int) -> tuple[list[str], list[dict[str, Any]], int]:
    """Headings, the first rows with names beside codes, and how many rows there are."""
    from xuezheng.reports.writing.computing import reckon

    with room.lock:
        answer = reckon(decision, room.snapshot, room.catalogue, room.year, room.measuring)
        rows = [dict(row) for row in answer.evidence]
        shown = named(rows[:most], room.snapshot)
    return (list(shown[0]) if shown else []), shown, len(rows)


def named(rows: list[dict[str, Any]], snapshot: Any) -> list[dict[str, Any]]:
    """Rows with the names of schools, areas and subjects, under headings an official reads."""
    from xuezheng.reports.claims.naming import names_of_codes

    labels = {
        **_column_labels(), "subject": "对象", "school": "学校", "area": "县区", "counted": "计入", "out_of": "应有",
        "on": "日期",
    }  # fmt: skip
    wanted = {str(row[key]) for row in rows for key in ("subject", "school", "area") if row.get(key)}
    names = names_of_codes(snapshot, wanted) if wanted else {}
    columns = [
        key for key in (rows[0] if rows else {}) if any(row.get(key) not in (None, "") for row in rows)
    ]
    return [
        {labels.get(key, key): _cell(names.get(str(row.get(key)), row.get(key))) for key in columns}
        for row in rows
    ]


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
