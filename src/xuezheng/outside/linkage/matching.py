"""Which entries of an outside list are which pupils: splink on DuckDB, fixed weights, one answer for one input."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xuezheng.outside.linkage.features import features_of
from xuezheng.outside.linkage.model import settings
from xuezheng.outside.linkage.resolving import Pair, resolve
from xuezheng.outside.linkage.weights import Weights, weights

if TYPE_CHECKING:
    import duckdb

Tell = Callable[[str], None]
_ENTRIES, _PUPILS = "a_entries", "b_pupils"


@dataclass(frozen=True)
class Matching:
    """Every pair worth keeping, in the order of the entries; an entry without one is unmatched."""

    pairs: tuple[Pair, ...]
    n_entries: int
    n_pupils: int

    def of(self, outcome: str) -> list[Pair]:
        """The pairs of an outcome: `matched` or `queued`."""
        return [pair for pair in self.pairs if pair.outcome == outcome]


def match(
    entries: pa.Table,
    pupils: pa.Table,
    *,
    threads: int = 2,
    memory: str = "3GB",
    tell: Tell = lambda step: None,
) -> Matching:
    """Find the pupil of each entry.

    Parameters
    ----------
    entries, pupils : pyarrow.Table
        People as `features_of` reads them; codes are unique on each side.
    threads, memory
        What DuckDB may use. The answer does not depend on them.
    tell : callable
        Is told each step in words.

    Returns
    -------
    Matching
        A pupil stands in at most one `matched` pair, and so does an entry.

    Notes
    -----
    Every weight is fixed (`weights.yaml`) but that of a name, which is by its frequency among the pupils. Weights
    are rounded to hundredths of a bit before anything is decided, and ties are broken by code.
    """
    if not entries.num_rows or not pupils.num_rows:
        return Matching((), entries.num_rows, pupils.num_rows)
    known = weights()
    tell("读取姓名和号码的特征")
    left, right = features_of(entries), features_of(pupils)
    with _database(threads, memory) as connection:
        tell("逐对比较")
        scored = _score(connection, left, right, known)
    tell("确定对应关系")
    pairs = resolve([_pair(known, row) for row in scored], known)
    return Matching(tuple(pairs), entries.num_rows, pupils.num_rows)


@contextmanager
def _database(threads: int, memory: str) -> "Iterator[duckdb.DuckDBPyConnection]":
    import duckdb

    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET threads = {int(threads)}")
        connection.execute("SET memory_limit = ?", [memory])
        connection.execute("SET enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def _score(
    connection: "duckdb.DuckDBPyConnection", left: pa.Table, right: pa.Table, known: Weights
) -> list[tuple[Any, ...]]:
    """The pairs above the queue's limit: entry, pupil, weight, then each comparison's level and weight."""
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection.register("left_features", left)
    connection.register("right_features", right)
    api = DuckDBAPI(connection)
    for name, source in ((_ENTRIES, "left_features"), (_PUPILS, "right_features")):
        connection.execute(f"CREATE TABLE people_{name} AS SELECT * FROM {source}")  # noqa: S608
    tables = [api.register(f"people_{name}", dataset_display_name=name) for name in (_ENTRIES, _PUPILS)]
    linker = Linker(tables, settings(known, right.num_rows), log_level=None, validate_settings=False)
    for column in ("name", "sound"):
        _tell_frequencies(connection, api, linker, column, right.num_rows + known.grown_by)
    predicted = linker.inference.predict(threshold_match_weight=known.queue_from, warning_mode="never")
    parts = ", ".join(_parts(known, name) for name in known.levels)
    query = (
        "SELECT code_l, code_r, CAST(round(match_weight * 100) AS BIGINT) AS total, "  # noqa: S608
        f"{parts} FROM {predicted.physical_name} ORDER BY code_l, total DESC, code_r"
    )
    return connection.execute(query).fetchall()


def _parts(known: Weights, name: str) -> str:
    """A comparison's level, and its weight with what the frequency of the value adds."""
    frequent = any(level.by_frequency for level in known.levels[name].values())
    weight = f"mw_{name}" + (f" + mw_tf_adj_{name}" if frequent else "")
    return f"gamma_{name}, CAST(round(({weight}) * 100) AS BIGINT)"


def _tell_frequencies(
    connection: "duckdb.DuckDBPyConnection", api: Any, linker: Any, column: str, n_people: int
) -> None:
    """How common a name is among the pupils; one that no pupil has counts as one's."""
    connection.execute(
        f"CREATE TABLE frequency_{column} AS SELECT {column}, "  # noqa: S608
        f"greatest(1, sum(weight)) / {n_people}.0 AS tf_{column} FROM ("
        f"SELECT {column}, 1 AS weight FROM people_{_PUPILS} UNION ALL "
        f"SELECT {column}, 0 AS weight FROM people_{_ENTRIES}) WHERE {column} IS NOT NULL GROUP BY {column}"
    )
    table = api.register(f"frequency_{column}")
    linker.table_management.register_term_frequency_lookup(table, column)


def _pair(known: Weights, row: tuple[Any, ...]) -> Pair:
    entry, pupil, total, *parts = row
    features = tuple(
        (name, known.level_of(name, gamma), int(weight))
        for name, gamma, weight in zip(known.levels, parts[::2], parts[1::2], strict=True)
        if gamma >= 0
    )
    return Pair(entry, pupil, int(total), features)
