"""Vocational majors in the province's classes of support."""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame, is_open, last_day
from xuezheng.snapshot import Snapshot

DESIGNATIONS = {"demonstration": "示范专业", "backbone": "骨干专业", "featured": "特色专业"}


def designated_majors(snapshot: Snapshot, year: int, *designations: str) -> Frame:
    """The register's rows of majors that held a designation on the year's last day."""
    is_held = is_open(last_day(snapshot, year), since="designated_on", until="ended_on")
    is_asked = nw.col("designation").is_in(designations or tuple(DESIGNATIONS))
    return snapshot.table("vocational_majors").filter(is_held & is_asked)


def major_count(snapshot: Snapshot, year: int, designation: str) -> Frame:
    """Evidence that counts every major of one designation, by name."""
    majors = designated_majors(snapshot, year, designation)
    return majors.select("school", subject="name", counted=nw.lit(1), out_of=NOTHING)
