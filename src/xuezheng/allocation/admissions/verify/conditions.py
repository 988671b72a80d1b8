"""Conditions of a scheme, judged again wish by wish; equal cases are judged once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.places import value_of
from xuezheng.allocation.admissions.verify.round import Round

if TYPE_CHECKING:
    from numpy.typing import NDArray

Case = dict[str, str]


def met(one: Round, conditions: Sequence[Mapping[str, Any]], rows: Sequence[int]) -> "NDArray[Any]":
    """Whether all conditions hold, for each of these wishes."""
    import numpy as np

    if not conditions:
        return np.ones(len(rows), bool)
    cases, at = _cases(one, conditions, rows)
    judged = [all(_holds(condition, case) for condition in conditions) for case in cases]
    return np.array(judged, bool)[at] if cases else np.zeros(0, bool)


def group_numbers(one: Round, groups: Sequence[Mapping[str, Any]], rows: Sequence[int]) -> "NDArray[Any]":
    """The first group each wish belongs to; -1 for none."""
    import numpy as np

    number = np.full(len(rows), -1, np.int64)
    for i, group in enumerate(groups):
        number[(number < 0) & met(one, group["when"], rows)] = i
    return number


def _cases(
    one: Round, conditions: Sequence[Mapping[str, Any]], rows: Sequence[int]
) -> tuple[list[Case], "NDArray[Any]"]:
    """The different cases among these wishes, and which of them each wish is."""
    import numpy as np

    columns, others = _named(conditions)
    known: dict[tuple[str, ...], int] = {}
    at = np.empty(len(rows), np.int64)
    owner, programme = one.owner.tolist(), one.programme.tolist()
    ours = [
        (one.people[c], owner) if c in one.people else (one.wished[c], range(len(owner))) for c in columns
    ]
    theirs = [one.programmes if c == "programme" else one.facts[c] for c in others]
    for i, row in enumerate(rows):
        cells = tuple(
            [column[place[row]] for column, place in ours] + [column[programme[row]] for column in theirs]
        )
        at[i] = known.setdefault(cells, len(known))
    names = [*(f"own {c}" for c in columns), *(f"of {c}" for c in others)]
    return [dict(zip(names, cells, strict=True)) for cells in known], at


def _named(conditions: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    columns: set[str] = set()
    others: set[str] = set()
    for condition in conditions:
        for each in condition.get("any", [condition]):
            if "any" in each:
                inner = _named([each])
                columns, others = columns | set(inner[0]), others | set(inner[1])
                continue
            columns.add(each["column"])
            others |= {each["same_as"]} if "same_as" in each else set()
    return sorted(columns), sorted(others)


def _holds(condition: Mapping[str, Any], case: Case) -> bool:
    if "any" in condition:
        return any(_holds(each, case) for each in condition["any"])
    cell = case[f"own {condition['column']}"]
    if "same_as" in condition:
        return cell != "" and cell == case[f"of {condition['same_as']}"]
    if "is" in condition:
        return bool(cell == condition["is"])
    if "in" in condition:
        return cell in condition["in"]
    number = value_of(cell)
    least, most = value_of(condition.get("at_least", "")), value_of(condition.get("at_most", ""))
    return number is not None and (least is None or number >= least) and (most is None or number <= most)
