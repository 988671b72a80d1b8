"""The fairness dossier of a division as a document for the file: what report.html says, on GB/T 9704 pages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Tampered


def dossier_docx(folder: Path, inputs: Mapping[str, Path], *, on: date, author: str = "") -> bytes:
    """Make the document from a plan's folder and its tables.

    Parameters
    ----------
    folder : Path
        A plan of kind `classes`.
    inputs : mapping of str to Path
        The tables its certificate names; the roster is needed, and every other one it had.
    on : date
        The day printed in the document's properties.

    Raises
    ------
    BadInput
        When the folder is of another kind, or a table is missing.
    Tampered
        When the plan does not pass `verify` with these tables.
    """
    from xuezheng.allocation.certificate import read_certificate
    from xuezheng.allocation.verifying import verify_plan
    from xuezheng.jobs.class_dossier.document import write_document

    certificate = read_certificate(folder)
    if certificate.get("kind") != "classes":
        raise BadInput(f"{folder} 不是分班结果。种类是“{certificate.get('kind', '')}”。请给出分班的文件夹。")
    wanted = set(certificate.get("inputs", {}))
    if lacking := sorted(wanted - set(inputs)):
        raise BadInput(f"缺少 {'、'.join(lacking)} 表。结果说明要从原表重算。请用 --input 名称=文件 给出。")
    verdict = verify_plan(folder, inputs)
    if not verdict.ok:
        broken = "、".join(check.name for check in verdict.checks if not check.ok)
        raise Tampered(f"{folder} 没有通过核验（{broken}）。不能为它写结果说明。请先用 verify 查明。")
    return write_document(_dossier(folder, certificate, inputs), on=on, author=author)


def _dossier(folder: Path, said: Mapping[str, Any], inputs: Mapping[str, Path]) -> Any:
    """The dossier reckoned again from the files alone."""
    from xuezheng.allocation.classes.dividing import Division, in_class_order
    from xuezheng.allocation.classes.report.figures import dossier_of

    problem, room = _read(folder, said, inputs)
    plan = _plan(room, said)
    division = Division(problem, plan, dict(said["options"].get("part") or {}), {}, _teams(said))
    return dossier_of(in_class_order(division), _certificate(said))


def _read(folder: Path, said: Mapping[str, Any], inputs: Mapping[str, Path]) -> tuple[Any, Any]:
    """The problem with its classes in the order of their names, and each pupil's class."""
    import numpy as np

    from xuezheng.allocation.classes.reading import Request, read_files, read_problem
    from xuezheng.allocation.tables import read_table

    options = said["options"]
    files = read_files(dict(inputs))
    part = options.get("part") or {}
    columns = files.roster.columns
    rows = [
        r for r in range(files.roster.n_rows) if all(columns[column][r] == v for column, v in part.items())
    ]
    names = [str(name) for name in options["classes"]]
    request = Request(
        numeric=tuple(options["numeric"]),
        category=tuple(options["category"]),
        n_classes=len(names),
        missing=str(options["missing"]),
    )
    problem = read_problem(files, request, rows if part else None)
    place = {pupil: n for n, pupil in enumerate(problem.pupils)}
    homophones = tuple(np.array([place[p] for p in g], np.int64) for g in options.get("homophones", []))
    sizes = np.array([options["sizes"][name] for name in names], np.int64)
    problem = replace(
        problem,
        classes=tuple(names),
        sizes=sizes,
        apart=(*problem.apart, *homophones),
        notes=tuple(options["notes"]),
    )
    plan = read_table(folder / "plan.csv").columns
    where = dict(zip(plan["pupil"], plan["class"], strict=True))
    return problem, np.array([names.index(where[pupil]) for pupil in problem.pupils], np.int64)


def _plan(room: Any, said: Mapping[str, Any]) -> Any:
    """The plan with the figures its certificate states."""
    from dataclasses import fields

    from xuezheng.allocation.classes.problem import Plan

    figures = {
        "room": room,
        "objective": said["objective"],
        "bound": said["bound"],
        "joint_bound": said.get("joint_bound", said["bound"]),
        "rounds": said["options"]["rounds"],
        "violations": dict(said["violations"]),
    }
    return Plan(**{field.name: figures[field.name] for field in fields(Plan)})


def _teams(said: Mapping[str, Any]) -> dict[str, str]:
    return dict(said["options"].get("teams") or {})


def _certificate(said: Mapping[str, Any]) -> Any:
    from xuezheng.allocation.certificate import KEYS, Certificate

    return Certificate(
        kind=said["kind"],
        inputs=said["inputs"],
        options=said["options"],
        seed=said["seed"],
        algorithm=said["algorithm"],
        violations=said["violations"],
        objective=said["objective"],
        bound=said["bound"],
        gap=said["gap"],
        more={key: value for key, value in said.items() if key not in KEYS},
    )
