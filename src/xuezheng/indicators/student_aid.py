"""Aid that was paid to pupils, and lists of families in difficulty.

Who is poor or an orphan may not leave the building: evidence names schools and schemes, never
pupils. The school knows who is meant.
"""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot

SCHEMES = {
    "orphan_senior": "孤儿普通高中免费教育;孤儿",
    "living_subsidy": "义务教育生活补助;寄宿生生活补助",
    "nutrition": "营养膳食补助;营养餐",
    "senior_grant": "普通高中国家助学金;高中助学金",
    "vocational_grant": "中职国家助学金;中职助学金",
    "vocational_free": "中职免学费;免学费",
    "preschool": "学前资助;幼儿资助",
}
TERMS = {"spring": "春季学期;春季", "autumn": "秋季学期;秋季"}

#: What speaks for a year: awards of it.
AWARDS = {"aid_awards": "year"}


def paid_awards(snapshot: Snapshot, year: int) -> Frame:
    """Awards of a year that were paid, with the `kind` and `scheme_name` of their scheme."""
    is_paid = (nw.col("year") == year) & ~nw.col("paid_on").is_null()
    schemes = snapshot.table("aid_schemes").select("kind", scheme="code", scheme_name="name")
    return snapshot.table("aid_awards").filter(is_paid).join(schemes, on="scheme", how="inner")


def award_rows(awards: Frame, counted: nw.Expr) -> Frame:
    """Evidence of awards: their `kind`, `stage` and `term` beside the columns."""
    return awards.select(
        "school", subject="scheme_name", counted=counted, out_of=NOTHING,
        scheme="kind", stage="stage", term="term",
    )  # fmt: skip
