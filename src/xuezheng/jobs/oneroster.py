"""OneRoster out and in: a school year's schools, classes, staff and pupils as a set of files, and back."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Fault, NotFound, Occupied
from xuezheng.jobs.casework import Desk
from xuezheng.jobs.oneroster_words import (
    EXTRA,
    PREFIX,
    class_title,
    grade_code,
    person_name,
    roster_from,
    whole_name,
)
from xuezheng.outside.oneroster import Bundle, check, read_bundle, write_bundle

Lines = list[dict[str, str]]


def check_files(place: Path) -> tuple[Bundle, list[Fault]]:
    """Read a set of files and say everything that is wrong with it."""
    bundle = read_bundle(place)
    return bundle, check(bundle)


def export(
    desk: Desk, out: Path, school_year: int, *, personal: bool = False, force: bool = False
) -> dict[str, int]:
    """Write the roster of a school year into a folder; gives rows by file, and pupils left out for want of a class.

    `personal` adds birthdays, sex and the numbers by which a register knows a child: only for moving records to
    another office of the bureau. Every export is noted in the log.
    """
    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件夹名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。没有写出。请先建好，或换一个位置。")
    tables, left_out = _tables(desk, school_year, personal)
    if not tables["enrollments"]:
        raise NotFound(f"{school_year} 学年没有已分班的在籍学生。没有写出。请核对 --year。")
    from xuezheng.records.intake.actions.taking_out import note_taken_out

    note_taken_out(
        register="oneroster", n_rows=len(tables["users"]), columns=sorted(tables),
        asked=["personal"] if personal else [], **desk.deed,
    )  # fmt: skip
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.resolve().parent))
    try:
        write_bundle(
            work,
            tables,
            system="xuezheng",
            more={name: [PREFIX + c for c in EXTRA[name]] for name in tables if name in EXTRA},
        )
        if out.exists():
            shutil.rmtree(out)
        work.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return {name: len(rows) for name, rows in tables.items()} | {"left_out": left_out}


def bring_in(desk: Desk, place: Path) -> tuple[dict[str, int], list[str]]:
    """Take a set of files in, all or nothing; gives how many rows were added, and what differs and was left as it is.

    Raises
    ------
    BadInput
        With every fault of every file.
    """
    bundle, faults = check_files(place)
    if faults:
        raise BadInput(f"{place} 有 {len(faults)} 处错误。没有导入任何一行。", faults=faults[:200])
    if any(mode == "delta" for mode in bundle.modes.values()):
        raise BadInput(f"{place} 是增量（delta）文件。本系统只接收全量（bulk）名册。请向发送方索取全量文件。")
    roster, differing = roster_from(bundle)
    if not any(roster.counts.values()):
        return roster.counts, differing
    from xuezheng.records.registers.actions import take_roster

    return take_roster(roster=roster, **desk.deed), differing


def _tables(desk: Desk, year: int, personal: bool) -> tuple[dict[str, Lines], int]:
    from xuezheng.records.registers.queries import Area, Enrolment, School, SchoolClass, Teacher, visible_to

    places = visible_to(Enrolment, desk.person).filter(school_year=year)
    in_classes = list(
        places.exclude(school_class=None)
        .select_related("pupil", "school_class")
        .order_by("pupil", "school_year")
    )
    schools = list(
        visible_to(School, desk.person)
        .filter(closed_on=None)
        .select_related("organisation__parent", "area")
        .order_by("code")
    )
    open_codes = {school.pk for school in schools}
    in_classes = [row for row in in_classes if row.school_id in open_codes]
    classes = [
        c
        for c in visible_to(SchoolClass, desk.person).filter(school_year=year).order_by("code")
        if c.school_id in open_codes
    ]
    staff = [
        t
        for t in visible_to(Teacher, desk.person).filter(left_on=None).order_by("code")
        if t.school_id in open_codes
    ]
    areas = list(Area.objects.order_by("code"))
    top = next((area.pk for area in areas if area.kind == Area.Kind.CITY), "")
    tables = {
        "academicSessions": _sessions(year),
        "orgs": [_area(area) for area in areas] + [_school(school) for school in schools],
        "courses": _courses(classes, year, top),
        "classes": [_class(c) for c in classes],
        "users": [_teacher(t) for t in staff] + [_pupil(e, personal) for e in in_classes],
        "roles": [_role(t.pk, "teacher", t.school_id) for t in staff]
        + [_role(e.pupil_id, "student", e.school_id) for e in in_classes],
        "enrollments": [_enrolment(e) for e in in_classes],
    }
    if personal:
        tables["demographics"] = [_born(t.pk, t) for t in staff] + [
            _born(e.pupil_id, e.pupil) for e in in_classes
        ]
    return {name: sorted(rows, key=lambda row: row["sourcedId"]) for name, rows in tables.items()}, (
        places.count() - len(in_classes)
    )


def _with(name: str, row: Mapping[str, Any], *values: Any) -> dict[str, str]:
    """A row with our own columns after those of the binding."""
    own = dict(zip((PREFIX + c for c in EXTRA[name]), values, strict=True))
    return {key: _text(value) for key, value in {**row, **own}.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _sessions(year: int) -> Lines:
    """The school year and its two terms; `schoolYear` is the year in which it ends."""
    from xuezheng.rules.dropout.duties import terms_between

    whole = f"SY{year}"
    rows = [
        {"sourcedId": whole, "title": f"{year}学年", "type": "schoolYear", "startDate": f"{year}-09-01",
         "endDate": f"{year + 1}-08-31", "schoolYear": str(year + 1)}
    ]  # fmt: skip
    names = {"autumn": "第一学期", "spring": "第二学期"}
    for number, term in enumerate(terms_between(date(year, 9, 1), date(year + 1, 8, 31)), 1):
        rows.append(
            {"sourcedId": f"{whole}-{number}", "title": f"{year}学年{names[term.term]}", "type": "semester",
             "startDate": term.first.isoformat(), "endDate": term.last.isoformat(), "parentSourcedId": whole,
             "schoolYear": str(year + 1)}
        )  # fmt: skip
    return rows


def _area(area: Any) -> dict[str, str]:
    kind = "local" if area.parent_id is None else "district"
    row = {
        "sourcedId": area.pk,
        "name": area.name,
        "type": kind,
        "identifier": area.pk,
        "parentSourcedId": area.parent_id,
    }
    return _with("orgs", row, area.kind, "", "", "", "", "")


def _school(school: Any) -> dict[str, str]:
    is_citys = school.organisation.parent.kind == "bureau"
    row = {
        "sourcedId": school.pk, "name": school.name, "type": "school", "identifier": school.pk,
        "parentSourcedId": school.area_id,
    }  # fmt: skip
    return _with(
        "orgs", row, school.kind, school.runner, school.urban_rural, school.opened_on,
        is_citys, school.is_inclusive,
    )  # fmt: skip


def _courses(classes: Sequence[Any], year: int, top: str) -> Lines:
    grades = {(c.stage, c.grade): c for c in classes}
    return [
        {"sourcedId": f"K{year}-{stage}-{grade}", "schoolYearSourcedId": f"SY{year}",
         "title": f"{c.get_stage_display()}{grade}年级", "grades": grade_code(stage, grade), "orgSourcedId": top}
        for (stage, grade), c in sorted(grades.items())
    ]  # fmt: skip


def _class(c: Any) -> dict[str, str]:
    row = {
        "sourcedId": c.pk, "title": class_title(c.get_stage_display(), c.grade, c.number),
        "grades": grade_code(c.stage, c.grade), "courseSourcedId": f"K{c.school_year}-{c.stage}-{c.grade}",
        "classCode": c.number, "classType": "homeroom", "schoolSourcedId": c.school_id,
        "termSourcedIds": f"SY{c.school_year}",
    }  # fmt: skip
    return _with("classes", row, c.stage, c.grade)


def _user(code: str, name: str, school: str) -> dict[str, Any]:
    return {
        "sourcedId": code,
        "enabledUser": "true",
        "username": code,
        **person_name(name),
        "primaryOrgSourcedId": school,
    }


def _teacher(t: Any) -> dict[str, str]:
    return _with(
        "users", _user(t.pk, t.name, t.school_id), whole_name(t.name), t.stage, t.subject, t.degree, t.title, t.is_full_time,
        t.is_in_post, t.has_certificate, t.is_backbone, t.hired_on, t.hired_through,
    )  # fmt: skip


def _pupil(e: Any, personal: bool) -> dict[str, str]:
    row = _user(e.pupil_id, e.pupil.name, e.school_id) | {"grades": grade_code(e.stage, e.grade)}
    if personal:
        known = {"roll": e.pupil.roll_number, "id": e.pupil.id_number}
        row["userIds"] = ",".join(f"{{{kind}:{number}}}" for kind, number in known.items() if number)
    return _with("users", row, whole_name(e.pupil.name), *[""] * (len(EXTRA["users"]) - 1))


def _role(code: str, role: str, school: str) -> dict[str, str]:
    return {
        "sourcedId": f"{code}-{role}",
        "userSourcedId": code,
        "roleType": "primary",
        "role": role,
        "orgSourcedId": school,
    }


def _enrolment(e: Any) -> dict[str, str]:
    row = {
        "sourcedId": f"{e.pupil_id}-{e.school_year}", "classSourcedId": e.school_class_id,
        "schoolSourcedId": e.school_id, "userSourcedId": e.pupil_id, "role": "student", "primary": "false",
    }  # fmt: skip
    return _with("enrollments", row, e.is_boarder)


def _born(code: str, person: Any) -> dict[str, str]:
    sex = {"1": "male", "2": "female"}[person.sex]
    own = [
        getattr(person, name, "")
        for name in ("ethnic_group", "is_migrant", "is_left_behind", "is_orphan", "disability")
    ]
    return _with("demographics", {"sourcedId": code, "birthDate": person.born_on, "sex": sex}, *own)
