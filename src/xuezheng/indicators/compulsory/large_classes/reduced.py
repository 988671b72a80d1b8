"""Large classes done away with."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.dropouts import COMPULSORY, COMPULSORY_STAGES
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_one_of, together
from xuezheng.snapshot import Snapshot


@indicator(
    label="消除大班额数",
    label_en="Large classes done away with",
    unit="个",
    kind="count",
    definition="上年学年初报表的小学、初中大班额（56 人及以上）班数减去当年的班数；负数表示增加。"
    "某学段只有一年有报表的，该学段不计。",
    reference="消除大班额专项规划口径：56 人（含）以上为大班额；学年初统计报表",
    review_by="2027-09",
    aliases=("减少义务教育大班额", "减少大班额", "消除大班额", "化解大班额"),
    topics=("义务教育",),
    dimensions={"stage": COMPULSORY_STAGES},
)
def large_classes_reduced(snapshot: Snapshot, year: int) -> Frame:
    """Last year's rows for, this year's against; a stage needs both."""
    last, this = (_forms(snapshot, each) for each in (year - 1, year))
    return together(
        _rows(last.join(this.select("stage"), on="stage", how="semi"), nw.col("n_large_classes")),
        _rows(this.join(last.select("stage"), on="stage", how="semi"), 0 - nw.col("n_large_classes")),
    )


def _forms(snapshot: Snapshot, year: int) -> Frame:
    is_asked = (nw.col("school_year") == year) & is_one_of("stage", COMPULSORY)
    return snapshot.table("school_returns").filter(is_asked)


def _rows(forms: Frame, counted: nw.Expr) -> Frame:
    return listed(forms, subject="school", counted=counted, area=None, school="school", dimensions=("stage",))
