"""Staff in service at the end of a year, and what teachers did in it."""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame, as_count, in_year, is_open, last_day
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


#: How a teacher came, in the words of reports.
CHANNELS = {
    "open": "公开招聘;招考",
    "special_post": "特岗;特设岗位",
    "state_trained": "公费师范生;免费师范生;定向培养",
    "talent": "高层次人才;人才引进;引进",
    "transfer": "调入;选调;遴选",
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


def share_of_teachers(snapshot: Snapshot, year: int, is_counted: nw.Expr) -> Frame:
    """Evidence of the share of full-time teachers in service for whom something holds: one row a teacher."""
    teachers = in_service(snapshot, year).filter(nw.col("is_full_time"))
    return teachers.select(
        "school", subject="school", counted=as_count(is_counted), out_of=nw.lit(1), stage="stage"
    )
