"""What the bureau promised for 2025, approved before the result, and what it plans for 2026."""

from collections.abc import Iterator
from typing import Any

from xuezheng.jobs.demo.funds import upward_target
from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, division
from xuezheng.jobs.demo.shapes import YEAR, Plan, Rows


def fill(plan: Plan, projects: list[dict[str, Any]]) -> Rows:
    """Targets of the city for both years, and the districts' parts of some."""
    rows = [*_last_year(plan), *_of_the_city(plan, projects), *_of_the_districts(projects), *_next_year(plan)]
    return Rows.of("programmes.Target", rows)


def repaired_m2(projects: list[dict[str, Any]], area: str | None = None) -> float:
    """Floor area planned for repair in the reported year."""
    return sum(
        row["floor_area_m2"]
        for row in projects
        if row["kind"] == "building_repair" and row["plan_year"] == YEAR and area in (None, row["area"])
    )


def _count(projects: list[dict[str, Any]], kind: str) -> int:
    return sum(row["kind"] == kind and row["plan_year"] == YEAR for row in projects)


def _row(
    n: int, year: int, name: str, indicator: str, value: float, unit: str, owner: str, **more: Any
) -> dict[str, Any]:
    return {
        "code": f"MB{year}{n:03d}",
        "name": name,
        "indicator": indicator,
        "year": year,
        "area": CITY_CODE,
        "value": value,
        "unit": unit,
        "owner": owner,
        "set_on": f"{year}-01-05",
        "approved_on": f"{year}-01-12",
        "approved_by": "示例局长",
        "due_on": f"{year}-12-31",
    } | more


def _of_the_city(plan: Plan, projects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every one of them is met or passed in a city without faults."""
    standardised = plan.scaled(0.35, least=4, most=10**6)
    for n, (name, indicator, value, unit, owner) in enumerate(
        (
            ("向上争取资金", "funds.upward.secured", upward_target(plan), "元", "03"),
            ("改造维修校舍面积", "school_buildings.renovated_area", repaired_m2(projects) // 1.06, "平方米", "14"),
            ("新改扩建幼儿园竣工", "kindergartens.built_or_renovated.completed", _count(projects, "kindergarten"), "所", "05"),
            ("营养餐食堂项目开工", "nutrition.canteen_projects.started", _count(projects, "nutrition_canteen"), "个", "14"),
            ("标准化学校建设", "schools.standardised.completed", standardised, "所", "04"),
            ("学前三年毛入园率", "preschool.gross_enrolment_rate_3y", 90, "%", "05"),
            ("全局性会议压缩", "admin.meetings.change_rate", 30, "%", "01"),
            ("文件精简", "admin.documents.change_rate", 10, "%", "01"),
            ("评比表彰项目精减", "admin.appraisals.change_rate", 50, "%", "01"),
            ("“三公”经费下降", "admin.three_public.change_rate", 40, "%", "03"),
            ("建议提案办复率", "proposals.reply_rate", 100, "%", "01"),
            ("诉求办结满意率", "appeals.satisfaction_rate", 98, "%", "13"),
            ("社会综合实践参加学校", "practice.social.schools", 5, "所", "08"),
        ),
        start=1,
    ):  # fmt: skip
        yield _row(n, YEAR, name, indicator, value, unit, division(owner))


def _last_year(plan: Plan) -> Iterator[dict[str, Any]]:
    """What had been promised for the year before, and was reached."""
    for n, (name, indicator, value, unit, owner) in enumerate(
        (
            ("向上争取资金", "funds.upward.secured", upward_target(plan, YEAR - 1), "元", "03"),
            ("标准化学校建设", "schools.standardised.completed", plan.scaled(0.35, least=4) - 1, "所", "04"),
            ("建议提案办复率", "proposals.reply_rate", 100, "%", "01"),
        ),
        start=1,
    ):
        yield _row(n, YEAR - 1, name, indicator, value, unit, division(owner))


def _of_the_districts(projects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The districts' parts of the repairs, each a little under what was planned."""
    for n, place in enumerate(DISTRICTS, start=101):
        m2 = repaired_m2(projects, place.code) // 1.06
        if m2:
            yield _row(
                n, YEAR, f"{place.name}改造维修校舍面积", "school_buildings.renovated_area", m2, "平方米", place.code,
                area=place.code,
            )  # fmt: skip


def _next_year(plan: Plan) -> Iterator[dict[str, Any]]:
    for n, (name, indicator, value, unit, owner) in enumerate(
        (
            ("向上争取资金", "funds.upward.secured", round(upward_target(plan) * 1.05), "元", "03"),
            ("改造维修校舍面积", "school_buildings.renovated_area", round(plan.pupils * 0.8), "平方米", "14"),
            ("新改扩建幼儿园竣工", "kindergartens.built_or_renovated.completed", 4, "所", "05"),
            ("标准化学校建设", "schools.standardised.completed", plan.scaled(0.3, least=4), "所", "04"),
            ("学前三年毛入园率", "preschool.gross_enrolment_rate_3y", 93, "%", "05"),
            ("建议提案办复率", "proposals.reply_rate", 100, "%", "01"),
            ("诉求办结满意率", "appeals.satisfaction_rate", 99, "%", "13"),
        ),
        start=1,
    ):
        yield _row(
            n,
            YEAR + 1,
            name,
            indicator,
            value,
            unit,
            division(owner),
            set_on="2026-01-05",
            approved_on="2026-01-12",
        )
