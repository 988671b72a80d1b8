"""Looking at one person's page: masked for whoever may see it, whole with a reason; each look is an event.

Doors show what these give and never read the models themselves. The event names the child's code and the
fields, never a value.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from xuezheng.errors import BadInput, NotFound
from xuezheng.records import masking
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import may
from xuezheng.records.audit.actions import acting
from xuezheng.records.registers.models import Enrolment, Pupil, School


class Reason(TextChoices):
    """Why a number is shown whole. A list and not free text: the log holds no personal value."""

    IDENTITY = "identity", "核对身份"
    CONTACT = "contact", "联系监护人或学校"
    REQUEST = "request", "家长或本人申请查询"
    INSPECTION = "inspection", "督导检查"
    LAW = "law", "依法协助调查"


@dataclass(frozen=True)
class PupilPage:
    """A child as a page shows it. `is_whole`: the numbers are not masked."""

    pupil: Pupil
    name: str
    roll_number: str
    id_number: str
    guardian_phone: str
    is_whole: bool


def read_pupil(code: str, *, by: User, at: datetime) -> PupilPage:
    """A child's page with the numbers masked: for whoever may see a school that has or had the child.

    Raises
    ------
    NotFound
        When there is no such child, or none that the person may see: the two are not told apart.
    """
    pupil, organisation = _seen(code, "pupil.read", by)
    with acting(by=by, at=at, action="pupil.read", organisation=organisation) as act:
        act.note(pupil)
    return PupilPage(
        pupil,
        pupil.name,
        masking.roll_number(pupil.roll_number),
        masking.identity_number(pupil.id_number),
        masking.telephone(pupil.guardian_phone),
        is_whole=False,
    )


def unmask_pupil(code: str, *, reason: str, by: User, at: datetime) -> PupilPage:
    """The same page with the numbers whole, for a reason from the list.

    Raises
    ------
    NotFound
        When there is no such child, or none that the person may see.
    NotAllowed
        When the person may see the child but not the numbers.
    BadInput
        When the reason is not one of the list.
    """
    _expect_reason(reason)
    pupil, organisation = _seen(code, "pupil.read", by)
    with acting(by=by, at=at, action="pupil.unmask", organisation=organisation) as act:
        act.note(pupil, reason=str(reason), fields=["guardian_phone", "id_number", "roll_number"])
    return PupilPage(
        pupil, pupil.name, pupil.roll_number, pupil.id_number, pupil.guardian_phone, is_whole=True
    )


def unmask_head_phone(school: School, *, reason: str, by: User, at: datetime) -> str:
    """The telephone of a school's head, for a reason from the list."""
    _expect_reason(reason)
    with acting(by=by, at=at, action="school.unmask", organisation=school.organisation) as act:
        act.take(school)
        act.note(school, reason=str(reason), fields=["head_phone"])
    return school.head_phone


def _seen(code: str, right: str, by: User) -> tuple[Pupil, Organisation]:
    """A child, and the latest of its schools for which the person holds the right."""
    rows = Enrolment.objects.filter(pupil=code).select_related("pupil", "school__organisation")
    for enrolment in rows.order_by("-school_year"):
        if may(by, right, enrolment.school.organisation):
            return enrolment.pupil, enrolment.school.organisation
    raise NotFound(f"没有学生“{code}”，或不属于您的机构。只能查看本机构及下级的学生。请核对学生代码。")


def _expect_reason(reason: str) -> None:
    if reason not in Reason.values:
        raise BadInput(
            f"理由“{reason}”不在清单中。查看完整号码须说明理由。请从{'、'.join(Reason.labels)}中选择。"
        )
