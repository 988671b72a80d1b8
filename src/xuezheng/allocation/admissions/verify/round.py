"""The round as the verifier reads it: wishes in order, who was granted what, and the rules as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.sheets import Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Round:
    """Pupils and programmes in order of code; wishes by pupil, then rank.

    `granted` is shape (n_pupils,): place of the programme, -1 for none. `batch` is the code of the batch,
    or `given`, `left_over`, empty.
    """

    scheme: Mapping[str, Any]
    label: str
    seed: Mapping[str, str]
    pupils: Sequence[str]
    programmes: Sequence[str]
    seats: Sequence[int]
    facts: Mapping[str, Sequence[str]]
    people: Mapping[str, Sequence[str]]
    schools: Mapping[str, Sequence[str]]
    bound: Sequence[Sequence[str]]
    owner: "NDArray[Any]"
    rank: "NDArray[Any]"
    programme: "NDArray[Any]"
    wished: Mapping[str, Sequence[str]]
    plan: Mapping[str, Sequence[str]]
    lines: Mapping[str, Sequence[str]]
    certificate: Mapping[str, Any]


def round_of(certificate: Mapping[str, Any], tables: Mapping[str, Sheet]) -> Round:
    """Read the tables into a round; whatever does not make sense raises as Python raises it."""
    import numpy as np

    choices, offered = tables["choices"].columns, tables["programmes"].columns
    pupils, people = _people(choices, tables.get("pupils"))
    programmes = sorted(offered["programme"])
    at = {code: i for i, code in enumerate(offered["programme"])}
    facts = {name: [cells[at[code]] for code in programmes] for name, cells in offered.items()}
    number = {code: i for i, code in enumerate(pupils)}
    place = {code: i for i, code in enumerate(programmes)}
    n = len(choices["pupil"])
    owner = np.fromiter(map(number.__getitem__, choices["pupil"]), np.int64, n)
    rank = np.fromiter(map(int, choices["rank"]), np.int64, n)
    programme = np.fromiter(map(place.__getitem__, choices["programme"]), np.int64, n)
    order = np.argsort(owner * (int(rank.max()) + 1) + rank, kind="stable") if n else owner
    scheme = certificate["options"]["scheme"]
    one = Round(
        scheme=scheme,
        label=certificate["options"]["label"],
        seed=certificate["seed"],
        pupils=pupils,
        programmes=programmes,
        seats=[int(cell) for cell in facts["seats"]],
        facts=facts,
        people=people,
        schools=tables["schools"].columns if "schools" in tables else {},
        bound=_bound(tables.get("bound")),
        owner=owner[order],
        rank=rank[order],
        programme=programme[order],
        wished=_in_order(choices, order.tolist()),
        plan=tables["plan"].columns,
        lines=tables["lines"].columns,
        certificate=certificate,
    )
    return _with_points(_score_moved(one))


def _in_order(choices: Mapping[str, Sequence[str]], order: list[int]) -> dict[str, list[str]]:
    others = {name for name in choices if name not in ("pupil", "rank", "programme")}
    return {name: list(map(choices[name].__getitem__, order)) for name in sorted(others)}


def _people(
    choices: Mapping[str, Sequence[str]], sheet: Sheet | None
) -> tuple[list[str], dict[str, Sequence[str]]]:
    if sheet is None:
        return sorted(set(choices["pupil"])), {}
    codes = sheet.columns["pupil"]
    order = sorted(range(len(codes)), key=codes.__getitem__)
    return [codes[i] for i in order], {
        name: [cells[i] for i in order] for name, cells in sheet.columns.items()
    }


def _bound(sheet: Sheet | None) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    if sheet is not None:
        for pupil, group in zip(sheet.columns["pupil"], sheet.columns["group"], strict=True):
            groups.setdefault(group, []).append(pupil)
    return [sorted(members) for members in groups.values()]


def _score_moved(one: Round) -> Round:
    """A score that is equal in all wishes of everybody belongs to the pupil."""
    from dataclasses import replace

    if "score" not in one.wished:
        return one
    own: list[str | None] = [None] * len(one.pupils)
    for i, score in zip(one.owner.tolist(), one.wished["score"], strict=True):
        if own[i] is None:
            own[i] = score
        elif own[i] != score:
            return one
    rest = {name: cells for name, cells in one.wished.items() if name != "score"}
    return replace(one, people={**one.people, "score": [score or "" for score in own]}, wished=rest)


def _with_points(one: Round) -> Round:
    """Points reckoned again: per item min(cap, amount ÷ per × each), summed, capped, cut off."""
    from dataclasses import replace
    from fractions import Fraction

    formula = one.scheme.get("points")
    if not formula:
        return one
    scale = 10 ** int(formula.get("places", "0"))
    made = []
    for i in range(len(one.pupils)):
        total = Fraction(0)
        for item in formula["items"]:
            steps = Fraction(one.people[item["column"]][i] or "0") / Fraction(item.get("per", "1"))
            if item.get("whole") == "true":
                steps = Fraction(steps // 1)
            points = steps * Fraction(item["each"])
            total += min(points, Fraction(item["cap"])) if "cap" in item else points
        if "total" in formula:
            total = min(total, Fraction(formula["total"]))
        cut = Fraction(abs(total) * scale // 1, scale)
        made.append(_decimal_text(cut if total >= 0 else -cut))
    return replace(one, people={**one.people, "points": made})


def _decimal_text(number: Any) -> str:
    from decimal import Decimal, localcontext

    with localcontext() as context:
        context.prec = 60
        text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
