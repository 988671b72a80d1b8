"""The registers of keeping children in school: entered, visited, confirmed, reported, returned, closed."""

from datetime import date, datetime

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import Act, acting, owner_of, recorder, stage
from xuezheng.records.registers.models import (
    DropoutDuty,
    DropoutEntry,
    Enrolment,
    Movement,
    Persuasion,
    SchoolAgeChild,
)

_SCHOOL = "school.organisation"
LATER = ("confirmed_on", "reported_on", "ordered_on", "returned_on", "support", "closed_on", "outcome")

list_child = recorder(
    SchoolAgeChild, action="dropout.list_child", owner="area.organisation", past=("seen_on",)
)


def _of_this_school(act: Act, entry: DropoutEntry) -> None:
    on_roll = Enrolment.objects.filter(pupil=entry.pupil_id, school=entry.school_id).exists()
    act.expect(
        entry.pupil_id is None or on_roll,
        f"学生 {entry.pupil_id} 不在学校 {entry.school_id} 的在籍名册上。",
        "请由学生所在学校登记。",
    )
    act.detail = {"school": entry.school_id}


#: The school enters a suspected dropout at once.
suspect_dropout = recorder(
    DropoutEntry,
    action="dropout.suspect",
    owner=_SCHOOL,
    later=LATER,
    past=("found_on", "entered_on"),
    rule=_of_this_school,
)


def _still_open(act: Act, row: Persuasion) -> None:
    act.expect(row.entry.closed_on is None, f"台账 {row.entry_id} 已销号。", "不再登记劝返。")
    act.expect(
        row.on is None or row.on >= row.entry.found_on,
        f"劝返日期 {row.on} 早于发现日期 {row.entry.found_on}。",
        "请核对日期。",
    )


record_persuasion = recorder(
    Persuasion, action="dropout.persuade", owner="entry.school.organisation", past=("on",), rule=_still_open
)


def confirm_dropout(*, entry: DropoutEntry, on: date, reason: str, by: User, at: datetime) -> None:
    """From suspected to dropped out: after a visit, with the reason; the roll tells it on the same day."""
    with acting(by=by, at=at, action="dropout.confirm", organisation=entry.school.organisation) as act:
        _take_open(act, entry)
        act.expect(
            entry.confirmed_on is None, f"台账 {entry.pk} 已于 {entry.confirmed_on} 认定。", "不重复认定。"
        )
        act.expect(
            entry.persuasions.exists(), f"台账 {entry.pk} 还没有劝返记录。", "请先入户劝返，再认定辍学。"
        )
        act.expect(bool(reason), "没有填写辍学原因。", "请从原因清单中选择。")
        act.expect_past(on, "认定辍学日期")
        act.refuse_faults()
        entry.confirmed_on, entry.reason = on, reason
        act.save(entry, "confirmed_on", "reason")
        _tell_the_roll(act, entry, Movement.Kind.DROPOUT, on, reason)


#: Persuasion failed: the school writes to the department (未成年人保护法 article 28).
report_dropout = stage(
    DropoutEntry,
    "reported_on",
    action="dropout.report",
    owner=_SCHOOL,
    after="confirmed_on",
    unless="closed_on",
)
#: The department orders the parents (未成年人保护法 article 83).
order_guardian = stage(
    DropoutEntry, "ordered_on", action="dropout.order", owner=_SCHOOL, after="reported_on", unless="closed_on"
)


def return_child(*, entry: DropoutEntry, on: date, support: str, by: User, at: datetime) -> None:
    """Back at school, with what helps the child to stay; the roll tells it if it told the dropout."""
    with acting(by=by, at=at, action="dropout.return", organisation=entry.school.organisation) as act:
        _take_open(act, entry)
        act.expect(
            entry.returned_on is None, f"台账 {entry.pk} 已于 {entry.returned_on} 复学。", "不重复登记。"
        )
        act.expect(bool(support.strip()), "没有写复学后的帮扶。", "请写明谁用什么办法帮扶。")
        act.expect_past(on, "复学日期")
        act.refuse_faults()
        entry.returned_on, entry.support = on, support.strip()
        act.save(entry, "returned_on", "support")
        if entry.confirmed_on:
            _tell_the_roll(act, entry, Movement.Kind.RETURN, on, "")


def close_entry(*, entry: DropoutEntry, on: date, outcome: str, by: User, at: datetime) -> None:
    """Strike an entry off (销号), one by one, with what became of the child."""
    with acting(by=by, at=at, action="dropout.close", organisation=_district_of(entry)) as act:
        _take_open(act, entry)
        act.expect(bool(outcome), "没有选择销号结果。", "请从销号结果清单中选择。")
        act.expect(
            outcome != DropoutEntry.Outcome.MISTAKEN or entry.confirmed_on is None,
            f"台账 {entry.pk} 已认定辍学，不能按“核实在校”销号。",
            "请按复学等结果销号；认定有误请先更正。",
        )
        act.expect(
            outcome == DropoutEntry.Outcome.RETURNED or entry.returned_on is None,
            f"台账 {entry.pk} 已登记复学。",
            "请按“已复学”销号。",
        )
        act.expect_past(on, "销号日期")
        act.refuse_faults()
        entry.closed_on, entry.outcome = on, outcome
        act.save(entry, "closed_on", "outcome")


def _district_of(entry: DropoutEntry) -> Organisation:
    """The county strikes off what its schools entered."""
    above = entry.school.organisation.parent
    return above or entry.school.organisation


def _take_open(act: Act, entry: DropoutEntry) -> None:
    act.take(entry)
    act.expect(entry.closed_on is None, f"台账 {entry.pk} 已于 {entry.closed_on} 销号。", "销号后不再办理。")
    act.refuse_faults()


def _tell_the_roll(act: Act, entry: DropoutEntry, kind: str, on: date, reason: str) -> None:
    """The movement on the roll, unless the school has written it already."""
    if entry.pupil_id is None:
        return
    if not Movement.objects.filter(pupil=entry.pupil_id, kind=kind, on=on).exists():
        act.save(
            Movement(
                pupil_id=entry.pupil_id,
                school_id=entry.school_id,
                stage=entry.stage,
                kind=kind,
                reason=reason,
                on=on,
            )
        )


def do_duty(*, duty: DropoutDuty, by: User, at: datetime) -> DropoutDuty:
    """Write down that a duty of a period was done, with what the registers said that day."""
    owner = owner_of(duty, "organisation", by)
    with acting(by=by, at=at, action="dropout.duty", organisation=owner) as act:
        act.expect_new(duty)
        act.expect_past(duty.done_on, "完成日期")
        act.save(duty)
    return duty
