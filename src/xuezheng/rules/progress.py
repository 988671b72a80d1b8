"""Red, amber, green: whether a target, a project or a sum of money is where it should be, and why.

The thresholds stand in `values/progress.yaml`, dated; a bureau may write its own. Every light says its rule
with the figures put in, so that nobody has to ask why it is amber.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from xuezheng.rules.values import value_on

Colour = Literal["good", "warn", "bad", "wait", "none"]
#: From the most pressing on.
COLOURS: tuple[Colour, ...] = ("bad", "warn", "good", "wait", "none")
#: What the office calls them.
WORDS = {"good": "绿灯", "warn": "黄灯", "bad": "红灯", "wait": "未开始", "none": "无数据"}


@dataclass(frozen=True)
class Light:
    """A colour and the sentence that gives its reason."""

    colour: Colour
    why: str


@dataclass(frozen=True)
class Step:
    """A milestone as the rule sees it."""

    name: str
    due_on: date
    done_on: date | None


def light_of_target(
    *, target: Decimal, actual: Decimal | None, grows: bool, began_on: date, due_on: date, on: date
) -> Light:
    """Judge a target on a day.

    Parameters
    ----------
    grows : bool
        Whether the actual adds up over the year (a count, a sum) and so is held against the time gone by;
        a rate is held against the target itself.
    on : date
        The day of which `actual` is.
    """
    if on < began_on:
        return Light("wait", f"{began_on} 开始计。")
    if actual is None:
        return Light("none", "没有可以计算的实际值。")
    if actual >= target:
        return Light("good", f"已达到：{_shown(actual)}，目标 {_shown(target)}。")
    if on >= due_on:
        return Light("bad", f"期限 {due_on} 已到，实际 {_shown(actual)}，目标 {_shown(target)}。")
    if not grows or target <= 0:
        return _light_of_a_level(target, actual, on)
    done, gone = actual * 100 / target, _gone(began_on, due_on, on)
    green = value_on("progress.target.behind.green_points", on).value
    amber = value_on("progress.target.behind.amber_points", on).value
    told = f"时间过去 {gone:.0f}%，完成 {done:.0f}%"
    if done >= gone:
        return Light("good", f"{told}，不落后。")
    behind = gone - done
    told += f"，落后 {behind:.0f} 个百分点"
    if behind <= green:
        return Light("good", f"{told}（{_shown(green)} 以内为绿灯）。")
    if behind <= amber:
        return Light("warn", f"{told}（超过 {_shown(green)} 为黄灯，超过 {_shown(amber)} 为红灯）。")
    return Light("bad", f"{told}（超过 {_shown(amber)} 为红灯）。")


def _light_of_a_level(target: Decimal, actual: Decimal, on: date) -> Light:
    amber = value_on("progress.target.short.amber_pct", on).value
    short = (target - actual) * 100 / abs(target) if target else Decimal(100)
    told = f"实际 {_shown(actual)}，差目标 {_shown(target)} 的 {short:.1f}%"
    if short <= amber:
        return Light("warn", f"{told}（{_shown(amber)}% 以内为黄灯）。")
    return Light("bad", f"{told}（超过 {_shown(amber)}% 为红灯）。")


def light_of_project(
    *,
    steps: Iterable[Step],
    plan_year: int,
    started_on: date | None,
    completed_on: date | None,
    accepted_on: date | None,
    cancelled_on: date | None,
    budget: Decimal,
    spent: Decimal,
    on: date,
) -> Light:
    """Judge a project by its milestones, its year and its money; the worst of them counts."""
    if cancelled_on is not None and cancelled_on <= on:
        return Light("none", f"{cancelled_on} 已取消。")
    found = [
        *(_light_of_step(step, on) for step in steps if _is_late(step, on)),
        *_light_of_money(budget, spent, on),
    ]
    if completed_on is None and on.year > plan_year:
        found.append(Light("warn", f"列入 {plan_year} 年计划，至今没有竣工。"))
    if found:
        return min(found, key=lambda light: COLOURS.index(light.colour))
    if accepted_on is not None or completed_on is not None:
        return Light("good", f"{accepted_on or completed_on} 已{'验收' if accepted_on else '竣工'}。")
    if started_on is None:
        return Light("wait", "尚未开工，没有到期的节点。")
    return Light("good", "各节点没有逾期。")


def light_of_step(step: Step, on: date) -> Light:
    """Judge one milestone."""
    if step.done_on is not None:
        late = (step.done_on - step.due_on).days
        return Light("good", f"{step.done_on} 完成" + (f"，晚 {late} 天。" if late > 0 else "，按期。"))
    if _is_late(step, on):
        return _light_of_step(step, on)
    return Light("wait", f"还有 {(step.due_on - on).days} 天。")


def light_of_fund(*, noticed_on: date, arrived_on: date | None, on: date) -> Light:
    """Judge money that was promised: has it come, and how long has it been waited for."""
    if arrived_on is not None:
        return Light("good", f"{arrived_on} 到账，用 {(arrived_on - noticed_on).days} 天。")
    waiting = (on - noticed_on).days
    amber = value_on("progress.fund.waiting.amber_days", on).value
    red = value_on("progress.fund.waiting.red_days", on).value
    told = f"下达 {waiting} 天未到账"
    if waiting > red:
        return Light("bad", f"{told}（超过 {_shown(red)} 天为红灯）。")
    if waiting > amber:
        return Light("warn", f"{told}（超过 {_shown(amber)} 天为黄灯）。")
    return Light("wait", f"{told}。")


def soon_days(on: date) -> int:
    """How many days ahead things count as to be done soon."""
    return int(value_on("progress.milestone.soon_days", on).value)


def _is_late(step: Step, on: date) -> bool:
    return step.done_on is None and step.due_on < on


def _light_of_step(step: Step, on: date) -> Light:
    days = (on - step.due_on).days
    amber = value_on("progress.milestone.late.amber_days", on).value
    told = f"“{step.name}”应于 {step.due_on} 完成，逾期 {days} 天"
    if days <= amber:
        return Light("warn", f"{told}（{_shown(amber)} 天以内为黄灯）。")
    return Light("bad", f"{told}（超过 {_shown(amber)} 天为红灯）。")


def _light_of_money(budget: Decimal, spent: Decimal, on: date) -> list[Light]:
    if budget <= 0:
        return []
    over = (spent - budget) * 100 / budget
    amber = value_on("progress.project.over_budget.amber_pct", on).value
    red = value_on("progress.project.over_budget.red_pct", on).value
    if over <= amber:
        return []
    told = f"完成投资超过预算 {over:.1f}%"
    if over <= red:
        return [Light("warn", f"{told}（超过 {_shown(red)}% 为红灯）。")]
    return [Light("bad", f"{told}（超过 {_shown(red)}% 为红灯）。")]


def _gone(began_on: date, due_on: date, on: date) -> Decimal:
    """Share of the time from the beginning to the due day that has gone by, in per cent."""
    return Decimal((on - began_on).days) * 100 / Decimal(max(1, (due_on - began_on).days))


def _shown(value: Decimal) -> str:
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value:,.2f}"
