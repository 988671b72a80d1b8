"""Money lent in student-origin loans."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生源地助学贷款金额",
    label_en="Student-origin loans granted",
    unit="元",
    kind="sum",
    definition="当年发放的生源地信用助学贷款金额。",
    reference="国家助学贷款政策文件；生源地助学贷款台账",
    review_by="2027-09",
    aliases=("贷款总额", "助学贷款金额", "生源地信用助学贷款金额", "发放助学贷款"),
    topics=("资助",),
)
def lent(snapshot: Snapshot, year: int) -> Frame:
    """One row a loan, by its number."""
    loans = snapshot.table("student_loans").filter(nw.col("year") == year)
    return loans.select(
        "area", school=nw.lit(None, dtype=nw.String), subject="code", counted="amount_yuan",
        out_of=NOTHING, on="granted_on",
    )  # fmt: skip
