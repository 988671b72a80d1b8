"""Projects of a year: those of its plan, and those finished in it."""

import narwhals as nw

from xuezheng.indicators.readings import Frame, as_count, in_year, is_open, last_day
from xuezheng.snapshot import Snapshot

#: Words for `kind` and `work` of a project, as dimensions.
KINDS = {
    "nutrition_canteen": "营养餐食堂;食堂",
    "kindergarten": "幼儿园",
    "building_repair": "校舍改造维修;校舍维修",
    "practice_school": "综合实践学校",
    "training_building": "实训楼",
    "school_building": "学校建设;教学楼",
}
WORKS = {"new": "新建", "alteration": "改建;改造", "extension": "扩建", "repair": "维修;加固"}

#: Works that add a building; repair leaves it as large as it was.
BUILDING_WORKS = ("new", "alteration", "extension")


def planned(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Projects of the year's plan that were not cancelled by its end; all kinds where none is named."""
    return _of_kinds(snapshot, kinds).filter(_in_plan(snapshot, year))


def stage_reached(snapshot: Snapshot, year: int, stage: str, *kinds: str) -> Frame:
    """Evidence that projects of the year's plan reached a stage by its end; one row a project."""
    reached = as_count(nw.col(stage) <= last_day(snapshot, year))
    return planned(snapshot, year, *kinds).select(
        "area", "school", "kind", "work", subject="code", counted=reached, out_of=nw.lit(1)
    )


def finished(snapshot: Snapshot, year: int, quantity: str, *kinds: str) -> Frame:
    """Evidence of what projects finished in the year brought, beside what its plan was to bring.

    A project carried over from an earlier plan counts in the year it is finished and was due in
    the year it was planned for.
    """
    in_plan = _in_plan(snapshot, year)
    is_finished = in_year("completed_on", year) & (nw.col("completed_on") <= last_day(snapshot, year))
    return (
        _of_kinds(snapshot, kinds)
        .filter(in_plan | is_finished)
        .select(
            "area", "school", "kind", "work",
            subject="code",
            counted=nw.when(is_finished).then(nw.col(quantity)).otherwise(nw.lit(0)),
            out_of=nw.when(in_plan).then(nw.col(quantity)).otherwise(nw.lit(0)),
        )
    )  # fmt: skip


def _of_kinds(snapshot: Snapshot, kinds: tuple[str, ...]) -> Frame:
    projects = snapshot.table("projects")
    return projects.filter(nw.col("kind").is_in(kinds)) if kinds else projects


def _in_plan(snapshot: Snapshot, year: int) -> nw.Expr:
    end = last_day(snapshot, year)
    return (nw.col("plan_year") == year) & is_open(end, since="planned_on", until="cancelled_on")
