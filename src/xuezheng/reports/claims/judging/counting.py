"""All of them, none of them, that many of them."""

from decimal import Decimal
from typing import Any

from xuezheng.errors import NotFound
from xuezheng.reports.claims.judging.shapes import Case, number
from xuezheng.reports.claims.judging.softly import judge_softly
from xuezheng.reports.shapes import Judgement


def judge_universal(case: Case) -> Judgement:
    """全部、全面: every row that should be counted is counted, and the printed number is that number.

    Several figures in one sentence are parts of the whole; each is checked by its own anchor.
    """
    judged = judge_everyone(case)
    shown = [printed for printed in case.printed if not printed.unit.endswith("%")]
    if judged.verdict != "支持" or len(shown) != 1:
        return judged
    code = case.claim.indicators[0]
    value = case.figure(code).value
    wrong = "" if value is None else _disagreement(case, Decimal(value))
    return case.answer("不符", wrong, case.rows(code)) if wrong else judged


def judge_everyone(case: Case) -> Judgement:
    """Every row that should be counted is counted, whatever number is printed."""
    rows = case.rows(case.claim.indicators[0])
    due = [row for row in rows if _n(row["out_of"]) > 0 or _n(row["counted"]) > 0]
    if not due:
        return case.answer("数据不足", "快照中没有应完成的对象。")
    missing = [row for row in due if _n(row["out_of"]) > _n(row["counted"])]
    counted, out_of = sum(_n(row["counted"]) for row in due), sum(_n(row["out_of"]) for row in due)
    if missing:
        told = f"应有 {number(out_of)}，实有 {number(counted)}，还有 {len(missing)} 个未完成。"
        return case.answer("不符", told, missing)
    return case.answer("支持", f"应有 {number(out_of)}，实有 {number(counted)}，没有例外。")


def judge_progress(case: Case) -> Judgement:
    """逐步得到解决: some are done, and the printed number is that of all there are."""
    if not case.claim.indicators:
        return judge_softly(case)
    rows = case.rows(case.claim.indicators[0])
    done, out_of = sum(_n(row["counted"]) for row in rows), sum(_n(row["out_of"]) for row in rows)
    if not out_of:
        return case.answer("数据不足", "快照中没有应解决的事项。")
    if wrong := _disagreement(case, Decimal(out_of)):
        return case.answer("不符", wrong, rows)
    told = f"共 {number(out_of)}，已解决 {number(done)}。"
    return case.answer("支持" if done else "不符", told, () if done else rows)


def judge_zero(case: Case) -> Judgement:
    """零、不让一名: nothing was counted."""
    figure = case.figure(case.claim.indicators[0])
    if figure.value is None:
        return case.answer("数据不足", figure.why_not or "没有数据。")
    if Decimal(figure.value) == 0:
        return case.answer("支持", "记录中为零。")
    rows = [row for row in case.rows(case.claim.indicators[0]) if _n(row["counted"]) > 0]
    return case.answer("不符", f"应为零，记录中有 {number(figure.value)} 例。", rows)


def judge_event_count(case: Case) -> Judgement:
    """The number of things that happened is the number printed."""
    code = case.claim.indicators[0]
    figure = case.figure(code)
    if figure.value is None:
        return case.answer("数据不足", figure.why_not or "没有数据。")
    if not case.printed:
        return case.answer("须人工判断", f"文中还没有数；记录为 {number(figure.value)}。")
    if wrong := _disagreement(case, Decimal(figure.value)):
        return case.answer("不符", wrong, case.rows(code))
    return case.answer("支持", f"记录为 {number(figure.value)}，与文中一致。")


def judge_all_done(case: Case) -> Judgement:
    """顺利完成: everything named was held, and nothing went wrong."""
    missing: list[dict[str, Any]] = []
    told: list[str] = []
    for code in case.claim.indicators:
        rows = case.rows(code)
        if "incident" in code or "violation" in code:
            wrong = [row for row in rows if _n(row["counted"]) > 0]
            told.append(f"违纪和事故 {len(wrong)} 起")
        elif not rows:
            return case.answer("数据不足", "快照中没有考务记录。")
        else:
            wrong = [row for row in rows if _n(row["out_of"]) > _n(row["counted"])]
            told.append(f"未举行 {len(wrong)} 项，共 {len(rows)} 项")
        missing += wrong
    if absent := _not_recorded(case):
        return case.answer("数据不足", f"快照中没有{'、'.join(absent)}的记录。", missing)
    verdict = "不符" if missing else "支持"
    return case.answer(verdict, "；".join(told) + "。", missing)  # type: ignore[arg-type]


def _not_recorded(case: Case) -> list[str]:
    """Things the claim names (options `each`: column=value:words|…) of which there is no row."""
    column, _, listed = case.claim.options.get("each", "").partition("=")
    there = {str(row.get(column)) for row in case.rows(case.claim.indicators[0])} if column else set()
    named = [pair.partition(":") for pair in listed.split("|") if pair]
    return [words for value, _, words in named if value not in there]


def judge_coverage(case: Case) -> Judgement:
    """保障…接受教育: nobody is left with nothing, and the share reached is not below its dated floor.

    Where no floor is set, every one of them must be reached.
    """
    from xuezheng.rules.values import value_on

    code = case.claim.indicators[0]
    try:
        floor = value_on(f"{code}.min", case.year_end)
    except NotFound:
        return judge_everyone(case)
    figure = case.figure(code)
    if figure.value is None:
        return case.answer("数据不足", figure.why_not or "没有数据。")
    short = [row for row in case.rows(code) if _n(row["out_of"]) > _n(row["counted"])]
    nowhere = [row for row in short if not row.get("school")]
    told = (
        f"按记录为 {number(figure.value)}%，下限 {number(floor.value)}%（{floor.source.partition('：')[0]}）"
    )
    if nowhere:
        return case.answer("不符", f"{told}；有 {len(nowhere)} 人没有学校接收。", nowhere)
    if Decimal(figure.value) < floor.value:
        return case.answer("不符", told + "。", short)
    return case.answer("支持", told + "。")


def _disagreement(case: Case, computed: Decimal) -> str:
    """Say when the number printed is not the number computed; empty when it is."""
    for printed in case.printed:
        if printed.unit.endswith("%"):
            continue
        if not agrees(printed.value, computed, printed.decimals, printed.scale, printed.approx):
            return f"文中为 {number(printed.value)}，记录为 {number(computed)}。"
    return ""


def agrees(printed: Decimal, computed: Decimal, decimals: int, scale: int = 1, approx: str = "") -> bool:
    """Whether a printed figure is the computed one, within the decimals and rounding word it shows."""
    from xuezheng.reports.writing.numerals import written

    if approx:
        text = written(computed, unit="", scale=scale, approx=approx).text
        return Decimal(text) * scale == printed
    return abs(printed - computed) * 2 <= Decimal(1).scaleb(-decimals) * scale and (
        printed == computed or scale > 1 or decimals > 0 or computed != computed.to_integral_value()
    )


def _n(value: Any) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)
