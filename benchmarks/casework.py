"""Due dates of 100,000 open cases reckoned again, in memory and stored: `python -m benchmarks.casework [CASES]`.

Peer, in the same run: the bare writing of as many rows. Goal: derivation of all under 2 s.
"""

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from xuezheng.records.database import create_bureau
from xuezheng.rules.working_days import Day, WorkCalendar

FIRST = date(2026, 11, 1)
#: Channel, the days cases came over.
_CHANNELS = (("mayor_line", 60), ("online", 60), ("petition", 60), ("violation", 60))


#: As many are stored anew, each with its event: more than a large city has open.
STORED = 5_000


def main() -> None:
    """Print seconds of CPU and wall."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "city"
        folder.mkdir()
        create_bureau(folder, name="示例", city="示例", city_code="990100")
        office = _fill(n)
        _measure(n, office)


def _fill(n: int) -> object:
    """A bureau with open cases, each with the day its clock gave it."""
    from xuezheng.records.accounts.models import Grant, Organisation, User
    from xuezheng.records.casework.actions.due import calendar_version
    from xuezheng.records.casework.models import Case
    from xuezheng.records.registers.models import Area
    from xuezheng.rules.clocks import clock_on
    from xuezheng.rules.deriving import due_on

    city = Organisation.objects.create(code="c", name="市局", kind="bureau", path="c/")
    area = Area.objects.create(code="990100", name="某市", kind="city", organisation=city)
    office = User.objects.create(username="office", organisation=city)
    Grant.objects.create(user=office, role="office", organisation=city, granted_on=FIRST)
    calendar = WorkCalendar()
    rows = []
    for k in range(n):
        channel, span = _CHANNELS[k % len(_CHANNELS)]
        row = Case(code=f"B{k:07d}", channel=channel, topic="x", area=area, lead=city)
        row.received_on = FIRST + timedelta(days=k * 7919 % span)
        row.clock, row.calendar = row.clock_name, calendar_version(calendar)
        row.due_on = due_on(clock_on(row.clock, row.received_on), row.received_on, calendar)
        row.is_provisional = row.due_on.year > 2026
        rows.append(row)
    begun = time.process_time()
    Case.objects.bulk_create(rows, batch_size=2000)
    print(f"{n:,} open cases written: {time.process_time() - begun:.1f} s of CPU (peer)")
    return office


def _measure(n: int, office: object) -> None:
    from xuezheng.jobs.casework import Desk, recompute
    from xuezheng.records.casework.actions.recomputing import derived_again
    from xuezheng.records.casework.models import Case
    from xuezheng.records.casework.queries import matters_by_clock

    new_year = WorkCalendar(
        {day: Day(day, False, "元旦") for day in (date(2027, 1, 1), date(2027, 1, 4))}, announced=[2027]
    )
    begun = time.process_time()
    found = matters_by_clock(office)
    read = time.process_time() - begun
    begun = time.process_time()
    moved = sum(derived_again(row, new_year) != row.due_on for row in found)
    print(
        f"{len(found):,} derived again: {time.process_time() - begun:.2f} s of CPU (goal 2), "
        f"read from the records {read:.1f} s; {moved:,} move"
    )
    Case.objects.filter(pk__gte=f"B{STORED:07d}").delete()
    desk = Desk(Path("."), office, datetime(2026, 12, 31, 4, tzinfo=UTC), new_year)
    begun, wall = time.process_time(), time.perf_counter()
    done = recompute(desk)
    print(
        f"recompute of {done.n_looked_at:,}, stored with an event each: {len(done.changed) + done.settled:,} written, "
        f"{time.process_time() - begun:.1f} s of CPU, {time.perf_counter() - wall:.1f} s wall"
    )


if __name__ == "__main__":
    main()
