"""Small lists of staff, sessions, candidates and relatives."""

import random

from typer.testing import CliRunner

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.invigilation.profiles import profile_named
from xuezheng.allocation.invigilation.reading import read_problem
from xuezheng.allocation.invigilation.solve import solve
from xuezheng.allocation.invigilation.writing import Made, write_invigilation
from xuezheng.allocation.tables import table_of
from xuezheng.cli.main import build

ZHONGKAO = profile_named("zhongkao")
SEED = seed_of("invigilators 2026")
SUBJECTS = ("语文", "数学", "英语", "物理", "历史", "体育", "音乐", "美术")
SESSION_COLUMNS = ("session", "room", "site", "subject", "start", "end", "area")


def run(*arguments):
    """Run a verb; expected errors come out as exceptions."""
    return CliRunner().invoke(build(), [str(a) for a in arguments], catch_exceptions=False)


def by_columns(name, names, rows):
    """A table of rows."""
    return table_of(name, {c: [row[k] for row in rows] for k, c in enumerate(names)})


def changed(table, column, at, value):
    """The table with one cell changed."""
    columns = {name: list(cells) for name, cells in table.columns.items()}
    columns[column][at] = value
    return table_of(table.name, columns)


def some_city(seed=1, n_sites=2, n_rooms=9, n_sessions=4, spare_staff=1.35, heads=True):
    """Sites of some rooms with four schools each; staff of other schools enough, some relatives."""
    chance = random.Random(seed)
    sites = [f"P{s}" for s in range(n_sites)]
    schools = [f"S{k}" for k in range(n_sites * 4)]
    outside = [f"X{k}" for k in range(1, 8)]
    rooms = [(f"{s}{r:02d}", sites[s]) for s in range(n_sites) for r in range(n_rooms)]
    sessions = [
        (str(t + 1), room, site, SUBJECTS[t], f"2026-06-1{3 + t // 2} {9 + 5 * (t % 2):02d}:00",
         f"2026-06-1{3 + t // 2} {11 + 5 * (t % 2):02d}:00", "甲区")
        for t in range(n_sessions) for room, site in rooms
    ]  # fmt: skip
    pupils = [
        (f"C{room}{k}", schools[int(site[1:]) * 4 + chance.randrange(4)], f"{chance.randint(1, 4)}班", room)
        for room, site in rooms for k in range(6)
    ]  # fmt: skip
    wanted = n_sites * (2 * n_rooms + 1 + (n_rooms + 8) // 9 + (n_rooms + 9) // 10) * n_sessions
    n_staff = int(wanted / max(n_sessions - 1, 1) * spare_staff)
    staff = [
        (f"T{k:03d}", chance.choice(schools if chance.random() < 0.25 else outside), chance.choice("男女"),
         chance.choice(SUBJECTS), "", "", chance.choice(["", "", "", "", "", "1", "2"]), "")
        for k in range(n_staff)
    ]  # fmt: skip
    if heads:
        staff += [
            (f"H{s}{k}", f"S{s * 4}", "男", "", "主考" if k == 0 else "副主考", sites[s], "", "")
            for s in range(n_sites) for k in range(3)
        ]  # fmt: skip
    relatives = [
        (staff[k][0], chance.choice(pupils)[0]) for k in chance.sample(range(n_staff), n_staff // 10)
    ]
    names = ("staff", "unit", "gender", "subject", "roles", "site", "unavailable", "class")
    if not heads:
        names = names[:4]
    return {
        "staff": by_columns("staff", names, staff),
        "sessions": by_columns("sessions", SESSION_COLUMNS, sessions),
        "pupils": by_columns("pupils", ("candidate", "school", "class", "room"), pupils),
        "relatives": by_columns("relatives", ("staff", "candidate"), relatives),
    }


def made_of(tables, profile=ZHONGKAO, seed=SEED):
    """The plan of these lists."""
    problem = read_problem(tables, profile)
    plan = solve(problem, seed)
    return Made(problem, plan, seed, dict.fromkeys(range(len(problem.sessions)), seed), tables)


def write(folder, tables):
    """Write the lists; gives their files by name."""
    files = {}
    for name, table in tables.items():
        files[name] = folder / f"{name}.csv"
        files[name].write_bytes(table.csv())
    return files


def as_options(files):
    """`--input` for each file."""
    return [text for name, path in files.items() for text in ("--input", f"{name}={path}")]


def written(folder, tables, profile=ZHONGKAO):
    """Write the plan of these lists and the lists; gives folder and files."""
    files = write(folder, tables)
    write_invigilation(folder / "o", made_of(tables, profile))
    return folder / "o", files
