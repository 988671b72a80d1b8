"""Schools on a yearly plan: to be made standard, to be improved …, and how far each has come."""

import narwhals as nw

from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


def planned_schools(snapshot: Snapshot, year: int, kind: str, done: str) -> Frame:
    """Evidence of a year's plan: every school on it, counted when its `done` day has come."""
    is_planned = (nw.col("kind") == kind) & (nw.col("plan_year") == year)
    plan = snapshot.table("school_statuses").filter(is_planned)
    is_done = as_count(nw.col(done) <= last_day(snapshot, year))
    return plan.select("school", subject="school", counted=is_done, out_of=nw.lit(1))
