"""A snapshot's tables on Apache Spark, and the session they are read in.

`spark-submit` or SPARK_REMOTE say which cluster; otherwise it is this machine. The snapshot's folder
must be readable under the same path wherever rows are read. Rows stay where they are reckoned: only
sums come back to this process.
"""

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xuezheng.errors import CannotFinish
from xuezheng.snapshot.schema import tables

#: Of Spark's own process on this machine. What does not fit is spilt to disk.
_MEMORY = "2g"
_LOG = Path(__file__).with_name("spark_log.properties").as_uri()
_ON_THIS_MACHINE = {
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOG}",
    "spark.master": "local[*]",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": _MEMORY,
    # The sums are few; Spark begins with 200 parts of them.
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
#: Wherever it runs: a sum that does not fit is an error, never a wrong number; no call of ours is traced.
_ALWAYS = {"spark.sql.ansi.enabled": "true", "spark.python.sql.dataFrameDebugging.enabled": "false"}
_KINDS = {"string": "string", "int": "bigint", "bool": "boolean", "date": "date"}


@dataclass(frozen=True)
class SparkTables:
    """Tables of a snapshot's folder by name, as Spark's frames; each is looked up once."""

    session: Any
    folder: Path
    frames: dict[str, Any] = field(default_factory=dict)

    def table(self, name: str) -> Any:
        """One table, its columns as `schema.json` has them, so that no file need be opened for them."""
        if name not in self.frames:
            columns = ", ".join(f"`{c.name}` {_KINDS.get(c.type, c.type)}" for c in tables()[name])
            file = (self.folder / "tables" / f"{name}.parquet").resolve()
            self.frames[name] = self.session.read.schema(columns).parquet(file.as_uri())
        return self.frames[name]


@contextmanager
def spark_session() -> Iterator[Any]:
    """The session there is, or one of our own, ended afterwards.

    Raises
    ------
    CannotFinish
        Without pyspark or Java, or when Spark breaks off.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise CannotFinish(
            "没有安装 pyspark。--engine spark 用 Spark 计算，需要它。请运行 pip install 'xuezheng[spark]'，或去掉 --engine spark。"
        ) from None
    with _told():
        running = SparkSession.getActiveSession()
        session = running or _started(SparkSession.builder.appName("xuezheng"))
        try:
            yield session
        finally:
            if running is None:
                session.stop()


def _started(builder: Any) -> Any:
    # Nothing of pandas is used.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = dict(_ALWAYS)
    if "SPARK_REMOTE" not in os.environ:
        need_java()
        if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not under spark-submit, which has settings of its own
            settings |= _ON_THIS_MACHINE
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def need_java() -> None:
    """Refuse, when there is no Java, in words that say what to install."""
    home = os.environ.get("JAVA_HOME", "")
    if shutil.which("java") or (home and (Path(home) / "bin" / "java").is_file()):
        return
    raise CannotFinish(
        "找不到 Java。Spark 要 Java 17 以上才能运行。请安装 openjdk-17-jre-headless，或去掉 --engine spark。"
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
            f"Spark 没有算完（{type(error).__name__}：{words}）。没有给出任何数字。请查看 Spark 的日志，或去掉 --engine spark。"
        ) from error
