"""What the public sends in through the portal: an objection to a result, not yet a case."""

from django.db import models
from django.db.models import Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.casework.models.cases import Case
from xuezheng.records.sealing import SealedCharField


class Appeal(models.Model):
    """An appeal as it came; an officer takes it in as a case, which then has the clock, or refuses it.

    Who sent it follows it by its number and a code told once; of the code only a hash is kept.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "已收到"
        ACCEPTED = "accepted", "已受理"
        REFUSED = "refused", "不予受理"

    code = models.CharField("申诉编号", max_length=12, primary_key=True)
    secret_key = models.CharField("查询码键", max_length=32)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="受理机构")
    about = models.CharField("事项", max_length=120)
    text = models.CharField("申诉内容", max_length=1000)
    phone = SealedCharField("联系电话", max_length=20, blank=True, kind="phone")
    received_at = models.DateTimeField("收到时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, verbose_name="办件")
    refused_because = models.CharField("不予受理的理由", max_length=200, blank=True)

    class Frozen:
        table = None
        reason = "personal: what families write"

    class Meta:
        verbose_name = verbose_name_plural = "公众申诉"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="accepted", case__isnull=False) | (~Q(state="accepted") & Q(case=None)),
                name="appeal_is_accepted_as_a_case",
                violation_error_message="受理的申诉须有办件",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refused_because="")
                | ~Q(state="refused") & Q(refused_because=""),
                name="appeal_is_refused_for_a_reason",
                violation_error_message="不予受理须写明理由",
            ),
        ]
