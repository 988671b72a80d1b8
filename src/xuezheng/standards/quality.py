"""Evidence of the quality of compulsory education: who stays, who is trained, what others measured."""

from datetime import date
from typing import Any

import narwhals as nw

from xuezheng.indicators.questions import collected
from xuezheng.indicators.readings import Frame, as_count, together
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.measures import STAGES

Rows = list[dict[str, Any]]
_JUNIOR_YEARS = 3


def junior_retention(inquiry: Inquiry) -> Frame | Rows:
    """Leavers less transfers in plus transfers out, against entrants three years before less deaths.

    Transfers and deaths are those of the cohort's own pupils. No rows when there are no returns of the year
    of entry.
    """
    begun = inquiry.year - _JUNIOR_YEARS
    returns = inquiry.snapshot.table("school_returns").filter(nw.col("stage") == "junior")
    entered = returns.filter(nw.col("school_year") == begun)
    if not collected(entered.head(1).select("school")):
        return []
    nothing = nw.lit(0)
    left = returns.filter(nw.col("school_year") == inquiry.year)
    moved = _movements_of_cohort(inquiry, begun)
    signs = {"transfer_in": -1, "transfer_out": 1}
    sign = nw.lit(0)
    for kind, value in signs.items():
        sign = nw.when(nw.col("kind") == kind).then(nw.lit(value)).otherwise(sign)
    return together(
        left.select("school", counted="n_graduates", out_of=nothing),
        entered.select("school", counted=nothing, out_of="n_entrants"),
        moved.select("school", counted=sign, out_of=as_count(nw.col("kind") == "death") * -1),
    )


def _movements_of_cohort(inquiry: Inquiry, begun: int) -> Frame:
    is_of = (nw.col("stage") == "junior") & (nw.col("school_year") - nw.col("grade") == begun - 1)
    cohort = inquiry.snapshot.table("enrolments").filter(is_of).select("pupil").unique()
    within = nw.col("on").is_between(date(begun, 9, 1), date(inquiry.year, 8, 31))
    moved = inquiry.snapshot.table("movements").filter(within & (nw.col("stage") == "junior"))
    return moved.join(cohort, on="pupil", how="inner")


def training_funds(inquiry: Inquiry) -> Rows:
    """Training spent by each public school and stage of its public funds."""
    limit = inquiry.value("quality_balance.training_funds.min").value
    return [
        {
            "area": row["area"], "school": row["school"], "subject": STAGES[row["stage"]],
            "counted": row["training_yuan"], "out_of": row["public_funds_yuan"], "limit": limit,
        }
        for row in inquiry.rows
        if not row["is_private"]
    ]  # fmt: skip


def monitoring(inquiry: Inquiry) -> Rows:
    """Differences between schools in each subject of the year's national monitoring."""
    limit = inquiry.value("quality_balance.monitoring_difference.below").value
    table = inquiry.snapshot.table("quality_monitoring").filter(nw.col("year") == inquiry.year)
    rows = collected(table.select("area", "stage", "subject", "difference_rate"))
    return [
        {
            "area": row["area"], "school": "", "subject": f"{STAGES.get(row['stage'], '')}{row['subject']}",
            "counted": row["difference_rate"], "limit": limit,
        }
        for row in rows
    ]  # fmt: skip


def recognition(inquiry: Inquiry, subject: str) -> Frame:
    """Satisfied answers against valid ones in the year's survey."""
    is_asked = (nw.col("year") == inquiry.year) & (nw.col("subject") == subject)
    return inquiry.snapshot.table("surveys").filter(is_asked).select(
        "area", counted="n_satisfied", out_of="n_valid"
    )  # fmt: skip
