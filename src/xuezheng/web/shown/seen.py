"""Which areas and schools of a snapshot somebody may see the rows of.

Totals of the city and of its areas are the bureau's own published figures: everyone who reads the desk sees
them. What is told of one school, and every row behind a figure, only its own organisations see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from xuezheng.records.registers.queries import Area, School, visible_to


@dataclass(frozen=True)
class Seen:
    """Codes of the areas and schools somebody sees; `is_all` for the whole city."""

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


def seen_by(viewer: Any) -> Seen:
    """What a person or a program sees."""
    areas = dict(visible_to(Area, viewer).values_list("code", "kind"))
    is_all = "city" in areas.values()
    schools = () if is_all else visible_to(School, viewer).values_list("code", flat=True)
    return Seen(frozenset(areas), frozenset(schools), is_all)
