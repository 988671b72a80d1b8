"""Party campaigns of a year: the units that took part, and the problems they collected."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


def participants(snapshot: Snapshot, year: int) -> Frame:
    """Units in the year's campaigns, each once however many campaigns it was in."""
    units = snapshot.table("campaign_participants").join(_of_year(snapshot, year), on="campaign", how="semi")
    numbers = ("n_leading_cadres", "n_branches", "n_members")
    return units.group_by("unit_name", "area", "school", "team_rank").agg(
        *(nw.col(number).max() for number in numbers)
    )


def teams(snapshot: Snapshot, year: int, rank: str) -> Frame:
    """Evidence of leading teams of a rank: one row a unit that has one."""
    led = participants(snapshot, year).filter(nw.col("team_rank") == rank)
    return listed(led, subject="unit_name", school="school")


def people(snapshot: Snapshot, year: int, number: str) -> Frame:
    """Evidence of a number the units give: one row a unit."""
    return listed(participants(snapshot, year), subject="unit_name", counted=number, school="school")


def aspects(snapshot: Snapshot, year: int) -> Frame:
    """Aspects (方面) in which the year's campaigns collected problems; one row an aspect.

    `is_resolved` is 1 when every problem of the aspect was resolved by the year's end. An aspect
    met in several areas is one aspect and stands under the city.
    """
    end = last_day(snapshot, year)
    items = snapshot.table("rectification_items").filter(nw.col("collected_on") <= end)
    resolved = items.join(_of_year(snapshot, year), on="campaign", how="semi").with_columns(
        is_resolved=as_count(nw.col("resolved_on") <= end)
    )
    grouped = resolved.group_by("aspect").agg(
        first_area=nw.col("area").min(),
        last_area=nw.col("area").max(),
        is_resolved=nw.col("is_resolved").min(),
    )
    is_one_area = nw.col("first_area") == nw.col("last_area")
    city = nw.lit(snapshot.bureau["city_code"])
    return grouped.with_columns(area=nw.when(is_one_area).then(nw.col("first_area")).otherwise(city))


def _of_year(snapshot: Snapshot, year: int) -> Frame:
    return snapshot.table("campaigns").filter(nw.col("year") == year).select(campaign="code")
