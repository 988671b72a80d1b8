"""The indicators and the figures of the latest snapshot, as they are kept beside it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from xuezheng.errors import NotFound
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.jobs.figures import Figures, Told, latest_figures
from xuezheng.jobs.figures.rows import rows_behind
from xuezheng.records.audit.actions.tokens import note_read
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.seen import seen_by


def latest() -> Figures:
    """The figures of the latest snapshot."""
    found = latest_figures(settings.FOLDER)
    if found is None:
        raise NotFound("还没有计算指标。没有可读的数值。请由办公室在“指标”页计算。")
    return found


def told(row: Told) -> dict[str, Any]:
    """A figure; numbers as text, so that none is rounded on its way."""
    said = {name: getattr(row, name) for name in ("value", "counted", "out_of")}
    return {
        "indicator": row.indicator,
        "year": row.year,
        "place": row.place,
        "rows": row.rows,
        "why_not": row.why_not,
        **{name: None if value is None else str(value) for name, value in said.items()},
    }


def definitions() -> list[dict[str, Any]]:
    """The catalogue."""
    return [definition(code) for code in load_catalogue()]


def definition(code: str) -> dict[str, Any]:
    """What an indicator says, in what unit, after which text."""
    one = load_catalogue().get(code)
    if one is None:
        raise Http404
    return {
        "code": code,
        "label": one.label,
        "label_en": one.label_en,
        "unit": one.unit,
        "kind": one.kind,
        "definition": one.definition,
        "reference": one.reference,
    }


def of_indicator(figures: Figures, code: str) -> dict[str, Any]:
    """An indicator: what it says, and its figures of all years, for the city and each area."""
    said = definition(code)
    rows = []
    for year in figures.years:
        city = figures.city(code, year)
        rows += ([city] if city else []) + figures.areas(code, year)
    return {**said, **about(figures), "figures": [told(row) for row in rows]}


def of_schools(request: HttpRequest, figures: Figures, code: str, year: int) -> dict[str, Any]:
    """The figures of the schools that the program may see."""
    definition(code)
    seen = seen_by(request.viewer)  # type: ignore[attr-defined]
    rows = [row for row in figures.schools(code, year) if seen.row(row.area, row.place)]
    return {**about(figures), "figures": [told(row) for row in rows]}


def of_rows(
    request: HttpRequest, figures: Figures, code: str, year: int, page: int, size: int
) -> dict[str, Any]:
    """The rows behind a figure that the program may see, one page of them."""
    definition(code)
    rows = seen_by(request.viewer).rows(rows_behind(figures, code, year))  # type: ignore[attr-defined]
    some = rows[(page - 1) * size : page * size]
    if any("pupil" in row or "teacher" in row for row in some):
        register = f"indicators.{code}"[:50]
        note_read(register=register, n_rows=len(some), asked=["year"], reader=request.viewer, at=now())  # type: ignore[attr-defined]
    following = f"{request.path}?year={year}&size={size}&page={page + 1}" if len(rows) > page * size else None
    return {**about(figures), "n": len(rows), "rows": some, "next": following}


def about(figures: Figures) -> dict[str, Any]:
    """Which snapshot the numbers are from."""
    return {"snapshot": figures.id, "as_of": figures.as_of.isoformat()}
