"""Many rosters at once: one table, one row a pupil, solved roster by roster on several processes.

A roster's result depends on its rows, the seed and its own label only, so neither the number of
workers nor the order in which they finish can change a byte.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from xuezheng.allocation.classes.dividing import divide, write_division
from xuezheng.allocation.classes.problem import Problem
from xuezheng.allocation.classes.reading import Files, Request, read_problem
from xuezheng.allocation.classes.solve import load_kernels
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, Fault, XuezhengError


@dataclass(frozen=True)
class Roster:
    """One part of the table: which values of the `by` columns, and which rows."""

    part: tuple[tuple[str, str], ...]
    rows: tuple[int, ...]

    @property
    def name(self) -> str:
        """Folder name: the values, made safe for a file system."""
        return "_".join(quote(value, safe="") or "%" for _, value in self.part)


@dataclass(frozen=True)
class Task:
    """One roster to solve and write, with all that its process needs."""

    roster: Roster
    problem: Problem
    folder: Path
    report: bool
    rounds: int | None


@dataclass(frozen=True)
class Outcome:
    """One line of the city's index."""

    part: tuple[tuple[str, str], ...]
    pupils: int
    classes: int
    objective: float
    bound: float
    gap: float
    rounds: int


def rosters_of(table: Table, by: tuple[str, ...]) -> list[Roster]:
    """Split a table by its columns, in the order of their values."""
    if missing := [column for column in by if column not in table.columns]:
        raise BadInput(
            f"名单里没有“{'、'.join(missing)}”列。--by 只能用名单的列。名单的列是：{'、'.join(table.columns)}。"
        )
    gathered: dict[tuple[str, ...], list[int]] = {}
    for row, key in enumerate(zip(*(table.columns[column] for column in by), strict=True)):
        gathered.setdefault(key, []).append(row)
    return [Roster(tuple(zip(by, key, strict=True)), tuple(rows)) for key, rows in sorted(gathered.items())]


def problems_of(files: Files, request: Request, rosters: list[Roster]) -> Iterator[tuple[Roster, Problem]]:
    """Read every roster; faults of all of them are listed together."""
    faults: list[Fault] = []
    found = []
    everybody = frozenset(files.roster.columns["pupil"])
    for roster in rosters:
        try:
            found.append((roster, read_problem(files, request, roster.rows, everybody)))
        except BadInput as error:
            place = "，".join(f"{k} {v}" for k, v in roster.part)
            faults += [Fault(f.what, f"{place}：{f.where}", f.remedy) for f in error.faults]
    faults += _split_groups(files, rosters)
    if faults:
        unique = list(dict.fromkeys(faults))
        raise BadInput(f"分班的输入有 {len(unique)} 处不合格。请全部改正后再运行。", faults=unique)
    yield from found


def _split_groups(files: Files, rosters: list[Roster]) -> Iterator[Fault]:
    """Groups whose members are in different rosters: no division of one roster could keep them."""
    pupils = files.roster.columns["pupil"]
    home = {pupils[r]: n for n, roster in enumerate(rosters) for r in roster.rows}
    if files.together is None:
        return
    homes: dict[str, set[int]] = {}
    for pupil, group in zip(files.together.columns["pupil"], files.together.columns["group"], strict=True):
        if pupil in home:
            homes.setdefault(group, set()).add(home[pupil])
    for group, places in sorted(homes.items()):
        if len(places) > 1:
            yield Fault(f"同班组“{group}”的成员不在同一份名单里。", "together", "请改正组员或分组列。")


def divide_city(
    tasks: list[Task],
    files: Files,
    request: Request,
    seed: Seed,
    *,
    workers: int,
    tick: Callable[[], Any] = lambda: None,
    engine: str = "local",
) -> list[Outcome]:
    """Solve and write all rosters; outcomes stand in the order of the tasks.

    `engine` is `local` for processes of this machine or `spark` for a grouped map on Apache Spark.
    """
    hashed = _Hashed(files.given())
    if engine == "spark":
        from xuezheng.allocation.classes.spark import divide_city_on_spark

        return divide_city_on_spark(tasks, files, hashed, request, seed, workers=workers, tick=tick)
    load_kernels()
    if workers <= 1:
        return [_ticked(solve_task(task, hashed, request, seed), tick) for task in tasks]
    done = []
    # Children are forked with the tasks in memory; only numbers travel.
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(tasks, hashed, request, seed)) as pool:
        chunk = max(1, min(16, len(tasks) // workers))
        for outcome in pool.map(_in_process, range(len(tasks)), chunksize=chunk):
            done.append(_ticked(outcome, tick))
    return done


def _ticked(outcome: Outcome, tick: Callable[[], Any]) -> Outcome:
    tick()
    return outcome


class _Hashed:
    """Stands for the files in a process that needs only their hashes and which were given."""

    def __init__(self, given: dict[str, Table]) -> None:
        self.hashes = {name: table.sha256() for name, table in given.items()}
        self.classes = given.get("classes")
        self.apart = given.get("apart")

    def given(self) -> dict[str, "_Hash"]:
        """Names and hashes, as `Files.given` has names and tables."""
        return {name: _Hash(value) for name, value in self.hashes.items()}


@dataclass(frozen=True)
class _Hash:
    value: str

    def sha256(self) -> str:
        """The hash that was made once, in the first process."""
        return self.value


_context: tuple[Any, ...] = ()


def _start(*context: Any) -> None:
    global _context
    _context = context


def _in_process(n: int) -> Outcome:
    tasks, hashed, request, seed = _context
    return solve_task(tasks[n], hashed, request, seed)


def solve_task(task: Task, hashed: Any, request: Request, seed: Seed) -> Outcome:
    """Solve one roster and write its folder; errors name the roster."""
    part = dict(task.roster.part)
    try:
        division = divide(task.problem, seed, part=part, rounds=task.rounds)
    except XuezhengError as error:
        place = "，".join(f"{k} {v}" for k, v in part.items())
        raise BadInput(f"{place}：{error.sentence}", faults=error.faults) from error
    write_division(task.folder / task.roster.name, division, hashed, request, seed, report=task.report)
    plan, problem = division.plan, division.problem
    return Outcome(
        task.roster.part,
        problem.n_pupils,
        problem.n_classes,
        plan.objective,
        plan.bound,
        plan.gap,
        plan.rounds,
    )
