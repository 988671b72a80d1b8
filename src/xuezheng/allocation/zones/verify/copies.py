"""The copies of the inputs are those the certificate speaks of, and what was derived agrees with what was given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import Table
from xuezheng.allocation.tables.sheets import read_sheet
from xuezheng.allocation.verifying import Check
from xuezheng.allocation.zones.reading.files import read_given
from xuezheng.errors import XuezhengError

NEEDED = {"blocks", "schools", "sites", "neighbours"}


def copy_checks(folder: Path, certificate: Mapping[str, Any]) -> tuple[list[Check], dict[str, Table]]:
    """Check the copies' hashes, the seed, and derived tables; also give the tables by name."""
    said = certificate["inputs"]
    missing = sorted(NEEDED - set(said)) + (
        [] if {"points", "distances"} & set(said) else ["points/distances"]
    )
    if missing:
        return [Check("inputs", False, f"证书的 inputs 缺少 {'、'.join(missing)}")], {}
    sheets: dict[str, Table] = {}
    checks = [_seed(certificate["seed"])]
    for name, value in sorted(said.items()):
        try:
            sheets[name] = read_sheet(folder / "inputs" / f"{name}.csv", hoped=value)
        except XuezhengError as error:
            checks.append(Check(f"copy:{name}", False, str(error)))
            continue
        same = sheets[name].sha256() == value
        checks.append(Check(f"copy:{name}", same, f"inputs/{name}.csv 与证书{'一致' if same else '不一致'}"))
    if all(check.ok for check in checks):
        checks += [_homes(sheets), _neighbours(sheets)]
    return checks, sheets


def map_checks(certificate: Mapping[str, Any], maps: Mapping[str, Path]) -> list[Check]:
    """Check one's own GeoJSON files: as tables of properties and geometry they have the hash that is said."""
    checks = []
    for name, file in sorted(maps.items()):
        try:
            found = read_given(file, name).table.sha256()
        except XuezhengError as error:
            checks.append(Check(f"input:{name}", False, str(error)))
            continue
        said = certificate["inputs"].get(name)
        told = f"{file} 的杂凑值是 {found}，证书写的是 {said}"
        checks.append(Check(f"input:{name}", found == said, told))
    return checks


def _seed(seed: Mapping[str, Any]) -> Check:
    try:
        made = seed_of(str(seed["text"]), hash=str(seed["hash"])).statement
    except (XuezhengError, KeyError, ValueError) as error:
        return Check("seed", False, f"种子无法重算：{error}")
    return Check("seed", made == seed, "种子由所写的文字得出" if made == seed else "种子不是由所写的文字得出")


def _homes(sheets: Mapping[str, Table]) -> Check:
    """Schools that name their block stand in it."""
    sites, schools = sheets["sites"].columns, sheets["schools"].columns
    at = dict(zip(sites["school"], sites["block"], strict=True))
    named = zip(schools["school"], schools.get("block", [""] * len(schools["school"])), strict=True)
    wrong = [school for school, block in named if school not in at or (block and at[school] != block)]
    ok = not wrong and len(at) == len(schools["school"])
    return Check("sites", ok, "学校所在小区与 schools 一致" if ok else f"学校所在小区不符：{wrong[:5]}")


def _neighbours(sheets: Mapping[str, Table]) -> Check:
    """Given neighbours and bridges are neighbours; where neighbours were given, nobody else is."""
    found = _pairs(sheets["neighbours"])
    bridges = _pairs(sheets["bridges"]) if "bridges" in sheets else set()
    ok = bridges <= found
    if "adjacency" in sheets:
        ok = found == bridges | _pairs(sheets["adjacency"])
    return Check("neighbours", ok, "相邻关系与所给的一致" if ok else "相邻关系与所给的不一致")


def _pairs(table: Table) -> set[tuple[str, str]]:
    pairs = zip(table.columns["block"], table.columns["neighbour"], strict=True)
    return {(min(pair), max(pair)) for pair in pairs}
