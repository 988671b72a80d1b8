"""Figures from evidence: sum, divide, compare, break down, list the rows.

The engine sums (`summing.py`) and streams, so no rows are held here. It is given whole numbers and
decimals and only adds them; dividing is done here, in exact decimals, whatever the engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from xuezheng.errors import BadInput
from xuezheng.indicators.catalogue import find
from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, Indicator
from xuezheng.indicators.questions import Fact, Period, Question, ask, collected, names_of
from xuezheng.indicators.summing import SUMS, By, Sums, sums, sums_by_both
from xuezheng.snapshot import Snapshot


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes
    ----------
    area, school : str
        Where it was counted; both empty for the whole city.
    value : Decimal or None
        None when it cannot be computed; `why_not` then says why, in Chinese.
    counted : Decimal
        Σ counted of the evidence.
    out_of : Decimal or None
        Σ out_of; None when the evidence has none.
    rows : int
        Records behind it.
    """

    indicator: str
    year: int
    area: str
    value: Decimal | None
    counted: Decimal
    out_of: Decimal | None
    unit: str
    rows: int
    why_not: str = ""
    school: str = ""


def measure(
    snapshot: Snapshot,
    codes: Iterable[str | Indicator],
    year: int,
    by: By | None = None,
    filters: Mapping[str, str] | None = None,
    period: Period = "year",
) -> list[Figure]:
    """Measure indicators of a year.

    Parameters
    ----------
    codes : iterable of str or Indicator
        Codes of the house's indicators; a bureau's own are given themselves.
    by : {"area", "school"}, optional
        One figure an area or school instead of one for the city. Areas without a row are given
        too: their count is zero, their rate cannot be computed.
    filters : mapping of str to str, optional
        Dimension → value; only dimensions the indicators declare.
    period : {"year", "h1", "h2"}
        The whole year or a half of it, by the evidence's day.

    Returns
    -------
    list of Figure
        In the order of `codes`, then of areas or schools. `evidence` gives the rows behind each.

    Raises
    ------
    BadInput
        When a code, a dimension, a value, `by` or `period` is unknown.
    """
    if by not in (None, "area", "school"):
        raise BadInput(f"不能按“{by}”分组。可用：area（县区）、school（学校）。")
    known: dict[Fact, bool] = {}
    questions = [ask(snapshot, _found(code), year, filters, period, known) for code in codes]
    refused = [question.why_no_snapshot_can_answer() for question in questions]
    found = sums([question for question, why in zip(questions, refused, strict=True) if not why], by)
    areas = _areas(snapshot) if by == "area" else ()
    return [
        figure
        for question, why in zip(questions, refused, strict=True)
        for figure in ([_figure(question, {}, why)] if why else _figures(question, by, next(found), areas))
    ]


@dataclass(frozen=True)
class Ways:
    """One indicator of a year: the figure of the city, one an area, one a school."""

    city: Figure
    areas: list[Figure]
    schools: list[Figure]


def measure_every_way(snapshot: Snapshot, codes: Iterable[str | Indicator], year: int) -> Iterator[Ways]:
    """The figures that `measure` gives for the city, by area and by school, from one query an indicator.

    Notes
    -----
    A third of the time of asking three times; a test holds the two against each other.
    """
    known: dict[Fact, bool] = {}
    areas = _areas(snapshot)
    for code in codes:
        question = ask(snapshot, _found(code), year, None, "year", known)
        if why := question.why_no_snapshot_can_answer():
            refused = _figure(question, {}, why)
            yield Ways(refused, [refused], [refused])
            continue
        groups = sums_by_both(question)
        yield Ways(
            _figures(question, None, [_added(groups)], ())[0],
            _figures(question, "area", _added_by("area", groups), areas),
            _figures(question, "school", _added_by("school", groups), ()),
        )


def _added_by(by: By, groups: Sequence[Sums]) -> list[Sums]:
    """Sums of smaller groups brought together by one of their two places."""
    together: dict[str, list[Sums]] = {}
    for group in groups:
        together.setdefault(group[by], []).append(group)
    known = {place: sorted(filter(None, (g["area"] for g in held))) for place, held in together.items()}
    return [
        {by: place, "area_of": next(iter(known[place]), "")} | _added(held)
        for place, held in together.items()
    ]


def _added(groups: Sequence[Sums]) -> Sums:
    """Sums of smaller groups added up."""
    names = ("counted", "out_of", "n_out_of", "rows")
    return {name: sum(group[name] or 0 for group in groups) for name in names}


def evidence(
    snapshot: Snapshot,
    code: str | Indicator,
    year: int,
    filters: Mapping[str, str] | None = None,
    period: Period = "year",
) -> list[dict[str, Any]]:
    """Rows behind a figure, as dicts in a fixed order; their sums are the figure's."""
    rows: list[dict[str, Any]] = evidence_table(snapshot, code, year, filters, period).to_pylist()
    return rows


def evidence_table(
    snapshot: Snapshot,
    code: str | Indicator,
    year: int,
    filters: Mapping[str, str] | None = None,
    period: Period = "year",
) -> Any:
    """Rows behind a figure as an Arrow table.

    Rows alike in everything but their numbers are listed as one with the sums: evidence that does
    not name persons is listed by school.
    """
    indicator = _found(code)
    question = ask(snapshot, indicator, year, filters, period)
    if question.why_no_snapshot_can_answer():
        question = ask(snapshot, indicator, year, filters, "year")
        return _listed(question).slice(0, 0)
    return _listed(question)


def _found(code: str | Indicator) -> Indicator:
    return code if isinstance(code, Indicator) else find(code)


def _listed(question: Question) -> Any:
    frame = question.rows_with_area()
    columns = [*EVIDENCE_COLUMNS, *question.indicator.dimensions, "on"]
    columns = [name for name in columns if name in names_of(frame)]
    keys = [name for name in columns if name not in ("counted", "out_of")]
    summed = frame.group_by(keys).agg(*SUMS)
    unknown = nw.when(nw.col("n_out_of") > 0).then(nw.col("out_of"))
    listed = summed.with_columns(out_of=unknown).select(columns).sort(keys)
    return listed.collect("pyarrow").to_native()


def _figures(question: Question, by: By | None, groups: Sequence[Sums], areas: Iterable[str]) -> list[Figure]:
    """The figure of the city, or one an area or school in their order."""
    why = question.why_nothing_is_not_zero(sum(group["rows"] for group in groups))
    if by is None:
        return [_figure(question, groups[0], why)]
    if why:
        return [_figure(question, {}, why)]
    places = {area: {"area": area} for area in areas} | {group[by]: group for group in groups}
    return [_figure(question, places[place], "") for place in sorted(places)]


def _areas(snapshot: Snapshot) -> list[str]:
    """Codes of areas, for figures of those that have no row."""
    areas = snapshot.table("areas").filter(nw.col("kind") != "city").select("code")
    return [row["code"] for row in collected(areas)]


def _figure(question: Question, found: Mapping[str, Any], why: str) -> Figure:
    """Turn the sums of one group into a figure."""
    indicator = question.indicator
    counted = Decimal(found.get("counted") or 0)
    out_of = Decimal(found["out_of"] or 0) if found.get("n_out_of") else None
    why = why or _why_no_ratio(indicator, out_of)
    return Figure(
        indicator=indicator.code,
        year=question.year,
        area=found.get("area") or found.get("area_of") or "",
        value=None if why else _value(indicator, counted, out_of),
        counted=counted,
        out_of=out_of,
        unit=indicator.unit,
        rows=found.get("rows") or 0,
        why_not=why,
        school=found.get("school") or "",
    )


def _value(indicator: Indicator, counted: Decimal, out_of: Decimal | None) -> Decimal:
    if indicator.kind == "change" and out_of:
        return counted * 100 / out_of
    scaled = counted * indicator.scale
    return scaled / out_of if indicator.kind in ("rate", "ratio") and out_of else scaled


def _why_no_ratio(indicator: Indicator, out_of: Decimal | None) -> str:
    if indicator.kind in ("count", "sum") or out_of:
        return ""
    return (
        "上年为零或没有数据，无法比较。" if indicator.kind == "change" else "分母为零或没有数据，无法求比率。"
    )
