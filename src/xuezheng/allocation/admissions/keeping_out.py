"""Why a wish took no part, in a family's words: the condition it missed, and what the pupil has."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from xuezheng.allocation.admissions.priority import ITSELF, all_hold
from xuezheng.allocation.admissions.standing import cells_of
from xuezheng.allocation.admissions.wording import name_of

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.scheme import Batch

#: How a test is said; the value stands where the braces are.
_SAID = {"is": "须为“{}”", "in": "须为“{}”之一", "at_least": "须不低于 {}", "at_most": "须不高于 {}"}


def kept_out(problem: "Problem", batch: "Batch", rows: Sequence[int]) -> list[str]:
    """The reason for each of these wishes, which no programme looked at in the batch."""
    at = np.array(rows, np.int64)
    without = "您的学校没有这个计划的指标" if batch.quota else "不在任何招生类别之内"
    told = [without] * len(rows)
    for condition in reversed(batch.eligible):
        for i in np.flatnonzero(~all_hold([condition], problem, at)).tolist():
            told[i] = f"不符合报名条件（{_missed(problem, condition, int(at[i]))}）"
    return told


def _missed(problem: "Problem", condition: Mapping[str, Any], row: int) -> str:
    if "any" in condition:
        return "，且".join(_missed(problem, one, row) for one in condition["any"])
    own = cells_of(problem, condition["column"], np.array([row]))[0]
    return f"{said(condition)}，您{f'是“{own}”' if own else '没有这一项'}"


def said(condition: Mapping[str, Any]) -> str:
    """A condition in words.

    Examples
    --------
    >>> said({"column": "score", "at_least": "450"})
    '总分须不低于 450'
    """
    name = name_of(condition["column"])
    if "same_as" in condition:
        other = condition["same_as"]
        return f"{name}须是所报的计划" if other == ITSELF else f"{name}须与计划的{name_of(other)}一致"
    [test] = set(condition) - {"column"}
    value = condition[test]
    return name + _SAID[test].format("、".join(value) if isinstance(value, list) else value)
