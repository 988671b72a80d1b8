"""Tables of a register: columns to choose from, filters that are read from an index, rows fetched by key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from xuezheng.errors import BadInput
from xuezheng.jobs.changing import columns_to_change
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.intake.actions import note_taken_out
from xuezheng.records.intake.forms.layouts import Column as Field
from xuezheng.records.intake.forms.layouts import layout_of
from xuezheng.web.desk.places import roles_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.tables import Column, Table

#: A file made while a person waits holds no more rows.
MOST_AT_ONCE = 20_000
#: What no two rows of a list share; sorting by it needs nothing beside.
UNIQUE = {"code", "pk", "pupil"}


class KeysFirst:
    """A long list as a paginator reads it: the keys of a page in their order, then its rows by key."""

    def __init__(self, rows: QuerySet[Any], whole: QuerySet[Any]) -> None:
        self.rows, self.whole = rows, whole

    def count(self) -> int:
        return self.rows.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Any]:
        keys = list(self.rows.values_list("pk", flat=True)[part])
        found = self.whole.in_bulk(keys)
        return [found[key] for key in keys if key in found]


@dataclass
class RegisterTable(Table):
    """A table whose filters and search are asked by the register itself.

    Attributes
    ----------
    asking : callable
        Gives the rows for the chosen filters and the words searched for.
    whole : queryset
        Rows with all that a line shows, fetched by key.
    """

    asking: Callable[[Mapping[str, str], str], QuerySet[Any]] | None = None
    whole: QuerySet[Any] | None = None

    def _asked_of_the_database(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        assert self.asking is not None
        found = self.asking(self.chosen, self.words)
        key, down = self.sorted_by
        order = self._column(key).order or key
        first = f"-{order}" if down else order
        return found.order_by(first) if order in UNIQUE else found.order_by(first, "pk")

    @cached_property
    def page(self) -> Page[Any]:
        rows = KeysFirst(self.left, self.whole)  # type: ignore[arg-type]
        return Paginator(rows, self.per_page).get_page(self.asked.get("page"))  # type: ignore[arg-type]

    def exported_rows(self) -> list[Any]:
        rows = KeysFirst(self.left, self.whole)  # type: ignore[arg-type]
        return [row for start in range(0, self.n_rows, 500) for row in rows[start : start + 500]]


def choose_columns(request: HttpRequest, known: Sequence[Column], usual: Sequence[str]) -> list[Column]:
    """The columns the address asks for (`cols=name.sex`), in their own order; the first one always stands."""
    asked = set(request.GET.get("cols", "").split(".")) & {c.key.replace(".", "_") for c in known}
    wanted = asked or set(usual)
    return [c for n, c in enumerate(known) if n == 0 or c.key.replace(".", "_") in wanted]


def settle_columns(request: HttpRequest) -> HttpResponse | None:
    """Ticked columns (`col=name&col=sex`) as one parameter of the address, so that a filter can be kept with them."""
    if "col" not in request.GET:
        return None
    asked = request.GET.copy()
    ticked = asked.pop("col")
    asked["cols"] = ".".join(ticked)
    return HttpResponseRedirect(f"?{asked.urlencode()}")


def taken_out(request: HttpRequest, table: Table, register: str) -> HttpResponse | None:
    """The file `as=` asks for: asked leave for, noted in the log, then given; None when a page is wanted."""
    if table.asked.get("as") not in ("xlsx", "csv"):
        return None
    if table.n_rows > MOST_AT_ONCE:
        raise BadInput(
            f"有 {table.n_rows} 行，一次最多导出 {MOST_AT_ONCE} 行。没有导出。"
            "请先筛选，或在“报送”里导出整册。"
        )
    note_taken_out(
        register=register,
        n_rows=table.n_rows,
        columns=[column.key for column in table.columns],
        asked=sorted(table.chosen) + (["q"] if table.words else []),
        by=request.user,  # type: ignore[arg-type]
        at=now(),
    )
    return table.export()


def ticks(known: Sequence[Column], shown: Sequence[Column]) -> list[tuple[str, str, bool]]:
    """What may be ticked: key, label, whether it is shown."""
    here = {column.key for column in shown}
    return [(c.key.replace(".", "_"), c.label, c.key in here) for c in known[1:]]


def yes(value: bool) -> str:
    """A mark where something holds, nothing elsewhere: a column of 否 hides the few 是."""
    return _("是") if value else ""


def fields_to_change(request: HttpRequest, name: str) -> list[Field]:
    """What the person may change in bulk in a list; nothing where they may not send in the register."""
    layout = layout_of(name)
    return columns_to_change(layout) if roles_of(request) & RIGHTS[layout.right].roles else []
