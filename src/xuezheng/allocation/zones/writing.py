"""Write a plan of zones: plan.csv, the certificate with the prices that prove its bound, copies of the inputs."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.zones.cases import Case
from xuezheng.allocation.zones.drawing import Zoning
from xuezheng.allocation.zones.solve import ALGORITHM

RULES = ("every_block", "seats", "one_piece", "home", "reach")


def plan_table(zoning: Zoning) -> Table:
    """Which school each block belongs to; with areas also the area, its schools joined by `;`."""
    zones = zoning.plan.zone.tolist()
    if not zoning.problem.options.multi:
        return table_of("plan", {"block": zoning.problem.blocks, "school": [zoning.zones[z] for z in zones]})
    schools = [";".join(zoning.problem.schools[s] for s in group) for group in zoning.areas]
    columns = {
        "block": zoning.problem.blocks,
        "area": [zoning.zones[z] for z in zones],
        "school": [schools[z] for z in zones],
    }
    return table_of("plan", columns)


def certificate(zoning: Zoning) -> Certificate:
    """What is said of a plan."""
    problem, plan = zoning.problem, zoning.plan
    seat_prices = dict(zip(zoning.zones, plan.seat_prices.tolist(), strict=True))
    head_prices = {
        name: dict(zip(zoning.zones, prices, strict=True))
        for name, prices in zip(sorted(problem.groups), plan.group_prices.tolist(), strict=True)
    }
    blocks, pupils = zoning.moved
    return Certificate(
        kind="zones",
        inputs={name: sheet.sha256() for name, sheet in sorted(problem.sheets.items())},
        options=_options(zoning),
        seed=problem.seed.statement,
        algorithm=ALGORITHM,
        violations=dict.fromkeys(RULES, 0),
        objective=plan.objective,
        bound=plan.bound,
        gap=round(plan.gap, 9),
        more={
            "walk": zoning.instance.walked(plan.zone) if problem.old is None else _walk(zoning),
            "seat_prices": seat_prices,
            "head_prices": head_prices,
            "cases": {} if plan.cases is None else _case(zoning, plan.cases),
            "moved": {"blocks": blocks, "pupils": pupils},
            "search": {"work": plan.work, "rounds": plan.rounds, "stopped": "work done"},
            "notes": list(problem.notes),
        },
    )


def _case(zoning: Zoning, case: Case) -> dict[str, Any]:
    """A tree of cases by names: a question with its two answers, or seat prices."""
    if not case.answers:
        return {"seat_prices": dict(zip(zoning.zones, case.seat_prices.tolist(), strict=True))}
    first, second = (_case(zoning, answer) for answer in case.answers)
    blocks = [zoning.problem.blocks[i] for i in case.blocks]
    if case.is_member:
        return {"block": blocks[0], "zone": zoning.zones[case.zone], "in": first, "out": second}
    return {"blocks": blocks, "zone": zoning.zones[case.zone], "none": first, "some": second}


def _walk(zoning: Zoning) -> int:
    """Pupils × metres alone, without what moving costs."""
    from xuezheng.allocation.zones.instance import area_metres

    metres, _ = area_metres(zoning.problem, zoning.areas)
    pupils = zoning.problem.pupils.tolist()
    zones = enumerate(zoning.plan.zone.tolist())
    return sum(pupils[i] * int(metres[i, zone]) for i, zone in zones)


def _options(zoning: Zoning) -> dict[str, Any]:
    options = asdict(zoning.problem.options)
    options["groups"] = list(options["groups"])
    if zoning.problem.options.multi:
        schools = zoning.problem.schools
        options["areas"] = {
            name: [schools[s] for s in group] for name, group in zip(zoning.zones, zoning.areas, strict=True)
        }
    return options


def write_zones(folder: Path | str, zoning: Zoning, more: Mapping[str, bytes] | None = None) -> Path:
    """Write the folder of a plan: all of it or nothing.

    Raises
    ------
    Occupied
        When there is already something there.
    """
    from xuezheng.allocation.zones.report import report_files

    table, said = plan_table(zoning), certificate(zoning)
    files = report_files(zoning.problem, table, said.statement(table))
    copies = {f"inputs/{name}.csv": sheet.csv() for name, sheet in zoning.problem.sheets.items()}
    return write_plan(folder, said, table, {**files, **copies, **(more or {})})
