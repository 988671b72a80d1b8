"""Batch by batch: seats, lines, and everybody's first wish whose line she cleared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.admissions.verify.conditions import group_numbers, met
from xuezheng.allocation.admissions.verify.lines import Drawn, line_faults, published_keys, waste
from xuezheng.allocation.admissions.verify.places import entry_ranks, joined, lottery, ticket_names, value_of
from xuezheng.allocation.admissions.verify.pools import Pool, seats_of
from xuezheng.allocation.admissions.verify.remaining import left_over_faults
from xuezheng.allocation.admissions.verify.round import Round, ends_of, numbered
from xuezheng.allocation.admissions.verify.together import better_for_all
from xuezheng.allocation.verifying import Check

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHOWN = 5


@dataclass(frozen=True)
class Stage:
    """One batch: its wishes (places in the round's), their pools, keys and what keys are made of.

    `size` is how many are bound together, where lines differ by that; `taken` marks granted wishes;
    `here`, of shape (n_pupils,), those the plan places in this batch. `code` is that of its lines.
    """

    batch: Mapping[str, Any]
    rows: "NDArray[Any]"
    pool: "NDArray[Any]"
    pools: Sequence[Pool]
    seats: "NDArray[Any]"
    key: "NDArray[Any]"
    group: "NDArray[Any]"
    lottery: "NDArray[Any] | None"
    size: "NDArray[Any]"
    taken: "NDArray[Any]"
    here: "NDArray[Any]"
    code: str


def batch_checks(one: Round) -> list[Check]:
    """Check every batch in its order, then those left over."""
    faults: dict[str, list[str]] = {
        name: [] for name in ("wishes", "quota", "lines", "first_wish", "best_for_all")
    }
    numbers = lottery(one, one.label, ticket_names(one)) if _draws(one) else None
    drawn: list[Drawn] = []
    for stage in _stages(one, numbers, drawn):
        if stage.code != stage.batch["code"]:
            faults["lines"] += [
                *waste(one, stage),
                *line_faults(one, stage, drawn),
                *better_for_all(one, stage),
            ]
            continue
        faults["wishes"] += _not_asked(one, stage)
        faults["quota"] += waste(one, stage)
        faults["lines"] += line_faults(one, stage, drawn)
        faults["first_wish"] += _first_wish(one, stage, drawn)
        faults["best_for_all"] += better_for_all(one, stage)
    faults["lines"] += _lines_of_nothing(one, drawn)
    faults["left_over"] = left_over_faults(one, numbers)
    said = {
        "wishes": "每个录取都是本人在该批次有资格的志愿",
        "quota": "各批次、各校名额没有超出，也没有把有空位的志愿拒之门外",
        "lines": "每条线都是最后一名被录取者的",
        "first_wish": "每人去的都是第一个过线的志愿",
        "best_for_all": "没有几个人换一换就都更好的情形",
        "left_over": "未录取者按规则安置或列出",
    }
    return [Check(name, not found, "；".join(found[:SHOWN]) or said[name]) for name, found in faults.items()]


def _draws(one: Round) -> bool:
    places = (one.scheme.get("left_over") or {}).get("rule") == "place"
    return places or any("lottery" in ends_of(b) and b["tickets"] == "one" for b in one.scheme["batches"])


def _stages(one: Round, numbers: "NDArray[Any] | None", drawn: list[Drawn]) -> Iterator[Stage]:
    import numpy as np

    at = {code: p for p, code in enumerate(one.programmes)} | {"": -1}
    granted = numbered(one.coded["programme"], at.__getitem__)
    codes = [batch["code"] for batch in one.scheme["batches"]]
    turn = {"given": -1, "left_over": len(codes), "": len(codes), **{code: b for b, code in enumerate(codes)}}
    when = numbered(one.coded["batch"], turn.__getitem__)
    wish = numbered(one.coded["wish"], lambda cell: int(cell or 0))
    for b, batch in enumerate(one.scheme["batches"]):
        before = np.bincount(granted[(when < b) & (granted >= 0)], minlength=len(one.programmes))
        other = codes.index(batch["floor"]["under_line_of"]) if batch.get("floor") else -1
        if other > b:
            on_paper = seats_of(one, other, before.tolist(), held_before=b)
            nobody = (np.zeros(len(when), bool), granted, wish)
            paper = _stage(one, one.scheme["batches"][other], on_paper, when >= b, nobody, numbers, [])
            yield _as_published(one, replace(paper, code=f"{batch['code']}:{codes[other]}"))
        yield _stage(
            one,
            batch,
            seats_of(one, b, before.tolist()),
            when >= b,
            (when == b, granted, wish),
            numbers,
            drawn,
        )


def _stage(
    one: Round,
    batch: Mapping[str, Any],
    seats: Mapping[Pool, int],
    active: "NDArray[Any]",
    said: "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]",
    numbers: "NDArray[Any] | None",
    drawn: list[Drawn],
) -> Stage:
    import numpy as np

    rows = np.flatnonzero(active[one.owner])
    if "batch" in one.wished:
        mine = {"", batch["code"]}
        rows = rows[np.fromiter((one.wished["batch"][r] in mine for r in rows.tolist()), bool, len(rows))]
    if batch["eligible"]:
        rows = rows[met(one, batch["eligible"], rows.tolist())]
    rows = rows[_above_floor(one, batch, rows, drawn)]
    pools = sorted(seats)
    pool = _pool_of(one, batch, rows, pools)
    rows, pool = rows[pool >= 0], pool[pool >= 0]
    group = (
        group_numbers(one, batch["groups"], rows.tolist())
        if batch["groups"]
        else np.zeros(len(rows), np.int64)
    )
    rows, pool, group = rows[group >= 0], pool[group >= 0], group[group >= 0]
    draw = _lottery(one, batch, rows, group, numbers)
    here, granted, wish = said
    owner = one.owner[rows]
    taken = here[owner] & (granted[owner] == one.programme[rows]) & (wish[owner] == one.rank[rows])
    return Stage(
        batch, rows, pool, pools, np.array([seats[p] for p in pools], np.int64),
        _keys(one, batch, rows, group, draw), group, draw, _sizes(one)[owner], taken, here, batch["code"],
    )  # fmt: skip


def _as_published(one: Round, stage: Stage) -> Stage:
    """A batch held on paper: its plan is not published, but follows from its lines.

    Everybody is taken to go to the first wish whose published line she clears; that the lines are those of
    the last ones so admitted, and no seat too many is given, is checked like that of any batch.
    """
    import numpy as np

    line = published_keys(one, stage)
    at = np.flatnonzero(stage.key <= line[stage.pool, stage.size - 1])
    owner = one.owner[stage.rows[at]]
    taken = np.zeros(len(stage.rows), bool)
    taken[at[np.r_[True, owner[1:] != owner[:-1]]] if len(at) else at] = True
    return replace(stage, taken=taken)


def _pool_of(
    one: Round, batch: Mapping[str, Any], rows: "NDArray[Any]", pools: Sequence[Pool]
) -> "NDArray[Any]":
    import numpy as np

    at = {pool: i for i, pool in enumerate(pools)}
    if not batch.get("quota"):
        whole = np.array([at.get((p, ""), -1) for p in range(len(one.programmes))], np.int64)
        of_rows: NDArray[Any] = whole[one.programme[rows]]
        return of_rows
    school = one.people[batch["quota"]["column"]]
    pairs = zip(one.programme[rows].tolist(), one.owner[rows].tolist(), strict=True)
    return np.array([at.get((p, school[i]), -1) for p, i in pairs], np.int64)


def _lottery(
    one: Round,
    batch: Mapping[str, Any],
    rows: "NDArray[Any]",
    group: "NDArray[Any]",
    numbers: "NDArray[Any] | None",
) -> "NDArray[Any] | None":
    """The lottery number each wish has; 0 in groups that draw none."""
    import numpy as np

    if "lottery" not in ends_of(batch):
        return None
    made = _numbers(one, batch, rows, numbers)
    silent = [g for g, each in enumerate(batch["groups"]) if (each.get("end") or batch["end"]) != "lottery"]
    return np.where(np.isin(group, silent), 0, made) if silent else made


def _numbers(
    one: Round, batch: Mapping[str, Any], rows: "NDArray[Any]", numbers: "NDArray[Any] | None"
) -> "NDArray[Any]":
    import numpy as np

    if batch["tickets"] == "one" and numbers is not None:
        by_row: NDArray[Any] = numbers[one.owner[rows]]
        return by_row
    names, made = ticket_names(one), np.zeros(len(rows), np.int64)
    for p, code in enumerate(one.programmes):
        here = np.flatnonzero(one.programme[rows] == p)
        label = f"{one.label}|programme={code}"
        made[here] = lottery(one, label, [names[i] for i in one.owner[rows[here]].tolist()])
    return made


def _keys(
    one: Round,
    batch: Mapping[str, Any],
    rows: "NDArray[Any]",
    group: "NDArray[Any]",
    draw: "NDArray[Any] | None",
) -> "NDArray[Any]":
    """Rank of each wish among all of the batch: round, group, values, lottery number."""
    import numpy as np

    ends = [] if draw is None else [draw]
    if (
        not batch["groups"]
        and batch["rule"] != "priority"
        and batch["tickets"] == "one"
        and _own(one, batch["by"])
    ):
        values = joined(
            [entry_ranks(e, [one.people[c] for c in e["columns"]]) for e in batch["by"]], len(one.pupils)
        )
        if draw is None:
            by_row: NDArray[Any] = values[one.owner[rows]]
            return by_row
        by_pupil = np.zeros(len(one.pupils), np.int64)
        by_pupil[one.owner[rows]] = draw
        drawn: NDArray[Any] = joined([values, by_pupil], len(one.pupils))[one.owner[rows]]
        return drawn
    value = np.zeros(len(rows), np.int64)
    for g in np.unique(group).tolist():
        here = np.flatnonzero(group == g)
        entries = [
            entry_ranks(e, [cells(one, c, rows[here]) for c in e["columns"]]) for e in order_in(batch, g)
        ]
        value[here] = joined(entries, len(here))
    rounds = [one.rank[rows]] if batch["rule"] == "priority" else []
    return joined([*rounds, group, value, *ends], len(rows))


def _own(one: Round, by: Sequence[Mapping[str, Any]]) -> bool:
    return all(column in one.people for entry in by for column in entry["columns"])


def order_in(batch: Mapping[str, Any], group: int) -> Sequence[Mapping[str, Any]]:
    """What is compared in a group."""
    own = batch["groups"][group]["by"] if batch["groups"] else None
    by: Sequence[Mapping[str, Any]] = batch["by"] if own is None else own
    return by


def cells(one: Round, column: str, rows: "NDArray[Any]") -> list[str]:
    """The cells of a column for these wishes."""
    if column in one.people:
        return [one.people[column][i] for i in one.owner[rows].tolist()]
    return [one.wished[column][r] for r in rows.tolist()]


def _sizes(one: Round) -> "NDArray[Any]":
    import numpy as np

    size = np.ones(len(one.pupils), np.int64)
    if one.scheme.get("last_place") == "skip":
        at = {code: i for i, code in enumerate(one.pupils)}
        for members in one.bound:
            size[[at[code] for code in members]] = len(members)
    return size


def _above_floor(
    one: Round, batch: Mapping[str, Any], rows: "NDArray[Any]", drawn: Sequence[Drawn]
) -> "NDArray[Any]":
    import numpy as np

    floor = batch.get("floor")
    if not floor:
        return np.ones(len(rows), bool)
    column, points = one.people[floor["column"]], Decimal(floor["points"])
    least: dict[int, Decimal] = {}
    for line in drawn:
        if (
            line.batch in (floor["under_line_of"], f"{batch['code']}:{floor['under_line_of']}")
            and line.size == 1
            and line.holder >= 0
        ):
            value = value_of(column[int(one.owner[line.holder])])
            if value is not None:
                least[line.pool[0]] = value - points
    values = {cell: value_of(cell) for cell in set(column)}
    made = []
    for i, p in zip(one.owner[rows].tolist(), one.programme[rows].tolist(), strict=True):
        value = values[column[i]]
        made.append(p not in least or (value is not None and value >= least[p]))
    return np.array(made, bool)


def _not_asked(one: Round, stage: Stage) -> list[str]:
    """Those the plan places in this batch somewhere they did not, or could not, ask for."""
    import numpy as np

    due = stage.here.copy()
    due[one.owner[stage.rows[stage.taken]]] = False
    code, wrong = stage.batch["code"], [one.pupils[i] for i in np.flatnonzero(due).tolist()]
    return [f"{who} 在批次 {code} 被录取到没有资格或没有填报的志愿" for who in wrong[:SHOWN]]


def _first_wish(one: Round, stage: Stage, drawn: Sequence[Drawn]) -> list[str]:
    """Everybody whose first cleared wish is not the one granted."""
    import numpy as np

    cleared = np.zeros(len(stage.rows), bool)
    for size in np.unique(stage.size).tolist():
        line = np.full(len(stage.pools), -1, np.int64)
        for each in drawn:
            if each.batch == stage.code and each.size == size:
                line[each.at] = each.key
        mine = stage.size == size
        cleared[mine] = stage.key[mine] <= line[stage.pool[mine]]
    at = np.flatnonzero(cleared)
    owner = one.owner[stage.rows[at]]
    first = at[np.r_[True, owner[1:] != owner[:-1]]] if len(at) else at
    due = np.zeros(len(stage.rows), bool)
    due[first] = True
    wrong = np.unique(one.owner[stage.rows[due != stage.taken]])
    return [
        f"{one.pupils[i]} 第一个过线的志愿不是方案给的（批次 {stage.batch['code']}）"
        for i in wrong[:SHOWN].tolist()
    ]


def _lines_of_nothing(one: Round, drawn: Sequence[Drawn]) -> list[str]:
    """Lines published for pools that are not there, or twice."""
    known = [(d.batch, one.programmes[d.pool[0]], d.pool[1], str(d.size)) for d in drawn if d.listed]
    said = list(zip(*(one.lines[name] for name in ("batch", "programme", "school", "size")), strict=True))
    strange = [each for each in said if each not in set(known)]
    twice = len(said) - len(set(said))
    told = [f"多出一条线：{'、'.join(filter(None, each))}" for each in strange[:SHOWN]]
    return told + ([f"有 {twice} 条线重复"] if twice else [])
