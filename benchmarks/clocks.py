"""How long 100,000 due dates take: `python -m benchmarks.clocks`.

Peer, in the same run: walking day by day with the calendar package's own `is_workday`, as offices' scripts do.
"""

import time
from datetime import date, timedelta

import chinese_calendar

from xuezheng.rules.clocks import clock_on
from xuezheng.rules.deriving import Happened, Pause, derive, due_on
from xuezheng.rules.working_days import WorkCalendar

CASES = 100_000
FIRST = date(2025, 1, 1)


def main() -> None:
    """Print seconds and ratios; complain when the two disagree."""
    starts = [FIRST + timedelta(days=i * 7919 % 480) for i in range(CASES)]
    clock = clock_on("permit.decide", FIRST)
    begun = time.process_time()
    office = WorkCalendar()
    ours = [due_on(clock, start, office) for start in starts]
    took = time.process_time() - begun
    begun = time.process_time()
    peers = [_walked(start, 20) for start in starts[: CASES // 10]]
    peer = (time.process_time() - begun) * 10
    if ours[: CASES // 10] != peers:
        raise SystemExit("the two disagree")
    print(
        f"{CASES:,} due dates, 20 working days: {took:.2f} s of CPU (goal 2); walking {peer:.1f} s, {peer / took:.0f} ×"
    )
    begun = time.process_time()
    for start in starts:
        first = start + timedelta(days=5)
        due_on(
            clock,
            start,
            office,
            Happened(pauses=(Pause("hearing", first, first + timedelta(days=3)),), extended_on=(start,)),
        )
    print(f"the same, each with a pause and an extension: {time.process_time() - begun:.2f} s")
    begun = time.process_time()
    for start in starts[:: CASES // 2000]:
        derive(clock, start, office)
    print(f"with reasons, a case: {(time.process_time() - begun) / 2000 * 1e6:.0f} µs")


def _walked(start: date, n: int) -> date:
    day = start
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


if __name__ == "__main__":
    main()
