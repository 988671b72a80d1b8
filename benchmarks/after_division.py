"""What comes after a division of 600 pupils into 12 classes: 50 arrivals, teams of teachers, the dossier."""

import random
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from xuezheng.allocation.class_changes.standing import read_before
from xuezheng.allocation.class_changes.writing import change_classes, write_changes
from xuezheng.allocation.classes.dividing import divide, write_division
from xuezheng.allocation.classes.reading import Request, read_files, read_problem
from xuezheng.allocation.classes.report.chance import DIVISIONS, DIVISIONS_OF_MANY, compare
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.teacher_teams.reading import Asked
from xuezheng.allocation.teacher_teams.writing import certificate_of, make_teams, write_teams
from xuezheng.allocation.verifying import verify_plan
from xuezheng.jobs.class_dossier import dossier_docx

SEED = seed_of("benchmark")
SUBJECTS = ("语文", "数学", "英语", "道法", "历史", "地理", "生物", "体育", "音乐", "美术")


def timed(name: str, work):
    """Run something once and print wall and CPU seconds."""
    wall, cpu = perf_counter(), process_time()
    result = work()
    print(f"{name:44} {perf_counter() - wall:7.2f} s wall {process_time() - cpu:7.2f} s CPU")
    return result


def a_year(chance: random.Random, n: int):
    """A roster of n pupils with two scores, sex, boarding and origin."""
    total = [int(chance.gauss(400, 80)) for _ in range(n)]
    return {
        "pupil": [f"P{i:04d}" for i in range(n)],
        "total": total,
        "maths": [max(0, t // 5 + chance.randint(-9, 9)) for t in total],
        "sex": [chance.choice("男女") for _ in range(n)],
        "boarding": [chance.choice("01") for _ in range(n)],
        "origin": [f"S{chance.randrange(18):02d}" for _ in range(n)],
    }


def a_staff(chance: random.Random, classes: int):
    """A teacher for one or two classes in the main subjects, for three or four in the others."""
    rows = []
    for subject in SUBJECTS:
        left, is_main = classes, subject in SUBJECTS[:3]
        while left:
            load = min(left, chance.choice((1, 1, 2) if is_main else (3, 4)))
            years, title = chance.randint(1, 35), chance.choice(("高级", "一级", "二级"))
            head = "是" if is_main else "否"
            rows.append((f"T{len(rows):03d}", subject, load, head, years, title, chance.choice("男女")))
            left -= load
    names = ("teacher", "subject", "load", "head", "years", "title", "sex")
    return table_of("staff", dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def arrivals(place: Path, chance: random.Random) -> None:
    """Divide, write the dossier, place fifty."""
    (place / "roster.csv").write_bytes(table_of("roster", a_year(chance, 600)).csv())
    inputs = {"roster": place / "roster.csv"}
    files = read_files(inputs)
    request = Request(("total", "maths"), ("sex", "boarding", "origin"), 12)
    problem = read_problem(files, request)
    division = divide(problem, SEED, part={}, rounds=10)
    write_division(place / "plan", division, files, request, SEED)
    for times in (DIVISIONS, DIVISIONS_OF_MANY):
        compare(problem, division.plan.room, SEED.value, 100)
        timed(
            f"{times:,} random divisions", lambda n=times: compare(problem, division.plan.room, SEED.value, n)
        )
    timed("dossier as docx, with verify", lambda: dossier_docx(place / "plan", inputs, on=date(2026, 9, 1)))
    late = a_year(chance, 50)
    late |= {"pupil": [f"N{i}" for i in range(50)], "change": ["in"] * 50}
    late["on"] = [f"2026-09-{1 + i % 20:02d}" for i in range(50)]
    (place / "changes.csv").write_bytes(table_of("changes", late).csv())
    changes = read_table(place / "changes.csv")
    before = read_before(place / "plan", inputs)
    changed = timed("50 arrivals into 12 classes", lambda: change_classes(before, changes, SEED))
    write_changes(place / "changed", changed)
    given = {**inputs, "changes": place / "changes.csv"}
    assert timed("xuezheng verify, every step again", lambda: verify_plan(place / "changed", given)).ok


def teams(place: Path, chance: random.Random, classes: int) -> None:
    """Make, draw and check teams of ten subjects."""
    staff = a_staff(chance, classes)
    file = place / f"staff{classes}.csv"
    file.write_bytes(staff.csv())
    asked = Asked(tuple(str(k + 1) for k in range(classes)), ("years",), ("title", "sex"))
    made = timed(f"{classes} teams of {staff.n_rows} teachers", lambda: make_teams(staff, asked, SEED))
    write_teams(place / f"teams{classes}", made, {"staff": staff}, asked, SEED)
    certificate = certificate_of(made, {"staff": staff}, asked, SEED)
    print(
        f"{'':10}objective {certificate.objective:.3f}, bound {certificate.bound:.3f}, gap {certificate.gap:.3f}"
    )
    assert timed("xuezheng verify", lambda: verify_plan(place / f"teams{classes}", {"staff": file})).ok


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        arrivals(Path(folder), random.Random(7))
        for n in (12, 40):
            teams(Path(folder), random.Random(n), n)
