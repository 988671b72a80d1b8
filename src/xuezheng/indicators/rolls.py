"""Pupils on the rolls of schools on census day of a school year.

Evidence of head counts names no pupil: it is listed by school.
"""

import narwhals as nw

from xuezheng.indicators.open_schools import nature, place
from xuezheng.indicators.readings import NOTHING, Frame, is_one_of
from xuezheng.snapshot import Snapshot

#: Stages of schooling, in the words of reports.
PUPIL_STAGES = {
    "preschool": "幼儿;在园幼儿;学前",
    "primary": "小学生;小学",
    "junior": "初中生;初中",
    "senior": "普通高中;高中生",
    "vocational": "中职;中等职业",
    "higher_vocational": "高职;高等职业",
    "special": "特殊教育",
}

#: What speaks for a year: its rolls.
ROLLS = {"enrolments": "school_year"}


def on_roll(snapshot: Snapshot, school_year: int, *stages: str) -> Frame:
    """Enrolments of a school year, in some stages (all when none is named)."""
    is_asked = nw.col("school_year") == school_year
    if stages:
        is_asked = is_asked & is_one_of("stage", stages)
    return snapshot.table("enrolments").filter(is_asked)


def head_count(enrolments: Frame, *dimensions: str) -> Frame:
    """Evidence that counts every enrolment once, with some of its columns as dimensions."""
    return enrolments.select(
        "school",
        subject="school",
        counted=nw.lit(1),
        out_of=NOTHING,
        **{name: nw.col(name) for name in dimensions},
    )


def share(enrolments: Frame, is_counted: nw.Expr) -> Frame:
    """Evidence of a rate: those of the enrolments for which something holds."""
    return enrolments.select("school", subject="school", counted=is_counted, out_of=nw.lit(1))


def with_school(frame: Frame, snapshot: Snapshot) -> Frame:
    """Rows that have a `school`, with its `nature`, `place` and `is_inclusive`."""
    schools = snapshot.table("schools").select(
        school="code", nature=nature(), place=place(), is_inclusive="is_inclusive"
    )
    return frame.join(schools, on="school", how="inner")
