"""What came in and was answered: cases by channel, deputies' proposals, permits."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from xuezheng.jobs.demo.case_handling import handle
from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, DIVISIONS, division
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows, between
from xuezheng.rules.clocks import clock_on
from xuezheng.rules.deriving import due_on
from xuezheng.rules.working_days import WorkCalendar

_CLOCKS = {"mayor_line": "hotline.reply", "online": "hotline.reply", "phone": "hotline.consult",
           "petition": "petition.conclude", "violation": "violation.conclude"}  # fmt: skip
#: The calendar that all due dates of the city were reckoned by.
CALENDAR = "国务院2026"
_TOPICS = (
    "招生入学",
    "教育收费",
    "师德师风",
    "学校管理",
    "食堂饭菜",
    "转学",
    "学生资助",
    "校车",
    "课后服务",
    "教师招聘",
)
_VIOLATIONS = ("乱办班", "乱补课", "乱收费")
#: Channel, cases in 2024 and in 2025, working days to answer (None: 60 days of the calendar).
#: Consultation calls lie between 2000 and 2099 whatever the size of the city.
_CHANNELS = (
    ("mayor_line", 5),
    ("online", 5),
    ("phone", 3),
    ("petition", None),
)
HANDLED_IN_SECOND_HALF = 13


def after_working_days(start: str, n: int) -> str:
    """The nth working day after a day, which itself does not count."""
    return _calendar().nth_after(date.fromisoformat(start), n).isoformat()


def due_by(clock: str, start: str) -> str:
    """When a clock that starts on a day ends."""
    on = date.fromisoformat(start)
    return str(due_on(clock_on(clock, on), on, _calendar()))


@cache
def _calendar() -> WorkCalendar:
    return WorkCalendar()


def cases(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """Cases of both years, all closed in time, and those of the new year that are still open."""
    chance = plan.chance("cases")
    register = _CaseRegister(chance, schools)
    volume = {"mayor_line": plan.scaled(9.0, least=120, most=4000), "online": plan.scaled(7.0, least=90, most=3000),
              "petition": plan.scaled(1.0, least=20, most=400)}  # fmt: skip
    for year in YEARS:
        for channel, limit in _CHANNELS:
            more = 1.0 if year == YEAR else 1.12
            n = round(volume[channel] * more) if channel in volume else (2046 if year == YEAR else 1873)
            for on in sorted(between(chance, f"{year}-01-02", f"{year}-12-28", n).astype(str).tolist()):
                register.add(channel, on, limit)
        _violations(register, year)
    for on in sorted(between(chance, "2026-01-06", "2026-01-14", 24).astype(str).tolist()):
        register.add("mayor_line", on, 5, is_open=on >= "2026-01-09")
    handled = handle(plan, register.rows)
    yield Rows.of("casework.Case", register.rows)
    yield Rows.of("casework.CaseExtension", register.extensions)
    yield from handled


class _CaseRegister:
    """Cases as they are taken down."""

    def __init__(self, chance: np.random.Generator, schools: Schools) -> None:
        self.rows: list[dict[str, Any]] = []
        self.extensions: list[dict[str, Any]] = []
        self._chance, self._schools = chance, schools
        self._near = [
            schools.teaching("primary", d) + schools.teaching("junior", d) for d in range(len(DISTRICTS))
        ]

    def add(self, channel: str, on: str, limit: int | None, *, is_open: bool = False, **more: Any) -> None:
        chance = self._chance
        district = int(chance.choice(len(DISTRICTS), p=[d.share for d in DISTRICTS]))
        due = after_working_days(on, limit) if limit else _plus(on, 60)
        last = min(due, f"{on[:4]}-12-31")
        closed = None if is_open else _plus(on, int(chance.integers(0, _days_between(on, last) + 1)))
        code = f"BJ{on[:4]}{len(self.rows) + 1:06d}"
        has_school = chance.random() < 0.55
        school = self._schools.codes[chance.choice(self._near[district])] if has_school else None
        longer = self._extended(code, on, due, closed, limit)
        due = longer or (due if limit else due_by("petition.conclude", on))
        self.rows.append(
            {
                "code": code,
                "channel": channel,
                "topic": _TOPICS[chance.integers(0, len(_TOPICS))],
                "summary": "来电人反映情况" if channel != "phone" else "咨询",
                "area": DISTRICTS[district].code,
                "school": school,
                "lead": DISTRICTS[district].code if channel != "phone" else division("13"),
                "received_on": on,
                "due_on": due,
                "closed_on": closed,
                "is_substantiated": None,
                "rating": self._rating(on, closed),
                "repeats": None,
                "clock": _CLOCKS[channel],
                "calendar": CALENDAR,
                "kind": "",
                "due_ground": "taken_over" if longer and channel in ("phone", "violation") else "",
                "caller_phone": f"1990{chance.integers(0, 10**7):07d}",
            }
            | more
        )

    def _rating(self, on: str, closed: str | None) -> str:
        """Nobody is unsatisfied in the reported year; about a third do not rate."""
        if closed is None or self._chance.random() < 0.35:
            return ""
        if on < f"{YEAR}":
            return ("satisfied", "basically", "unsatisfied")[self._chance.choice(3, p=[0.94, 0.04, 0.02])]
        return "satisfied"

    def _extended(self, code: str, on: str, due: str, closed: str | None, limit: int | None) -> str | None:
        """One in fifty gets a longer time, asked for and approved before the old one ran out."""
        if closed is None or limit is None or self._chance.random() >= 0.02 or on > f"{YEAR}-12-20":
            return None
        asked = after_working_days(on, 1)
        later = after_working_days(due, 5)
        self.extensions.append(
            {
                "case": code,
                "asked_on": asked,
                "approved_on": asked,
                "approved_by": "示例局长",
                "was_due_on": due,
                "due_on": later,
            }
        )
        return later


def _violations(register: _CaseRegister, year: int) -> None:
    """Reported violations: checked, found true, dealt with; thirteen in the second half of the year."""
    halves = ((f"{year}-02-10", 7), (f"{year}-07-20", HANDLED_IN_SECOND_HALF if year == YEAR else 11))
    for start, n in halves:
        for k in range(n):
            on = _plus(start, k * 9)
            topic = _VIOLATIONS[k % len(_VIOLATIONS)]
            register.add(
                "violation",
                on,
                20,
                topic=topic,
                is_substantiated=True,
                lead=division("13"),
                summary="举报违规办学",
            )


def _plus(on: str, n: int) -> str:
    return (date.fromisoformat(on) + timedelta(days=n)).isoformat()


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


_SUBJECTS = (
    "加快公办幼儿园建设", "改善农村学校取暖条件", "加强校园食品安全", "增加城区学位供给", "推进课后服务提质",
    "加强职业教育产教融合", "提高乡村教师待遇", "规范校外培训", "加强特殊教育保障", "优化校车线路",
    "推进中小学心理健康教育", "扩大优质高中资源", "加强青少年近视防控", "发展民族教育", "改善随迁子女入学服务",
)  # fmt: skip


def proposals(plan: Plan) -> Rows:
    """Deputies' suggestions and members' proposals of both years, each answered in time, with its class."""
    chance = plan.chance("proposals")
    rows: list[dict[str, Any]] = []
    for year in YEARS:
        for kind, n in (("npc", 27 + 4 * (year == YEAR)), ("cppcc", 33 + 5 * (year == YEAR))):
            for k in range(1, n + 1):
                handed = f"{year}-{'02-26' if kind == 'npc' else '03-05'}"
                rows.append(
                    {
                        "code": f"{'JY' if kind == 'npc' else 'TA'}{year}{k:03d}",
                        "kind": kind,
                        "title": f"关于{_SUBJECTS[k % len(_SUBJECTS)]}的{'建议' if kind == 'npc' else '提案'}（{k}）",
                        "lead": division(DIVISIONS[k % len(DIVISIONS)][0]),
                        "area": CITY_CODE,
                        "handed_over_on": handed,
                        "due_on": due_by(f"proposal.{kind}.answer", handed),
                        "clock": f"proposal.{kind}.answer",
                        "calendar": CALENDAR,
                        "answered_on": _plus(handed, int(chance.integers(30, 88))),
                        "result_class": "ABCD"[chance.choice(4, p=[0.6, 0.32, 0.05, 0.03])],
                        "rating": ("satisfied", "satisfied", "basically")[k % 3],
                        "proposer": f"示例{'代表' if kind == 'npc' else '委员'}{k:03d}",
                    }
                )
    return Rows.of("casework.Proposal", rows)


_ITEMS = (
    ("民办学校设立、变更和终止许可", "2023-05-01", ""),
    ("实施中等及中等以下学历教育民办学校筹设审批", "2023-09-01", ""),
    ("教师资格认定", "2022-03-01", ""),
    ("校车使用许可", "2024-06-01", ""),
    ("适龄儿童、少年延缓入学、休学审批", f"{YEAR}-03-20", ""),
    ("文艺、体育等专业训练社会组织自行实施义务教育审批", f"{YEAR}-06-10", ""),
    ("中外合作办学初审", "", "2023-12-01"),
    ("教育网站备案初审", "", "2024-05-20"),
)


def permits(plan: Plan) -> Iterator[Rows]:
    """Six items kept, all of them online by the reported year; two were dropped. And the applications."""
    items = [
        {
            "code": f"SP{n:02d}",
            "name": name,
            "kept_from": "2015-01-01",
            "dropped_on": dropped or None,
            "online_on": online or None,
        }
        for n, (name, online, dropped) in enumerate(_ITEMS, start=1)
    ]
    yield Rows.of("casework.PermitItem", items)
    chance = plan.chance("permits")
    kept = [item for item in items if not item["dropped_on"]]
    rows: list[dict[str, Any]] = []
    for year in YEARS:
        n = plan.scaled(3.0, least=40, most=1500)
        for k, on in enumerate(
            sorted(between(chance, f"{year}-01-04", f"{year}-11-20", n).astype(str).tolist())
        ):
            item = kept[k % len(kept)]
            due = after_working_days(on, 20)
            rows.append(
                {
                    "code": f"SQ{year}{k + 1:05d}",
                    "item": item["code"],
                    "area": DISTRICTS[
                        int(chance.choice(len(DISTRICTS), p=[d.share for d in DISTRICTS]))
                    ].code,
                    "received_on": on,
                    "due_on": due,
                    "clock": "permit.decide",
                    "calendar": CALENDAR,
                    "decided_on": after_working_days(on, int(chance.integers(1, 20))),
                    "is_granted": bool(chance.random() < 0.94),
                    "is_online": on >= str(item["online_on"]),
                }
            )
    pause = _pause_an_application(rows)
    yield Rows.of("casework.PermitApplication", rows)
    yield Rows.of("casework.ApplicationPause", [pause])


def _pause_an_application(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One application waited two working days for a hearing; its due date moved by them."""
    row = next(row for row in rows if row["received_on"] >= f"{YEAR}-05-01")
    first = after_working_days(row["received_on"], 3)
    row["due_on"] = after_working_days(row["due_on"], 2)
    return {
        "kind": "hearing", "first_on": first, "last_on": after_working_days(first, 1), "application": row["code"],
    }  # fmt: skip
