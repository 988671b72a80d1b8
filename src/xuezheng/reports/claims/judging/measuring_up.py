"""Against a target, a ratio, a threshold, a limit, last year."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.claims.judging.counting import agrees
from xuezheng.reports.claims.judging.shapes import Case, day, number
from xuezheng.reports.shapes import Judgement
from xuezheng.reports.writing.units import in_plain_unit

_RISE = re.compile(r"增长|增加|提高|提升|上升")
_FALL = re.compile(r"压缩|精简|精减|减少|下降|降低|压减|削减|缩减")


def judge_target_met(case: Case) -> Judgement:
    """完成任务: at least the approved target."""
    return _against_target(case, case.claim.indicators[0], strictly=False)


def judge_target_exceeded(case: Case) -> Judgement:
    """超额: more than the approved target."""
    return _against_target(case, case.claim.indicators[0], strictly=True)


def judge_all_targets(case: Case) -> Judgement:
    """圆满完成各项任务: every approved target of the year is met."""
    targets = _targets(case)
    if not targets:
        return case.answer("数据不足", f"{case.year} 年没有经批准的年度目标。")
    missed, unknown = [], []
    for target in targets:
        try:
            value = case.figure(str(target["indicator"])).value
        except (KeyError, BadInput):
            value = None
        if value is None:
            unknown.append(target)
        elif _plain(Decimal(value), target["unit"]) < _plain(Decimal(target["value"]), target["unit"]):
            missed.append({**target, "actual": number(value)})
    if missed:
        return case.answer("不符", f"{len(targets)} 项目标中有 {len(missed)} 项未完成。", missed)
    if unknown:
        return case.answer("数据不足", f"{len(unknown)} 项目标无法计算。", unknown)
    return case.answer("支持", f"{len(targets)} 项年度目标全部完成。")


def judge_ratio(case: Case) -> Judgement:
    """完成 102 %、办复率 100 %: the printed rate is the computed one, and complete where it says so."""
    code = case.claim.indicators[0]
    figure = case.figure(code)
    if figure.value is None:
        return case.answer("数据不足", figure.why_not or "没有数据。")
    value = Decimal(figure.value)
    short = _short(case, code, figure)
    for printed in _rates(case):
        if not agrees(printed.value, value, printed.decimals):
            told = f"文中为 {number(printed.value)}%，按记录为 {number(value)}%。"
            return case.answer("不符", told, short)
        if printed.value == 100 and value != 100:
            return case.answer("不符", f"按记录为 {number(value)}%，没有达到 100%。", short)
    if "完成" in case.claim.text and value < 100:
        return case.answer("不符", f"按记录只完成 {number(value)}%。", short)
    return case.answer(
        "支持", f"按记录为 {number(value)}%（{number(figure.counted)} ÷ {number(figure.out_of)}）。"
    )


def _short(case: Case, code: str, figure: Any) -> list[dict[str, Any]]:
    """Rows with less counted than was due; against a target, the target and what was reached.

    Rows that are due and never counted, beside others that are counted and not due, are targets.
    """
    rows = case.rows(code)
    due = [row for row in rows if Decimal(str(row["out_of"] or 0)) > Decimal(str(row["counted"] or 0))]
    is_target = (
        bool(due) and all(not row["counted"] for row in due) and any(not row["out_of"] for row in rows)
    )
    if not is_target:
        return due
    return [
        {**row, "target": row["out_of"], "actual": figure.counted, "counted": None, "out_of": None}
        for row in due
    ]


def judge_threshold(case: Case) -> Judgement:
    """达到、控制在…以内: the rate against the printed number or the dated rule."""
    if case.printed:
        return _at_least_printed(case)
    return _within_limits(case)


def judge_change(case: Case) -> Judgement:
    """压缩、下降: the printed change is the computed one."""
    fall, why = _fall(case, case.claim.indicators[0])
    if fall is None:
        return case.answer("数据不足", why or "缺少上年或本年数据，无法比较。")
    is_rise = bool(_RISE.search(case.claim.text)) and not _FALL.search(case.claim.text)
    value = -fall if is_rise else fall
    told = f"按记录{'上升' if fall < 0 else '下降'} {number(abs(fall))}%" if fall else "按记录与上年持平"
    if not _rates(case):
        return case.answer("须人工判断", f"文中还没有数；{told}。")
    for printed in _rates(case):
        if not agrees(printed.value, value, printed.decimals):
            said = "上升" if is_rise else "下降"
            return case.answer("不符", f"文中为{said} {number(printed.value)}%，{told}。")
    return case.answer("支持", f"{told}，与文中一致。")


def _fall(case: Case, code: str) -> tuple[Decimal | None, str]:
    """Fall against last year in per cent, of an indicator that is one or of a count in two years."""
    now = case.figure(code)
    if _kind(code) == "change" or now.value is None:
        return (None if now.value is None else Decimal(now.value)), now.why_not
    before = case.figure(code, year=case.year - 1)
    if not before.value:
        return None, before.why_not
    return (Decimal(before.value) - Decimal(now.value)) * 100 / Decimal(before.value), ""


def _kind(code: str) -> str:
    """What an indicator is; one the house does not have is taken for a change, as its name then says."""
    known = load_catalogue().get(code)
    return known.kind if known else "change"


def judge_monotone(case: Case) -> Judgement:
    """不断提升: this year better than last year."""
    return _against_last_year(case, case.claim.indicators[0])


def judge_record(case: Case) -> Judgement:
    """新的突破: at least one named measure is better than last year's."""
    judged = [_against_last_year(case, code) for code in case.claim.indicators]
    best = next((one for one in judged if one.verdict == "支持"), None)
    return best or judged[0]


def _against_target(case: Case, code: str, *, strictly: bool) -> Judgement:
    code = code.removesuffix(".target")
    targets = [target for target in _targets(case) if target["indicator"] == code]
    if not targets:
        return case.answer("数据不足", f"“{code}”{case.year} 年没有经批准的目标。")
    figure = case.figure(code)
    if figure.value is None:
        return case.answer("数据不足", figure.why_not or "没有数据。")
    actual = _plain(Decimal(figure.value), figure.unit)
    target = sum((_plain(Decimal(row["value"]), row["unit"]) for row in targets), Decimal(0))
    told = f"目标 {number(target)}，完成 {number(actual)}。"
    is_met = actual > target if strictly else actual >= target
    if not is_met:
        return case.answer("不符", told + _too_strong(actual, target), targets)
    for printed in case.printed:
        if not printed.unit.endswith("%") and not agrees(
            printed.value, actual, printed.decimals, printed.scale, printed.approx
        ):
            return case.answer("不符", f"文中为 {number(printed.value)}，记录为 {number(actual)}。", targets)
    return case.answer("支持", told)


def _too_strong(actual: Decimal, target: Decimal) -> str:
    """What the records would let a writer say instead of 完成 or 超额完成."""
    if actual == target:
        return "刚好完成，不能说“超额”，可写“如期完成”。"
    if not target:
        return ""
    return f"只完成 {number(actual * 100 / target)}%，说法强于数据。"


def _targets(case: Case) -> list[dict[str, Any]]:
    """Approved targets of the year; the city's own where there is one, else the areas' together."""
    rows = [row for row in case.table("targets") if row["year"] == case.year and day(row["approved_on"])]
    areas = {str(row["area"]) for row in rows}
    city = min(areas, key=lambda area: (not area.endswith("00"), area), default="")
    of_city = {row["indicator"] for row in rows if str(row["area"]) == city}
    return [row for row in rows if str(row["area"]) == city or row["indicator"] not in of_city]


def _plain(value: Decimal, unit: str) -> Decimal:
    return in_plain_unit(value, unit)[0]


def _rates(case: Case) -> list[Any]:
    return [printed for printed in case.printed if printed.unit.endswith(("%", "％"))]


def _at_least_printed(case: Case) -> Judgement:
    figure = case.figure(case.claim.indicators[0])
    if figure.value is None:
        return case.answer("数据不足", figure.why_not or "没有数据。")
    printed, value = case.printed[-1], Decimal(figure.value)
    told = f"文中为 {number(printed.value)}，按记录为 {number(value)}。"
    way = _way(case.claim.text)
    if way.is_strict:
        is_reached = value < printed.value if way.is_ceiling else value > printed.value
        return case.answer("支持" if is_reached else "不符", told)
    is_reached = value <= printed.value if way.is_ceiling else value >= printed.value
    rounds_to = printed.decimals and agrees(printed.value, value, printed.decimals)
    return case.answer("支持" if is_reached or rounds_to else "不符", told)


@dataclass(frozen=True)
class _Way:
    """Which side of a printed number a clause promises, and whether the number itself is too much."""

    is_ceiling: bool
    is_strict: bool


def _way(words: str) -> _Way:
    is_floor = re.search(r"不低于|不少于|不小于|以上", words)
    is_ceiling = not is_floor and re.search(
        r"以内|以下|之内|不超过|不高于|不大于|低于|少于|控制在|降到|降至", words
    )
    is_strict = re.search(r"(?<!不)(?:低于|少于|超过|高于|大于)", words)
    return _Way(bool(is_ceiling), bool(is_strict))


def _within_limits(case: Case) -> Judgement:
    """Primary and junior apart, each against the province's own ceiling of the day."""
    from xuezheng.rules.values import value_on

    code, told, over = case.claim.indicators[0], [], []
    for stage, name in (("primary", "小学"), ("junior", "初中")):
        limit = value_on(f"compulsory.dropout_rate.rural.{stage}.max", case.year_end)
        figure = case.figure_of(code, {"stage": stage})
        if figure.value is None:
            return case.answer("数据不足", f"农村{name}没有数据。")
        told.append(f"农村{name} {number(figure.value)}%，上限 {number(limit.value)}%")
        if Decimal(figure.value) > limit.value:
            over += [row for row in case.rows(code) if row.get("stage") == stage and row["counted"]]
    return case.answer("不符" if over else "支持", "；".join(told) + "。", over)


def _against_last_year(case: Case, code: str) -> Judgement:
    now, before = case.figure(code), case.figure(code, year=case.year - 1)
    if now.value is None or before.value is None:
        return case.answer("数据不足", "缺少上年或本年数据，无法比较。")
    told = f"上年 {number(before.value)}，本年 {number(now.value)}。"
    is_lower_better = case.claim.options.get("better") == "lower"
    rose = Decimal(now.value) > Decimal(before.value)
    fell = Decimal(now.value) < Decimal(before.value)
    return case.answer("支持" if (fell if is_lower_better else rose) else "不符", told)
