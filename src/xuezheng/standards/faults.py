"""Figures that cannot be right: each named with its school, its value and what to do, never averaged away."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from xuezheng.rules.codes import kinds_teaching
from xuezheng.standards.counting import Counted, twice
from xuezheng.standards.measures import STAGES, Measure
from xuezheng.standards.verdict import DataFault

_TEN_THOUSAND = 10_000
_SQUARE_KM = 1_000_000


def faults_of(counted: Counted, lacking: list[dict[str, Any]]) -> list[DataFault]:
    """Every fault of the compared schools, and the schools without a return."""
    rows = np.flatnonzero(counted.is_bad.any(axis=1))
    if not len(rows):
        return [_no_return(school) for school in lacking]
    listed = counted.table.take(pa.array(rows, pa.int64())).to_pylist()
    doubled = twice(counted.table)
    found: list[DataFault] = []
    for row, school in zip(rows.tolist(), listed, strict=True):
        found += _faults_of_row(counted, row, school, is_twice=bool(doubled[row]))
    return found + [_no_return(school) for school in lacking]


def lacking_places(silent: list[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    """The areas and stages whose spread is left open by schools that sent no return."""
    teaches = {stage: set(kinds_teaching(stage)) for stage in STAGES}
    return frozenset(
        (school["area"], stage) for school in silent for stage in STAGES if school["kind"] in teaches[stage]
    )


def _faults_of_row(
    counted: Counted, row: int, school: dict[str, Any], *, is_twice: bool
) -> Iterator[DataFault]:
    pupils = int(counted.pupils[row])
    if is_twice:
        told = f"学校登记在不止一个县区（此处为 {school['area']}），或同一学段报了两份报表。"
        yield _fault(school, "school", school["area"], told, "请核对学校登记，只留一处。")
    elif pupils <= 0:
        told = "学生数为 0。" if pupils == 0 else "没有学生数，或学生数为负。"
        yield _fault(
            school, "n_pupils", str(school["n_pupils"]), told, "请补报学生数；停办的学校请登记撤销。"
        )
    else:
        for column in np.flatnonzero(counted.is_bad[row]).tolist():
            yield _figure(counted, row, column, school)


def _figure(counted: Counted, row: int, column: int, school: dict[str, Any]) -> DataFault:
    measure, cents = counted.measures[column], int(counted.cents[row, column])
    figure = school[measure.column]
    if figure is None:
        told = f"没有填“{measure.label}”所需的数。"
        return _fault(school, measure.column, "", told, "请补报。")
    shown = f"{Decimal(figure).normalize():f}"
    if cents < 0:
        told = f"{measure.short}为 {shown} {measure.column_unit}，小于零。"
        return _fault(school, measure.column, shown, told, "面积、金额和人数不能为负，请更正报表。")
    each = cents * measure.scale / 100 / int(counted.pupils[row])
    low, high = counted.limits.plausible[measure.plausible]
    told = (
        f"{measure.short}填报 {shown} {measure.column_unit}，合 {each:.6g} {measure.unit}，"
        f"不在可信范围 {low.value}～{high.value} 内。"
    )
    return _fault(school, measure.column, shown, told, _guess(measure, each, float(low.value)))


def _guess(measure: Measure, each: float, low: float) -> str:
    """The unit that was probably meant."""
    if each < low and measure.column.endswith("_yuan"):
        return f"疑以万元填报（×{_TEN_THOUSAND} 为 {each * _TEN_THOUSAND:.6g} {measure.unit}），请按元更正。"
    if each < low and measure.column.endswith("_m2"):
        return f"疑以平方千米或公顷填报（×{_SQUARE_KM} 为 {each * _SQUARE_KM:.6g} {measure.unit}），请按平方米更正。"
    return "请核对单位和小数点后更正。"


def _no_return(school: dict[str, Any]) -> DataFault:
    told = "没有本学年的学年初报表。"
    return DataFault(
        school["area"] or "", school["school"], school["name"] or "", "", "school_returns", "", told,
        "请催报；已停办的学校请登记撤销日期。",
    )  # fmt: skip


def _fault(school: dict[str, Any], column: str, figure: str, what: str, remedy: str) -> DataFault:
    stage = STAGES[school["stage"]]
    return DataFault(
        school["area"] or "", school["school"], school["name"] or "", stage, column, figure, what, remedy
    )
