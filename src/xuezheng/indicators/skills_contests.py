"""Entries of skills contests held in a year."""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame, in_year
from xuezheng.snapshot import Snapshot

LEVELS = {"city": "市级;全市", "province": "省级;全省", "national": "国家级;全国"}

#: What speaks for a year: a contest held in it.
CONTESTS = {"contests": "on"}


def entries(snapshot: Snapshot, year: int) -> Frame:
    """The register's entries of the year's contests, with the contest's `level` and day `on`."""
    contests = snapshot.table("contests").filter(in_year("on", year)).select("level", "on", contest="code")
    return snapshot.table("contest_entries").join(contests, on="contest", how="inner")


def finalists(snapshot: Snapshot, year: int, track: str) -> Frame:
    """Evidence that counts each finalist of a track, once an event, with the contest's `level`."""
    is_asked = nw.col("is_finalist") & (nw.col("track") == track)
    return entries(snapshot, year).filter(is_asked).select(
        "school", subject="participant", counted=nw.lit(1), out_of=NOTHING, level="level", on="on"
    )  # fmt: skip
