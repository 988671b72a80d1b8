"""Students who took a student-origin loan."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生源地助学贷款人数",
    label_en="Student-origin loan borrowers",
    unit="名",
    kind="count",
    definition="当年办理生源地信用助学贷款的学生，一人一年多笔计一名。",
    reference="国家助学贷款政策文件；生源地助学贷款台账",
    review_by="2027-09",
    aliases=("办理生源地信用助学贷款大学生", "助学贷款学生", "生源地信用助学贷款人数", "办理助学贷款"),
    topics=("资助",),
)
def borrowers(snapshot: Snapshot, year: int) -> Frame:
    """Borrowers are sealed: the evidence gives their number by area, not their codes."""
    loans = snapshot.table("student_loans").filter(nw.col("year") == year)
    persons = loans.group_by("borrower").agg(nw.col("area").min())
    return persons.select(
        "area", school=nw.lit(None, dtype=nw.String), subject=nw.lit("借款学生"),
        counted=nw.lit(1), out_of=NOTHING,
    )  # fmt: skip
