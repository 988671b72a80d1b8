"""Orphans who attend ordinary senior high school free of charge."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, on_roll
from xuezheng.indicators.student_aid import paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="享受免费教育的普通高中孤儿人数",
    label_en="Orphans with free senior-high schooling",
    unit="名",
    kind="count",
    definition=(
        "当年度得到“孤儿普通高中免费教育”资助的学生，一人计一名；"
        "应有数为当年秋季普通高中在籍、登记为孤儿的学生。"
    ),
    reference="本市孤儿普通高中免费教育实施办法；学籍与资助发放登记",
    review_by="2027-09",
    aliases=("就读普通高中的孤儿", "普通高中孤儿", "对孤儿实施免费教育", "享受免费教育的孤儿"),
    topics=("资助", "民生工程"),
    registers=ROLLS,
)
def orphans(snapshot: Snapshot, year: int) -> Frame:
    """A pupil aided in spring who left in summer counts, but is not asked for in autumn.

    The evidence names schools: who is an orphan stays in the building.
    """
    known = snapshot.table("pupils").filter(nw.col("is_orphan")).select(pupil="code")
    registered = on_roll(snapshot, year, "senior").join(known, on="pupil", how="inner")
    aided = paid_awards(snapshot, year).filter(nw.col("kind") == "orphan_senior")
    rows = nw.concat([_rows(registered, counted=0, out_of=1), _rows(aided, counted=1, out_of=0)])
    persons = rows.group_by("pupil").agg(nw.col("school", "counted", "out_of").max())
    return persons.select("school", "counted", "out_of", subject=nw.lit("孤儿")).select(
        "school", "subject", "counted", "out_of"
    )


def _rows(frame: Frame, *, counted: int, out_of: int) -> Frame:
    return frame.select("pupil", "school", counted=nw.lit(counted), out_of=nw.lit(out_of))
