"""Small examinations that have a timetable, because one was hidden in them; and a recount of their own."""

import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from typer.testing import CliRunner

from xuezheng.allocation.tables import table_of
from xuezheng.allocation.timetabling.itc import read_itc
from xuezheng.allocation.timetabling.reading import read_problem
from xuezheng.allocation.timetabling.writing import Asked, write_timetable
from xuezheng.cli.main import build

EXAMPLE = Path(__file__).with_name("example.exam")
SHARED = sorted(Path(__file__).parents[3].glob("shared/data/allocation/itc2007_exam/*.exam"))
COLUMNS = {
    "exams": ("exam", "minutes", "subject"),
    "entries": ("candidate", "exam"),
    "periods": ("period", "date", "start", "minutes", "penalty"),
    "rooms": ("room", "seats", "penalty"),
    "rules": ("rule", "exam", "other"),
    "weights": ("weight", "value"),
}
WEIGHTS = {
    "two_in_a_row": 7, "two_in_a_day": 5, "period_spread": 2, "mixed_durations": 10,
    "frontload_largest": 3, "frontload_last": 2, "frontload": 5,
}  # fmt: skip


def run(*arguments):
    """Run a verb; expected errors come out as exceptions."""
    return CliRunner().invoke(build(), [str(a) for a in arguments], catch_exceptions=False)


def lists(**rows):
    """Tables of rows by name of the list."""
    return {
        name: table_of(name, {c: [row[k] for row in found] for k, c in enumerate(COLUMNS[name])})
        for name, found in rows.items()
    }


def the_periods(n=9, a_day=3, minutes=120):
    """Periods of 8:00, 11:00, 14:00 …"""
    return [
        (f"P{k:02d}", f"2026-04-{11 + k // a_day:02d}", f"{8 + 3 * (k % a_day):02d}:00", minutes, k % 4)
        for k in range(n)
    ]


def an_examination(
    seed=1, n_exams=14, n_periods=9, n_people=60, n_rules=6, rooms=((30, 0), (12, 4), (20, 1))
):
    """Lists for which a timetable was thought of first: everybody's exams and all rules keep to it."""
    chance = random.Random(seed)
    exams = [(f"E{k:02d}", chance.choice((60, 90, 120)), "科目") for k in range(n_exams)]
    when = {exam: chance.randrange(n_periods) for exam, *_ in exams}
    where = {exam: chance.randrange(len(rooms)) for exam, *_ in exams}
    free = {(p, r): seats for p in range(n_periods) for r, (seats, _) in enumerate(rooms)}
    entries = []
    for k in range(n_people):
        busy = set()
        for exam in chance.sample(sorted(when), chance.randint(1, min(4, n_exams))):
            place = (when[exam], where[exam])
            if when[exam] not in busy and free[place]:
                busy.add(when[exam])
                free[place] -= 1
                entries.append((f"C{k:03d}", exam))
    entries = entries or [("C000", exams[0][0])]
    rules = []
    for _ in range(n_rules):
        a, b = chance.sample(sorted(when), 2)
        if when[a] == when[b]:
            rules.append(("same_period", a, b))
        else:
            later, earlier = (a, b) if when[a] > when[b] else (b, a)
            rules.append((chance.choice(("after", "different_period")), later, earlier))
        rules.append(("at_period", a, f"P{when[a]:02d}"))
        rules.append(("at_period", a, f"P{chance.randrange(n_periods):02d}"))
        rules.append(("in_room", b, f"R{where[b]}"))
    alone = [e for e in sorted(when) if sum((when[x], where[x]) == (when[e], where[e]) for x in when) == 1]
    rules += [("room_alone", exam, "") for exam in alone[:1]]
    return lists(
        exams=exams,
        entries=entries,
        periods=the_periods(n_periods),
        rooms=[(f"R{k}", seats, fee) for k, (seats, fee) in enumerate(rooms)],
        rules=sorted(set(rules)),
        weights=list(WEIGHTS.items()),
    )


def write(folder, tables):
    """Write lists; gives their files by name."""
    files = {}
    for name, table in tables.items():
        files[name] = folder / f"{name}.csv"
        files[name].write_bytes(table.csv())
    return files


def made(folder, tables, seed, plan_of, **asked):
    """Read, solve, write; gives problem and plan."""
    asked = Asked(**asked)
    problem = read_problem(tables, part=asked.part, may_overlap=asked.may_overlap)
    plan = plan_of(problem)
    write_timetable(folder, problem, plan, tables, asked, seed)
    return problem, plan


def competition_score(file, solution):
    """Hard violations and penalties of a competition file and a solution file, counted line by line."""
    sections, lines = defaultdict(list), None
    for line in Path(file).read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = sections[line.strip("[]\r ").split(":")[0]]
        elif line.strip():
            lines.append([cell.strip() for cell in line.split(",")])
    exams = [(int(row[0]), {cell for cell in row[1:] if cell}) for row in sections["Exams"]]
    periods, rooms = sections["Periods"], [list(map(int, row)) for row in sections["Rooms"]]
    at = [tuple(map(int, line.split(","))) for line in solution.decode().splitlines()]
    w = {row[0]: list(map(int, row[1:])) for row in sections["InstitutionalWeightings"]}
    hard = soft = 0
    for (i, (_, one)), (j, (_, other)) in combinations(enumerate(exams), 2):
        n, (p, q) = len(one & other), sorted((at[i][0], at[j][0]))
        if not n:
            continue
        hard += n * (p == q)
        if p != q and periods[p][0] == periods[q][0]:
            soft += n * (w["TWOINAROW"][0] if q - p == 1 else w["TWOINADAY"][0])
        soft += n * (0 < q - p <= w["PERIODSPREAD"][0])
    together = defaultdict(list)
    for exam, place in enumerate(at):
        together[place].append(exam)
        hard += exams[exam][0] > int(periods[place[0]][2])
        soft += int(periods[place[0]][3]) + rooms[place[1]][1]
    for (_, room), held in together.items():
        hard += sum(len(exams[e][1]) for e in held) > rooms[room][0]
        soft += w["NONMIXEDDURATIONS"][0] * (len({exams[e][0] for e in held}) - 1)
    for a, kind, b in sections["PeriodHardConstraints"]:
        p, q = at[int(a)][0], at[int(b)][0]
        if kind == "EXAM_COINCIDENCE":
            hard += p != q and not exams[int(a)][1] & exams[int(b)][1]
        else:
            hard += p <= q if kind == "AFTER" else p == q
    hard += sum(len(together[at[int(row[0])]]) > 1 for row in sections["RoomHardConstraints"])
    largest, last, weight = w["FRONTLOAD"]
    line = sorted(range(len(exams)), key=lambda e: -len(exams[e][1]))[:largest]
    return hard, soft + weight * sum(at[e][0] >= len(periods) - last for e in line)


def competition(file):
    """Problem and tables of a competition file."""
    tables, _ = read_itc(file)
    return read_problem(tables, may_overlap=True), tables
