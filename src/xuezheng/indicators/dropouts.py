"""Pupils of compulsory education who left school, against those on roll when the school year began."""

from datetime import date

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year, is_one_of, together
from xuezheng.indicators.rolls import on_roll
from xuezheng.snapshot import Snapshot

COMPULSORY = ("primary", "junior")
COMPULSORY_STAGES = {"primary": "小学", "junior": "初中"}

#: What speaks for the school year that ended in the year.
MOVEMENTS = {"movements": "on"}


def dropout_evidence(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the school year that ended in `year`: pupils on roll at its start, and dropouts.

    Beside the columns of evidence: `stage`. A pupil who dropped out twice counts once.
    """
    begun = year - 1
    in_school_year = nw.col("on").is_between(date(begun, 9, 1), date(year, 8, 31))
    is_dropout = (nw.col("kind") == "dropout") & is_one_of("stage", COMPULSORY)
    left = snapshot.table("movements").filter(is_dropout & in_school_year)
    left = left.group_by("pupil", "stage").agg(nw.col("school").min())
    enrolled = on_roll(snapshot, begun, *COMPULSORY)
    return together(_rows(enrolled, counted=0, out_of=1), _rows(left, counted=1, out_of=0))


def _rows(frame: Frame, *, counted: int, out_of: int) -> Frame:
    numbers = {"counted": nw.lit(counted), "out_of": nw.lit(out_of)}
    return frame.select("school", subject="school", **numbers, stage="stage")


def pupils_returned(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the pupils of compulsory stages who came back in a calendar year: one row a return."""
    is_return = (nw.col("kind") == "return") & is_one_of("stage", COMPULSORY) & in_year("on", year)
    back = snapshot.table("movements").filter(is_return)
    return listed(back, subject="school", area=None, school="school", dimensions=("stage",), on="on")
