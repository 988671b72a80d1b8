"""Staff in service at the end of a year, and what teachers did in it."""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame, in_year, is_open, last_day
from xuezheng.snapshot import Snapshot

#: Stages teachers teach, in the words of reports.
TEACHING_STAGES = {
    "preschool": "幼儿园",
    "primary": "小学",
    "junior": "初中",
    "senior": "普通高中;高中",
    "vocational": "中职;中等职业",
    "higher_vocational": "高职;高等职业",
    "special": "特殊教育",
}


def in_service(snapshot: Snapshot, year: int) -> Frame:
    """The register's rows of staff in service on the year's last day."""
    is_serving = is_open(last_day(snapshot, year), since="hired_on", until="left_on")
    return snapshot.table("teachers").filter(is_serving)


def teacher_count(teachers: Frame) -> Frame:
    """Evidence that counts every teacher once, with the `stage`."""
    return teachers.select("school", subject="code", counted=nw.lit(1), out_of=NOTHING, stage="stage")


def growth(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Training, rotation or awards of teachers in a year."""
    is_asked = (nw.col("kind") == kind) & in_year("on", year)
    return snapshot.table("teacher_growth").filter(is_asked)
