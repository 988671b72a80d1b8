"""Tables: every one sorts, filters, pages, exports and is walked by keyboard.

A page makes a `Table` from a queryset or a list and hands it to `{% table %}`. The address holds the
whole state: `q` (search), `sort` (a column's key, `-` before it for descending), `page`, one parameter a
filter, `as=xlsx|csv` for the export of all rows that are left.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

MOST_EXPORTED = 200_000
FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    key : str
        What the address names it by, and where its value is found on the row (dots go deeper).
    label : str
        Its heading, in Chinese; translated when shown.
    kind : str
        `text`, `long`, `code`, `number`, `percent`, `date`, `moment`, `state` or `bar`: how it is aligned and written.
    value : callable, optional
        Makes the cell from the row, where the key alone does not find it.
    link : callable, optional
        The address the cell leads to.
    order : str, optional
        What a queryset is ordered by; a list is ordered by the values themselves. "" means not sortable.
    """

    key: str
    label: str
    kind: str = "text"
    value: Callable[[Any], Any] | None = None
    link: Callable[[Any], str] | None = None
    order: str | None = None

    def of(self, row: Any) -> Any:
        """The cell of a row."""
        if self.value is not None:
            return self.value(row)
        for part in self.key.replace("__", ".").split("."):
            if row is None:
                return None
            row = row.get(part) if isinstance(row, Mapping) else getattr(row, part)
        return row() if callable(row) else row

    def exported(self, row: Any) -> Any:
        """The cell as a file has it: a state by its words, a bar by its share."""
        value = self.of(row)
        if self.kind == "state" and isinstance(value, tuple):
            return value[1]
        if self.kind == "bar" and isinstance(value, tuple):
            return f"{value[0] / value[1] * 100:.0f}%" if value[0] is not None and value[1] else ""
        return float(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True)
class Filter:
    """A choice above the table: `key` is the parameter, `lookup` what a queryset is filtered by.

    `every` is what stands there when nothing is chosen.
    """

    key: str
    label: str
    choices: Sequence[tuple[str, str]]
    lookup: str = ""
    keep: Callable[[Any, str], bool] | None = None
    every: str = ""


@dataclass
class Table:
    """What is left of the rows after search and filters, one page of it."""

    request: HttpRequest
    rows: QuerySet[Any] | Sequence[Any]
    columns: Sequence[Column]
    name: str = "table"
    caption: str = ""
    search: Sequence[str] = ()
    search_hint: str = ""
    filters: Sequence[Filter] = ()
    sort: str = ""
    per_page: int = 50
    empty: str = ""
    next_step: tuple[str, str] | None = None
    definition: str = ""
    select: str = ""
    frozen: int = 1
    searching: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    marks: Callable[[Any], str] | None = None
    actions: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """The parameters of the address."""
        return {key: str(value) for key, value in self.request.GET.items() if value != ""}

    @property
    def filter_keys(self) -> set[str]:
        """The parameters its own form carries already."""
        return {f.key for f in self.filters}

    @cached_property
    def words(self) -> str:
        """What is searched for."""
        return self.asked.get("q", "").strip()[:100]

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, and to what; a value that is none of the choices sets nothing."""
        said = {f.key: self.asked.get(f.key, "") for f in self.filters}
        known = {f.key: {value for value, _label in f.choices} for f in self.filters}
        return {key: value for key, value in said.items() if value in known[key]}

    @cached_property
    def left(self) -> QuerySet[Any] | list[Any]:
        """The rows after search, filters and sorting."""
        rows = self.rows
        if isinstance(rows, QuerySet):
            return self._asked_of_the_database(rows)
        return self._asked_of_a_list(list(rows))

    def _asked_of_the_database(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for one in self.filters:
            if one.key in self.chosen:
                rows = rows.filter(**{one.lookup or one.key: self.chosen[one.key]})
        if self.words and self.searching:
            rows = self.searching(rows, self.words)
        elif self.words:
            found = Q(pk__in=[])
            for lookup in self.search:
                found |= Q(**{f"{lookup}__icontains": self.words})
            rows = rows.filter(found)
        key, down = self.sorted_by
        if not key:
            return rows if rows.ordered else rows.order_by("pk")
        order = self._column(key).order or key.replace(".", "__")
        return rows.order_by(f"-{order}" if down else order, "pk")

    def _asked_of_a_list(self, rows: list[Any]) -> list[Any]:
        for one in self.filters:
            if one.key in self.chosen:
                rows = [row for row in rows if _keeps(one, row, self.chosen[one.key])]
        if self.words:
            wanted = self.words.casefold()
            columns = [self._column(key) for key in self.search] or list(self.columns)
            rows = [r for r in rows if any(wanted in str(c.of(r) or "").casefold() for c in columns)]
        key, down = self.sorted_by
        if key:
            column = self._column(key)
            known = [row for row in rows if column.of(row) not in (None, "")]
            unknown = [row for row in rows if column.of(row) in (None, "")]
            rows = sorted(known, key=column.of, reverse=down) + unknown
        return rows

    def _column(self, key: str) -> Column:
        return next((c for c in self.columns if c.key == key), Column(key, key))

    @cached_property
    def sorted_by(self) -> tuple[str, bool]:
        """The key of the column it is sorted by, and whether downwards; "" where nothing is asked."""
        said = self.asked.get("sort") or self.sort
        key, down = said.lstrip("-"), said.startswith("-")
        sortable = {c.key for c in self.columns if c.order != ""}
        return (key, down) if key in sortable else (self.sort.lstrip("-"), self.sort.startswith("-"))

    @cached_property
    def page(self) -> Page[Any]:
        """The page that is asked for; the nearest one where there is no such page."""
        return Paginator(self.left, self.per_page).get_page(self.asked.get("page"))

    @property
    def n_rows(self) -> int:
        """How many rows are left."""
        return self.page.paginator.count

    def address(self, **change: Any) -> str:
        """This page's address with some parameters changed; None leaves one out."""
        parameters = self.request.GET.copy()
        for key, value in change.items():
            parameters.pop(key, None)
            if value is not None:
                parameters[key] = str(value)
        return f"?{parameters.urlencode()}"

    @property
    def heads(self) -> list[dict[str, Any]]:
        """For each column its heading, whether it is sorted by, and where a click on it leads."""
        key, down = self.sorted_by
        return [
            {
                "column": c,
                "sortable": c.order != "",
                "sorted": ("descending" if down else "ascending") if c.key == key else "",
                "address": self.address(sort=f"-{c.key}" if c.key == key and not down else c.key, page=None),
            }
            for c in self.columns
        ]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows of this page, cell by cell."""
        return [
            {
                "row": row,
                "mark": self.marks(row) if self.marks else "",
                "id": getattr(row, "pk", None),
                "cells": [
                    {"column": c, "value": c.of(row), "link": c.link(row) if c.link else ""}
                    for c in self.columns
                ],
            }
            for row in self.page
        ]

    @property
    def turning(self) -> dict[str, str]:
        """Where the pages before and after are; "" where there is none."""
        page = self.page
        return {
            "before": self.address(page=page.previous_page_number()) if page.has_previous() else "",
            "after": self.address(page=page.next_page_number()) if page.has_next() else "",
        }

    @property
    def as_xlsx(self) -> str:
        """Where the export as a workbook is."""
        return self.address(**{"as": "xlsx", "page": None})

    @property
    def as_csv(self) -> str:
        """Where the export as csv is."""
        return self.address(**{"as": "csv", "page": None})

    def export(self) -> HttpResponse | None:
        """The file that `as=` asks for, or None when a page is asked for."""
        kind = self.asked.get("as")
        if kind == "xlsx":
            return _download(_workbook(self), XLSX, f"{self.caption or self.name}.xlsx")
        if kind == "csv":
            return _download(_csv(self), "text/csv; charset=utf-8", f"{self.caption or self.name}.csv")
        return None

    def exported_rows(self) -> Iterable[Any]:
        """All rows that are left, to the most a file takes."""
        return self.left[:MOST_EXPORTED]

    def told(self) -> list[tuple[str, str]]:
        """What the sheet 说明 of the export says: what this is, when, which filters."""
        filters = [
            (f.label, dict(f.choices).get(self.chosen[f.key], ""))
            for f in self.filters
            if f.key in self.chosen
        ]
        at = localtime().strftime("%Y-%m-%d %H:%M")
        said = [(_("表"), self.caption or self.name), (_("导出时间"), at), (_("行数"), str(self.n_rows))]
        if self.words:
            said.append((_("搜索"), self.words))
        if self.definition:
            said.append((_("口径"), self.definition))
        return said + [(str(label), str(value)) for label, value in filters]


def written(value: Any, kind: str = "text") -> str:
    """A cell as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M") if value.tzinfo else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if kind == "number" and isinstance(value, int):
        return f"{value:,}"
    if kind == "number" and isinstance(value, (float, Decimal)):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if kind == "percent" and isinstance(value, (int, float)):
        return f"{value * 100:.1f}%"
    return str(value)


def _keeps(one: Filter, row: Any, value: str) -> bool:
    if one.keep is not None:
        return one.keep(row, value)
    return str(Column(one.key, "").of(row)) == value


def _download(body: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer.headers["Content-Disposition"] = _attachment(name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _attachment(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, name) or "attachment"


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([_(c.label) for c in table.columns])
    for row in table.exported_rows():
        lines.writerow([_harmless(c.exported(row)) for c in table.columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")  # Excel takes it for UTF-8 by this mark


def _harmless(value: Any) -> str:
    """No cell that a spreadsheet would take for a formula."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    text = written(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _workbook(table: Table) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, plain) as book:
        sheet = book.add_worksheet(_("数据"))
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, table.frozen)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, str(_(column.label)), bold)
        for line, row in enumerate(table.exported_rows(), start=1):
            for place, column in enumerate(table.columns):
                value = column.exported(row)
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(line, place, value)
                else:
                    sheet.write_string(line, place, written(value), text)
        sheet.autofilter(0, 0, max(1, table.n_rows), max(0, len(table.columns) - 1))
        sheet.autofit()
        notes = book.add_worksheet(_("说明"))
        for line, (label, value) in enumerate(table.told()):
            notes.write_string(line, 0, label, bold)
            notes.write_string(line, 1, value)
        notes.autofit()
    return out.getvalue()
