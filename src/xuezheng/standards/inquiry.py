"""One standard asked of one snapshot and year: what its items need to know, read once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw
import pyarrow as pa

from xuezheng.indicators.questions import collected
from xuezheng.indicators.readings import Frame, in_year, last_day
from xuezheng.rules.values import Value, value_on
from xuezheng.snapshot import Snapshot
from xuezheng.standards.counting import Counted, Spread, count
from xuezheng.standards.declaration import Standard
from xuezheng.standards.faults import faults_of, lacking_places
from xuezheng.standards.limits import ResourceLimits
from xuezheng.standards.resources import ALWAYS, resources_and_silent, school_resources
from xuezheng.standards.scope import Scope
from xuezheng.standards.verdict import DataFault


@dataclass(frozen=True)
class Found:
    """What inspectors wrote down about one item, at a school or for the whole area."""

    area: str
    school: str
    item: str
    visit: str
    on: date
    is_right: bool


@dataclass(frozen=True, eq=False)
class Inquiry:
    """What is asked, and what has been read for it.

    Attributes
    ----------
    places : dict of str to str
        Code → name of what is judged: areas, or schools for a standard of schools.
    year : int
        The calendar year, and the school year that begins in it.
    """

    snapshot: Snapshot
    standard: Standard
    year: int
    places: dict[str, str]
    scope: Scope

    @property
    def on(self) -> date:
        """The day the rules are asked for: census day."""
        return date(self.year, 9, 1)

    def value(self, name: str) -> Value:
        """A dated number of the rules."""
        return value_on(name, self.on)

    @cached_property
    def _compared(self) -> tuple[pa.Table, list[dict[str, Any]]]:
        """The columns of the standard's measures, and the schools without a return."""
        measures = self.limits.measures if self.limits else ()
        columns = tuple(dict.fromkeys((*ALWAYS, *(measure.column for measure in measures))))
        titles = self.standard.with_titles
        return resources_and_silent(self.snapshot, self.year, self.scope, with_titles=titles, columns=columns)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Every compulsory school and stage with a return of the year, compared or not, with every column."""
        rows: list[dict[str, Any]] = school_resources(self.snapshot, self.year, self.scope).to_pylist()
        return rows

    @cached_property
    def limits(self) -> ResourceLimits | None:
        """The limits of the resource measures; None for a standard without them."""
        return self.standard.resources(self.on) if self.standard.resources else None

    @cached_property
    def counted(self) -> Counted:
        """Coefficients and thresholds of the resource measures."""
        if self.limits is None:
            raise LookupError(f"{self.standard.code} declares no resource measures.")
        table, silent = self._compared
        return count(table, self.limits, lacking_places(silent))

    @cached_property
    def spreads(self) -> dict[tuple[str, str, str], Spread]:
        """The spreads of the places asked for, by area, stage and code of the measure."""
        found = self.counted.spreads(self.places)
        return {(spread.area, spread.stage, spread.measure.code): spread for spread in found}

    @cached_property
    def faults(self) -> list[DataFault]:
        """Every figure of the returns that could not be used."""
        if self.standard.resources is None:
            return []
        return faults_of(self.counted, self._compared[1])

    @cached_property
    def schools(self) -> dict[str, dict[str, Any]]:
        """The register of schools by code: area, name, kind, built_on."""
        columns = ("code", "area", "name", "kind", "built_on", "urban_rural")
        rows = collected(self.snapshot.table("schools").select(*columns))
        return {row["code"]: row for row in rows}

    @cached_property
    def findings(self) -> dict[str, dict[str, list[Found]]]:
        """Place → item → the last finding of each school (or of the area) in the year's visits."""
        latest: dict[tuple[str, str, str], Found] = {}
        for found in self._found():
            key = (found.area, found.school, found.item)
            if key not in latest or (latest[key].on, latest[key].visit) < (found.on, found.visit):
                latest[key] = found
        told: dict[str, dict[str, list[Found]]] = {}
        for found in latest.values():
            place = found.school if self.standard.unit == "school" else found.area
            told.setdefault(place, {}).setdefault(found.item, []).append(found)
        return told

    def visits(self) -> Frame:
        """Visits of the year made against this standard."""
        is_asked = (nw.col("standard") == self.standard.code) & in_year("on", self.year)
        return self.snapshot.table("visits").filter(is_asked)

    def _found(self) -> list[Found]:
        made = self.visits().select("area", "school", "on", visit="code")
        rows = collected(self.snapshot.table("findings").join(made, on="visit", how="inner"))
        end = last_day(self.snapshot, self.year)
        return [
            Found(
                area=row["area"] or "",
                school=row["school"] or "",
                item=row["item"],
                visit=row["visit"],
                on=row["on"],
                is_right=bool(row["is_met"] or (row["corrected_on"] and row["corrected_on"] <= end)),
            )
            for row in rows
        ]
