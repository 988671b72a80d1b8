"""What was computed, from what, checked, approved, published."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.promises import follows
from xuezheng.records.rounds.models import Round


class Decision(models.Model):
    """The result of a round on its way to the public."""

    code = models.CharField("决定编号", max_length=24, primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, verbose_name="轮次")
    title = models.CharField("名称", max_length=120)
    certificate_sha256 = models.CharField("证书散列值", max_length=64, blank=True)
    computed_on = models.DateField("计算日期")
    checked_on = models.DateField("核验日期", null=True, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.CharField("批准人", max_length=50, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Frozen:
        table = "decisions"
        open = (
            "code", "round", "title", "certificate_sha256", "computed_on", "checked_on", "approved_on",
            "published_on",
        )  # fmt: skip
        sealed = ()
        kept = {"approved_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "决定"
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None)
                | (Q(approved_on__isnull=False) & Q(published_on__gte=F("approved_on"))),
                name="decision_is_approved_before_it_is_published",
                violation_error_message="批准后才能公布",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None)
                | (Q(checked_on__isnull=False) & Q(approved_on__gte=F("checked_on"))),
                name="decision_is_checked_before_it_is_approved",
                violation_error_message="核验后才能批准",
            ),
            follows(
                "checked_on",
                "computed_on",
                name="decision_is_computed_before_it_is_checked",
                message="核验日期不能早于计算日期",
            ),
        ]
