"""One plain table of what each school has at each stage: the counts behind every resource measure.

The only reading of the returns that the balance standards make. Counts and areas, never ratios.
"""

from typing import Any

import narwhals as nw
import pyarrow as pa

from xuezheng.indicators.open_schools import is_private
from xuezheng.indicators.readings import Frame, as_count, is_one_of, last_day
from xuezheng.rules.codes import kinds_teaching
from xuezheng.snapshot import Snapshot
from xuezheng.standards.measures import STAGES
from xuezheng.standards.scope import POINTS, VOCATIONAL, Scope, special_kinds

#: Columns of the table, in order.
COLUMNS = (
    "area", "stage", "school", "name", "kind", "runner", "is_private", "urban_rural", "built_on", "x_km", "y_km",
    "n_pupils", "n_classes", "n_migrants", "n_full_time_teachers", "n_above_required_degree",
    "n_backbone_teachers", "n_arts_and_sport_teachers", "n_middle_title", "teaching_area_m2", "sports_area_m2",
    "equipment_yuan", "n_multimedia_rooms", "n_computers", "n_books", "public_funds_yuan", "training_yuan",
    "why_out",
)  # fmt: skip
_SHARED = ("teaching_area_m2", "sports_area_m2", "equipment_yuan")
_MIDDLE_TITLES = ("first", "senior", "chief")


def school_resources(
    snapshot: Snapshot, year: int, scope: Scope | None = None, *, with_titles: bool = False
) -> pa.Table:
    """Every school and stage that sent a return of the year, in order of area, stage and school.

    Parameters
    ----------
    scope : Scope, optional
        Who is compared and how shared buildings are split; `why_out` says in Chinese why a row is not
        compared and is empty when it is.
    with_titles : bool
        Count teachers of middle title and above from the register of staff; else the column is empty.

    Returns
    -------
    pyarrow.Table
        `COLUMNS`. The teaching area is net of indoor sport rooms, which are in the sports area. A school
        that is on the register twice has a row for each; `faults` names it.
    """
    rule = scope or Scope()
    returns = _returns(snapshot, year)
    frame = returns.join(_schools(snapshot), on="school", how="left")
    frame = _with_titles(frame, snapshot, year, asked=with_titles)
    frame = _split(frame, rule).with_columns(why_out=_why_out(rule))
    return ordered(frame.select(*COLUMNS))


def ordered(frame: Frame) -> Any:
    """A frame as an Arrow table in the order of area, stage and school."""
    table = frame.collect("pyarrow").to_native()
    return table.sort_by([("area", "ascending"), ("stage", "ascending"), ("school", "ascending")])


def schools_without_returns(snapshot: Snapshot, year: int) -> list[dict[str, Any]]:
    """Open schools that teach a compulsory stage and sent no return of the year for any of them."""
    kinds = sorted({kind for stage in STAGES for kind in kinds_teaching(stage)})
    day = last_day(snapshot, year)
    is_open = (nw.col("opened_on") <= day) & (nw.col("closed_on").is_null() | (nw.col("closed_on") > day))
    schools = snapshot.table("schools").filter(is_open & is_one_of("kind", kinds))
    sent = _returns(snapshot, year).select("school").unique()
    lacking = schools.select("area", "name", "kind", school="code").join(sent, on="school", how="anti")
    rows: list[dict[str, Any]] = lacking.collect("pyarrow").to_native().to_pylist()
    return sorted(rows, key=lambda row: (row["area"] or "", row["school"]))


def _returns(snapshot: Snapshot, year: int) -> Frame:
    is_asked = (nw.col("school_year") == year) & is_one_of("stage", tuple(STAGES))
    returns = snapshot.table("school_returns").filter(is_asked)
    indoor = nw.col("indoor_sports_area_m2").fill_null(0)
    return returns.with_columns(teaching_area_m2=nw.col("teaching_area_m2") - indoor)


def _schools(snapshot: Snapshot) -> Frame:
    return snapshot.table("schools").select(
        "area", "name", "kind", "runner", "urban_rural", "built_on", "x_km", "y_km", school="code",
        is_private=is_private(),
    )  # fmt: skip


def _with_titles(frame: Frame, snapshot: Snapshot, year: int, *, asked: bool) -> Frame:
    if not asked:
        return frame.with_columns(n_middle_title=nw.lit(None, dtype=nw.Int64))
    from xuezheng.indicators.staff import in_service

    is_counted = nw.col("is_full_time") & is_one_of("title", _MIDDLE_TITLES)
    titled = in_service(snapshot, year).with_columns(n=as_count(is_counted))
    counts = titled.group_by("school", "stage").agg(n_middle_title=nw.col("n").sum().cast(nw.Int64))
    return frame.join(counts, on=["school", "stage"], how="left")


def _split(frame: Frame, scope: Scope) -> Frame:
    """Areas and equipment of a school summed over its stages and given out by pupils."""
    if scope.split == "reported":
        return frame
    weight = nw.col("n_pupils").cast(nw.Float64)
    if scope.split == "by_weighted_pupils":
        junior = float(scope.junior_weight)
        weight = nw.when(nw.col("stage") == "junior").then(weight * junior).otherwise(weight)
    frame = frame.with_columns(_weight=weight)
    frame = frame.with_columns(_whole=nw.col("_weight").sum().over("school"))
    for column in _SHARED:
        whole = nw.col(column).cast(nw.Float64).sum().over("school")
        frame = frame.with_columns(**{f"_{column}": whole})
    for column in _SHARED:
        part = (nw.col(f"_{column}") * nw.col("_weight") / nw.col("_whole")).round(2)
        kept = nw.when(nw.col("_whole") > 0).then(part.cast(nw.Decimal(14, 2)))
        frame = frame.with_columns(**{column: kept})
    return frame


def _why_out(scope: Scope) -> nw.Expr:
    """Why a school is not compared, in Chinese; the last rule that fits is told."""
    kind = nw.col("kind")
    is_point = kind.is_in(POINTS)
    rules: list[tuple[nw.Expr, str]] = []
    if scope.runners:
        is_run = nw.lit(False)
        for prefix in scope.runners:
            is_run = is_run | nw.col("runner").str.starts_with(prefix)
        rules.append((~is_run, "举办者不在比较范围"))
    if not scope.has_private:
        rules.append((is_private(), "民办学校不计入"))
    if scope.point_pupils is None:
        rules.append((is_point, "教学点不计入"))
    else:
        told = f"不足 {scope.point_pupils} 名学生的教学点"
        rules.append((is_point & (nw.col("n_pupils") < scope.point_pupils), told))
    rules += [
        (kind.is_in(VOCATIONAL), "职业学校"),
        (kind.is_in(special_kinds()), "特殊教育学校"),
    ]
    why = nw.lit("")
    for condition, words in rules:
        why = nw.when(condition).then(nw.lit(words)).otherwise(why)
    return why
