"""The bound when groups are to be balanced as well: prices of heads, besides prices of seats.

What a zone has too many or too few of a group costs `balance` a pupil. For any price between −balance and
+balance that a group's heads pay in a zone, and give back for its fair share, no plan costs less than
blocks choosing freely at these prices. With P pupils, G of them in the group, all counted P times:

    P · bound = Σ_blocks min over zones (P·pupils·(price + seat price) + Σ_groups head price · (P·heads − G·pupils))
                − P · Σ_zones capacity · seat price

References
----------
.. [1] Held, Wolfe and Crowder, Math. Programming 6 (1974), 62-88: subgradients.
"""

import numpy as np

from xuezheng.allocation.zones.bound import NEVER, Bound
from xuezheng.allocation.zones.instance import Instance
from xuezheng.allocation.zones.problem import Ints, Small

STEPS = 120


def group_bound(instance: Instance, bound: Bound) -> tuple[Ints, int]:
    """Head prices, (n_groups, n_zones), and the bound they prove together with the seat prices."""
    prices = np.zeros((instance.members.shape[0], instance.n_zones), np.int64)
    if not instance.balance or not prices.size or _would_overflow(instance, bound):
        return prices, bound.value
    best, value = prices, bound.value
    for step in range(STEPS):
        choice = _choice(instance, bound.seat_prices, prices)
        away = _away(instance, choice)
        longest = max(float(np.abs(away).max()), 1.0)
        pace = instance.balance * 0.5 / (1 + step / 8)
        prices = np.clip(
            prices + np.rint(away / longest * pace).astype(np.int64), -instance.balance, instance.balance
        )
        if step % 10 == 9:
            reached = bound_with_groups(instance, bound.seat_prices, prices)
            if reached > value:
                best, value = prices, reached
    return best, value


def _would_overflow(instance: Instance, bound: Bound) -> bool:
    """Whether costs times all pupils leave 61 bits, as where moved pupils come before everything."""
    dearest = int(instance.price.max(initial=0)) + int(bound.seat_prices.max(initial=0)) + instance.balance
    return dearest * int(instance.pupils.max(initial=0)) * int(instance.pupils.sum()) >= 1 << 61


def _away(instance: Instance, zone: Small) -> Ints:
    everybody = int(instance.pupils.sum())
    totals = instance.totals()[:-1]
    return everybody * instance.counts(zone) - totals[:, None] * instance.loads(zone)[None, :]


def _charged(instance: Instance, seat_prices: Ints, head_prices: Ints) -> Ints:
    """Cost of each block in each zone at these prices, times all pupils."""
    everybody = int(instance.pupils.sum())
    totals = instance.totals()[:-1]
    cost = (instance.price + seat_prices[None, :]) * (instance.pupils * everybody)[:, None]
    for g, members in enumerate(instance.members):
        cost = (
            cost + (everybody * members - int(totals[g]) * instance.pupils)[:, None] * head_prices[g][None, :]
        )
    return np.asarray(np.where(instance.price < 0, NEVER << 12, cost), np.int64)


def _choice(instance: Instance, seat_prices: Ints, head_prices: Ints) -> Small:
    return np.asarray(_charged(instance, seat_prices, head_prices).argmin(axis=1), np.int32)


def bound_with_groups(instance: Instance, seat_prices: Ints, head_prices: Ints) -> int:
    """The bound that seat prices and head prices prove, in pupils × metres, rounded up."""
    everybody = int(instance.pupils.sum())
    least = sum(_charged(instance, seat_prices, head_prices).min(axis=1).tolist())
    least -= everybody * sum((instance.capacity * seat_prices).tolist())
    return int(-(-least // everybody))
