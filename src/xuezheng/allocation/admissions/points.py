"""Points (积分) for migrant children: a dated formula, reckoned exactly.

An item gives `each` points for every `per` of its column (months, years), pro rata unless `whole`,
at most `cap`; the sum is at most `total`, and is cut off after `places` decimals.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from xuezheng.errors import Fault


def points_of(
    formula: Mapping[str, Any],
    attributes: Mapping[str, Sequence[str]],
    pupils: Sequence[str],
    faults: list[Fault],
) -> list[str]:
    """The points of every pupil as canonical text; a blank cell counts as nothing.

    Examples
    --------
    >>> two_a_year = {"items": [{"column": "months", "each": "4", "per": "12", "cap": "48"}], "places": "2"}
    >>> points_of(two_a_year, {"months": ["7", "", "999"]}, ["a", "b", "c"], [])
    ['2.33', '0', '48']
    """
    items = formula["items"]
    missing = [item["column"] for item in items if item["column"] not in attributes]
    if missing:
        faults += [
            Fault(f"积分需要“{column}”列，考生表里没有。", "考生表", "请补上该列。") for column in missing
        ]
        return ["0"] * len(pupils)
    known: dict[tuple[str, ...], str] = {}
    made = []
    for pupil, cells in zip(
        pupils, zip(*(attributes[item["column"]] for item in items), strict=True), strict=True
    ):
        if cells not in known:
            known[cells] = _reckon(formula, cells, pupil, faults)
        made.append(known[cells])
    return made


def _reckon(formula: Mapping[str, Any], cells: tuple[str, ...], pupil: str, faults: list[Fault]) -> str:
    total = Fraction(0)
    for item, cell in zip(formula["items"], cells, strict=True):
        try:
            amount = Fraction(cell or "0")
        except (ValueError, ZeroDivisionError):
            faults.append(Fault(f"“{cell}”不是数。", f"考生表 {pupil} “{item['column']}”列", "请改正。"))
            continue
        steps = amount / Fraction(item.get("per", "1"))
        if item.get("whole") == "true":
            steps = Fraction(steps.numerator // steps.denominator)
        got = steps * Fraction(item["each"])
        total += min(got, Fraction(item["cap"])) if "cap" in item else got
    if "total" in formula:
        total = min(total, Fraction(formula["total"]))
    return cut_off(total, int(formula.get("places", "0")))


def cut_off(number: Fraction, places: int) -> str:
    """A number cut off after so many decimals, as canonical text."""
    whole, rest = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    text = f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".") if places else str(whole)
    return f"-{text}" if number < 0 and text != "0" else text
