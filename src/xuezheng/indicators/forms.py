"""Indicators that a bureau fills in as a form: a register, a filter, count or sum, a unit.

A form is data and nothing in it is run. It is checked against the snapshot's tables before it is
used, and measured by the same engine as every other indicator, with the same rows behind it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.questions import TABLE_NAMES, collected
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot
from xuezheng.snapshot.schema import Column, tables

#: Codes of forms begin so; none of the house's own does.
PREFIX = "own."
#: Words that stand for "there is something in the column" and "there is nothing".
FILLED, EMPTY = "filled", "empty"
#: Endings of columns whose sum has a unit of a kind.
_MEASURED = {"_yuan": "元", "_m2": "平方米"}
_NUMBERS = ("int", "decimal")


@dataclass(frozen=True)
class Condition:
    """What a column must hold: any of `values`, or something from `first` to `last` (both included)."""

    column: str
    values: tuple[str, ...] = ()
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Form:
    """One form; call it with a snapshot and a year for the rows that count.

    Attributes
    ----------
    register : str
        The snapshot's table.
    year : str
        Column that says to which year a row belongs: a day or a year. Empty for what stands at
        the end of the year, by `since` and `until`.
    total : str
        Column that is summed; empty to count rows.
    distinct : str
        Column whose different values are counted; empty to count rows.
    """

    code: str
    label: str
    unit: str
    register: str
    year: str = ""
    since: str = ""
    until: str = ""
    total: str = ""
    distinct: str = ""
    where: tuple[Condition, ...] = ()
    definition: str = ""
    source: str = ""

    def __call__(self, snapshot: Snapshot, year: int) -> Frame:
        """Evidence of a year, as every indicator gives it."""
        columns = columns_of(self.register)
        frame = snapshot.table(self.register).filter(self._of_year(snapshot, year, columns))
        for condition in self.where:
            frame = frame.filter(_holds(condition, columns[condition.column]))
        if self.distinct:
            frame = _once_each(frame, self.distinct, columns)
        is_day = self.year and columns[self.year].type == "date"
        return listed(
            frame,
            subject=self.distinct or _subject(columns),
            counted=nw.col(self.total) if self.total else 1,
            area="area" if "area" in columns else None,
            school="school" if "school" in columns else "code" if self.register == "schools" else None,
            on=self.year if is_day else None,
        )

    def _of_year(self, snapshot: Snapshot, year: int, columns: Mapping[str, Column]) -> nw.Expr:
        day = last_day(snapshot, year)
        if not self.year:
            until = nw.col(self.until) if self.until else nw.lit(None, dtype=nw.Date)
            return (nw.col(self.since) <= day) & (until.is_null() | (until > day))
        if columns[self.year].type == "date":
            return nw.col(self.year).is_between(date(year, 1, 1), day)
        return nw.col(self.year) == year

    def told(self) -> str:
        """The form in a sentence, for the table of sources."""
        columns = columns_of(self.register)
        parts = [f"“{columns[one.column].label}”{_condition_in_words(one)}" for one in self.where]
        which = f"，{'、'.join(parts)}" if parts else ""
        if self.total:
            what = f"“{columns[self.total].label}”合计"
        elif self.distinct:
            what = f"不同“{columns[self.distinct].label}”的个数"
        else:
            what = "记录数"
        when = (
            f"按“{columns[self.year].label}”归入年度"
            if self.year
            else f"年末在册（“{columns[self.since].label}”起）"
        )
        own = f"{self.definition.rstrip('。')}。" if self.definition else ""
        return f"{own}自建指标：登记表“{TABLE_NAMES.get(self.register, self.register)}”{which}，{when}，取{what}。"


@dataclass(frozen=True)
class FormFault:
    """Why a form cannot be used: the key it concerns, what is wrong, what to do."""

    key: str
    what: str
    remedy: str


def indicator_of(form: Form) -> Indicator:
    """The form as an indicator like any other."""
    return Indicator(
        code=form.code,
        label=form.label,
        label_en=form.code.removeprefix(PREFIX).replace("_", " "),
        unit=form.unit,
        kind="sum" if form.total else "count",
        definition=form.told(),
        reference=form.source or "本局自建指标",
        review_by="",
        scale=1,
        aliases=(),
        topics=(),
        dimensions={},
        registers={form.register: form.year} if form.year else {},
        evidence=form,
    )


def as_text(form: Form) -> str:
    """The form as JSON, to travel with a figure; `from_text` reads it back."""
    return json.dumps(asdict(form), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Form | None:
    """A form that travelled; None when it is none, or cannot be used with this version's tables."""
    try:
        given = json.loads(text)
        where = tuple(
            Condition(**{**one, "values": tuple(map(str, one["values"]))}) for one in given.pop("where")
        )
        form = Form(**given, where=where)
        is_words = all(isinstance(word, str) for word in asdict(form).values() if not isinstance(word, tuple))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return form if is_words and not faults_of(form) else None


def faults_of(form: Form) -> list[FormFault]:
    """Everything that forbids a form's use, by the tables of a snapshot; empty when it can be measured."""
    if form.register not in tables():
        near = "、".join(f"{name}（{TABLE_NAMES.get(name, name)}）" for name in _like(form.register))
        return [FormFault("register", f"快照中没有名为“{form.register}”的登记表。", f"可用的有：{near}。")]
    columns = columns_of(form.register)
    named = [
        ("year", form.year), ("since", form.since), ("until", form.until), ("sum", form.total),
        ("count", form.distinct), *(("where", one.column) for one in form.where),
    ]  # fmt: skip
    unknown = [_unknown(key, name, columns) for key, name in named if name and not _is_open(columns, name)]
    if unknown:
        return unknown
    return [
        *_faults_of_year(form, columns),
        *_faults_of_sum(form, columns),
        *(fault for one in form.where for fault in _faults_of_condition(one, columns[one.column])),
    ]


def columns_of(register: str) -> dict[str, Column]:
    """Columns of a table by name."""
    return {column.name: column for column in tables()[register]}


def values_never_seen(snapshot: Snapshot, form: Form) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Columns whose wanted words stand in no row of the snapshot: those words, and words that do."""
    found = {}
    for one in form.where:
        if columns_of(form.register)[one.column].type != "string" or not one.values:
            continue
        rows = collected(snapshot.table(form.register).select(one.column).unique().head(200))
        seen = {str(row[one.column]) for row in rows if row[one.column] is not None}
        missing = tuple(value for value in one.values if value not in {*seen, FILLED, EMPTY})
        if missing:
            found[one.column] = (missing, tuple(sorted(seen)[:12]))
    return found


def _like(word: str) -> list[str]:
    from difflib import get_close_matches

    named = [name for name in tables() if word and word in TABLE_NAMES.get(name, "")]
    return named or get_close_matches(word, tables(), n=5, cutoff=0.3) or sorted(tables())


def _is_open(columns: Mapping[str, Column], name: str) -> bool:
    return name in columns and columns[name].reach == "open"


def _unknown(key: str, name: str, columns: Mapping[str, Column]) -> FormFault:
    offered = "、".join(f"{one.name}（{one.label}）" for one in columns.values() if one.reach == "open")
    if name in columns:
        what = f"列“{name}”（{columns[name].label}）不得流出，不能用于指标。"
    else:
        what = f"登记表中没有“{name}”这一列。"
    return FormFault(key, what, f"可用的列：{offered}。")


def _faults_of_year(form: Form, columns: Mapping[str, Column]) -> list[FormFault]:
    days = [name for name, one in columns.items() if one.type == "date" and one.reach == "open"]
    years = [name for name in columns if name == "year" or name.endswith("_year")]
    offered = f"年度或日期列有：{'、'.join([*years, *days]) or '无'}。"
    if bool(form.year) == bool(form.since):
        return [
            FormFault("year", "year（归入年度的列）与 since（在册起始列）须写一项，且只写一项。", offered)
        ]
    if form.until and not form.since:
        return [FormFault("until", "until（在册截止列）只与 since 一起使用。", offered)]
    if form.year and columns[form.year].type not in ("date", "int"):
        return [FormFault("year", f"列“{form.year}”不是日期也不是年度。", offered)]
    return [
        FormFault(key, f"列“{name}”不是日期。", offered)
        for key, name in (("since", form.since), ("until", form.until))
        if name and columns[name].type != "date"
    ]


def _faults_of_sum(form: Form, columns: Mapping[str, Column]) -> list[FormFault]:
    if form.total and form.distinct:
        return [FormFault("sum", "count 与 sum 只能写一项。", "数记录写 count: rows，求和写 sum: 列名。")]
    if not form.total:
        return []
    if not columns[form.total].type.startswith(_NUMBERS):
        numbers = [name for name, one in columns.items() if one.type.startswith(_NUMBERS)]
        return [
            FormFault(
                "sum", f"列“{form.total}”不是数，不能求和。", f"数值列有：{'、'.join(numbers) or '无'}。"
            )
        ]
    unit = next((unit for ending, unit in _MEASURED.items() if form.total.endswith(ending)), "")
    if unit and form.unit != unit:
        return [FormFault("unit", f"列“{form.total}”的单位是{unit}，不是{form.unit}。", f"unit 请写{unit}。")]
    return []


def _faults_of_condition(one: Condition, column: Column) -> list[FormFault]:
    given = [*(value for value in one.values if value not in (FILLED, EMPTY)), one.first, one.last]
    wrong = [word for word in given if word and _value(word, column) is None]
    if wrong:
        kinds = {"int": "整数", "date": "日期（如 2025-09-01）", "bool": "true 或 false"}
        kind = kinds.get(column.type, "数")
        return [FormFault("where", f"列“{column.name}”的条件“{wrong[0]}”不是{kind}。", f"请写{kind}。")]
    if (one.first or one.last) and column.type in ("string", "bool"):
        return [FormFault("where", f"列“{column.name}”没有大小，不能写 from、to。", "请直接写它的值。")]
    return []


def _value(word: str, column: Column) -> Any:
    """A word as the column's type; None when it cannot be."""
    try:
        if column.type == "int":
            return int(word)
        if column.type.startswith("decimal"):
            number = Decimal(word)
            return number if number.is_finite() else None
        if column.type == "date":
            return date.fromisoformat(word)
        if column.type == "bool":
            return {"true": True, "false": False, "是": True, "否": False}.get(word.lower())
    except (ValueError, InvalidOperation):
        return None
    return word


def _holds(one: Condition, column: Column) -> nw.Expr:
    held = nw.col(one.column)
    if one.first or one.last:
        edges: list[nw.Expr] = []
        if one.first:
            edges.append(held >= _value(one.first, column))
        if one.last:
            edges.append(held <= _value(one.last, column))
        return reduce(and_, edges)
    return reduce(or_, [_is(held, word, column) for word in one.values])


def _is(held: nw.Expr, word: str, column: Column) -> nw.Expr:
    if word == FILLED:
        return ~held.is_null()
    if word == EMPTY:
        return held.is_null()
    wanted: nw.Expr = held == _value(word, column)
    return wanted


def _once_each(frame: Frame, name: str, columns: Mapping[str, Column]) -> Frame:
    """One row for each different value, at the first of its places."""
    others = [
        nw.col(one).min()
        for one, column in columns.items()
        if one != name and column.reach == "open" and column.type in ("string", "date")
    ]
    return frame.filter(~nw.col(name).is_null()).group_by(name).agg(*others)


def _subject(columns: Mapping[str, Column]) -> str:
    """The column that names a row: its code, its name, or the first word it has."""
    words = [name for name, one in columns.items() if one.type == "string" and one.reach == "open"]
    return next((name for name in ("code", "name") if name in words), words[0])


def _condition_in_words(one: Condition) -> str:
    if one.first or one.last:
        return f"自{one.first}" * bool(one.first) + f"至{one.last}" * bool(one.last)
    words = {FILLED: "已填", EMPTY: "未填"}
    return "为" + "或".join(words.get(value, value) for value in one.values)
