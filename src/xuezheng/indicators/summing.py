"""Sums of evidence: one query an indicator, or many indicators in one query.

A query has a fixed cost: milliseconds on DuckDB, the better part of a second on Spark. There many
indicators are asked together: their rows are put under one another with a number that tells them
apart, and summed by it. The sums are of whole numbers and decimals, so their order does not matter.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

import narwhals as nw

from xuezheng.indicators.questions import Fact, Question, collected
from xuezheng.indicators.readings import NOTHING, Frame, area_of_school
from xuezheng.snapshot import Snapshot

By = Literal["area", "school"]
#: Sums of one group; its place (`area`, `school`) beside them when it was asked for by place.
Sums = dict[str, Any]

SUMS = (
    nw.col("counted").sum(),
    nw.col("out_of").sum(),
    nw.col("out_of").count().alias("n_out_of"),
    nw.len().alias("rows"),
)
_SUMS_OF_SUMS = (
    *(nw.col(name).sum() for name in ("counted", "out_of")),
    *(nw.col(name).sum().cast(nw.Int64) for name in ("n_out_of", "rows")),
)

#: Indicators in one query. Every task of Spark is sent the plan of all of them.
_TOGETHER = 20
#: Queries on their way at once: one is planned while another is reckoned.
_LANES = 2
_NO_PLACE = nw.lit(None, dtype=nw.String)


def sums(questions: Sequence[Question], by: By | None) -> Iterator[list[Sums]]:
    """Sums of each question in turn: of the whole, or one group an area or school that has rows."""
    if not questions or questions[0].snapshot.engine == "duckdb":
        return (_alone(question, by) for question in questions)
    return iter(sums_together(questions, by))


def sums_together(questions: Sequence[Question], by: By | None, lanes: int = _LANES) -> list[list[Sums]]:
    """The same as `sums`, in few queries; every fact the questions may need is noted in `known`."""
    facts: dict[Fact, Frame] = {}
    for question in questions:
        facts |= question.facts()
    with ThreadPoolExecutor(lanes) as pool:
        batches = _Batches(questions[0].snapshot, by, pool)
        for n, question in enumerate(questions):
            batches.add(n, question.rows())
        for n, rows in enumerate(facts.values(), start=len(questions)):
            # Not `select`: of constants alone it makes one row, however many there were.
            batches.add(n, rows.with_columns(school=_NO_PLACE, counted=nw.lit(0), out_of=NOTHING))
        found = batches.finish()
    for n, fact in enumerate(facts, start=len(questions)):
        questions[0].known[fact] = n in found
    nothing: list[Sums] = [] if by else [{"rows": 0}]
    return [found.get(n, nothing) for n in range(len(questions))]


def sums_by_both(question: Question) -> list[Sums]:
    """Sums of each area and school together; an unknown place is the empty one. On DuckDB, one query."""
    frame = question.rows_with_area()
    places = {name: nw.coalesce(nw.col(name), nw.lit("")) for name in ("area", "school")}
    return collected(frame.with_columns(**places).group_by("area", "school").agg(*SUMS))


def _alone(question: Question, by: By | None) -> list[Sums]:
    if by is None:
        return collected(question.rows().select(*SUMS))
    return collected(_by_place(question.rows_with_area(), by, SUMS))


def _by_place(frame: Frame, by: By, added: Iterable[nw.Expr], *keys: str) -> Frame:
    """Sums by a place that rows know; an unknown place is the empty one."""
    of_school = [nw.col("area").min().alias("area_of")] if by == "school" else []
    placed = frame.with_columns(**{by: nw.coalesce(nw.col(by), nw.lit(""))})
    return placed.group_by(*keys, by).agg(*added, *of_school)


@dataclass
class _Batches:
    """Rows of many indicators on their way into few queries, those of one type of numbers together."""

    snapshot: Snapshot
    by: By | None
    pool: ThreadPoolExecutor
    waiting: dict[tuple[nw.dtypes.DType, nw.dtypes.DType], list[Frame]] = field(default_factory=dict)
    asked: list[Future[list[Sums]]] = field(default_factory=list)

    def add(self, n: int, rows: Frame) -> None:
        """Add rows under a number; when enough wait, ask for their sums."""
        schema = rows.collect_schema()
        types = _number(schema["counted"]), _number(schema["out_of"])
        numbers = {
            name: nw.col(name).cast(kind) for name, kind in zip(("counted", "out_of"), types, strict=True)
        }
        places = {"area": nw.col("area") if "area" in schema else _NO_PLACE, "school": nw.col("school")}
        waiting = self.waiting.setdefault(types, [])
        waiting.append(rows.select(n=nw.lit(n), **(places if self.by else {}), **numbers))
        if len(waiting) == _TOGETHER:
            self._ask(self.waiting.pop(types))

    def finish(self) -> dict[int, list[Sums]]:
        """Ask for the rest, wait for all; groups by number."""
        while self.waiting:
            self._ask(self.waiting.popitem()[1])
        found: dict[int, list[Sums]] = {}
        for answer in self.asked:
            for group in answer.result():
                found.setdefault(group["n"], []).append(group)
        return found

    def _ask(self, frames: list[Frame]) -> None:
        self.asked.append(self.pool.submit(collected, self._summed(nw.concat(frames))))

    def _summed(self, rows: Frame) -> Frame:
        if self.by is None:
            return rows.group_by("n").agg(*SUMS)
        # Summed before the schools' areas are looked up: far fewer rows ask for one.
        by_both = rows.group_by("n", "area", "school").agg(*SUMS)
        schools = area_of_school(self.snapshot).rename({"area": "area_of_school"})
        placed = by_both.join(schools, on="school", how="left")
        placed = placed.with_columns(area=nw.coalesce("area", "area_of_school"))
        return _by_place(placed, self.by, _SUMS_OF_SUMS, "n")


def _number(given: nw.dtypes.DType) -> nw.dtypes.DType:
    """The type in which a column is summed: whole numbers, or decimals of its own digits."""
    if isinstance(given, nw.Decimal):
        return nw.Decimal(max(given.precision, 18), given.scale)
    return nw.Int64()
