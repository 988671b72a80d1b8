"""What waits to be done, list by list: each is a number on the first page, and the rows behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from xuezheng.records.accounts.rights import DESK, DIRECTOR, READERS, Role
from xuezheng.records.casework import queries as casework
from xuezheng.records.decisions import queries as decisions
from xuezheng.records.ledger import queries as ledger
from xuezheng.records.programmes import queries as programmes
from xuezheng.records.registers import queries as registers
from xuezheng.records.visits import queries as visits
from xuezheng.rules.values import value_on
from xuezheng.web.shown.tables import Column

Rows = Callable[[Any, date], QuerySet[Any]]


@dataclass(frozen=True)
class Worklist:
    """One list: its address, its name, how it is marked when it is not empty, its rows and columns."""

    name: str
    label: str
    why: str
    kind: str
    rows: Rows
    columns: tuple[Column, ...]
    search: tuple[str, ...] = ()
    readers: frozenset[Role] = field(default=READERS)
    is_doubt: bool = False


def school_year_of(day: date) -> int:
    """The school year a day lies in: it begins on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def _school(row: Any) -> str:
    return str(row.school.name)


def _stage(row: Any) -> str:
    return str(row.get_stage_display())


def _larger(user: Any, day: date) -> QuerySet[Any]:
    limits = {
        stage: int(value_on(f"compulsory.class_size.{stage}.max", day).value)
        for stage in ("primary", "junior")
    }
    return registers.classes_larger_than(user, school_year=school_year_of(day), limits=limits)


def _pupil_link(row: Any) -> str:
    return reverse("desk:registers-pupil", args=[row.pupil_id])


_SCHOOL = Column("school", "学校", value=_school, order="school__name")
_PUPIL = Column("pupil_id", "学生代码", "code", link=_pupil_link)

WORKLISTS = (
    Worklist(
        "returns", "学年初报表未报", "在办学校中没有报送本学年报表的。", "warn",
        lambda user, day: registers.returns_missing(user, school_year=school_year_of(day)),
        (Column("code", "学校代码", "code"), Column("name", "学校"), Column("kind", "办学类型", "code")),
        ("code", "name"),
    ),
    Worklist(
        "milestones", "项目节点逾期", "应完成日期已过而没有登记完成的节点。", "bad",
        lambda user, day: programmes.late_milestones(user, on=day),
        (
            Column("project", "项目", value=lambda r: r.project.name, order="project__name"),
            Column("name", "节点"), Column("due_on", "应完成日期", "date"),
        ),
        ("project__name", "name"),
    ),
    Worklist(
        "funds", "资金未到账", "下达满半年仍没有到账的资金。", "warn",
        lambda user, day: programmes.late_funds(user, on=day),
        (
            Column("code", "资金编号", "code"), Column("name", "名称"),
            Column("amount_yuan", "金额（元）", "number", lambda r: float(r.amount_yuan)), Column("noticed_on", "下达日期", "date"),
        ),
        ("code", "name"),
    ),
    Worklist(
        "findings", "督导整改逾期", "整改期限已过而没有完成的检查项。", "bad",
        lambda user, day: visits.uncorrected_findings(user, on=day),
        (
            Column("visit", "督导", value=lambda r: r.visit.name, order="visit__name"), Column("item", "检查项"),
            Column("due_on", "整改期限", "date"),
        ),
        ("visit__name", "item"),
    ),
    Worklist(
        "pledges", "责任状未签", "本年应签而未签的责任状。", "warn",
        lambda user, day: ledger.unsigned_pledges(user, year=school_year_of(day)),
        (_SCHOOL, Column("kind", "类别", value=lambda r: r.get_kind_display()), Column("year", "年度", "code")),
        ("school__name",),
    ),
    Worklist(
        "listings", "困难学生待落实", "列入名单、还没有资助或说明的学生。", "warn",
        lambda user, day: programmes.open_listings(user, year=school_year_of(day)).select_related("school"),
        (_PUPIL, _SCHOOL, Column("category", "困难类别", "code"), Column("listed_on", "列入日期", "date")),
        ("pupil_id", "school__name"),
    ),
    Worklist(
        "appeals", "公众申诉待受理", "门户收到、还没有受理或答复的申诉。", "warn",
        lambda user, day: casework.waiting_appeals(user),
        (
            Column("code", "申诉编号", "code", link=lambda r: reverse("desk:casework-appeal", args=[r.code])),
            Column("about", "事项"), Column("received_at", "收到时间", "moment"),
        ),
        ("code", "about"), DESK,
    ),
    Worklist(
        "targets", "目标待批准", "已设定、还没有局长批准的年度目标。", "wait",
        lambda user, day: programmes.unapproved_targets(user, on=day),
        (
            Column("code", "目标编号", "code"), Column("name", "目标"), Column("value", "目标值", "number"),
            Column("unit", "单位"), Column("due_on", "完成期限", "date"),
        ),
        ("code", "name"), DIRECTOR | {Role.OFFICE},
    ),
    Worklist(
        "decisions", "决定待批准", "已核验、等待批准的分配结果。", "wait",
        lambda user, day: decisions.decisions_to_approve(user),
        (Column("code", "决定编号", "code"), Column("title", "名称"), Column("checked_on", "核验日期", "date")),
        ("code", "title"), DIRECTOR | {Role.OFFICE},
    ),
    Worklist(
        "no-class", "在籍而没有班级", "本学年在籍、没有编入班级的中小学生。", "warn",
        lambda user, day: registers.in_no_class(
            user, school_year=school_year_of(day), stages=("primary", "junior", "senior")),
        (_PUPIL, _SCHOOL, Column("stage", "学段", value=_stage), Column("grade", "年级", "code")),
        ("pupil_id", "school__name"), is_doubt=True,
    ),
    Worklist(
        "closed-school", "在已撤销的学校", "学校已撤销，学生仍挂在其名下。", "bad",
        lambda user, day: registers.in_closed_schools(user, school_year=school_year_of(day)),
        (_PUPIL, _SCHOOL, Column("grade", "年级", "code")), ("pupil_id", "school__name"), is_doubt=True,
    ),
    Worklist(
        "large-classes", "班额超标", "人数超过上限的班级（教督〔2017〕6号）。", "warn", _larger,
        (
            _SCHOOL, Column("code", "班级代码", "code"), Column("stage", "学段", value=_stage),
            Column("grade", "年级", "code"), Column("n", "人数", "number"),
        ),
        ("school__name", "code"), is_doubt=True,
    ),
    Worklist(
        "aid-off-roll", "资助给了不在籍的学生", "发放年度没有在籍记录的资助。", "bad",
        lambda user, day: programmes.off_the_roll(
            programmes.paid_awards(user, school_year_of(day)), school_year_of(day)).select_related("school"),
        (_PUPIL, _SCHOOL, Column("term", "学期", value=lambda r: r.get_term_display())),
        ("pupil_id", "school__name"), is_doubt=True,
    ),
    Worklist(
        "late-extensions", "延期批准过晚", "期满之后才批准的延期，不计入按时办结。", "warn",
        lambda user, day: casework.late_extensions(user),
        (
            Column("case_id", "办件编号", "code", link=lambda r: reverse("desk:casework-matter", args=[r.case_id])),
            Column("was_due_on", "原期限", "date"), Column("approved_on", "批准日期", "date"),
        ),
        ("case_id",), is_doubt=True,
    ),
)  # fmt: skip
BY_NAME = {one.name: one for one in WORKLISTS}
