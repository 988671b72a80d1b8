"""Evidence of kindergartens: premises, class sizes, teachers, funds."""

from collections.abc import Callable
from typing import Any

import narwhals as nw

from xuezheng.indicators.open_schools import is_private
from xuezheng.indicators.questions import collected
from xuezheng.indicators.readings import Frame, as_count, is_open, last_day
from xuezheng.indicators.staff import in_service
from xuezheng.standards.inquiry import Inquiry

Rows = list[dict[str, Any]]
_P = "preschool_universal."
#: Grades of a kindergarten by what the regulation calls them.
GRADES = {1: "小班", 2: "中班", 3: "大班"}


def public_funds(inquiry: Inquiry) -> Rows:
    """Public funds of each public kindergarten against its children."""
    limit = inquiry.value(_P + "public_funds.min").value
    forms = _returns(inquiry).filter(~is_private())
    rows = collected(forms.select("school", counted="public_funds_yuan", out_of="n_pupils"))
    return [{**row, "subject": "", "limit": limit} for row in rows]


def premises(column: str, limit: str, *, is_new: bool) -> Callable[[Inquiry], Rows]:
    """Kindergartens planned late or early, each counted when it has so much of something for a child."""

    def evidence(inquiry: Inquiry) -> Rows:
        until = int(inquiry.value(_P + "premises_old_until").value)
        asked = inquiry.value(limit).value
        rows: Rows = []
        for row in _with_buildings(inquiry):
            built = row["built_on"] or row["opened_on"]
            if built is None or (built.year > until) is not is_new:
                continue
            n, held = row["n_pupils"] or 0, row[column]
            rows.append({"school": row["school"], "subject": "",
                         "counted": None if held is None else int(held >= asked * n), "out_of": 1 if n else 0})  # fmt: skip
        return rows

    return evidence


def class_sizes(inquiry: Inquiry) -> Rows:
    """Classes of each kindergarten, and those of them within the size of their grade."""
    is_asked = (nw.col("school_year") == inquiry.year) & (nw.col("stage") == "preschool")
    children = inquiry.snapshot.table("enrolments").filter(is_asked & (nw.col("school_class") != ""))
    classes = children.group_by("school", "grade", "school_class").agg(nw.len().alias("n"))
    within = nw.lit(False)
    for grade in GRADES:
        limit = int(inquiry.value(f"{_P}class_size.{grade}.max").value)
        within = within | ((nw.col("grade") == grade) & (nw.col("n") <= limit))
    counts = classes.with_columns(ok=as_count(within)).group_by("school").agg(
        counted=nw.col("ok").sum(), out_of=nw.len()
    )  # fmt: skip
    return [{**row, "subject": ""} for row in collected(counts)]


def children_a_teacher(inquiry: Inquiry) -> Frame:
    """Children against full-time teachers."""
    return _returns(inquiry).select("school", counted="n_pupils", out_of="n_full_time_teachers")


def certificates(inquiry: Inquiry) -> Frame:
    """Full-time teachers of kindergartens, and those with a certificate."""
    is_asked = nw.col("is_full_time") & (nw.col("stage") == "preschool")
    teachers = in_service(inquiry.snapshot, inquiry.year).filter(is_asked)
    return teachers.select("school", counted=as_count(nw.col("has_certificate")), out_of=nw.lit(1))


def _returns(inquiry: Inquiry) -> Frame:
    is_asked = (nw.col("school_year") == inquiry.year) & (nw.col("stage") == "preschool")
    schools = inquiry.snapshot.table("schools").select("runner", "built_on", "opened_on", school="code")
    return inquiry.snapshot.table("school_returns").filter(is_asked).join(schools, on="school", how="inner")


def _with_buildings(inquiry: Inquiry) -> Rows:
    """Returns with the floor area of the buildings in use."""
    day = last_day(inquiry.snapshot, inquiry.year)
    is_building = ~nw.col("kind").is_in(["sports_ground"]) & is_open(day, since="built_on")
    floors = inquiry.snapshot.table("facilities").filter(is_building)
    summed = floors.group_by("school").agg(building_m2=nw.col("floor_area_m2").sum())
    columns = (
        "school",
        "built_on",
        "opened_on",
        "n_pupils",
        "teaching_area_m2",
        "sports_area_m2",
        "building_m2",
    )
    return collected(_returns(inquiry).join(summed, on="school", how="left").select(*columns))
