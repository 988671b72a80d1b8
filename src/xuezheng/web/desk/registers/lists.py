"""The three lists that are opened every day: schools, pupils, teachers."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.jobs.changing import MOST
from xuezheng.records import masking
from xuezheng.records.registers.actions import spell_new_names
from xuezheng.records.registers.queries import Area, School, SchoolClass, SchoolStatus, Teacher, visible_to
from xuezheng.records.registers.queries.rolls import (
    Enrolment,
    among,
    filters_of,
    roll_of,
    schools_of,
    schools_with_status,
    teachers_of,
    things_like,
)
from xuezheng.rules.codes import PRIVATE_RUNNER, kinds_teaching, school_kind
from xuezheng.web.desk.registers.people import name_for, word_for
from xuezheng.web.desk.registers.tables import (
    RegisterTable,
    choose_columns,
    fields_to_change,
    settle_columns,
    taken_out,
    ticks,
    yes,
)
from xuezheng.web.shown.bureau import today
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter

STAGES = [(str(code), str(label)) for code, label in Enrolment._meta.get_field("stage").flatchoices]
Made = tuple[RegisterTable, list[Column]]
MARKS_SAID = [
    ("boarder", "寄宿"),
    ("migrant", "随迁子女"),
    ("left_behind", "留守儿童"),
    ("moved", "有学籍异动"),
]
GRADES: list[tuple[str, Any]] = [(str(n), format_lazy(gettext_lazy("{n} 年级"), n=n)) for n in range(1, 10)]


def this_school_year() -> int:
    """The school year of today; it begins on 1 September."""
    day = today()
    return day.year if day.month >= 9 else day.year - 1


@for_roles()
def schools(request: HttpRequest) -> HttpResponse:
    """Schools, sorted by code."""
    return _page(request, "schools", *schools_table(request))


def schools_table(request: HttpRequest) -> Made:
    """The list of schools, and all its columns."""
    known = [
        Column("code", "学校标识码", "code", link=lambda s: reverse("desk:registers-school", args=[s.pk])),
        Column("name", "学校名称", link=lambda s: reverse("desk:registers-school", args=[s.pk])),
        Column("area.name", "所在县区", order="area"),
        Column("kind", "办学类型", value=lambda s: school_kind(s.kind)),
        Column("runner", "举办者", value=lambda s: _("民办") if s.runner == PRIVATE_RUNNER else _("公办")),
        Column(
            "urban_rural", "城乡分类", value=lambda s: _("镇村") if s.urban_rural[:1] == "2" else _("城镇")
        ),
        Column("is_inclusive", "普惠性", value=lambda s: yes(s.is_inclusive)),
        Column("is_ethnic", "民族学校", value=lambda s: yes(s.is_ethnic)),
        Column("built_on", "建成日期", "date"),
        Column("opened_on", "设立日期", "date"),
        Column("closed_on", "撤销日期", "date"),
    ]
    columns = choose_columns(
        request, known, ("name", "area_name", "kind", "runner", "urban_rural", "opened_on")
    )
    table = RegisterTable(
        request,
        schools_of(request.user),
        columns,
        caption="学校",
        search=("name",),
        search_hint="校名、拼音、首字母或标识码",
        sort="code",
        select="pick",
        filters=[
            Filter("area", "县区", _areas(request)),
            Filter("stage", "学段", STAGES),
            Filter("open", "状态", [("yes", "在办"), ("no", "已撤销")]),
            Filter("reached", "已达标", SchoolStatus.Kind.choices),
        ],
        asking=lambda chosen, words: _some_schools(request, chosen, words),
        whole=schools_of(request.user),
        empty="您的机构下还没有登记学校。",
    )
    return table, known


def _some_schools(request: HttpRequest, chosen: Any, words: str) -> QuerySet[School]:
    rows = visible_to(School, request.user)
    if "area" in chosen:
        rows = rows.filter(area=chosen["area"])
    if "stage" in chosen:
        rows = rows.filter(kind__in=kinds_teaching(chosen["stage"]))
    if "open" in chosen:
        rows = rows.filter(closed_on__isnull=chosen["open"] == "yes")
    if "reached" in chosen:
        rows = schools_with_status(rows, chosen["reached"])
    return _found(rows, words)


def _found(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    if not words:
        return rows
    spell_new_names()
    return things_like(rows, words)


@for_roles()
def teachers(request: HttpRequest) -> HttpResponse:
    """Staff, sorted by code."""
    return _page(request, "teachers", *teachers_table(request))


def teachers_table(request: HttpRequest) -> Made:
    """The list of staff, and all its columns."""
    known = [
        Column("code", "教职工代码", "code", link=lambda t: reverse("desk:registers-teacher", args=[t.pk])),
        Column("name", "姓名", value=lambda t: name_for(request, t.name), order="name"),
        Column("sex", "性别", value=lambda t: t.get_sex_display(), order=""),
        Column("school.name", "任教学校", order="school"),
        Column("stage", "任教学段", value=lambda t: t.get_stage_display()),
        Column("subject", "任教学科"),
        Column("degree", "学历", value=lambda t: word_for("degree", t.degree)),
        Column("title", "职称", value=lambda t: word_for("title", t.title)),
        Column("is_full_time", "专任教师", value=lambda t: yes(t.is_full_time)),
        Column("is_in_post", "在编", value=lambda t: yes(t.is_in_post)),
        Column("has_certificate", "持教师资格证", value=lambda t: yes(t.has_certificate)),
        Column("is_backbone", "骨干教师", value=lambda t: yes(t.is_backbone)),
        Column("hired_on", "入职日期", "date"),
        Column("hired_through", "入职渠道", value=lambda t: t.get_hired_through_display()),
        Column("left_on", "离职日期", "date"),
    ]
    columns = choose_columns(
        request, known, ("name", "sex", "school_name", "stage", "subject", "title", "hired_on")
    )
    table = RegisterTable(
        request,
        teachers_of(request.user),
        columns,
        caption="教职工",
        search=("name",),
        search_hint="姓名、拼音、首字母或代码",
        sort="code",
        select="pick",
        filters=[
            Filter("area", "县区", _areas(request)),
            *_school_filter(request),
            Filter("stage", "学段", STAGES),
            Filter("left", "状态", [("no", "在职"), ("yes", "已离职")]),
            Filter("post", "编制", [("yes", "在编"), ("no", "编外")]),
        ],
        asking=lambda chosen, words: _some_teachers(request, chosen, words),
        whole=teachers_of(request.user),
        empty="您的机构下还没有登记教职工。",
    )
    return table, known


def _some_teachers(request: HttpRequest, chosen: Any, words: str) -> QuerySet[Teacher]:
    rows = visible_to(Teacher, request.user)
    if "area" in chosen:
        rows = rows.filter(school__in=School.objects.filter(area=chosen["area"]).values("pk"))
    for key in ("school", "stage"):
        if key in chosen:
            rows = rows.filter(**{key: chosen[key]})
    if "left" in chosen:
        rows = rows.filter(left_on__isnull=chosen["left"] == "no")
    if "post" in chosen:
        rows = rows.filter(is_in_post=chosen["post"] == "yes")
    return _found(rows, words)


@for_roles()
def pupils(request: HttpRequest) -> HttpResponse:
    """The pupils on the rolls of a school year, sorted by code."""
    return _page(request, "pupils", *pupils_table(request))


def pupils_table(request: HttpRequest) -> Made:
    """The list of pupils, and all its columns."""
    this = this_school_year()
    years = [(str(year), f"{year}—{year + 1}") for year in range(this, this - 6, -1)]
    year = int(request.GET["year"]) if request.GET.get("year") in dict(years) else this
    known = _pupil_columns(request)
    columns = choose_columns(
        request, known, ("pupil_name", "sex", "roll_number", "school_name", "stage", "grade", "class")
    )
    area_or_school = _school_filter(request)
    table = RegisterTable(
        request,
        roll_of(request.user, school_year=year, asked={}),
        columns,
        caption="学生",
        search=("name",),
        search_hint="姓名、拼音、首字母、代码或整个证件号",
        sort="code",
        select="pick",
        filters=[
            Filter("year", "学年", years[1:], every=years[0][1]),
            Filter("area", "县区", _areas(request)),
            *area_or_school,
            Filter("stage", "学段", [stage for stage in STAGES if stage[0] != "preschool"]),
            Filter("grade", "年级", GRADES),
            *_class_filter(request, year),
            Filter("mark", "标记", MARKS_SAID),
        ],
        asking=lambda chosen, words: _some_pupils(request, year, chosen, words),
        whole=Enrolment.objects.select_related("pupil", "school__area", "school_class"),
        empty=_("%(year)s 学年您的机构下没有在籍学生。") % {"year": year},
        definition="在籍：该学年学年初在学校名册上的学生",
    )
    return table, known


def _pupil_columns(request: HttpRequest) -> list[Column]:
    def to_pupil(row: Enrolment) -> str:
        return reverse("desk:registers-pupil", args=[row.pupil_id])

    return [
        Column("code", "学生代码", "code", lambda e: e.pupil_id, to_pupil, order="pupil"),
        Column("pupil.name", "姓名", "text", lambda e: name_for(request, e.pupil.name), to_pupil, order=""),
        Column("sex", "性别", value=lambda e: e.pupil.get_sex_display(), order=""),
        Column("roll_number", "学籍号", "code", lambda e: masking.roll_number(e.pupil.roll_number), order=""),
        Column(
            "id_number", "身份证件号", "code", lambda e: masking.identity_number(e.pupil.id_number), order=""
        ),
        Column("school.name", "学校", order=""),
        Column("area", "县区", value=lambda e: e.school.area.name, order=""),
        Column("stage", "学段", value=lambda e: e.get_stage_display(), order=""),
        Column("grade", "年级", "number", order=""),
        Column("class", "班级", "code", lambda e: e.school_class.number if e.school_class else "", order=""),
        Column("is_boarder", "寄宿", value=lambda e: yes(e.is_boarder), order=""),
        Column("is_migrant", "随迁子女", value=lambda e: yes(e.pupil.is_migrant), order=""),
        Column("is_left_behind", "留守儿童", value=lambda e: yes(e.pupil.is_left_behind), order=""),
    ]


def _some_pupils(request: HttpRequest, year: int, chosen: Any, words: str) -> QuerySet[Enrolment]:
    rows = roll_of(request.user, school_year=year, asked=chosen)
    if not words:
        return rows
    spell_new_names()
    return among(rows, words)


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    return list(visible_to(Area, request.user).exclude(kind=Area.Kind.CITY).values_list("pk", "name"))


def _school_filter(request: HttpRequest) -> list[Filter]:
    """Schools of the chosen area: a list of all the city's would be too long to choose from."""
    asked = request.GET.get("school", "")
    rows = visible_to(School, request.user).order_by("pk")
    if request.GET.get("area"):
        rows = rows.filter(area=request.GET["area"])
    elif asked:
        rows = rows.filter(pk=asked)
    else:
        return []
    return [Filter("school", "学校", list(rows.values_list("pk", "name")))]


def _class_filter(request: HttpRequest, year: int) -> list[Filter]:
    """Classes of the chosen school and grade."""
    if not request.GET.get("school"):
        return []
    rows = visible_to(SchoolClass, request.user).filter(school=request.GET["school"], school_year=year)
    if request.GET.get("grade") in dict(GRADES):
        rows = rows.filter(grade=request.GET["grade"])
    listed = rows.order_by("stage", "grade", "number")
    return [Filter("school_class", "班级", [(c.pk, f"{c.grade} 年级 {c.number} 班") for c in listed])]


TABLES: dict[str, Callable[[HttpRequest], Made]] = {
    "schools": schools_table,
    "teachers": teachers_table,
    "pupils": pupils_table,
}


def keys_asked(request: HttpRequest, register: str, asked: str) -> list[Any]:
    """The keys of all rows that a list would show for this part of an address; one more than can be changed at most."""
    there = copy(request)
    there.GET = QueryDict(asked)
    table, _known = TABLES[register](there)
    return list(table.left.values_list("pk", flat=True)[: MOST + 1])  # type: ignore[union-attr]


def _page(request: HttpRequest, register: str, table: RegisterTable, known: list[Column]) -> HttpResponse:
    settled = settle_columns(request)
    if settled:
        return settled
    return taken_out(request, table, register) or render(
        request,
        "desk/registers/list.html",
        {
            "table": table,
            "register": register,
            "ticks": ticks(known, table.columns),
            "saved": filters_of(request.user, register),
            "asked": request.GET.urlencode(),
            "fields": fields_to_change(request, register),
            "layout": register,
            "most": MOST,
        },
    )
