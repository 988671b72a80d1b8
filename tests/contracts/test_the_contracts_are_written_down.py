"""The eight contracts of the house stand in pyproject.toml, each with its number."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["name"][:1]: contract for contract in LINTER["contracts"]}
RECKONING = {"snapshot", "indicators", "reports", "allocation"}


def test_all_eight_are_there():
    assert sorted(CONTRACTS) == list("12345678")
    assert {"django", "xuezheng.records"} <= set(CONTRACTS["5"]["forbidden_modules"])


def test_the_storeys_are_all_there_is():
    assert CONTRACTS["1"]["exhaustive"] and CONTRACTS["7"]["exhaustive"]
    assert LINTER["include_external_packages"]


def test_every_reckoning_room_is_kept_from_django_and_from_the_records():
    named = {f"xuezheng.{room}" for room in RECKONING}

    assert named <= set(CONTRACTS["2"]["source_modules"])
    assert named <= set(CONTRACTS["3"]["forbidden_modules"])
