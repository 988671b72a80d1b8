"""The eight examination instances of the 2007 competition: `python -m benchmarks.timetabling [--seconds 20] [N …]`.

`--seconds` is work at the fixed rate of `xuezheng timetable` (20 by default; 300 is about the competition's
limit). Peers in the same run, on the same file: the first timetable (saturation degree, driving out), and the
same annealing with the same work where only single exams move. Every plan is written and checked by
`xuezheng verify`.

Published figures are printed beside: the competition's best and the best known to us. Both rows are quoted
from memory (Müller, Annals of Operations Research 172 (2009) and the competition's page; Bykov and Petrovic,
Journal of Scheduling 19 (2016)), for the tables could not be looked up when this was written.
"""

import argparse
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.timetabling.instance import instance_of
from xuezheng.allocation.timetabling.itc import read_itc
from xuezheng.allocation.timetabling.reading import read_problem
from xuezheng.allocation.timetabling.search import search
from xuezheng.allocation.timetabling.solve import SECONDS, WORK_A_SECOND, penalties_of, solve
from xuezheng.allocation.timetabling.writing import Asked, write_timetable
from xuezheng.allocation.verifying import verify_plan

DATA = Path(__file__).parents[2] / "shared" / "data" / "allocation" / "itc2007_exam"
SEED = seed_of("benchmark")
WINNER = (4370, 400, 10049, 18141, 2988, 26585, 4213, 7742)
BEST = (3647, 385, 7487, 11779, 2447, 25210, 3563, 6614)
HEADING = (
    "set", "exams", "first", "single moves", "found", "bound", "winner 2007", "best published", "found/best",
    "CPU s", "wall s", "verified",
)  # fmt: skip


def measure(number: int, work: int) -> None:
    """One line: what was found, beside peers, bound and published figures."""
    tables, _ = read_itc(DATA / f"exam_comp_set{number}.exam")
    problem = read_problem(tables, may_overlap=True)
    instance = instance_of(problem)
    first, single = (
        sum(penalties_of(instance, found.period, found.room).values())
        for found in (search(instance, SEED.value, 0), search(instance, SEED.value, work, longest=1))
    )
    wall, cpu = perf_counter(), process_time()
    plan = solve(problem, SEED, work=work)
    wall, cpu = perf_counter() - wall, process_time() - cpu
    with tempfile.TemporaryDirectory() as place:
        asked = Asked(may_overlap=True, competition=True)
        folder = write_timetable(Path(place) / "o", problem, plan, tables, asked, SEED)
        verdict = verify_plan(folder, {name: folder / "tables" / f"{name}.csv" for name in tables})
    told = "yes" if verdict.ok and not verdict.not_checked else "NO"
    cells = (
        number, len(problem.exams), first, single, plan.objective, plan.bound.value, WINNER[number - 1],
        BEST[number - 1], f"{plan.objective / BEST[number - 1]:.3f}", f"{cpu:.1f}", f"{wall:.1f}", told,
    )  # fmt: skip
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", type=int, default=range(1, 9))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    work = int(asked.seconds * WORK_A_SECOND)
    print(f"work {work / 1e6:,.0f} million steps each; published figures are from memory")
    print("| " + " | ".join(HEADING) + " |")
    for number in asked.sets:
        if (DATA / f"exam_comp_set{number}.exam").is_file():
            measure(number, work)
        else:
            print(f"set {number}: not at hand ({DATA})")
