"""One indicator asked of one snapshot: its rows, and whether the records speak for the year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

import narwhals as nw

from xuezheng.errors import BadInput
from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.readings import Frame, area_of_school
from xuezheng.snapshot import Snapshot

Period = Literal["year", "h1", "h2"]

#: First and last month and day of the parts of a year that can be asked for.
_PARTS = {"year": ((1, 1), (12, 31)), "h1": ((1, 1), (6, 30)), "h2": ((7, 1), (12, 31))}
_PART_NAMES = {"year": "", "h1": "上半年", "h2": "下半年"}

#: What the office calls the tables that speak for a year.
TABLE_NAMES = {
    "acquisitions": "幼儿园收购、回收与移交", "activities": "活动", "activity_participations": "活动参加学生",
    "agreements": "合作协议", "aid_awards": "资助发放", "aid_schemes": "资助项目", "aid_standards": "补助标准",
    "applications": "入学申请", "areas": "区划", "budgets": "财政教育支出", "campaign_participants": "参加活动单位",
    "campaigns": "教育实践活动", "campuses": "校园与安全年报", "case_extensions": "延期", "case_pauses": "办件停止计时",
    "application_pauses": "审批停止计时", "dispatches": "派单", "cases": "办件",
    "class_placements": "分班结果", "classes": "班级", "contest_entries": "参赛选手", "contests": "技能大赛",
    "decisions": "决定", "deliveries": "设备配备", "enrolments": "在籍", "exam_absences": "缺考登记", "exam_incidents": "考试事件",
    "exam_results": "考试成绩", "exam_room_changes": "考场调换", "exam_sittings": "考务", "facilities": "校舍与场地", "findings": "检查结果",
    "funds": "资金", "hardship_listings": "困难学生名单", "ledger_entries": "会议、文件与评比",
    "dropout_duties": "控辍保学月报学报", "dropout_entries": "控辍保学台账", "list_links": "外部名单关联",
    "outside_lists": "外部名单", "persuasions": "劝返记录", "school_age_children": "适龄儿童台账",
    "media_reports": "媒体报道", "milestones": "项目节点", "movements": "学籍异动", "organisations": "机构",
    "party_advisers": "党建指导员", "party_organisations": "党组织",
    "pay_comparisons": "教师与公务员工资", "permit_applications": "审批申请",
    "permit_items": "审批事项", "place_purchases": "购买学位", "pledges": "责任状与承诺书", "population": "人口",
    "posts": "编制", "power_changes": "职能转变", "projects": "项目", "proposals": "建议提案",
    "public_events": "大事记", "pupils": "学生",
    "quality_monitoring": "义务教育质量监测", "rankings": "排名", "rectification_items": "整改问题",
    "rounds": "分配轮次", "school_group_members": "集团与共同体成员校", "school_groups": "教育集团与共同体",
    "school_returns": "学年初报表", "school_statuses": "学校创建与改造", "schools": "学校",
    "score_band_totals": "全市高分段人数", "score_bands": "高分段人数", "sessions": "办班与活动",
    "special_placements": "残疾儿童少年安置", "spending": "三公经费与一般性支出", "student_loans": "生源地助学贷款",
    "subject_rooms": "音乐美术专用教室", "surveys": "社会认可度调查",
    "targets": "年度目标", "teacher_growth": "教师培训、交流与表彰", "teachers": "教职工",
    "training_institutions": "校外培训机构", "university_admissions": "高校录取", "visits": "督导评估",
    "vocational_majors": "职业教育专业", "websites": "教育网站", "wellbeing_returns": "学生服务与健康年报",
    "works": "校园工程量",
}  # fmt: skip


#: Whether there is any row: of a register (its table, column and year), or of an indicator's evidence
#: ("", its code and year).
Fact = tuple[str, str, int]


@dataclass(frozen=True)
class Question:
    """What is asked. `known` remembers the facts looked up, for the questions after."""

    snapshot: Snapshot
    indicator: Indicator
    year: int
    filters: dict[str, str]
    period: Period
    known: dict[Fact, bool]

    def rows(self) -> Frame:
        """Evidence within the period and the filters."""
        frame = self._in_period()
        for column, value in self.filters.items():
            frame = frame.filter(nw.col(column) == value)
        return frame

    def rows_with_area(self) -> Frame:
        """Evidence whose rows know their area: their own, or else their school's."""
        frame, schools = self.rows(), area_of_school(self.snapshot)
        if "area" not in names_of(frame):
            return frame.join(schools, on="school", how="left")
        placed = frame.join(schools.rename({"area": "area_of_school"}), on="school", how="left")
        return placed.with_columns(area=nw.coalesce("area", "area_of_school")).drop("area_of_school")

    def why_no_snapshot_can_answer(self) -> str:
        """Why it cannot be answered from any rows; empty when it can."""
        as_of = self.snapshot.as_of
        if self.year > as_of.year:
            return f"快照截至 {as_of}，{self.year} 年还没有数据。"
        if self.period != "year" and "on" not in names_of(self._all_rows):
            return "该指标按全年统计，不能分上下半年。"
        return ""

    def why_nothing_is_not_zero(self, n_rows: int) -> str:
        """Why a sum over `n_rows` rows of evidence says nothing; empty when it does."""
        part = _PART_NAMES[self.period]
        for fact in self._registers():
            if not self._is_there(fact):
                return f"“{TABLE_NAMES[fact[0]]}”中没有 {fact[2]} 年{part}的数据。"
        if self.indicator.registers or n_rows or (self.filters and self._is_there(self._evidence())):
            return ""
        return f"快照中没有 {self.year} 年{part}的相关数据。"

    def facts(self) -> dict[Fact, Frame]:
        """What `why_nothing_is_not_zero` may have to know, and the rows that would show it."""
        asked = [*self._registers(), *([self._evidence()] if self.filters else ())]
        return {fact: self._rows_of(fact) for fact in asked if fact not in self.known}

    def _registers(self) -> Iterator[Fact]:
        """Registers that must speak for the year; for a change also for the year before."""
        years = (self.year - 1, self.year) if self.indicator.kind == "change" else (self.year,)
        return ((table, column, year) for table, column in self.indicator.registers.items() for year in years)

    def _evidence(self) -> Fact:
        return "", self.indicator.code, self.year

    def _is_there(self, fact: Fact) -> bool:
        if fact not in self.known:
            self.known[fact] = _has_rows(self._rows_of(fact))
        return self.known[fact]

    def _rows_of(self, fact: Fact) -> Frame:
        """Rows of the year, and of the half-year when a register's column is a day."""
        table, column, year = fact
        if not table:
            return self._in_period()
        frame = self.snapshot.table(table)
        is_day = frame.collect_schema()[column] == nw.Date
        return frame.filter(self._part_of(column, year) if is_day else nw.col(column) == year)

    @cached_property
    def _all_rows(self) -> Frame:
        frame: Frame = self.indicator.evidence(self.snapshot, self.year)
        return frame

    def _in_period(self) -> Frame:
        """Rows of the half-year by month: a change has rows of two years."""
        if self.period == "year":
            return self._all_rows
        (first, _), (last, _) = _PARTS[self.period]
        return self._all_rows.filter(nw.col("on").dt.month().is_between(first, last))

    def _part_of(self, column: str, year: int) -> nw.Expr:
        first, last = _PARTS[self.period]
        return nw.col(column).is_between(date(year, *first), date(year, *last))


def ask(
    snapshot: Snapshot,
    indicator: Indicator,
    year: int,
    filters: Mapping[str, str] | None,
    period: str,
    known: dict[Fact, bool] | None = None,
) -> Question:
    """Put a question, if the period, the dimensions and their values are known.

    Raises
    ------
    BadInput
        Naming those that are.
    """
    if period not in _PARTS:
        raise BadInput(f"没有时段“{period}”。可用：year（全年）、h1（上半年）、h2（下半年）。")
    asked = _checked(indicator, filters or {})
    return Question(snapshot, indicator, year, asked, period, {} if known is None else known)  # type: ignore[arg-type]


def collected(frame: Frame) -> list[dict[str, Any]]:
    """Rows of a small result."""
    rows: list[dict[str, Any]] = frame.collect("pyarrow").to_native().to_pylist()
    return rows


def names_of(frame: Frame) -> list[str]:
    """Columns of a frame."""
    return frame.collect_schema().names()


def _has_rows(frame: Frame) -> bool:
    return bool(collected(frame.head(1).select(nw.len().alias("n")))[0]["n"])


def _checked(indicator: Indicator, filters: Mapping[str, str]) -> dict[str, str]:
    """The filters, if the indicator declares each dimension and value."""
    for column, value in filters.items():
        if column not in indicator.dimensions:
            known = "、".join(indicator.dimensions) or "无"
            raise BadInput(f"指标 {indicator.code} 没有维度“{column}”。可用的维度：{known}。")
        values = indicator.dimensions[column]
        if values and value not in values:
            known = "、".join(f"{name}（{words}）" for name, words in values.items())
            raise BadInput(f"指标 {indicator.code} 的维度 {column} 没有取值“{value}”。可用：{known}。")
    return dict(filters)
