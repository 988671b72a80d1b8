"""The figures of the desk's example city, computed once a run by whichever test process asks first."""

import fcntl
from pathlib import Path

import pytest

from xuezheng.jobs.figures import compute_figures, latest_snapshot, open_figures

YEARS = (2024, 2025)


def figures_of(folder: Path):
    """Compute the figures of the latest snapshot of a folder, or find them there."""
    with (folder.parent / f"{folder.name}-figures.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        compute_figures(folder, latest_snapshot(folder), years=YEARS)
    return open_figures(folder, latest_snapshot(folder))


@pytest.fixture
def figures(desk_city, city):
    """The figures of the city that `client_of` walks."""
    return figures_of(desk_city)
