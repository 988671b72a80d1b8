"""Figures that are more than an indicator's value: its rise, its target, its part of the whole, for each pupil."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.questions import collected
from xuezheng.indicators.yearly_targets import in_plain_units
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing.units import in_plain_unit

#: Whom an amount is shared among.
_PUPILS = "students.total"
#: How each is reckoned, for the table of sources.
TOLD = {
    "growth": "比上年增长的百分比",
    "target": "当年批准的目标数",
    "completion": "完成数占当年批准目标数的百分比",
    "ratio": "相当于上年的百分比",
    "share": "占该指标全部的百分比",
    "per_head": "按在校学生总数平均",
}
Reckoned = tuple[Decimal | None, str, str]


def beyond_value(
    decision: Decision,
    snapshot: Any,
    indicator: Indicator,
    year: int,
    period: str,
    measuring: Remembered,
) -> Reckoned:
    """The value of a decision whose measure is one of `TOLD`, its unit, and the reason when there is none.

    `year` and `period` are those the decision asks for (last year's value is of the year before).
    """

    def figure(code: str, of: int, filters: Mapping[str, str]) -> Any:
        return measuring.measure(snapshot, [code], of, None, dict(filters), period)[0]

    now = figure(indicator.code, year, decision.filters)
    reckoning: dict[str, Callable[[], Reckoned]] = {
        "growth": lambda: _growth(indicator, now, figure(indicator.code, year - 1, decision.filters)),
        "ratio": lambda: _share_of(
            now, figure(indicator.code, year - 1, decision.filters), "缺少上年或本年数据，无法比较"
        ),
        "share": lambda: _share(decision, now, figure(indicator.code, year, {})),
        "target": lambda: _target(indicator, snapshot, year),
        "completion": lambda: _completion(indicator, now, snapshot, year),
        "per_head": lambda: _per_head(now, figure(_PUPILS, year, _of_stage(decision.filters))),
    }
    return reckoning[decision.measure]()


def target_rows(decision: Decision, snapshot: Any, year: int) -> tuple[dict[str, Any], ...]:
    """The approved targets behind a target or a rate of completion, in the shape of evidence."""
    if decision.measure not in ("target", "completion"):
        return ()
    counts = decision.measure == "target"
    return tuple(
        {
            "area": row["area"],
            "school": None,
            "subject": row["code"],
            "counted": row["plain_value"] if counts else Decimal(0),
            "out_of": None if counts else row["plain_value"],
        }
        for row in collected(in_plain_units(snapshot, year, decision.indicator).sort("code"))
    )


def _growth(indicator: Indicator, now: Any, before: Any) -> Reckoned:
    """The rise against last year; of an indicator that is a fall, the fall turned round."""
    if indicator.kind == "change":
        return (None, "%", now.why_not) if now.value is None else (-Decimal(now.value), "%", "")
    if now.value is None or not before.value:
        return None, "%", "缺少上年或本年数据，无法比较"
    return (Decimal(now.value) - Decimal(before.value)) * 100 / Decimal(before.value), "%", ""


def _share(decision: Decision, now: Any, whole: Any) -> Reckoned:
    if not decision.filters:
        return None, "%", "没有筛选条件，不能求占比"
    return _share_of(now, whole, "全部为零或没有数据，不能求占比")


def _share_of(now: Any, whole: Any, why: str) -> Reckoned:
    if now.value is None or not whole.value:
        return None, "%", now.why_not or why
    return Decimal(now.value) * 100 / Decimal(whole.value), "%", ""


def _target(indicator: Indicator, snapshot: Any, year: int) -> Reckoned:
    rows = collected(in_plain_units(snapshot, year, indicator.code))
    if not rows:
        return None, "", f"{year} 年没有批准的目标数"
    return (
        sum((Decimal(row["plain_value"]) for row in rows), Decimal(0)),
        in_plain_unit(Decimal(1), indicator.unit)[1],
        "",
    )


def _completion(indicator: Indicator, now: Any, snapshot: Any, year: int) -> Reckoned:
    target, _, why = _target(indicator, snapshot, year)
    if not target or now.value is None:
        return None, "%", why or now.why_not or "目标数为零，不能求完成率"
    value, _ = in_plain_unit(Decimal(now.value), now.unit)
    return value * 100 / target, "%", ""


def _per_head(now: Any, pupils: Any) -> Reckoned:
    if now.value is None or not pupils.value:
        return None, now.unit, now.why_not or "没有在校学生数，不能平均"
    value, unit = in_plain_unit(Decimal(now.value), now.unit)
    return value / Decimal(pupils.value), unit, ""


def _of_stage(filters: Mapping[str, str]) -> dict[str, str]:
    return {"stage": filters["stage"]} if "stage" in filters else {}
