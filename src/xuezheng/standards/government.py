"""Evidence of what a government guarantees its schools: funds, rooms, sizes, teachers."""

from datetime import date
from typing import Any

import narwhals as nw

from xuezheng.indicators.open_schools import is_private
from xuezheng.indicators.questions import collected
from xuezheng.indicators.readings import Frame, as_count, in_year, is_one_of, last_day
from xuezheng.indicators.staff import growth, in_service
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.measures import STAGES

Rows = list[dict[str, Any]]


def funds_per_pupil(inquiry: Inquiry) -> Rows:
    """Public funds of each public school and stage against the base figure of the stage."""
    return [
        _of(row, counted=row["public_funds_yuan"], out_of=row["n_pupils"], limit=_base(inquiry, row["stage"]))
        for row in inquiry.rows
        if not row["is_private"]
    ]


def small_village_funds(inquiry: Inquiry) -> Rows:
    """Funds of village schools and points with fewer pupils than they are funded as."""
    as_if = inquiry.value("quality_balance.small_school_funded_as").value
    return [
        _of(row, counted=row["public_funds_yuan"], limit=as_if * _base(inquiry, row["stage"]))
        for row in inquiry.rows
        if (row["urban_rural"] or "").startswith("2")
        and 0 < (row["n_pupils"] or 0) < as_if
        and not row["is_private"]
    ]


def special_school_funds(inquiry: Inquiry) -> Rows:
    """Public funds of special schools against their pupils."""
    is_asked = (nw.col("school_year") == inquiry.year) & (nw.col("stage") == "special")
    limit = inquiry.value("quality_balance.special_funds.min").value
    forms = inquiry.snapshot.table("school_returns").filter(is_asked)
    rows = collected(forms.select("school", counted="public_funds_yuan", out_of="n_pupils"))
    return [{**row, "subject": "", "limit": limit} for row in rows]


def subject_rooms(inquiry: Inquiry) -> Rows:
    """Music and art rooms of the right size at each school against one for every so many classes."""
    rooms, needed = _good_rooms(inquiry), _rooms_needed(inquiry)
    if not rooms:
        return []
    return [
        {"school": school, "subject": words, "counted": rooms.get((school, kind), 0), "limit": n}
        for school, n in needed.items()
        for kind, words in (("music", "音乐教室"), ("art", "美术教室"))
    ]


def school_sizes(inquiry: Inquiry) -> Rows:
    """Pupils of compulsory stages at each school against the size allowed to it."""
    schools: dict[str, Rows] = {}
    for row in inquiry.rows:
        schools.setdefault(row["school"], []).append(row)
    return [
        {
            "area": rows[0]["area"],
            "school": school,
            "subject": "",
            "counted": sum(row["n_pupils"] or 0 for row in rows),
            "limit": _size_allowed(inquiry, rows),
        }
        for school, rows in schools.items()
    ]


def class_sizes(inquiry: Inquiry) -> Rows:
    """The largest class of each school and stage against the limit of the stage."""
    is_asked = (nw.col("school_year") == inquiry.year) & is_one_of("stage", tuple(STAGES))
    pupils = inquiry.snapshot.table("enrolments").filter(is_asked & (nw.col("school_class") != ""))
    classes = pupils.group_by("school", "stage", "school_class").agg(nw.len().alias("n"))
    largest = classes.group_by("school", "stage").agg(nw.col("n").max().alias("counted"))
    rows = collected(largest)
    limit = {s: inquiry.value(f"compulsory.class_size.{s}.max").value for s in STAGES}
    return [
        {
            "school": r["school"],
            "subject": STAGES[r["stage"]],
            "counted": r["counted"],
            "limit": limit[r["stage"]],
        }
        for r in rows
    ]


def teacher_pay(inquiry: Inquiry) -> Frame:
    """Average pay of teachers against that of civil servants."""
    pay = inquiry.snapshot.table("pay_comparisons").filter(nw.col("year") == inquiry.year)
    return pay.select("area", counted="teacher_yuan", out_of="civil_servant_yuan")


def training_done(inquiry: Inquiry) -> Frame | Rows:
    """Teachers who served all years of the period, and those of them with the hours asked; no rows when the
    register does not go back so far."""
    years = int(inquiry.value("quality_balance.training_years").value)
    hours = int(inquiry.value("quality_balance.training_hours").value)
    first = inquiry.year - years + 1
    trainings = inquiry.snapshot.table("teacher_growth").filter(nw.col("kind") == "training")
    if not collected(trainings.filter(in_year("on", first)).head(1).select("school")):
        return []
    within = nw.col("on").is_between(date(first, 1, 1), date(inquiry.year, 12, 31))
    done = trainings.filter(within).group_by("teacher").agg(total=nw.col("hours").sum())
    served = _compulsory_teachers(inquiry).filter(nw.col("hired_on") < date(first, 1, 1))
    joined = served.join(done, left_on="code", right_on="teacher", how="left")
    return joined.select("school", counted=as_count(nw.col("total").fill_null(0) >= hours), out_of=nw.lit(1))


def rotated(inquiry: Inquiry) -> Frame:
    """Teachers in posts at public compulsory schools, and those of them who rotated in the year."""
    staff = _public_staff(inquiry)
    moved = growth(inquiry.snapshot, inquiry.year, "rotation").select("teacher").unique()
    joined = staff.join(
        moved.with_columns(has_moved=nw.lit(1)), left_on="code", right_on="teacher", how="left"
    )
    return joined.select("school", counted=nw.col("has_moved").fill_null(0), out_of=nw.lit(1))


def rotated_backbone(inquiry: Inquiry) -> Frame:
    """Those who rotated in the year, and the backbone teachers among them."""
    moved = growth(inquiry.snapshot, inquiry.year, "rotation").select("teacher").unique()
    staff = _public_staff(inquiry).join(moved, left_on="code", right_on="teacher", how="inner")
    return staff.select("school", counted=as_count(nw.col("is_backbone")), out_of=nw.lit(1))


def certificates(inquiry: Inquiry) -> Frame:
    """Full-time compulsory teachers, and those with a certificate."""
    teachers = _compulsory_teachers(inquiry)
    return teachers.select("school", counted=as_count(nw.col("has_certificate")), out_of=nw.lit(1))


def _compulsory_teachers(inquiry: Inquiry) -> Frame:
    teachers = in_service(inquiry.snapshot, inquiry.year)
    return teachers.filter(nw.col("is_full_time") & is_one_of("stage", tuple(STAGES)))


def _public_staff(inquiry: Inquiry) -> Frame:
    public = inquiry.snapshot.table("schools").filter(~is_private()).select(school="code")
    in_post = _compulsory_teachers(inquiry).filter(nw.col("is_in_post"))
    return in_post.join(public, on="school", how="inner")


def _base(inquiry: Inquiry, stage: str) -> Any:
    return inquiry.value(f"quality_balance.public_funds.{stage}.min").value


def _of(row: dict[str, Any], **numbers: Any) -> dict[str, Any]:
    return {"area": row["area"], "school": row["school"], "subject": STAGES[row["stage"]], **numbers}


def _good_rooms(inquiry: Inquiry) -> dict[tuple[str, str], int]:
    """How many rooms of each kind are large enough for the age of their school."""
    day = last_day(inquiry.snapshot, inquiry.year)
    is_open = (nw.col("opened_on") <= day) & (nw.col("closed_on").is_null() | (nw.col("closed_on") > day))
    rooms = collected(
        inquiry.snapshot.table("subject_rooms").filter(is_open).select("school", "kind", "area_m2")
    )
    until = int(inquiry.value("quality_balance.room_old_until").value)
    found: dict[tuple[str, str], int] = {}
    for room in rooms:
        built = inquiry.schools.get(room["school"], {}).get("built_on")
        age = "_old" if built and built.year <= until else ""
        least = inquiry.value(f"quality_balance.{room['kind']}_room_area{age}.min").value
        key = (room["school"], room["kind"])
        found[key] = found.get(key, 0) + int(room["area_m2"] >= least)
    return found


def _rooms_needed(inquiry: Inquiry) -> dict[str, int]:
    a_room = int(inquiry.value("quality_balance.classes_a_room").value)
    classes: dict[str, int] = {}
    for row in inquiry.rows:
        classes[row["school"]] = classes.get(row["school"], 0) + (row["n_classes"] or 0)
    return {school: -(-n // a_room) for school, n in classes.items() if n}


def _size_allowed(inquiry: Inquiry, rows: Rows) -> Any:
    """The size a school may have: larger when it is a through school, old, or full of migrants' children."""
    pupils = sum(row["n_pupils"] or 0 for row in rows)
    migrants = sum(row["n_migrants"] or 0 for row in rows)
    built = rows[0]["built_on"]
    is_old = bool(built and built.year <= inquiry.value("quality_balance.size_old_until").value)
    is_relaxed = is_old or migrants * 100 > pupils * inquiry.value("quality_balance.size_migrant_share").value
    kind = "through_school" if len({row["stage"] for row in rows}) > 1 else "school"
    return inquiry.value(f"quality_balance.{kind}_size{'_old' if is_relaxed else ''}.max").value
