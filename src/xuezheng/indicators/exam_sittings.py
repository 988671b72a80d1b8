"""Examinations the bureau runs in a year, and what their candidates reached."""

import narwhals as nw

from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot

#: Words for the examinations, as a dimension.
EXAMS = {
    "zhongkao": "中考",
    "gaokao": "高考;普通高考",
    "self_study": "自考;自学考试",
    "adult": "成人高考;成考",
    "postgraduate": "研究生考试;考研",
}


def sittings(snapshot: Snapshot, year: int) -> Frame:
    """Examinations planned for the year: one row an examination and area."""
    rounds = snapshot.table("rounds").filter(nw.col("year") == year).select(round="code")
    return snapshot.table("exam_sittings").join(rounds, on="round", how="semi")


def of_sittings(snapshot: Snapshot, year: int, table: str) -> Frame:
    """What was written down about the year's examinations in a table, with the examination and its area."""
    known = sittings(snapshot, year).select("area", "exam", sitting="code")
    return snapshot.table(table).join(known, on="sitting")


def reached_line(snapshot: Snapshot, year: int, line: str) -> Frame:
    """Results of the year's university entrance examination against one line; one row a school."""
    return line_results(snapshot, year, "gaokao", line)


def line_results(snapshot: Snapshot, year: int, exam: str, line: str) -> Frame:
    """Results of one of the year's examinations against one line; one row a school."""
    is_asked = (nw.col("exam") == exam) & (nw.col("year") == year) & (nw.col("line") == line)
    return snapshot.table("exam_results").filter(is_asked)
