"""Verdicts of visits: what was passed before, and what this year's visit decided."""

from datetime import date

import narwhals as nw

from xuezheng.indicators.questions import collected
from xuezheng.indicators.readings import last_day
from xuezheng.standards.declaration import Item
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.looking import source_of
from xuezheng.standards.verdict import Outcome, Row, State

_STATES: dict[str, State] = {"passed": "met", "failed": "unmet"}


def passed_before(code: str, label: str, standard: str, years: str) -> Item:
    """A visit against another standard was passed at least so many years before."""

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        rule = inquiry.value(years)
        latest = date(inquiry.year - int(rule.value), 12, 31)
        is_asked = (nw.col("standard") == standard) & (nw.col("verdict") == "passed")
        visits = collected(inquiry.snapshot.table("visits").filter(is_asked))
        found = {}
        for place in inquiry.places:
            mine = [v for v in visits if v["area"] == place and v["decided_on"] is not None]
            rows = tuple(
                Row(area=place, subject=v["code"], state="met" if v["decided_on"] <= latest else "unmet",
                    note=f"{v['decided_on']} {v['document_number'] or ''}".strip())
                for v in sorted(mine, key=lambda v: v["decided_on"])
            )  # fmt: skip
            found[place] = Outcome(
                code, label, *_before_told(rows, latest), rows=rows, sources=(source_of(rule),)
            )
        return found

    return Item(code, label, look)


def _before_told(rows: tuple[Row, ...], latest: date) -> tuple[State, str]:
    if not rows:
        return "unknown", "不能判定：督导评估中没有通过认定的记录。"
    if rows[0].state == "met":
        return "met", f"{rows[0].note} 通过认定。"
    return "unmet", f"{rows[0].note} 通过认定，须不晚于 {latest}。"


def decided_in_year(code: str, label: str) -> Item:
    """The verdict of the last visit of the year against this standard."""

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        visits = collected(inquiry.visits())
        key = "school" if inquiry.standard.unit == "school" else "area"
        end = last_day(inquiry.snapshot, inquiry.year)
        found = {}
        for place in inquiry.places:
            mine = sorted((v for v in visits if v[key] == place), key=lambda v: (v["on"], v["code"]))
            rows = tuple(
                Row(area=v["area"], school=v["school"] or "", subject=v["code"], state=_STATES.get(v["verdict"], "unknown"),
                    note=f"{v['decided_on'] or ''} {v['document_number'] or ''}".strip())
                for v in mine if v["on"] <= end
            )  # fmt: skip
            found[place] = Outcome(
                code, label, rows[-1].state if rows else "unknown", _decided_told(rows), rows=rows
            )
        return found

    return Item(code, label, look)


def _decided_told(rows: tuple[Row, ...]) -> str:
    if not rows:
        return "不能判定：本年没有按这个标准进行的督导评估。"
    told = {"met": "通过", "unmet": "未通过", "unknown": "尚未作出结论"}[rows[-1].state]
    return f"督导 {rows[-1].subject} {told}{'（' + rows[-1].note + '）' if rows[-1].note else ''}。"


def all_findings(code: str, label: str) -> Item:
    """Every item inspectors looked at in the year's visits is met or put right."""

    def look(inquiry: Inquiry) -> dict[str, Outcome]:
        found = {}
        for place in inquiry.places:
            rows = tuple(
                Row(area=each.area, school=each.school, subject=item, note=each.visit,
                    state="met" if each.is_right else "unmet")
                for item, seen in sorted(inquiry.findings.get(place, {}).items())
                for each in seen
            )  # fmt: skip
            wrong = [row.subject for row in rows if row.state == "unmet"]
            state: State = "unknown" if not rows else "unmet" if wrong else "met"
            told = "不能判定：本年督导没有检查结果。" if not rows else f"{len(rows)} 个检查项，"
            if rows:
                told += f"未达标且未整改：{'、'.join(wrong)}。" if wrong else "全部达标或已整改。"
            found[place] = Outcome(code, label, state, told, rows=rows)
        return found

    return Item(code, label, look)
