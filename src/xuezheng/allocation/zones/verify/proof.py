"""The objective and the bound, reckoned again; the bound needs nothing but the prices the certificate prints.

Whatever a plan is, each block pays at least its least (way + what a move costs + seat price), and zones give
back at most capacity × seat price, for seat prices are never negative. So no plan costs less than the bound.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from xuezheng.allocation.verifying import Check
from xuezheng.allocation.zones.verify.cases import bound_of_cases
from xuezheng.allocation.zones.verify.ground import Ground, Ints

NO_WAY = 1 << 60


def proof_checks(certificate: Mapping[str, Any], ground: Ground) -> list[Check]:
    """Check walk, moves, objective, bound and gap."""
    options = certificate["options"]
    here = np.arange(len(ground.blocks))
    walk = _dot(ground.pupils, ground.metres[here, ground.zone])
    moved = (ground.old >= 0) & (ground.old != ground.zone)
    pupils = int(ground.pupils[moved].sum())
    objective = walk + _move_weight(options, ground) * pupils
    objective += int(options["balance"]) * _out_of_balance(ground) + int(options["compactness"]) * _seams(
        ground
    )
    bound = _bound(certificate, ground)
    if certificate.get("cases"):
        way, may = ground.metres + _moves(options, ground), _may_go(options, ground)
        bound = max(bound, bound_of_cases(certificate["cases"], ground, way, may))
    gap = (objective - bound) / bound if bound > 0 else float(objective)
    counted = {"blocks": int(moved.sum()), "pupils": pupils}
    return [
        _same("walk", walk, certificate["walk"]),
        _same("moved", counted, certificate["moved"]),
        _same("objective", objective, certificate["objective"]),
        _same("bound", bound, certificate["bound"]),
        _same("gap", round(gap, 9), certificate["gap"]),
    ]


def _same(name: str, found: object, said: object) -> Check:
    ok = type(found) is type(said) and found == said
    return Check(name, ok, f"重算 {found}，证书写 {said}")


def _dot(a: Ints, b: Ints) -> int:
    return sum(x * y for x, y in zip(a.tolist(), b.tolist(), strict=True))


def _move_weight(options: Mapping[str, Any], ground: Ground) -> int:
    """Metres a moved pupil costs; with minimal change more than the longest ways of all together."""
    if not options["minimal_change"]:
        return int(options["stability"])
    return _dot(ground.pupils, np.maximum(ground.farthest.max(axis=1), 0)) + 1


def _out_of_balance(ground: Ground) -> int:
    everybody, away = max(int(ground.pupils.sum()), 1), 0
    load = np.zeros(len(ground.zones), np.int64)
    np.add.at(load, ground.zone, ground.pupils)
    for heads in ground.groups.values():
        there = np.zeros(len(ground.zones), np.int64)
        np.add.at(there, ground.zone, heads)
        total = int(heads.sum())
        for n, all_there in zip(there.tolist(), load.tolist(), strict=True):
            away += -(-abs(everybody * n - total * all_there) // everybody)
    return away


def _seams(ground: Ground) -> int:
    zone = ground.zone.tolist()
    return int(sum(zone[i] != zone[j] for i, them in enumerate(ground.near) for j in them) // 2)


def _bound(certificate: Mapping[str, Any], ground: Ground) -> int:
    options = certificate["options"]
    seat = _prices(certificate["seat_prices"], ground, 0, 1 << 50)
    price = np.where(_may_go(options, ground), ground.metres + _moves(options, ground) + seat, NO_WAY)
    paid_back = _dot(ground.room, seat)
    heads = {
        name: _prices(
            certificate["head_prices"][name], ground, -int(options["balance"]), int(options["balance"])
        )
        for name in ground.groups
    }
    if not any(prices.any() for prices in heads.values()):
        return _dot(ground.pupils, price.min(axis=1)) - paid_back
    everybody = int(ground.pupils.sum())
    cost = price * (ground.pupils * everybody)[:, None]
    for name, prices in heads.items():
        share = everybody * ground.groups[name] - int(ground.groups[name].sum()) * ground.pupils
        cost = cost + share[:, None] * prices
    least = np.where(price >= NO_WAY, NO_WAY, cost).min(axis=1)
    return int(-(-(sum(least.tolist()) - everybody * paid_back) // everybody))


def _prices(said: Mapping[str, Any], ground: Ground, low: int, high: int) -> Ints:
    if sorted(said) != ground.zones or any(type(v) is not int or not low <= v <= high for v in said.values()):
        raise ValueError("prices missing or out of range")
    return np.array([said[z] for z in ground.zones], np.int64)


def _moves(options: Mapping[str, Any], ground: Ground) -> Ints:
    moved = (ground.old >= 0)[:, None] & (ground.old[:, None] != np.arange(len(ground.zones))[None, :])
    return np.asarray(moved.astype(np.int64) * _move_weight(options, ground))


def _may_go(options: Mapping[str, Any], ground: Ground) -> Any:
    """Where rules let a block go at all: a way, not too long, on the zone's island; a school's block stays."""
    island = _islands(ground)
    there = np.array([island[blocks[0]] for blocks in ground.homes])
    may = (ground.farthest >= 0) & (np.array(island)[:, None] == there[None, :])
    if options["max_metres"] is not None:
        may &= ground.farthest <= int(options["max_metres"])
    for z, blocks in enumerate(ground.homes):
        may[blocks] = np.arange(len(ground.zones)) == z
    return may


def _islands(ground: Ground) -> list[int]:
    island = [-1] * len(ground.blocks)
    for first in range(len(island)):
        if island[first] < 0:
            island[first], queue = first, [first]
            while queue:
                for j in ground.near[queue.pop()]:
                    if island[j] < 0:
                        island[j] = first
                        queue.append(j)
    return island
