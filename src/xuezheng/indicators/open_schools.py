"""Schools that were open at the end of a year (or on the snapshot's day), and where they stand."""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame, is_one_of, is_open, last_day
from xuezheng.rules.codes import PRIVATE_RUNNER, school_kinds
from xuezheng.snapshot import Snapshot

#: Stages a school is counted as, in the words of reports.
STAGES = {
    "preschool": "幼儿园",
    "primary": "小学",
    "junior": "初中",
    "senior": "普通高中",
    "vocational": "中等职业学校",
    "higher_vocational": "高等职业学校;高专",
    "special": "特殊教育学校",
}

#: 城乡分类: the first digits say it.
PLACES = {"urban": "城区", "town": "镇区", "village": "乡村"}

#: Who runs a school.
NATURES = {"public": "公办", "private": "民办"}

#: What speaks for a year's stock: the forms schools sent in that autumn.
RETURNS = {"school_returns": "school_year"}


def open_schools(snapshot: Snapshot, year: int, stage: str = "") -> Frame:
    """Evidence of open schools of one stage, or of all; one row a school.

    Beside the columns of evidence: `stage`, `nature` and `place`.
    """
    kinds = [kind for name in ([stage] if stage else STAGES) for kind in school_kinds(name)]
    is_wanted = is_open(last_day(snapshot, year)) & is_one_of("kind", kinds)
    return snapshot.table("schools").filter(is_wanted).select(
        "area", school="code", subject="name", counted=nw.lit(1), out_of=NOTHING,
        stage=nw.lit(stage) if stage else stage_of_kind(), nature=nature(), place=place(),
    )  # fmt: skip


def is_private() -> nw.Expr:
    """Whether a school is run by private hands (民办)."""
    return nw.col("runner") == PRIVATE_RUNNER


def nature() -> nw.Expr:
    """公办 or 民办, from 举办者."""
    return nw.when(is_private()).then(nw.lit("private")).otherwise(nw.lit("public"))


def place() -> nw.Expr:
    """城区, 镇区 or 乡村, from 城乡分类代码; empty when that is not known."""
    found = nw.lit("")
    for prefix, name in (("2", "village"), ("12", "town"), ("11", "urban")):
        is_there = nw.col("urban_rural").str.starts_with(prefix)
        found = nw.when(is_there).then(nw.lit(name)).otherwise(found)
    return found


def stage_of_kind() -> nw.Expr:
    """The stage a school is counted as; empty for attached classes and teaching points."""
    stage = nw.lit("")
    for name in STAGES:
        stage = nw.when(nw.col("kind").is_in(school_kinds(name))).then(nw.lit(name)).otherwise(stage)
    return stage
