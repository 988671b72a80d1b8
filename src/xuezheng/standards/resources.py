"""One plain table of what each school has at each stage: the counts behind every resource measure.

The only reading of the returns that the balance standards make. Counts and areas, never ratios.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.indicators.open_schools import is_private
from xuezheng.indicators.readings import Frame, as_count, is_one_of, is_open, last_day
from xuezheng.indicators.staff import in_service
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
#: Those that nothing can be compared without.
ALWAYS = ("area", "stage", "school", "name", "kind", "n_pupils", "teaching_area_m2", "why_out")
_INDOOR = "indoor_sports_area_m2"
_SHARED = ("teaching_area_m2", "sports_area_m2", "equipment_yuan")
_AMOUNT = pa.decimal128(14, 2)
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
    return resources_and_silent(snapshot, year, scope, with_titles=with_titles)[0]


def resources_and_silent(
    snapshot: Snapshot,
    year: int,
    scope: Scope | None = None,
    *,
    with_titles: bool = False,
    columns: Sequence[str] = COLUMNS,
) -> tuple[pa.Table, list[dict[str, Any]]]:
    """The table of `school_resources`, and the open schools that sent no return for any compulsory stage.

    `columns` may be fewer, if `ALWAYS` are among them.
    """
    rule = scope or Scope()
    schools = snapshot.table("schools")
    frame = schools.join(_returns(snapshot, year), left_on="code", right_on="school", how="left")
    frame = frame.filter(~nw.col("stage").is_null() | _is_expected(snapshot, year))
    titles = nw.lit(None, dtype=nw.Int64)
    if with_titles:
        titled = _titles(snapshot, year)
        frame = frame.join(titled, left_on=["code", "stage"], right_on=["titled_at", "titled_in"], how="left")
        titles = nw.col("n_titled")
    reckoned = {
        "school": nw.col("code"), "is_private": is_private(), "n_middle_title": titles, "why_out": _why_out(rule),
    }  # fmt: skip
    read = [reckoned[name].alias(name) if name in reckoned else nw.col(name) for name in (*columns, _INDOOR)]
    table = frame.select(*read).collect("pyarrow").to_native()
    table = table.sort_by([("area", "ascending"), ("stage", "ascending"), ("school", "ascending")])
    silent: list[dict[str, Any]] = []
    if table["stage"].null_count:
        is_silent = pc.is_null(table["stage"])
        silent = table.select(["area", "school", "name", "kind"]).filter(is_silent).to_pylist()
        table = table.filter(pc.invert(is_silent))
    return _split(_net_of_indoor_sport(table), rule), silent


def _returns(snapshot: Snapshot, year: int) -> Frame:
    is_asked = (nw.col("school_year") == year) & is_one_of("stage", tuple(STAGES))
    return snapshot.table("school_returns").filter(is_asked)


def _is_expected(snapshot: Snapshot, year: int) -> nw.Expr:
    """Whether a return is to come from a school: it is open and teaches a compulsory stage."""
    kinds = sorted({kind for stage in STAGES for kind in kinds_teaching(stage)})
    return is_open(last_day(snapshot, year)) & nw.col("kind").is_in(kinds)


def _titles(snapshot: Snapshot, year: int) -> Frame:
    """Full-time teachers of middle title and above by school and stage."""
    is_counted = nw.col("is_full_time") & is_one_of("title", _MIDDLE_TITLES)
    titled = in_service(snapshot, year).with_columns(n=as_count(is_counted))
    counts = titled.group_by("school", "stage").agg(n_titled=nw.col("n").sum().cast(nw.Int64))
    return counts.select("n_titled", titled_at="school", titled_in="stage")


def _net_of_indoor_sport(table: pa.Table) -> pa.Table:
    indoor = pc.fill_null(table[_INDOOR], Decimal("0.00"))
    net = pc.subtract(table["teaching_area_m2"], indoor).cast(_AMOUNT)
    place = table.column_names.index("teaching_area_m2")
    return table.set_column(place, "teaching_area_m2", net).drop_columns([_INDOOR])


def _split(table: pa.Table, scope: Scope) -> pa.Table:
    """Areas and equipment of a school summed over its stages and given out by pupils, to a hundredth."""
    if scope.split == "reported":
        return table
    shared = [name for name in _SHARED if name in table.column_names]
    rows = table.select(["school", "stage", "n_pupils", *shared]).to_pylist()
    of_school: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        of_school.setdefault(row["school"], []).append(row)
    for stages in of_school.values():
        _share_out(stages, shared, scope)
    for column in shared:
        place = table.column_names.index(column)
        table = table.set_column(place, column, pa.array([row[column] for row in rows], _AMOUNT))
    return table


def _share_out(stages: list[dict[str, Any]], shared: list[str], scope: Scope) -> None:
    """Fill in the parts of one school's stages; what is not known everywhere stays as it was."""
    is_weighted = scope.split == "by_weighted_pupils"
    weights = [
        (row["n_pupils"] or 0)
        * (scope.junior_weight if is_weighted and row["stage"] == "junior" else Decimal(1))
        for row in stages
    ]
    whole = sum(weights)
    for column in shared:
        amounts = [row[column] for row in stages]
        if len(stages) < 2 or not whole or None in amounts:
            continue
        for row, weight in zip(stages, weights, strict=True):
            row[column] = (sum(amounts) * weight / whole).quantize(Decimal("0.01"))


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
