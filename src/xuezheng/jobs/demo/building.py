"""Build the example city in a folder: tables, rows, faults, one entry in the log; then let it appear."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.jobs.demo import city, loading
from xuezheng.jobs.demo.area_map import write_area_map
from xuezheng.jobs.demo.faults import Planted, chosen, plant
from xuezheng.jobs.demo.places import BUREAU, CITY, CITY_CODE
from xuezheng.jobs.demo.shapes import CLOCK, LARGEST, SMALLEST, Plan
from xuezheng.jobs.freeze import freeze
from xuezheng.jobs.workplace import appearing, see_that_it_fits
from xuezheng.records.database import at_once, create_bureau, or_emptied, start_django

#: Bytes the records take with nobody in them, and for each pupil with everything about it (measured,
#: rounded up).
_BYTES, _BYTES_A_PUPIL = 8_000_000, 1_500
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Built:
    """What was made: where, how many pupils on the roll, how many rows of each model, which faults;
    the frozen copy, if one was asked for."""

    folder: Path
    pupils: int
    counts: dict[str, int]
    planted: tuple[Planted, ...]
    snapshot: Path | None = None

    @property
    def n_rows(self) -> int:
        return sum(self.counts.values())


def build(
    folder: Path,
    *,
    pupils: int = 40_000,
    seed: str = "霁川",
    faults: str = "default",
    is_frozen: bool = False,
    tell: Callable[[str, int], None] | None = None,
) -> Built:
    """Build the example city; the same pupils, seed and faults give the same records.

    Parameters
    ----------
    folder : Path
        Must not be there yet, or be empty.
    pupils : int
        On the roll of 2025, from 2,000 to 1,000,000.
    faults : str
        `default`, `none`, `all`, or codes of planted faults with commas between.
    is_frozen : bool
        Freeze a snapshot before the city appears, so that there is never one without the other.
    tell : callable, optional
        Is told each model's name and number of rows, part by part as they are written.

    Raises
    ------
    BadInput, Occupied, CannotFinish
        Before anything is written, or with everything that was written taken away again.
    """
    if not SMALLEST <= pupils <= LARGEST:
        raise BadInput(
            f"--pupils {pupils} 不在 {SMALLEST} 到 {LARGEST} 之间。示例城市只按这个范围生成。请改为范围内的整数。"
        )
    wanted = chosen(faults)
    folder = Path(folder).absolute()
    with or_emptied() as keep_watch, appearing(folder) as work:
        see_that_it_fits(folder, _BYTES + pupils * _BYTES_A_PUPIL)
        start_django(work)
        with at_once():
            create_bureau(work, name=BUREAU, city=CITY, city_code=CITY_CODE, clock=CLOCK)
            with _quickly() as connection:
                counts, planted = _fill(connection, Plan(pupils, seed), wanted, tell)
                write_area_map(work)
        keep_watch()
        _publish(work, planted)
        frozen = freeze(work).name if is_frozen else ""
    start_django(folder)
    return Built(folder, pupils, counts, planted, folder / "snapshots" / frozen if frozen else None)


def _fill(
    connection: Any, plan: Plan, wanted: tuple[Any, ...], tell: Callable[[str, int], None] | None
) -> tuple[dict[str, int], tuple[Planted, ...]]:
    from django.db import transaction

    counts: dict[str, int] = {}
    with transaction.atomic():
        for rows in city.rows(plan):
            for n in loading.load(connection, rows):
                counts[rows.model] = counts.get(rows.model, 0) + n
                if tell:
                    tell(rows.model, n)
        planted = plant(connection, plan, wanted)
        _log(plan, planted)
    return counts, planted


def _log(plan: Plan, planted: tuple[Planted, ...]) -> None:
    """One event says that the city was made; the chain of the log starts with it."""
    from django.contrib.auth import get_user_model

    from xuezheng.records.audit.actions import record_event

    record_event(
        by=get_user_model().objects.get(username="xitong"),
        at=datetime(CLOCK.year, CLOCK.month, CLOCK.day, 8, tzinfo=_CHINA),
        action="demo.build",
        subject_kind="accounts.organisation",
        subject_code=CITY_CODE,
        organisation_path=f"{CITY_CODE}/",
        detail={"pupils": plan.pupils, "seed": plan.seed, "faults": [fault.code for fault in planted]},
    )


@contextmanager
def _quickly() -> Iterator[Any]:
    """Write without waiting for the disk: until it has its name the folder is thrown away on any stop.

    Everything is brought to the disk before the folder gets its name (`appearing`). A server keeps its
    own ways: the rows stand in one transaction.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        yield connection
        return
    try:
        with connection.cursor() as cursor:
            for pragma in (
                "journal_mode=MEMORY",
                "synchronous=OFF",
                "cache_size=-131072",
                "temp_store=MEMORY",
            ):
                cursor.execute(f"PRAGMA {pragma}")
        yield connection
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _publish(work: Path, planted: tuple[Planted, ...]) -> None:
    """Beside the records: every fault that was planted, and where."""
    text = json.dumps([asdict(fault) for fault in planted], ensure_ascii=False, indent=1)
    (work / "planted-faults.json").write_text(text + "\n", encoding="utf-8")
