"""A standard judged for people: verdicts with what is nearest to turning, and last year beside this one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xuezheng.snapshot import Snapshot
from xuezheng.standards.comparing import Change, compare
from xuezheng.standards.declaration import Standard
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.judging import inquire, verdicts_of
from xuezheng.standards.jumps import Jump, jumps
from xuezheng.standards.sensitivity import Nearness, Shortfall, nearness, shortfalls
from xuezheng.standards.turning import Turning, in_the_way, leave_one_out
from xuezheng.standards.verdict import Outcome, Row, Verdict

#: How verdicts are named in machine-readable output.
NAMES = {"met": "passed", "unmet": "failed", "unknown": "unknown"}


@dataclass(frozen=True, eq=False)
class Judged:
    """One place judged, with everything a report tells of it.

    `near`, `lacks`, `turnings` and `jumps` are empty for a standard without resource measures; `changes` is empty when
    the snapshot has nothing of the year before.
    """

    verdict: Verdict
    near: tuple[Nearness, ...]
    lacks: tuple[Shortfall, ...]
    turnings: tuple[Turning, ...]
    changes: tuple[Change, ...]
    jumps: tuple[Jump, ...] = ()


@dataclass(frozen=True, eq=False)
class Report:
    """A standard, its year, and every place judged."""

    standard: Standard
    inquiry: Inquiry
    judged: tuple[Judged, ...]

    @property
    def has_passed(self) -> bool:
        """Whether every place passed."""
        return all(each.verdict.state == "met" for each in self.judged)


def judge_for_people(
    snapshot: Snapshot, standard: str, year: int, *, places: Iterable[str] = (), split: str = "reported"
) -> Report:
    """Judge a standard and gather what would turn each verdict.

    Raises
    ------
    BadInput
        When the standard, a place or the split is unknown, or the year is after the snapshot.
    """
    inquiry = inquire(snapshot, standard, year, places=places, split=split)
    verdicts = verdicts_of(inquiry)
    last = _last_year(inquiry, split)
    before = _verdicts_by_place(last)
    judged = tuple(_judged(inquiry, verdict, last, before.get(verdict.place)) for verdict in verdicts)
    return Report(inquiry.standard, inquiry, judged)


def _last_year(inquiry: Inquiry, split: str) -> Inquiry | None:
    """The same asked of last year; not of a standard of schools, which are not visited every year."""
    if inquiry.standard.unit == "school":
        return None
    return inquire(
        inquiry.snapshot, inquiry.standard, inquiry.year - 1, places=list(inquiry.places), split=split
    )


def _verdicts_by_place(inquiry: Inquiry | None) -> dict[str, Verdict]:
    """Last year's verdicts; none when the snapshot has no figure of that year."""
    verdicts = verdicts_of(inquiry) if inquiry else []
    has_figures = any(outcome.value is not None for each in verdicts for outcome in each.outcomes)
    return {verdict.place: verdict for verdict in verdicts} if has_figures else {}


def _judged(inquiry: Inquiry, verdict: Verdict, before: Inquiry | None, last: Verdict | None) -> Judged:
    has_resources = inquiry.standard.resources is not None
    jumped: list[Jump] = []
    if has_resources and before is not None:
        factor = inquiry.value("plausible.change.factor")
        jumped = jumps(inquiry.counted, before.counted, verdict.place, factor)
    return Judged(
        verdict=verdict,
        near=tuple(nearness(inquiry.counted, verdict.place)) if has_resources else (),
        lacks=tuple(shortfalls(inquiry.counted, verdict.place)) if has_resources else (),
        turnings=tuple(leave_one_out(inquiry, verdict.place)) if has_resources else (),
        changes=tuple(compare(last, verdict)) if last else (),
        jumps=tuple(jumped),
    )


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data, for `--json`."""
    return {
        "standard": report.standard.code,
        "label": report.standard.label,
        "reference": report.standard.reference,
        "year": report.inquiry.year,
        "snapshot": report.inquiry.snapshot.id,
        "passed": report.has_passed,
        "verdicts": [_as_data(each) for each in report.judged],
    }


def _as_data(judged: Judged) -> dict[str, Any]:
    verdict = judged.verdict
    unmet, unknown = in_the_way(verdict)
    return {
        "place": verdict.place,
        "name": verdict.name,
        "verdict": NAMES[verdict.state],
        "options": verdict.options,
        "parts": [
            {
                "part": part.code, "label": part.label, "state": part.state,
                "items": [_item(outcome) for outcome in part.outcomes],
            }
            for part in verdict.parts
        ],
        "unmet": unmet,
        "unknown": unknown,
        "spread": [_near(each) for each in judged.near],
        "shortfalls": [_lack(each) for each in judged.lacks],
        "leave_one_out": [
            {
                "school": each.school, "name": each.name, "stage": each.stage, "was": each.was,
                "would_be": each.would_be, "items": list(each.changed),
            }
            for each in judged.turnings
        ],
        "last_year": [
            {
                "item": each.item, "was": each.was, "now": each.now, "last": _plain(each.last),
                "this": _plain(each.this), "by": _plain(each.by),
            }
            for each in judged.changes
        ],
        "jumps": [
            {
                "school": each.school, "name": each.name, "stage": each.stage, "measure": each.measure.code,
                "last": _plain(each.last), "this": _plain(each.this),
            }
            for each in judged.jumps
        ],
        "faults": [
            {
                "school": each.school, "name": each.name, "stage": each.stage, "column": each.column,
                "figure": each.figure, "what": each.what, "remedy": each.remedy,
            }
            for each in verdict.faults
        ],
    }  # fmt: skip


def _item(outcome: Outcome) -> dict[str, Any]:
    return {
        "item": outcome.item,
        "label": outcome.label,
        "state": outcome.state,
        "value": _plain(outcome.value),
        "sense": outcome.sense,
        "limit": _plain(outcome.limit),
        "unit": outcome.unit,
        "reason": outcome.reason,
        "sources": list(outcome.sources),
        "rows": [_row(row) for row in outcome.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "school": row.school, "name": row.name, "subject": row.subject, "counted": _plain(row.counted),
        "out_of": _plain(row.out_of), "value": _plain(row.value), "limit": _plain(row.limit),
        "state": row.state, "note": row.note,
    }  # fmt: skip


def _near(each: Nearness) -> dict[str, Any]:
    return {
        "stage": each.stage, "measure": each.measure.code, "label": each.measure.label, "state": each.state,
        "cv": each.cv, "limit": _plain(each.limit), "margin": each.margin, "weakest": each.weakest,
        "weakest_name": each.weakest_name, "weakest_value": each.weakest_value, "without": each.without,
        "without_name": each.without_name, "cv_without": each.cv_without, "change_at": each.change_at,
        "change_name": each.change_name, "change": _plain(each.change), "change_unit": each.measure.column_unit,
    }  # fmt: skip


def _lack(each: Shortfall) -> dict[str, Any]:
    return {
        "stage": each.stage, "school": each.school, "name": each.name, "measure": each.measure.code,
        "value": _plain(each.value), "limit": _plain(each.limit), "lacks": _plain(each.lacks),
        "unit": each.measure.column_unit,
    }  # fmt: skip


def _plain(value: Decimal | None) -> int | float | None:
    """A number as JSON writes it; a whole one without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
