"""Who took part in a year's activities of a kind."""

import narwhals as nw

from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot

#: What speaks for a year: an activity held in it.
ACTIVITIES = {"activities": "on"}


def participations(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Participations in activities of one kind held in a year."""
    held = snapshot.table("activities").filter((nw.col("kind") == kind) & in_year("on", year))
    return snapshot.table("activity_participations").join(
        held.select(activity="code"), on="activity", how="inner"
    )
