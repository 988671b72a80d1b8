"""Asking for long work, and the machine's own notes of how it went."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import acting
from xuezheng.records.decisions.models import Work

State = Work.State
MOST_ATTEMPTS = 3


def ask_for_work(
    *,
    kind: str,
    key: str,
    title: str,
    given: Mapping[str, Any],
    organisation: Organisation,
    by: User,
    at: datetime,
) -> Work:
    """Put a piece of long work into the queue.

    Raises
    ------
    BadInput
        When the same is waiting or running already: it says who asked for it, and when.
    """
    with acting(by=by, at=at, action="work.ask", organisation=organisation) as act:
        under_way = Work.objects.filter(key=key, state__in=(State.WAITING, State.RUNNING)).first()
        if under_way is not None:
            since = localtime(under_way.asked_at)
            act.expect(
                False,
                f"“{under_way.title}”已由 {under_way.asked_by} 于 {since:%H:%M} 启动，正在办理。",
                "请等它办完。",
            )
        act.refuse_faults()
        work = Work(
            kind=kind,
            key=key,
            title=title,
            given=dict(given),
            organisation=organisation,
            asked_by=by.username,
            asked_at=at,
        )
        act.save(work)
        act.detail |= {"kind": kind, "key": key}
    return work


def take_up_work(*, code: str, again: bool = False) -> Work | None:
    """The worker takes a piece of work; None when another has it, or it was tried too often.

    `again` takes up a running one, whose worker died.
    """
    wanted = State.RUNNING if again else State.WAITING
    with transaction.atomic():
        work = Work.objects.select_for_update().filter(code=code, state=wanted).first()
        if work is None:
            return None
        if work.attempts >= MOST_ATTEMPTS:
            give_up_work(work=work, told=f"工作进程中断了 {work.attempts} 次，没有再试。请告诉系统管理员。")
            return None
        work.state, work.attempts = State.RUNNING, work.attempts + 1
        work.save(update_fields=["state", "attempts"])
    return work


def finish_work(*, work: Work, outcome: Mapping[str, Any], at: datetime) -> None:
    """Note that it was done, and what came out."""
    work.state, work.outcome, work.finished_at = State.DONE, dict(outcome), at
    work.save(update_fields=["state", "outcome", "finished_at"])


def give_up_work(*, work: Work, told: str, at: datetime | None = None) -> None:
    """Note that it was not done, and why."""
    work.state, work.told, work.finished_at = State.FAILED, told, at
    work.save(update_fields=["state", "told", "finished_at"])
