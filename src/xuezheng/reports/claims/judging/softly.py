"""Sentences that no record can bear out."""

from xuezheng.errors import BadInput
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.claims.judging.shapes import Case, number
from xuezheng.reports.shapes import Judgement


def judge_softly(case: Case) -> Judgement:
    """A judgement no record can make: the figures as hints, the verdict left to a person."""
    hints: list[str] = []
    for code in case.claim.indicators:
        try:
            now, before = case.figure(code), case.figure(code, year=case.year - 1)
        except (KeyError, BadInput):
            continue
        if now.value is not None:
            last = "" if before.value is None else f"（上年 {number(before.value)}{now.unit}）"
            hints.append(f"{_label(code)} {number(now.value)}{now.unit}{last}")
    told = "参考：" + "；".join(hints) + "。" if hints else "这是定性表述，"
    return case.answer("须人工判断", told + "请由负责科室确认。")


def _label(code: str) -> str:
    """The indicator's name, as the office calls it."""
    known = load_catalogue().get(code)
    return known.label if known else code
