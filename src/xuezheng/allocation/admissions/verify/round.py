"""The round as the verifier reads it: wishes in order, who was granted what, and the rules as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import lt
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.joining import owners
from xuezheng.allocation.tables.sheets import Sheet

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
    programmes = sorted(offered["programme"])
    at = {code: i for i, code in enumerate(offered["programme"])}
    facts = {name: [cells[at[code]] for code in programmes] for name, cells in offered.items()}
    pupils, owner, people = _people(choices["pupil"], tables["plan"].columns["pupil"], tables.get("pupils"))
    place = {code: i for i, code in enumerate(programmes)}
    programme = np.fromiter(map(place.__getitem__, choices["programme"]), np.int64, len(owner))
    ranks = {cell: int(cell) for cell in set(choices["rank"])}
    rank = np.fromiter(map(ranks.__getitem__, choices["rank"]), np.int64, len(owner))
    order = np.argsort(owner * (int(rank.max()) + 1) + rank, kind="stable") if len(owner) else owner
    people, moved = _score_moved(choices, owner, people, len(pupils))
    one = Round(
        scheme=certificate["options"]["scheme"],
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
        wished=_in_order(choices, {"pupil", "rank", "programme", *moved}, order.tolist()),
        plan=tables["plan"].columns,
        lines=tables["lines"].columns,
        certificate=certificate,
    )
    return _with_points(one)


def _in_order(
    choices: Mapping[str, Sequence[str]], apart: set[str], order: list[int]
) -> dict[str, list[str]]:
    return {name: list(map(cells.__getitem__, order)) for name, cells in choices.items() if name not in apart}


def _people(
    wishing: Sequence[str], listed: Sequence[str], sheet: Sheet | None
) -> tuple[Sequence[str], "NDArray[Any]", dict[str, Sequence[str]]]:
    """All pupils by code, whose each wish is, and what is known of each pupil."""
    import numpy as np

    people: dict[str, Sequence[str]] = {}
    if sheet is not None:
        codes = sheet.columns["pupil"]
        order = sorted(range(len(codes)), key=codes.__getitem__)
        people = {name: [cells[i] for i in order] for name, cells in sheet.columns.items()}
    # The plan's list is tried first: sorting a million codes again is only needed if it is wrong.
    pupils = people["pupil"] if people else listed
    rising = bool(people) or all(map(lt, pupils, islice(pupils, 1, None)))
    owner = owners(wishing, pupils) if rising else np.full(len(wishing), -1)
    known = not len(owner) or owner.min() >= 0
    if not rising or not known or (not people and not np.bincount(owner, minlength=len(pupils)).all()):
        pupils = sorted({*wishing, *people.get("pupil", ())})
        owner = owners(wishing, pupils)
    return pupils, owner, people


def _bound(sheet: Sheet | None) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    if sheet is not None:
        for pupil, group in zip(sheet.columns["pupil"], sheet.columns["group"], strict=True):
            groups.setdefault(group, []).append(pupil)
    return [sorted(members) for members in groups.values()]


def _score_moved(
    choices: Mapping[str, Sequence[str]], owner: "NDArray[Any]", people: Mapping[str, Sequence[str]], n: int
) -> tuple[dict[str, Sequence[str]], set[str]]:
    """A score that is equal in all wishes of everybody belongs to the pupil."""
    import numpy as np

    if "score" not in choices:
        return dict(people), set()
    texts = ["", *sorted(set(choices["score"]) - {""})]
    number = {text: i for i, text in enumerate(texts)}
    coded = np.fromiter(map(number.__getitem__, choices["score"]), np.int64, len(owner))
    own = np.zeros(n, np.int64)
    own[owner] = coded
    if (own[owner] != coded).any():
        return dict(people), set()
    return {**people, "score": [texts[i] for i in own.tolist()]}, {"score"}


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
