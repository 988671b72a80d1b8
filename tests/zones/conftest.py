"""A town of 64 blocks and four schools with every kind of term, drawn once for tests that only look at it."""

import numpy as np
import pytest
from zone_maps import grid

from xuezheng.allocation.zones.drawing import draw_zones
from xuezheng.allocation.zones.problem import Options
from xuezheng.allocation.zones.writing import write_zones


@pytest.fixture(scope="session")
def town():
    random = np.random.default_rng(3)
    pupils = random.integers(1, 40, 64).tolist()
    migrant = [int(p * share) for p, share in zip(pupils, random.random(64), strict=True)]
    options = Options(
        max_metres=1200, tolerance=2, stability=150, balance=40, compactness=30, groups=("migrant",)
    )
    old = [0 if i % 8 < 3 else 1 if i < 32 else 2 if i % 8 < 6 else 3 for i in range(64)]
    seats = [sum(pupils) // 4 + 20] * 4
    return grid(8, 8, [9, 20, 45, 62], pupils, seats, options=options, groups={"migrant": migrant}, old=old)


@pytest.fixture(scope="session")
def drawn(town, tmp_path_factory):
    """The folder of the town's plan."""
    return write_zones(tmp_path_factory.mktemp("zones") / "plan", draw_zones(town, seconds=0.1))
