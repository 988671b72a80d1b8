"""Projects of a year: those of its plan, and those finished in it."""

from functools import reduce
from operator import or_

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, last_day
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
KIND_AND_WORK = {"kind": KINDS, "work": WORKS}

#: Works that make a building new or larger or change its use; repair leaves it as it was.
BUILDING_WORKS = ("new", "alteration", "extension")


def planned(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Projects of the year's plan that were not cancelled by its end; all kinds where none is named."""
    return _of_kinds(snapshot, kinds).filter(_in_plan(snapshot, year))


def stage_reached(
    snapshot: Snapshot, projects: Frame, year: int, stage: str, *, dimensions: tuple[str, ...]
) -> Frame:
    """Evidence of how many projects reached a stage by the year's end: one row a project."""
    is_reached = as_count(nw.col(stage) <= last_day(snapshot, year))
    return listed(projects, counted=is_reached, out_of=1, school="school", dimensions=dimensions)


def finished(snapshot: Snapshot, year: int, quantity: str, *kinds: str, dimensions: tuple[str, ...]) -> Frame:
    """Evidence of what projects finished in the year brought, beside what its plan was to bring.

    A project carried over from an earlier plan counts in the year it is finished and was due in
    the year it was planned for.
    """
    in_plan = _in_plan(snapshot, year)
    is_finished = in_year("completed_on", year) & (nw.col("completed_on") <= last_day(snapshot, year))
    return listed(
        _of_kinds(snapshot, kinds).filter(in_plan | is_finished),
        counted=nw.when(is_finished).then(nw.col(quantity)).otherwise(nw.lit(0)),
        out_of=nw.when(in_plan).then(nw.col(quantity)).otherwise(nw.lit(0)),
        school="school",
        dimensions=dimensions,
    )


def schools_done(snapshot: Snapshot, year: int, projects: Frame) -> Frame:
    """Evidence of schools that have projects: one row a school, counted when none is left to finish."""
    at_schools = projects.filter(~nw.col("school").is_null())
    is_done = as_count(nw.col("completed_on") <= last_day(snapshot, year))
    schools = at_schools.with_columns(is_done=is_done).group_by("area", "school")
    return listed(
        schools.agg(nw.col("is_done").min()), subject="school", counted="is_done", out_of=1, school="school"
    )


def schools_with_projects_named(snapshot: Snapshot, year: int, *words: str) -> Frame:
    """Evidence of schools with projects of the plan whose name has one of some words."""
    is_named = reduce(or_, [nw.col("name").str.contains(word, literal=True) for word in words])
    return schools_done(snapshot, year, planned(snapshot, year).filter(is_named))


def _of_kinds(snapshot: Snapshot, kinds: tuple[str, ...]) -> Frame:
    projects = snapshot.table("projects")
    return projects.filter(nw.col("kind").is_in(kinds)) if kinds else projects


def _in_plan(snapshot: Snapshot, year: int) -> nw.Expr:
    is_cancelled = nw.col("cancelled_on") <= last_day(snapshot, year)
    return (nw.col("plan_year") == year) & ~nw.coalesce(is_cancelled, nw.lit(False))
