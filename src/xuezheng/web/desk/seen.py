"""Which areas and schools of a snapshot a person may see the rows of.

Totals of the city and of its areas are the bureau's own published figures: everyone who reads the desk sees
them. What is told of one school, and every row behind a figure, only its own organisations see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from xuezheng.records.registers.queries import Area, School, visible_to


@dataclass(frozen=True)
class Seen:
    """Codes of the areas and schools a person sees; `is_all` for the whole city."""

    areas: frozenset[str]
    schools: frozenset[str]
    is_all: bool

    def row(self, area: str | None, school: str | None) -> bool:
        """Whether a row of this place is theirs: the school decides where there is one."""
        if self.is_all:
            return True
        return school in self.schools if school else area in self.areas

    def rows(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of some rows that are theirs."""
        return [row for row in rows if self.row(row.get("area"), row.get("school"))]


def seen_by(request: HttpRequest) -> Seen:
    """What the person sees; asked once a request."""
    if "_seen" not in request.__dict__:
        areas = dict(visible_to(Area, request.user).values_list("code", "kind"))
        is_all = "city" in areas.values()
        schools = () if is_all else visible_to(School, request.user).values_list("code", flat=True)
        request.__dict__["_seen"] = Seen(frozenset(areas), frozenset(schools), is_all)
    seen: Seen = request.__dict__["_seen"]
    return seen
