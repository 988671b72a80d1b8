"""What the bureau licenses: items kept, put online, dropped; applications received and decided."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, recorder, stage
from xuezheng.records.casework.actions.due import STATE, extended_due, keep_facts, opener
from xuezheng.records.casework.models import PermitApplication, PermitItem
from xuezheng.records.casework.queries import clock_of, happened_to, is_by_clock, open_pause
from xuezheng.rules.deriving import due_on
from xuezheng.rules.working_days import WorkCalendar


def _under_a_kept_item(act: Act, application: PermitApplication) -> None:
    item = application.item
    act.expect(
        item.dropped_on is None
        or application.received_on is None
        or item.dropped_on > application.received_on,
        f"事项 {item.code} 已于 {item.dropped_on} 取消。",
        "取消的事项不再受理。",
    )


def _while_the_clock_runs(act: Act, application: PermitApplication) -> None:
    paused = open_pause(application)
    act.expect(
        paused is None,
        f"申请 {application.code} 自 {paused and paused.first_on} 起停止计时。",
        "请先恢复计时。",
    )


keep_item = recorder(
    PermitItem,
    action="permit_item.keep",
    owner="",
    later=("dropped_on", "online_on"),
    past=("kept_from",),
)
put_item_online = stage(
    PermitItem, "online_on", action="permit_item.put_online", owner="", unless="dropped_on"
)
drop_item = stage(PermitItem, "dropped_on", action="permit_item.drop", owner="")

receive_application = opener(
    PermitApplication,
    action="application.receive",
    owner="area.organisation",
    later=("decided_on", "is_granted", "extended_on", "supplemented_on"),
    past=("received_on",),
    rule=_under_a_kept_item,
)
decide_application = stage(
    PermitApplication,
    "decided_on",
    action="application.decide",
    owner="area.organisation",
    told=("is_granted",),
    rule=_while_the_clock_runs,
)


def extend_application(
    *, application: PermitApplication, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> None:
    """Give an application longer, approved before its time is over."""
    with acting(by=by, at=at, action="application.extend", organisation=application.lead) as act:
        act.take(application)
        _expect_undecided(act, application)
        due = extended_due(act, application, calendar, f"申请 {application.code} ")
        act.detail = {"was": str(application.due_on), "due": str(due)}
        application.extended_on, application.extended_by = act.today, by.username[:50]
        keep_facts(application, due, calendar)
        act.save(application, "extended_on", "extended_by", "due_on", "calendar", "is_provisional")


def supplement_application(
    *, application: PermitApplication, on: date, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> None:
    """All papers are there now: the clock starts anew."""
    with acting(by=by, at=at, action="application.supplement", organisation=application.lead) as act:
        act.take(application)
        _expect_undecided(act, application)
        act.expect_past(on, "补齐材料日期")
        started = application.extended_on or application.pauses.exists()
        act.expect(not started, f"申请 {application.code} 已延期或停止过计时。", "重新起算须在此之前登记。")
        act.expect(
            is_by_clock(application),
            f"申请 {application.code} 的期限不是按时限推算的。",
            "请按原定期限办理。",
        )
        act.refuse_faults()
        application.supplemented_on = on
        due = due_on(clock_of(application), application.received_on, calendar, happened_to(application))
        assert due is not None  # noqa: S101  (no pause goes on)
        act.detail = {"was": str(application.due_on), "due": str(due)}
        keep_facts(application, due, calendar)
        act.save(application, "supplemented_on", "due_on", "calendar", "is_provisional")


def _expect_undecided(act: Act, application: PermitApplication) -> None:
    act.expect(
        application.decided_on is None,
        f"申请 {application.code} 已于 {application.decided_on} 决定。",
        "有误请办理更正。",
    )
