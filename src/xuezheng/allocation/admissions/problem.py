"""What a round of admissions is asked to do: wishes, programmes, pupils, rules and a seed.

All faults of all files are found before anything is reckoned, and listed together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.faults import (
    bound_faults,
    column_faults,
    given_faults,
    programme_faults,
    refuse,
    school_faults,
    usable_rows,
    wish_faults,
)
from xuezheng.allocation.admissions.points import points_of
from xuezheng.allocation.admissions.scheme import Scheme
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables.sheets import Sheet, read_sheet
from xuezheng.errors import Fault

Index = NDArray[np.int32]
NEEDS = {
    "choices": ("pupil", "rank", "programme"),
    "programmes": ("programme", "seats"),
    "pupils": ("pupil",),
    "bound": ("pupil", "group"),
    "schools": ("school",),
}


@dataclass(frozen=True)
class Wishes:
    """Every wish, by pupil and then by rank.

    `owner` and `programme` are places in the problem's lists; `columns` are the other columns of
    CHOICES, such as a score for this programme alone.
    """

    owner: Index
    rank: NDArray[np.int64]
    programme: Index
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """A round of admissions. Pupils and programmes stand in order of their codes."""

    scheme: Scheme
    seed: Seed
    pupils: Sequence[str]
    programmes: Sequence[str]
    wishes: Wishes
    seats: Sequence[int]
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    schools: Mapping[str, Sequence[str]] = field(default_factory=dict)
    bound: Sequence[tuple[str, ...]] = ()
    sheets: Mapping[str, Sheet] = field(default_factory=dict)


def read_problem(files: Mapping[str, Path], scheme: Scheme, seed: Seed) -> Problem:
    """Read the tables of a round.

    Parameters
    ----------
    files : mapping of str to Path
        `choices` and `programmes`; optionally `pupils`, `bound` and `schools`.

    Raises
    ------
    BadInput
        With the faults of all tables together.
    """
    return problem_of(read_sheets(files), scheme, seed)


def read_sheets(files: Mapping[str, Path]) -> dict[str, Sheet]:
    """Read the tables of a round by name; each must have its columns."""
    return {name: read_sheet(path, needs=NEEDS[name]) for name, path in files.items()}


def problem_of(sheets: Mapping[str, Sheet], scheme: Scheme, seed: Seed) -> Problem:
    """Make a problem of tables already read; see `read_problem`."""
    faults: list[Fault] = []
    choices: Mapping[str, Sequence[str]] = sheets["choices"].columns
    offered: Mapping[str, Sequence[str]] = sheets["programmes"].columns
    faults += programme_faults(offered)
    faults += wish_faults(choices, offered, scheme)
    pupils, people = _pupils(sheets, faults)
    schools: Mapping[str, Sequence[str]] = sheets["schools"].columns if "schools" in sheets else {}
    faults += school_faults(schools, people, scheme)
    if not pupils:
        faults.append(Fault("一名考生也没有。", "志愿表", "请检查是不是拿错了表。"))
    if faults:
        # What can be read is read on, so that the other faults are told with these.
        choices, offered = usable_rows(choices, offered)
    wishes = _wishes(choices, pupils, offered)
    attributes, wishes = _scores_of_pupils(people, wishes, len(pupils))
    if scheme.points:
        attributes = {**attributes, "points": points_of(scheme.points, attributes, pupils, faults)}
    order = sorted(range(len(offered["programme"])), key=lambda i: offered["programme"][i])
    problem = Problem(
        scheme=scheme,
        seed=seed,
        pupils=pupils,
        programmes=[offered["programme"][i] for i in order],
        wishes=wishes,
        seats=[int(offered["seats"][i]) for i in order],
        attributes=attributes,
        facts={name: [cells[i] for i in order] for name, cells in offered.items()},
        schools=schools,
        bound=_bound(sheets, pupils, faults),
        sheets=sheets,
    )
    refuse([*faults, *column_faults(problem), *given_faults(problem), *bound_faults(problem)])
    return problem


def _pupils(sheets: Mapping[str, Sheet], faults: list[Fault]) -> tuple[list[str], dict[str, list[str]]]:
    """All pupils in order of code, and what is known of each."""
    wishing = set(sheets["choices"].columns["pupil"])
    if "pupils" not in sheets:
        return sorted(wishing), {}
    columns = sheets["pupils"].columns
    codes = columns["pupil"]
    if len(set(codes)) < len(codes):
        seen: set[str] = set()
        twice = {code for code in codes if code in seen or seen.add(code)}  # type: ignore[func-returns-value]
        faults += [
            Fault(f"考生“{code}”出现了多次。", "考生表", "每名考生只能有一行。") for code in sorted(twice)
        ]
    faults += [
        Fault(f"志愿表里的考生“{code}”不在考生表里。", "志愿表", "请补进考生表或删去其志愿。")
        for code in sorted(wishing - set(codes))
    ]
    if "score" in columns and "score" in sheets["choices"].columns:
        faults.append(Fault("志愿表和考生表都有 score 列。", "考生表", "请只留一处，以免两处不一致。"))
    codes = [*codes, *sorted(wishing - set(codes))]
    columns = {name: [*cells, *[""] * (len(codes) - len(cells))] for name, cells in columns.items()}
    order = sorted(range(len(codes)), key=codes.__getitem__)
    people = {name: [cells[i] for i in order] for name, cells in columns.items() if name != "pupil"}
    return [codes[i] for i in order], people


def _wishes(
    choices: Mapping[str, Sequence[str]], pupils: list[str], offered: Mapping[str, Sequence[str]]
) -> Wishes:
    n = len(choices["pupil"])
    place = {code: i for i, code in enumerate(pupils)}
    at = {code: i for i, code in enumerate(sorted(offered["programme"]))}
    owner = np.fromiter(map(place.__getitem__, choices["pupil"]), np.int32, n)
    rank = np.fromiter(map(int, choices["rank"]), np.int64, n)
    programme = np.fromiter(map(at.__getitem__, choices["programme"]), np.int32, n)
    # By batch last: one rank may stand once in every batch.
    batch = (
        np.unique(np.array(choices["batch"]), return_inverse=True)[1] if "batch" in choices else np.zeros(n)
    )
    order = np.lexsort((batch, rank, owner))
    others = {
        name: cells if (order == np.arange(n)).all() else [cells[i] for i in order.tolist()]
        for name, cells in choices.items()
        if name not in ("pupil", "rank", "programme")
    }
    return Wishes(owner[order], rank[order], programme[order], others)


def _scores_of_pupils(
    people: dict[str, list[str]], wishes: Wishes, n_pupils: int
) -> tuple[dict[str, Sequence[str]], Wishes]:
    """A score that is the same in all of a pupil's wishes is the pupil's, not the wish's."""
    if "score" not in wishes.columns or not len(wishes.owner):
        return dict(people), wishes
    scores, owner = wishes.columns["score"], wishes.owner
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    start = np.repeat(first, np.diff(np.r_[first, len(owner)]))
    number = {text: i for i, text in enumerate(set(scores))}
    coded = np.fromiter(map(number.__getitem__, scores), np.int64, len(scores))
    if (coded != coded[start]).any():
        return dict(people), wishes
    own = [""] * n_pupils
    for i in first.tolist():
        own[owner[i]] = scores[i]
    rest = {name: cells for name, cells in wishes.columns.items() if name != "score"}
    return {**people, "score": own}, Wishes(owner, wishes.rank, wishes.programme, rest)


def _bound(sheets: Mapping[str, Sheet], pupils: Sequence[str], faults: list[Fault]) -> list[tuple[str, ...]]:
    from xuezheng.allocation.draw.codes import group_faults

    if "bound" not in sheets:
        return []
    columns = sheets["bound"].columns
    groups: dict[str, list[str]] = {}
    for pupil, group in zip(columns["pupil"], columns["group"], strict=True):
        groups.setdefault(group, []).append(pupil)
    made = sorted(tuple(sorted(members)) for members in groups.values())
    faults += group_faults(made, pupils, "捆绑名单")
    return made
