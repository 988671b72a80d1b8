"""A whole city on Apache Spark: rows grouped by roster, each group divided where it lies.

A group's result is the folder of its roster, as file names and bytes; this process writes the folders.
Each is made by the same call as on one machine, so the bytes are the same. The machines of a cluster
need this package too. `spark-submit` or SPARK_REMOTE say which cluster; otherwise it is this machine.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xuezheng.allocation.certificate import write_folder
from xuezheng.allocation.classes.reading import Files, Request, read_problem
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table
from xuezheng.errors import BadInput, CannotFinish, Fault, XuezhengError

if TYPE_CHECKING:
    from xuezheng.allocation.classes.cities import Outcome, Task

#: What a row of a group's answer is.
FILE, OUTCOME, REFUSED = 0, 1, 2
#: A group's answer: the number of the roster, and so on.
ANSWER = "roster int, what int, name string, content binary"


def divide_city_on_spark(
    tasks: "list[Task]",
    files: Files,
    hashed: Any,
    request: Request,
    seed: Seed,
    *,
    workers: int,
    tick: Callable[[], Any],
) -> "list[Outcome]":
    """Solve all rosters on Spark and write their folders; outcomes stand in the order of the tasks.

    Raises
    ------
    CannotFinish
        Without pyspark or Java, or when Spark breaks off.
    BadInput
        As on one machine, when the demands on a roster contradict each other.
    """
    from xuezheng.allocation.classes.cities import Outcome

    by_place: dict[int, tuple[Task, dict[str, bytes]]] = {n: (task, {}) for n, task in enumerate(tasks)}
    outcomes: dict[int, Outcome] = {}
    with _session(workers) as spark, _told():
        rows = spark.createDataFrame(_rows(tasks, files.roster))
        rest = replace(files, roster=Table("roster", {}))
        headings = list(files.roster.columns)
        answer = _divider([_light(task) for task in tasks], headings, rest, hashed, request, seed)
        for n, what, name, content in rows.groupBy("roster").applyInArrow(answer, ANSWER).toLocalIterator():
            task, folder = by_place[n]
            if what == REFUSED:
                _refuse(bytes(content))
            elif what == FILE:
                folder[name] = bytes(content)
            else:
                # The last of its group: the folder is whole.
                write_folder(task.folder / task.roster.name, folder)
                outcomes[n] = Outcome(task.roster.part, *json.loads(bytes(content)))
                folder.clear()
                tick()
    return [outcomes[n] for n in range(len(tasks))]


def _light(task: "Task") -> Any:
    """A task without its problem and rows: groups bring their own."""
    return replace(task, problem=None, folder=Path(), roster=replace(task.roster, rows=()))  # type: ignore[arg-type]


def _rows(tasks: "list[Task]", roster: Table) -> Any:
    """The roster's rows as text, with the number of the roster each belongs to; columns by number.

    Spark takes headings that differ in case for the same, and ends one at a NUL.
    """
    import pyarrow as pa

    home = [-1] * roster.n_rows
    for n, task in enumerate(tasks):
        for row in task.roster.rows:
            home[row] = n
    columns = [pa.array(list(cells), pa.string()) for cells in roster.columns.values()]
    return pa.table({"roster": pa.array(home, pa.int32()), **{f"c{c}": y for c, y in enumerate(columns)}})


def _divider(
    tasks: list[Any], headings: list[str], files: Files, hashed: Any, request: Request, seed: Seed
) -> Callable[..., Any]:
    """What is done with each group, wherever it lies."""

    def divide_group(rows: Any) -> Any:
        import pyarrow as pa

        n = rows.column("roster")[0].as_py()
        columns = {title: rows.column(f"c{c}").to_pylist() for c, title in enumerate(headings)}
        found = list(_folder_of(tasks[n], _own(files, Table("roster", columns)), hashed, request, seed))
        return pa.table(
            {
                "roster": pa.array([n] * len(found), pa.int32()),
                "what": pa.array([what for what, _, _ in found], pa.int32()),
                "name": pa.array([name for _, name, _ in found], pa.string()),
                "content": pa.array([content for _, _, content in found], pa.binary()),
            }
        )

    return divide_group


def _own(files: Files, roster: Table) -> Files:
    """The group's rows as the roster, and of every other table what is about its pupils."""
    pupils = set(roster.columns["pupil"])
    kept = {"roster": roster}
    for name, table in files.given().items():
        if name in {"together", "apart", "fixed", "weight"}:
            own = [p in pupils for p in table.columns["pupil"]]
            kept[name] = Table(
                name,
                {
                    title: [cell for cell, mine in zip(cells, own, strict=True) if mine]
                    for title, cells in table.columns.items()
                },
            )
    return replace(files, **kept)


def _folder_of(
    task: Any, files: Files, hashed: Any, request: Request, seed: Seed
) -> Iterator[tuple[int, str, bytes]]:
    """Divide one roster as on one machine, and give its folder file by file, then its outcome."""
    from xuezheng.allocation.classes.cities import solve_task

    with TemporaryDirectory() as place:
        made = Path(place)
        try:
            problem = read_problem(files, request)
            outcome = solve_task(replace(task, problem=problem, folder=made), hashed, request, seed)
        except XuezhengError as error:
            faults = [astuple(fault) for fault in error.faults]
            yield REFUSED, "", json.dumps([error.sentence, faults], ensure_ascii=False).encode()
            return
        root = made / task.roster.name
        for file in sorted(root.rglob("*")):
            if file.is_file():
                yield FILE, file.relative_to(root).as_posix(), file.read_bytes()
    yield OUTCOME, "", json.dumps(astuple(outcome)[1:]).encode()


def _refuse(content: bytes) -> None:
    sentence, faults = json.loads(content)
    raise BadInput(sentence, faults=[Fault(*fault) for fault in faults])


@contextmanager
def _session(workers: int) -> Iterator[Any]:
    """The session there is, or one on this machine, ended afterwards."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise CannotFinish(
            "没有安装 pyspark。--engine spark 在 Spark 上分班，需要它。请运行 pip install 'xuezheng[spark]'，或改用 --engine local。"
        ) from None
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("xuezheng classes")
    if "SPARK_REMOTE" not in os.environ:
        _need_java()
        builder = (
            builder.config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", str(4 * workers))
        )
        if "PYSPARK_GATEWAY_PORT" not in os.environ:
            builder = builder.master(f"local[{workers}]").config("spark.driver.host", "127.0.0.1")
    with _told():
        session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME", "")
    if shutil.which("java") or (home and (Path(home) / "bin" / "java").is_file()):
        return
    raise CannotFinish(
        "找不到 Java。Spark 要 Java 17 以上才能运行。请安装 openjdk-17-jre-headless，或改用 --engine local。"
    )


@contextmanager
def _told() -> Iterator[None]:
    """Tell what Spark says in one sentence instead of a traceback."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        words = (str(error).strip().splitlines() or [""])[0]
        raise CannotFinish(
            f"Spark 没有完成分班（{type(error).__name__}：{words}）。没有写出任何方案。请查看 Spark 的日志，或改用 --engine local。"
        ) from error
