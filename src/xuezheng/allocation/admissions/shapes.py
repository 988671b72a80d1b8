"""The small shapes a scheme is written in: conditions, entries of an order, quotas, floors.

Each reader turns what stands in the YAML into the one form the certificate holds, and adds what is
wrong to the list of faults.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from xuezheng.errors import Fault

Data = Mapping[str, Any]
#: Ways to make one number of several columns.
MADE_OF = ("sum", "highest", "lowest")
TESTS = ("is", "in", "at_least", "at_most", "same_as")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)%|0?\.\d+|[01]", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def entries_of(data: Any, where: str, faults: list[Fault]) -> tuple[Data, ...]:
    """What is compared, in order: `score`, `{sum: [chinese, maths]}`, `{column: months, first: largest}`."""
    if not isinstance(data, list):
        faults.append(Fault(f"“{data}”不是一列。", where, "请写成 [score, {sum: [a, b]}]。"))
        return ()
    return tuple(entry for each in data if (entry := _entry(each, where, faults)))


def _entry(data: Any, where: str, faults: list[Fault]) -> Data | None:
    if isinstance(data, str):
        return {"of": "column", "columns": [data], "first": "largest"}
    first = data.get("first", "largest") if isinstance(data, dict) else ""
    kinds = [kind for kind in ("column", *MADE_OF) if isinstance(data, dict) and kind in data]
    if len(kinds) != 1 or first not in ("largest", "smallest"):
        faults.append(
            Fault(
                f"“{data}”不是一项排序。",
                where,
                "请写列名，或 sum/highest/lowest 加列名，first 为 largest 或 smallest。",
            )
        )
        return None
    columns = data[kinds[0]]
    columns = [columns] if isinstance(columns, str) else columns
    if not isinstance(columns, list) or not columns or not all(isinstance(name, str) for name in columns):
        faults.append(Fault(f"“{data[kinds[0]]}”不是列名。", where, "请写列名，或 [列名, 列名]。"))
        return None
    return {"of": kinds[0], "columns": columns, "first": first}


def conditions_of(data: Any, where: str, faults: list[Fault]) -> tuple[Data, ...]:
    """Conditions that must all hold; `{any: […]}` is one of which any must."""
    each = data if isinstance(data, list) else [data]
    return tuple(made for one in each if (made := _condition(one, where, faults)))


def _condition(data: Any, where: str, faults: list[Fault]) -> Data | None:
    if isinstance(data, dict) and set(data) == {"any"}:
        return {"any": list(conditions_of(data["any"], where, faults))}
    tests = [test for test in TESTS if isinstance(data, dict) and test in data]
    if len(tests) != 1 or set(data) != {"column", tests[0]}:
        faults.append(Fault(f"“{data}”不是一个条件。", where, f"须有 column 和 {'、'.join(TESTS)} 之一。"))
        return None
    value = data[tests[0]]
    if not isinstance(data["column"], str) or isinstance(value, list) != (tests[0] == "in"):
        faults.append(
            Fault(f"“{data}”不是一个条件。", where, "column 须是一个列名；只有 in 后面写一列值，如 [a, b]。")
        )
        return None
    if tests[0] in ("at_least", "at_most") and not NUMBER.fullmatch(str(value)):
        faults.append(Fault(f"“{value}”不是数。", where, "请写数字。"))
        return None
    return {"column": data["column"], tests[0]: [str(v) for v in value] if tests[0] == "in" else str(value)}


def share_of(text: str) -> Fraction | None:
    """A share such as 60%, exactly; None when it is none between 0 and 1."""
    if not PERCENT.fullmatch(text):
        return None
    share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    return share if share <= 1 else None


def quota_of(data: Any, where: str, faults: list[Fault]) -> Data | None:
    """Seats split over junior schools: share of the plan, the pupil's column, least seats and for whom."""
    if data is None:
        return None
    if (
        not isinstance(data, dict)
        or "share" not in data
        or set(data) - {"share", "column", "least", "least_when"}
    ):
        faults.append(
            Fault(f"“{data}”不是名额分配。", where, "可写 share、column、least、least_when，share 必写。")
        )
        return None
    share, least = share_of(str(data["share"])), str(data.get("least", "0"))
    if share is None:
        faults.append(Fault(f"比例“{data['share']}”不在 0 至 100% 之间。", where, "请写成 60%。"))
    if not least.isdecimal():
        faults.append(Fault(f"最少名额“{least}”不是整数。", where, "请写成 1。"))
    return {
        "share": str(share or 0),
        "column": str(data.get("column", "school")),
        "least": int(least) if least.isdecimal() else 0,
        "least_when": list(conditions_of(data.get("least_when", []), where, faults)),
    }


def floor_of(data: Any, where: str, faults: list[Fault]) -> Data | None:
    """At most so many points under the same programme's line in an earlier batch."""
    if data is None:
        return None
    if not isinstance(data, dict) or not {"under_line_of", "points"} <= set(data):
        faults.append(Fault(f"“{data}”不是最低线。", where, "须写 under_line_of 和 points。"))
        return None
    if not NUMBER.fullmatch(str(data["points"])):
        faults.append(Fault(f"“{data['points']}”不是分数。", where, "请写数字。"))
        return None
    return {
        "under_line_of": str(data["under_line_of"]),
        "points": str(data["points"]),
        "column": str(data.get("column", "score")),
    }


def left_over_of(data: Any, where: str, faults: list[Fault]) -> Data | None:
    """What happens to those nobody took: listed, or placed where seats are free."""
    if data is None:
        return None
    if (
        not isinstance(data, dict)
        or data.get("rule") not in ("list", "place")
        or set(data) - {"rule", "same"}
    ):
        faults.append(Fault(f"“{data}”不是对未录取者的规则。", where, "rule 须为 list 或 place，可加 same。"))
        return None
    return {"rule": data["rule"], "same": list(conditions_of(data.get("same", []), where, faults))}


def points_formula(data: Data, where: str, faults: list[Fault]) -> Data:
    """A points formula written out: items with column, each, per, cap, whole; total and places."""
    items = data.get("items")
    strange = set(data) - {"title", "mark", "from", "to", "source", "items", "total", "places"}
    if strange or not isinstance(items, list) or not items:
        faults.append(
            Fault("不是积分公式。", where, "须写 items（每项有 column、each），可写 total、places。")
        )
        return {}
    for i, item in enumerate(items, start=1):
        known = isinstance(item, dict) and {"column", "each"} <= set(item)
        if not known or set(item) - {"column", "each", "per", "cap", "whole"}:
            faults.append(
                Fault(
                    f"“{item}”不是一项积分。",
                    f"{where} 第 {i} 项",
                    "须写 column、each，可写 per、cap、whole。",
                )
            )
            continue
        numbers = {name: str(item[name]) for name in ("each", "per", "cap") if name in item}
        faults += _no_numbers(numbers, f"{where} 第 {i} 项", faults_of_zero=("per",))
    faults += _no_numbers({name: str(data[name]) for name in ("total",) if name in data}, where)
    if not str(data.get("places", "0")).isdecimal() or len(str(data.get("places", "0"))) > 1:
        faults.append(Fault(f"places “{data['places']}”不是 0 至 9 的整数。", where, "请写小数位数。"))
    return data


def _no_numbers(cells: Mapping[str, str], where: str, faults_of_zero: tuple[str, ...] = ()) -> list[Fault]:
    return [
        Fault(f"{name} “{cell}”不是{'大于 0 的' if name in faults_of_zero else ''}数。", where, "请写数字。")
        for name, cell in cells.items()
        if not NUMBER.fullmatch(cell) or (name in faults_of_zero and Fraction(cell) <= 0)
    ]
