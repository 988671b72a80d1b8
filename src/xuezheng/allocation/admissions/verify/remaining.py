"""Those left over: placed by lottery number at the first programme with a seat, or nowhere."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.places import value_of
from xuezheng.allocation.admissions.verify.round import Round

if TYPE_CHECKING:
    from numpy.typing import NDArray


def left_over_faults(one: Round, numbers: "NDArray[Any] | None") -> list[str]:
    """Everybody left over who is not where the rule puts her."""
    open_rows = [i for i, batch in enumerate(one.plan["batch"]) if batch in ("", "left_over")]
    rule = one.scheme.get("left_over") or {"rule": "list"}
    due = _due(one, open_rows, rule, numbers) if rule["rule"] == "place" and numbers is not None else {}
    programme, wish = one.plan["programme"], one.plan["wish"]
    return [
        f"{one.pupils[i]} 未被录取，按规则应安置到 {due.get(i) or '（列出）'}"
        for i in open_rows
        if programme[i] != due.get(i, "") or wish[i]
    ]


def _due(one: Round, open_rows: list[int], rule: Any, numbers: "NDArray[Any]") -> dict[int, str]:
    taken = Counter(
        p for p, b in zip(one.plan["programme"], one.plan["batch"], strict=True) if b not in ("", "left_over")
    )
    free = {code: seats - taken[code] for code, seats in zip(one.programmes, one.seats, strict=True)}
    units: dict[int, list[int]] = {}
    for i in open_rows:
        units.setdefault(int(numbers[i]), []).append(i)
    open_for: dict[tuple[object, ...], list[str]] = {}
    due: dict[int, str] = {}
    for _, unit in sorted(units.items()):
        kind = (len(unit), *(one.people[each["column"]][unit[0]] for each in rule["same"]))
        if kind not in open_for:
            open_for[kind] = [
                code for p, code in enumerate(one.programmes) if _suits(one, rule["same"], unit[0], p)
            ]
        fits = open_for[kind]
        while fits and free[fits[0]] < len(unit):
            fits.pop(0)
        if fits:
            free[fits[0]] -= len(unit)
            due |= dict.fromkeys(unit, fits[0])
    return due


def _suits(one: Round, conditions: Any, i: int, p: int) -> bool:
    for each in conditions:
        cell = one.people[each["column"]][i]
        number = value_of(cell)
        if "same_as" in each:
            other = one.programmes[p] if each["same_as"] == "programme" else one.facts[each["same_as"]][p]
            if not cell or cell != other:
                return False
        elif "is" in each:
            if cell != each["is"]:
                return False
        elif "in" in each:
            if cell not in each["in"]:
                return False
        elif (
            number is None
            or number < (value_of(each.get("at_least", "")) or number)
            or number > (value_of(each.get("at_most", "")) or number)
        ):
            return False
    return True
