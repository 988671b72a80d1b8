"""Small example cities, built and frozen in processes of their own."""

from pathlib import Path

import pytest
from city_records import Run, xuezheng


def built(place: Path, faults: str) -> Path:
    done = xuezheng("demo", place, "--pupils", 2000, "--seed", "测试", "--faults", faults)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city without faults."""
    return built(tmp_path_factory.mktemp("clean") / "city", "none")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same city with every fault."""
    return built(tmp_path_factory.mktemp("faulty") / "city", "all")


@pytest.fixture
def run() -> Run:
    return xuezheng
