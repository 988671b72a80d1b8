"""Migrant workers' children admitted to public schools."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import nature
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot


@indicator(
    label="随迁子女公办学校就读率",
    label_en="Qualified migrant children admitted to public schools",
    unit="%",
    kind="rate",
    scale=100,
    definition=(
        "当年招生中符合条件、被公办学校录取的进城务工人员随迁子女 ÷ 符合条件的随迁子女申请人；"
        "一人几次申请计一人。"
    ),
    reference="《义务教育法》第十二条；教督〔2017〕6号 政府保障程度第 15 项",
    review_by="2027-09",
    aliases=("随迁子女", "进城务工人员随迁子女", "随迁子女入学", "随迁子女在公办学校就读比例"),
    topics=("招生", "依法行政", "义务教育"),
)
def migrants_in_public_schools(snapshot: Snapshot, year: int) -> Frame:
    """Every qualified applicant stays in the evidence; those not admitted have no school."""
    is_asked = (nw.col("kind") == "admissions") & (nw.col("year") == year)
    rounds = snapshot.table("rounds").filter(is_asked).select("area", round="code")
    schools = snapshot.table("schools").select(admitted_to="code", nature=nature())
    qualified = snapshot.table("applications").filter(nw.col("is_migrant") & nw.col("is_qualified"))
    placed = qualified.join(rounds, on="round", how="inner").join(schools, on="admitted_to", how="left")
    placed = placed.with_columns(counted=as_count(nw.col("nature") == "public"))
    of_pupil = placed.group_by("pupil").agg(
        nw.col("area").min(), nw.col("admitted_to").max(), nw.col("counted").max()
    )
    return of_pupil.select("area", school="admitted_to", subject="pupil", counted="counted", out_of=nw.lit(1))
