"""What no plan can cost less than: multipliers of the linear programme, rounded, and what they prove.

For any multipliers, Σ multiplier x end of its row + Σ over columns of the cheaper end of (cost less priced
coefficients) is no more than any plan's cost. Rounding them makes the bound weaker, never wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import floor

import numpy as np

from xuezheng.allocation.balance.model import Model, Row

#: Multipliers are kept as whole millionths of a yuan.
MILLION = 10**6
#: A ray proves that no plan exists; so many times over it outweighs every cost.
RAY_YUAN = 1e9


def rounded(rows: Iterable[Row], values: Sequence[float]) -> dict[str, int]:
    """Multipliers by row, in millionths; those against an end that a row has not are nothing."""
    found = {}
    for row, value in zip(rows, values, strict=True):
        whole = round(value * MILLION)
        if whole and (row.low if whole > 0 else row.high) is not None:
            found[row.name] = whole
    return found


def proven_yuan(model: Model, rows: Iterable[Row], multipliers: Mapping[str, int]) -> float:
    """The bound those multipliers prove."""
    left = np.array(model.yuan)
    total = 0.0
    for row in rows:
        whole = multipliers.get(row.name, 0)
        if not whole:
            continue
        price, end = whole / MILLION, row.low if whole > 0 else row.high
        total += price * (end or 0.0)
        for at, a in row.terms:
            left[at] -= price * a
    low, high = np.array(model.low, float), np.array(model.high, float)
    return float(total + np.minimum(left * low, left * high).sum())


def proven_fen(model: Model, rows: Iterable[Row], multipliers: Mapping[str, int]) -> int:
    """The bound in whole fen, a little lower so that exact arithmetic agrees."""
    yuan = proven_yuan(model, rows, multipliers)
    return max(0, floor(yuan * 100 - 1e-9 * abs(yuan) * 100 - 1))
