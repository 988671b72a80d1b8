"""Appeals of the public: sent in by nobody in particular, taken in or refused by an officer."""

import secrets
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.timezone import localdate

from xuezheng.errors import BadInput, Fault
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import acting, record_event
from xuezheng.records.casework.models import Appeal, Case
from xuezheng.records.casework.queries import appeal_key, next_appeal_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LEAST_WORDS, MOST_WORDS = 10, 1000
MOST_A_DAY = 2000


@transaction.atomic
def receive_appeal(
    *, organisation: Organisation, about: str, text: str, phone: str, at: datetime
) -> tuple[Appeal, str]:
    """Take down an appeal; gives it and the code by which it is followed, told only now.

    Raises
    ------
    BadInput
        When it says nothing, too much, or the day's appeals are full.
    """
    faults = []
    if not LEAST_WORDS <= len(text.strip()) <= MOST_WORDS:
        faults.append(
            Fault(
                f"申诉内容有 {len(text.strip())} 字。", "申诉内容", f"请写 {LEAST_WORDS} 到 {MOST_WORDS} 字。"
            )
        )
    if phone and not (phone.isascii() and phone.replace("-", "").isdigit() and 7 <= len(phone) <= 20):
        faults.append(Fault(f"联系电话“{phone}”不是电话号码。", "联系电话", "请只写数字和短横线，或不填。"))
    if not about.strip():
        faults.append(Fault("没有选择事项。", "事项", "请选择申诉的事项。"))
    if faults:
        raise BadInput(f"没有提交：有 {len(faults)} 处须改。", faults=faults)
    code = next_appeal_code(localdate(at).year)
    if Appeal.objects.filter(received_at__date=localdate(at)).count() >= MOST_A_DAY:
        raise BadInput("今天收到的申诉已满。请明天再提交，或拨打公布的电话。")
    secret = "".join(secrets.choice(ALPHABET) for _ in range(8))
    row = Appeal(
        code=code, secret_key=appeal_key(code, secret), organisation=organisation, about=about.strip()[:120],
        text=text.strip(), phone=phone, received_at=at,
    )  # fmt: skip
    row.full_clean(exclude=["organisation"])
    row.save(force_insert=True)
    record_event(
        by=AnonymousUser(),  # type: ignore[arg-type]
        at=at,
        action="appeal.receive",
        subject_kind=Appeal._meta.label_lower,
        subject_code=code,
        organisation_path=organisation.path,
    )
    return row, secret


def accept_appeal(*, appeal: Appeal, case: Case, by: User, at: datetime) -> None:
    """Take an appeal in: from now on the case that was opened for it has the clock."""
    with acting(by=by, at=at, action="appeal.accept", organisation=appeal.organisation) as act:
        act.take(appeal)
        _expect_waiting(act, appeal)
        act.expect(
            case.lead_id == appeal.organisation_id, "办件的主办单位不是申诉的受理机构。", "请核对办件。"
        )
        act.refuse_faults()
        appeal.state, appeal.case = Appeal.State.ACCEPTED, case
        act.save(appeal, "state", "case")


def refuse_appeal(*, appeal: Appeal, reason: str, by: User, at: datetime) -> None:
    """Do not take an appeal in, and say why: whoever sent it reads the reason."""
    with acting(by=by, at=at, action="appeal.refuse", organisation=appeal.organisation) as act:
        act.take(appeal)
        _expect_waiting(act, appeal)
        act.expect(bool(reason.strip()), "没有写不予受理的理由。", "申诉人会看到理由，请写明依据。")
        act.refuse_faults()
        appeal.state, appeal.refused_because = Appeal.State.REFUSED, reason.strip()[:200]
        act.save(appeal, "state", "refused_because")


def _expect_waiting(act: object, appeal: Appeal) -> None:
    act.expect(  # type: ignore[attr-defined]
        appeal.state == Appeal.State.RECEIVED,
        f"申诉 {appeal.code} {appeal.get_state_display()}。",
        "无须重复办理。",
    )
