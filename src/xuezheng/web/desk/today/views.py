"""Today: one page of numbers, each leading to its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezheng.records.accounts.rights import APART
from xuezheng.records.casework.queries import due_counts
from xuezheng.web.desk.casework.lists import SOON
from xuezheng.web.desk.places import places_for, roles_of
from xuezheng.web.desk.today.worklists import BY_NAME, WORKLISTS, Worklist
from xuezheng.web.shown.bureau import today as this_day
from xuezheng.web.shown.gate import EVERYONE_WITH_A_ROLE, for_roles
from xuezheng.web.shown.tables import Table


@dataclass(frozen=True)
class Tile:
    """A number that leads to its list."""

    label: str
    n: int
    address: str
    kind: str


@for_roles(EVERYONE_WITH_A_ROLE)
def today(request: HttpRequest) -> HttpResponse:
    """What is due and overdue for the person's organisations."""
    held, day = roles_of(request), this_day()
    shown = {"day": day, "reads": bool(held - APART), "places_to_go": places_for(request)[1:]}
    if shown["reads"]:
        late, soon = due_counts(request.user, on=day, soon=day + timedelta(days=SOON))
        inbox = reverse("desk:casework")
        tiles = [
            Tile("办件已超期", late, f"{inbox}?when=late", "bad" if late else "good"),
            Tile(f"办件 {SOON} 天内到期", soon, f"{inbox}?when=soon", "warn" if soon else "good"),
            *_tiles(request, [one for one in WORKLISTS if not one.is_doubt and held & one.readers]),
        ]
        shown["tiles"] = tiles
        shown["n_open"] = sum(1 for tile in tiles if tile.n)
    return render(request, "desk/today/today.html", shown)


def _tiles(request: HttpRequest, lists: Sequence[Worklist]) -> list[Tile]:
    """Count several lists in one question."""
    asked = [
        one.rows(request.user, this_day()).order_by().values(named=Value(one.name)).annotate(n=Count("*"))
        for one in lists
    ]
    counted = {row["named"]: row["n"] for row in asked[0].union(*asked[1:], all=True)} if asked else {}
    return [_tile(one, counted.get(one.name, 0)) for one in lists]


def _tile(one: Worklist, n: int) -> Tile:
    return Tile(one.label, n, reverse("desk:today-list", args=[one.name]), one.kind if n else "good")


@for_roles()
def doubts(request: HttpRequest) -> HttpResponse:
    """What in the records contradicts itself: counted after the page is there."""
    held = roles_of(request)
    tiles = [
        _tile(one, one.rows(request.user, this_day()).count())
        for one in WORKLISTS
        if one.is_doubt and held & one.readers
    ]
    return render(request, "desk/today/_doubts.html", {"tiles": tiles})


@for_roles()
def worklist(request: HttpRequest, name: str) -> HttpResponse:
    """The rows behind a number."""
    one = BY_NAME.get(name)
    if one is None or not roles_of(request) & one.readers:
        raise Http404(name)
    table = Table(
        request,
        one.rows(request.user, this_day()),
        one.columns,
        name=one.name,
        caption=one.label,
        search=one.search,
        definition=one.why,
        empty="没有需要办的，都办完了。",
    )
    return table.export() or render(request, "desk/today/list.html", {"table": table, "list": one})
