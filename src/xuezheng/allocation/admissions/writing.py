"""Write a plan: the certificate, what everybody got, the lines, the reasons, and copies of the inputs.

`inputs/` and `why.csv` stay in the building. `public.csv`, `lines.csv` and `report.html` name nobody
and no score but those of the lines.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from xuezheng.allocation.admissions.explaining import reasons
from xuezheng.allocation.admissions.picturing import report
from xuezheng.allocation.admissions.problem import Problem
from xuezheng.allocation.admissions.solve import Plan
from xuezheng.allocation.admissions.tickets import LABEL
from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.tables import Table, table_of

ALGORITHM = "deferred-acceptance"


def plan_table(problem: Problem, plan: Plan) -> Table:
    """Who goes where: pupil, programme (empty: nowhere), batch, wish."""
    names = [*problem.programmes, ""]
    return table_of(
        "plan",
        {
            "pupil": problem.pupils,
            "programme": [names[p] for p in plan.programme.tolist()],
            "batch": plan.batch,
            "wish": [str(r) if r else "" for r in plan.rank.tolist()],
        },
    )


def certificate(problem: Problem, plan: Plan, files: Mapping[str, bytes]) -> Certificate:
    """What is said of a plan."""
    return Certificate(
        kind="admissions",
        inputs={name: sheet.sha256() for name, sheet in sorted(problem.sheets.items())},
        options={"scheme": problem.scheme.statement, "label": LABEL},
        seed=problem.seed.statement,
        algorithm=ALGORITHM,
        objective=plan.n_placed,
        bound=min(len(problem.pupils), sum(problem.seats)),
        violations={"seats": 0, "first_wish": 0, "lines": 0},
        more={"files": {name: sha256(raw).hexdigest() for name, raw in sorted(files.items())}},
    )


def write_admissions(
    folder: Path | str, problem: Problem, plan: Plan, more: Mapping[str, bytes] | None = None
) -> Path:
    """Write the folder of a plan: all of it or nothing.

    Raises
    ------
    Occupied
        When there is already something there.
    """
    table = plan_table(problem, plan)
    public = Table("public", {name: table.columns[name] for name in ("pupil", "programme")})
    files = {
        "lines.csv": lines_table(plan).csv(),
        "public.csv": public.csv(),
        "why.csv": reasons(problem, plan).csv(),
        "report.html": report(problem, plan).encode(),
        **(more or {}),
    }
    copies = {f"inputs/{name}.csv": sheet.csv() for name, sheet in problem.sheets.items()}
    return write_plan(folder, certificate(problem, plan, files), table, {**files, **copies})


def lines_table(plan: Plan) -> Table:
    """The lines as a table, in the order in which they were drawn."""
    rows = [line.cells() for line in plan.lines]
    heading = (
        "batch",
        "programme",
        "school",
        "size",
        "seats",
        "admitted",
        "state",
        "wish",
        "group",
        "values",
        "lottery",
    )
    return Table("lines", {name: [row[name] for row in rows] for name in heading})
