"""Judge every claim of a text: 支持, 不符, 数据不足 or 须人工判断, with its counter-examples.

One function a family; a new family is one function and one line below.
"""

from collections.abc import Iterable
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.reports.claims.judging.counting import (
    judge_all_done,
    judge_coverage,
    judge_event_count,
    judge_progress,
    judge_universal,
    judge_zero,
)
from xuezheng.reports.claims.judging.measuring_up import (
    judge_all_targets,
    judge_change,
    judge_monotone,
    judge_ratio,
    judge_record,
    judge_target_exceeded,
    judge_target_met,
    judge_threshold,
)
from xuezheng.reports.claims.judging.recorded import (
    judge_event,
    judge_rank,
    judge_stage,
    judge_structure,
)
from xuezheng.reports.claims.judging.shapes import Case, Judge, Printed
from xuezheng.reports.claims.judging.softly import judge_softly
from xuezheng.reports.shapes import Claim, Judgement

__all__ = ["FAMILIES", "Printed", "judge_claims"]

FAMILIES: dict[str, Judge] = {
    "universal": judge_universal,
    "zero": judge_zero,
    "target-met": judge_target_met,
    "target-exceeded": judge_target_exceeded,
    "all-targets": judge_all_targets,
    "ratio": judge_ratio,
    "threshold": judge_threshold,
    "change": judge_change,
    "monotone": judge_monotone,
    "record": judge_record,
    "coverage": judge_coverage,
    "stage": judge_stage,
    "progress": judge_progress,
    "event": judge_event,
    "event-count": judge_event_count,
    "all-done": judge_all_done,
    "recognition": judge_event,
    "rank": judge_rank,
    "vague-trend": judge_softly,
    "structure": judge_structure,
}

#: Families that are judged without an indicator.
_WITHOUT_INDICATOR = {
    "all-targets", "stage", "event", "recognition", "rank", "structure", "progress", "vague-trend",
}  # fmt: skip

#: Families that a paper or the text itself bears out, however soft their words.
_ON_PAPER = {"event", "recognition", "rank", "structure"}


def judge_claims(
    claims: Iterable[Claim],
    snapshot: Any,
    year: int,
    printed: Iterable[Printed] = (),
    *,
    n_headings: int | None = None,
    measuring: Any = None,
) -> tuple[Judgement, ...]:
    """Judge claims against a snapshot.

    Parameters
    ----------
    printed : iterable of Printed
        Figures as the finished text shows them, with spans in the same text as the claims'.
    n_headings : int
        Level-1 headings of the finished text; None when they cannot be counted.
    measuring : optional
        Has `measure` and `evidence`; the measuring room unless given.

    Returns
    -------
    tuple of Judgement
        One a claim, in order. A claim whose records are missing is 数据不足, never 支持.
    """
    shown = tuple(printed)
    return tuple(_judge(claim, snapshot, year, shown, n_headings, measuring) for claim in claims)


def _judge(
    claim: Claim,
    snapshot: Any,
    year: int,
    printed: tuple[Printed, ...],
    n_headings: int | None,
    measuring: Any,
) -> Judgement:
    here = tuple(figure for figure in printed if claim.start <= figure.start < claim.end)
    case = Case(claim, snapshot, year, here, n_headings, measuring)
    is_judged = claim.is_checkable or claim.type in _ON_PAPER
    family = FAMILIES[claim.type] if is_judged else judge_softly
    if not claim.indicators and is_judged and claim.type not in _WITHOUT_INDICATOR:
        return case.answer("数据不足", "没有与这句话对应的指标。")
    try:
        return family(case)
    except KeyError as error:
        return case.answer("数据不足", f"快照或指标库中没有 {error.args[0]}。")
    except BadInput as error:
        return case.answer("数据不足", error.sentence)
