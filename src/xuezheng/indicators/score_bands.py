"""Candidates above a score: those of the bureau's schools against those of the whole city."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, together
from xuezheng.snapshot import Snapshot

#: Words for the track, as a dimension.
TRACKS = {"science": "理科;物理类", "arts": "文科;历史类"}


def reached(snapshot: Snapshot, year: int, exam: str) -> Frame:
    """Evidence of the schools' candidates at the lowest score on record: one row a school and track."""
    return listed(
        _lowest(snapshot, "score_bands", year, exam),
        subject="school",
        counted="n_reached",
        area=None,
        school="school",
        dimensions=("track",),
    )


def share_of_city(snapshot: Snapshot, year: int, exam: str) -> Frame:
    """Evidence of their share: rows of the schools, and of the city's totals at the same score."""
    keys = ["track", "floor_score"]
    bands = _lowest(snapshot, "score_bands", year, exam)
    totals = _of(snapshot, "score_band_totals", year, exam)
    ours = bands.join(totals.select(keys), on=keys, how="semi").select(
        "school", subject="school", counted="n_reached", out_of=nw.lit(0), track="track"
    )
    city = totals.join(bands.select(keys), on=keys, how="semi").select(
        school=nw.lit(None, dtype=nw.String),
        subject="source",
        counted=nw.lit(0),
        out_of="n_reached",
        track="track",
    )
    return together(ours, city)


def _lowest(snapshot: Snapshot, table: str, year: int, exam: str) -> Frame:
    """Rows at the lowest score of each track: those at a higher one are among them."""
    bands = _of(snapshot, table, year, exam)
    lowest = bands.group_by("track").agg(floor_score=nw.col("floor_score").min())
    return bands.join(lowest, on=["track", "floor_score"], how="semi")


def _of(snapshot: Snapshot, table: str, year: int, exam: str) -> Frame:
    return snapshot.table(table).filter((nw.col("exam") == exam) & (nw.col("year") == year))
