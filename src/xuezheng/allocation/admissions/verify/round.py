"""The round as the verifier reads it: wishes in order, who was granted what, and the rules as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import lt
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.tables.sheets import Coded, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Round:
    """Pupils and programmes in order of code; wishes by pupil, then rank.

    `plan` has a row for each pupil: programme, batch (or `given`, `left_over`, empty) and wish; `coded` is
    the same as codes. `people` are columns of pupils, `wished` columns of wishes, `facts` of programmes.
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
    coded: Mapping[str, Coded]
    lines: Mapping[str, Sequence[str]]
    certificate: Mapping[str, Any]


def ends_of(batch: Mapping[str, Any]) -> set[str]:
    """What may decide between equals in a batch: the rule of each group, or its own."""
    return {each.get("end") or batch["end"] for each in batch["groups"]} or {batch["end"]}


def round_of(certificate: Mapping[str, Any], tables: Mapping[str, Sheet]) -> Round:
    """Read the tables into a round; whatever does not make sense raises as Python raises it."""
    wishes, offered = tables["choices"], tables["programmes"].columns
    programmes = sorted(offered["programme"])
    at = {code: i for i, code in enumerate(offered["programme"])}
    facts = {name: [cells[at[code]] for code in programmes] for name, cells in offered.items()}
    pupils, owner, people = _people(
        wishes.coded("pupil"), tables["plan"].columns["pupil"], tables.get("pupils")
    )
    place = {code: i for i, code in enumerate(programmes)}
    programme = numbered(wishes.coded("programme"), place.__getitem__)
    rank = numbered(wishes.coded("rank"), int)
    order = _by_pupil_and_rank(owner, rank)
    people, moved = _score_moved(wishes, owner, people, len(pupils))
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
        wished=_in_order(wishes.columns, {"pupil", "rank", "programme", *moved}, order),
        plan=tables["plan"].columns,
        coded={name: tables["plan"].coded(name) for name in ("programme", "batch", "wish")},
        lines=tables["lines"].columns,
        certificate=certificate,
    )
    return _with_points(one)


def numbered(column: Coded, number: Callable[[str], int]) -> "NDArray[Any]":
    """The number of every cell, asked once for each text."""
    import numpy as np

    of_text: NDArray[Any] = np.fromiter(map(number, column.texts), np.int64, len(column.texts))
    of_row: NDArray[Any] = of_text[column.codes]
    return of_row


def _by_pupil_and_rank(owner: "NDArray[Any]", rank: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np

    key = owner * (int(rank.max(initial=0)) + 1) + rank
    order = np.argsort(key)
    ordered = key[order]
    # Equal only where several batches are wished for: these stay as they stood.
    if (ordered[1:] == ordered[:-1]).any():
        return np.argsort(key, kind="stable")
    return order


def _in_order(
    choices: Mapping[str, Sequence[str]], apart: set[str], order: "NDArray[Any]"
) -> dict[str, list[str]]:
    names = [name for name in choices if name not in apart]
    rows = order.tolist() if names else []
    return {name: list(map(choices[name].__getitem__, rows)) for name in names}


def _people(
    wishing: Coded, listed: Sequence[str], sheet: Sheet | None
) -> tuple[Sequence[str], "NDArray[Any]", dict[str, Sequence[str]]]:
    """All pupils by code, whose each wish is, and what is known of each pupil."""
    people: dict[str, Sequence[str]] = {}
    if sheet is not None:
        codes = sheet.columns["pupil"]
        order = sorted(range(len(codes)), key=codes.__getitem__)
        people = {name: [cells[i] for i in order] for name, cells in sheet.columns.items()}
    # The plan's list is tried first: sorting a million codes again is only needed if it is wrong.
    pupils: Sequence[str] = people.get("pupil", listed)
    owner = _places(wishing.texts, pupils)
    missing = len(owner) and owner.min() < 0
    if missing or (not people and len(set(wishing.texts)) != len(pupils)) or not _rising(pupils):
        pupils = sorted({*wishing.texts, *people.get("pupil", ())})
        owner = _places(wishing.texts, pupils)
    return pupils, owner[wishing.codes], people


def _rising(codes: Sequence[str]) -> bool:
    return all(map(lt, codes, islice(codes, 1, None)))


def _places(texts: Sequence[str], among: Sequence[str]) -> "NDArray[Any]":
    """The place of each text in a list; -1 where it is not there. Arrow looks up a million at once."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(pa.array(texts, pa.string()), value_set=pa.array(among, pa.string()))
    at: NDArray[Any] = found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return at


def _bound(sheet: Sheet | None) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    if sheet is not None:
        for pupil, group in zip(sheet.columns["pupil"], sheet.columns["group"], strict=True):
            groups.setdefault(group, []).append(pupil)
    return [sorted(members) for members in groups.values()]


def _score_moved(
    wishes: Sheet, owner: "NDArray[Any]", people: Mapping[str, Sequence[str]], n: int
) -> tuple[dict[str, Sequence[str]], set[str]]:
    """A score that is equal in all wishes of everybody belongs to the pupil."""
    import numpy as np

    if "score" not in wishes.columns:
        return dict(people), set()
    codes, texts = wishes.coded("score")
    own = np.full(n, len(texts), np.int64)
    own[owner] = codes
    if (own[owner] != codes).any():
        return dict(people), set()
    return {**people, "score": list(map([*texts, ""].__getitem__, own.tolist()))}, {"score"}


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
