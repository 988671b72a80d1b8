"""Deputies' suggestions and members' proposals."""

from datetime import date

from django.db import models
from django.db.models import Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.casework.models.cases import Case, Dispatch
from xuezheng.records.casework.models.clocks import (
    calendar_field,
    clock_field,
    ground_field,
    provisional_field,
)
from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area


class Proposal(models.Model):
    """A deputy's suggestion (人大建议) or a CPPCC member's proposal (政协提案)."""

    class Kind(models.TextChoices):
        NPC = "npc", "人大建议"
        CPPCC = "cppcc", "政协提案"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=6, choices=Kind)
    title = models.CharField("标题", max_length=120)
    lead = models.ForeignKey(Organisation, models.PROTECT, verbose_name="承办单位")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    handed_over_on = models.DateField("交办日期")
    due_on = models.DateField("答复期限")
    clock = clock_field()
    calendar = calendar_field()
    is_provisional = provisional_field()
    due_ground = ground_field()
    extended_on = models.DateField("延期批准日期", null=True, blank=True)
    extended_by = models.CharField("延期批准人", max_length=50, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    return_ground = models.CharField("退回理由", max_length=10, choices=Dispatch.Ground, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    result_class = models.CharField("办理结果", max_length=1, blank=True)
    rating = models.CharField("满意度", max_length=12, choices=Case.Rating, blank=True)
    proposer = models.CharField("领衔人", max_length=50, blank=True)

    class Frozen:
        table = "proposals"
        open = (
            "code", "kind", "title", "lead", "area", "handed_over_on", "due_on", "answered_on",
            "result_class", "rating", "clock", "calendar", "is_provisional", "due_ground", "extended_on",
            "returned_on", "return_ground",
        )  # fmt: skip
        sealed = ()
        kept = {"proposer": "personal", "extended_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "建议提案"
        constraints = [
            models.CheckConstraint(
                condition=Q(result_class__in=["", "A", "B", "C", "D"]),
                name="proposal_result_class_is_a_to_d",
                violation_error_message="办理结果须为 A、B、C 或 D",
            ),
            follows(
                "answered_on",
                "handed_over_on",
                name="proposal_is_answered_after_it_is_handed_over",
                message="答复日期不能早于交办日期",
            ),
            follows(
                "due_on",
                "handed_over_on",
                name="proposal_is_due_after_it_is_handed_over",
                message="答复期限不能早于交办日期",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, result_class="")
                | (Q(answered_on__isnull=False) & ~Q(result_class="")),
                name="proposal_answer_has_a_result_class",
                violation_error_message="答复日期与办理结果须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, return_ground="")
                | (Q(returned_on__isnull=False, answered_on=None) & ~Q(return_ground="")),
                name="proposal_return_has_a_ground",
                violation_error_message="退回须填写退回日期和退回理由，且未答复",
            ),
            follows(
                "returned_on",
                "handed_over_on",
                name="proposal_is_returned_after_it_is_handed_over",
                message="退回日期不能早于交办日期",
            ),
        ]

    @property
    def clock_name(self) -> str:
        return f"proposal.{self.kind}.answer" if self.kind in self.Kind.values else ""

    @property
    def started_on(self) -> date | None:
        return self.handed_over_on

    @property
    def done_on(self) -> date | None:
        return self.answered_on or self.returned_on
