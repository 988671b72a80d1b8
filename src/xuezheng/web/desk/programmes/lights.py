"""Targets, projects and funds with their actual and their light, ready to be shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.jobs.figures import Figures
from xuezheng.records.programmes.queries import Fund, Milestone, Project, Target
from xuezheng.rules.progress import (
    COLOURS,
    WORDS,
    Light,
    Step,
    light_of_fund,
    light_of_project,
    light_of_step,
    light_of_target,
)


@dataclass(frozen=True)
class Lit:
    """A record and how it stands. `actual` is a target's, by the snapshot; `on` the day it is of."""

    row: Any
    light: Light
    actual: Decimal | None = None
    on: date | None = None

    @property
    def order(self) -> int:
        """The most pressing first."""
        return COLOURS.index(self.light.colour)

    @property
    def state(self) -> tuple[str, str]:
        """Its shape and word."""
        return self.light.colour, WORDS[self.light.colour]


def lit_target(target: Target, figures: Figures | None, today: date) -> Lit:
    """A target against the figure of the latest snapshot, of that snapshot's day."""
    told = figures.value(target.indicator, target.year, target.area_id) if figures else None
    indicator = load_catalogue().get(target.indicator)
    on = figures.as_of if figures else today
    light = light_of_target(
        target=target.value,
        actual=told.value if told else None,
        grows=indicator is not None and indicator.kind in ("count", "sum"),
        began_on=date(target.year, 1, 1),
        due_on=target.due_on,
        on=on,
    )
    return Lit(target, light, told.value if told else None, on)


def lit_project(project: Project, today: date) -> Lit:
    """A project by its milestones (fetched with it), its year and its money."""
    light = light_of_project(
        steps=[step_of(one) for one in project.milestones.all()],
        plan_year=project.plan_year,
        started_on=project.started_on,
        completed_on=project.completed_on,
        accepted_on=project.accepted_on,
        cancelled_on=project.cancelled_on,
        budget=project.budget_yuan,
        spent=project.spent_yuan,
        on=today,
    )
    return Lit(project, light)


def lit_fund(fund: Fund, today: date) -> Lit:
    """A sum of money: has it come."""
    return Lit(fund, light_of_fund(noticed_on=fund.noticed_on, arrived_on=fund.arrived_on, on=today))


def lit_milestone(milestone: Milestone, today: date) -> Lit:
    """One step of a project."""
    return Lit(milestone, light_of_step(step_of(milestone), today))


def step_of(milestone: Milestone) -> Step:
    """A milestone as the rule sees it."""
    return Step(milestone.name, milestone.due_on, milestone.done_on)


def counted(lit: Iterable[Lit]) -> list[tuple[str, str, int]]:
    """How many of each light: colour, word, number; those that are none are left out."""
    found = Counter(one.light.colour for one in lit)
    return [(colour, WORDS[colour], found[colour]) for colour in COLOURS if found[colour]]


def choices() -> list[tuple[str, str]]:
    """Lights to choose from above a table."""
    return [(colour, WORDS[colour]) for colour in COLOURS]


def worst_first(lit: Sequence[Lit]) -> list[Lit]:
    """The most pressing first, the order otherwise kept."""
    return sorted(lit, key=lambda one: one.order)
