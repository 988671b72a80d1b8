"""For a figure without an indicator: the form of one to be made, filled in as far as the words tell."""

import re

from xuezheng.indicators.forms import PREFIX, Form, columns_of
from xuezheng.indicators.questions import TABLE_NAMES
from xuezheng.reports.matching.grams import grams
from xuezheng.reports.shapes import Document, Slot
from xuezheng.reports.writing.units import family, split_scale
from xuezheng.snapshot.schema import Column, tables

_FIGURES = re.compile(r"[xX×Ⅹ*\d.,，%％]+")
_ENDINGS = {"money": "_yuan", "area": "_m2"}
#: A table's own name says more of what it holds than its columns do.
_NAME = 3
_LONGEST_LABEL = 24


def skeleton(document: Document, slot: Slot) -> Form | None:
    """The form that comes nearest to what a figure says; None for a percentage, which is no count or sum.

    The register is the one whose names have most in common with the clause and whose columns can
    give the unit; the filter is left to the person who knows the records.
    """
    kind = family(slot.unit)
    if kind == "rate":
        return None
    words = grams(slot.clause + document.blocks[slot.block].text[max(0, slot.at - 30) : slot.at + 30])
    fitting = [table for table in tables() if _time(table) and (kind not in _ENDINGS or _sums(table, kind))]
    register = max(sorted(fitting), key=lambda table: _likeness(table, words))
    return Form(
        code=f"{PREFIX}{slot.id.lower()}",
        label=_label(slot),
        unit=split_scale(slot.unit)[1] or "个",
        register=register,
        total=_sums(register, kind)[0] if kind in _ENDINGS else "",
        year=(time := _time(register)).get("year", ""),
        since=time.get("since", ""),
        until=time.get("until", ""),
    )


def _likeness(table: str, words: frozenset[str]) -> float:
    """How many pairs of characters of its names a table shares with the words."""
    name = grams(TABLE_NAMES.get(table, ""))
    columns = grams(" ".join(column.label for column in columns_of(table).values()))
    pairs = [gram for gram in words if len(gram) > 1]
    return sum(_NAME * (gram in name) + (gram in columns) for gram in pairs)


def _sums(table: str, kind: str) -> list[str]:
    return [one.name for one in _open(table) if one.name.endswith(_ENDINGS[kind])]


def _time(table: str) -> dict[str, str]:
    """The column that tells the year of a row: a year, else the last of its days; since when, where it ends."""
    columns = _open(table)
    years = [one.name for one in columns if one.type == "int" and one.name.split("_")[-1] == "year"]
    days = [one.name for one in columns if one.type == "date"]
    if years:
        return {"year": years[0]}
    if len(days) > 1 and days[-1] in ("closed_on", "ended_on", "left_on"):
        return {"since": days[0], "until": days[-1]}
    return {"year": days[-1]} if days else {}


def _open(table: str) -> list[Column]:
    return [one for one in columns_of(table).values() if one.reach == "open"]


def _label(slot: Slot) -> str:
    """The clause without its figures."""
    words = _FIGURES.sub("", slot.clause).strip("，。；、：:,;（）() ")
    return words[:_LONGEST_LABEL] or "自建指标"
