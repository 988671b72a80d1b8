"""Small lists of candidates and rooms."""

import random
from datetime import date

from typer.testing import CliRunner

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.seating.asking import Asked
from xuezheng.allocation.seating.profiles import profile_named
from xuezheng.allocation.seating.reading import read_problem
from xuezheng.allocation.seating.solve import solve
from xuezheng.allocation.seating.writing import write_seating
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.cli.main import build

ON = date(2026, 6, 20)
ZHONGKAO = profile_named("zhongkao", ON)
SEED = seed_of("seats 2026")
C_COLUMNS = ("candidate", "site", "school", "language", "needs")
R_COLUMNS = ("room", "site", "layout", "needs")


def run(*arguments):
    """Run a verb; expected errors come out as exceptions."""
    return CliRunner().invoke(build(), [str(a) for a in arguments], catch_exceptions=False)


def by_columns(name, names, rows):
    """A table of rows."""
    return table_of(name, {c: [row[k] for row in rows] for k, c in enumerate(names)})


def some_lists(seed=1, n=150, layouts=("5x6", "7-8-8-7"), weights=(40, 30, 20, 10), special=25):
    """Two sites, two languages, a few candidates who need a room of their own kind."""
    chance = random.Random(seed)
    people = []
    for k in range(n):
        site = k % 2
        school = f"{site}{chance.choices('ABCD', weights)[0]}"
        language = chance.choice(("英语", "英语", "日语"))
        people.append((f"{k:04d}", f"S{site}", school, language, "大字" if (k + 1) % special == 0 else ""))
    rooms = [
        (f"{site}{k:02d}", f"S{site}", layouts[site], "大字" if k > 8 else "")
        for site in range(2)
        for k in range(12)
    ]
    return by_columns("candidates", C_COLUMNS, people), by_columns("rooms", R_COLUMNS, rooms)


def asked(**more):
    """Language groups at a 中考."""
    return Asked(**({"profile": ZHONGKAO, "group": ("language",)} | more))


def problem_of(candidates, rooms, said, seed=SEED, **more):
    """The problem of lists, and the tables by name."""
    tables = {"candidates": candidates, "rooms": rooms, **more}
    return read_problem(candidates, rooms, said, seed, **more), tables


def seated(folder, candidates, rooms, said, seed=SEED, **more):
    """Read, solve and write; gives the problem, the plan and the files of the lists."""
    problem, tables = problem_of(candidates, rooms, said, seed, **more)
    plan = solve(problem, seed)
    write_seating(folder, problem, plan, tables, said, seed)
    return problem, plan


def rows_of(folder):
    """The plan as rows."""
    columns = read_table(folder / "plan.csv").columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def write(folder, candidates, rooms, **more):
    """Write the lists; gives their files by name."""
    files = {}
    for name, table in {"candidates": candidates, "rooms": rooms, **more}.items():
        files[name] = folder / f"{name}.csv"
        files[name].write_bytes(table.csv())
    return files
