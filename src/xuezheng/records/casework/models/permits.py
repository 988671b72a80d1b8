"""What the bureau licenses, and the applications."""

from datetime import date

from django.db import models
from django.db.models import Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.casework.models.cases import Pause
from xuezheng.records.casework.models.clocks import (
    calendar_field,
    clock_field,
    ground_field,
    provisional_field,
)
from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area


class PermitItem(models.Model):
    """A matter the bureau licenses (行政审批项目)."""

    code = models.CharField("事项编码", max_length=24, primary_key=True)
    name = models.CharField("事项名称", max_length=100)
    kept_from = models.DateField("保留起始日期")
    dropped_on = models.DateField("取消日期", null=True, blank=True)
    online_on = models.DateField("网上录入日期", null=True, blank=True)

    class Frozen:
        table = "permit_items"
        open = ("code", "name", "kept_from", "dropped_on", "online_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "审批事项"
        constraints = [
            follows(
                "dropped_on",
                "kept_from",
                name="permit_item_is_dropped_after_it_is_kept",
                message="取消日期不能早于保留起始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PermitApplication(models.Model):
    """An application under a permit item."""

    code = models.CharField("申请编号", max_length=24, primary_key=True)
    item = models.ForeignKey(PermitItem, models.PROTECT, verbose_name="事项")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    received_on = models.DateField("受理日期")
    due_on = models.DateField("办理期限")
    clock = clock_field()
    calendar = calendar_field()
    is_provisional = provisional_field()
    due_ground = ground_field()
    is_joint = models.BooleanField("统一或联合办理", default=False)
    supplemented_on = models.DateField("补齐材料日期", null=True, blank=True)
    extended_on = models.DateField("延期批准日期", null=True, blank=True)
    extended_by = models.CharField("延期批准人", max_length=50, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    is_granted = models.BooleanField("准予", null=True, blank=True)
    is_online = models.BooleanField("网上办理", default=True)

    class Frozen:
        table = "permit_applications"
        open = (
            "code", "item", "area", "received_on", "due_on", "decided_on", "is_granted", "is_online", "clock",
            "calendar", "is_provisional", "due_ground", "is_joint", "supplemented_on", "extended_on",
        )  # fmt: skip
        sealed = ()
        kept = {"extended_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "审批申请"
        constraints = [
            follows(
                "due_on",
                "received_on",
                name="permit_application_is_due_after_it_is_received",
                message="办理期限不能早于受理日期",
            ),
            follows(
                "decided_on",
                "received_on",
                name="permit_application_is_decided_after_it_is_received",
                message="决定日期不能早于受理日期",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, is_granted=None)
                | Q(decided_on__isnull=False, is_granted__isnull=False),
                name="permit_decision_has_a_day",
                violation_error_message="决定日期与是否准予须同时填写",
            ),
            follows(
                "supplemented_on",
                "received_on",
                name="permit_papers_are_complete_after_it_is_received",
                message="补齐材料日期不能早于受理日期",
            ),
        ]

    @property
    def clock_name(self) -> str:
        return "permit.decide_jointly" if self.is_joint else "permit.decide"

    @property
    def lead(self) -> Organisation:
        return self.area.organisation

    @property
    def started_on(self) -> date | None:
        return self.received_on

    @property
    def done_on(self) -> date | None:
        return self.decided_on


class ApplicationPause(Pause):
    """Days that do not count in an application: a hearing, an expert review (行政许可法 art. 45)."""

    application = models.ForeignKey(
        PermitApplication, models.PROTECT, related_name="pauses", verbose_name="申请"
    )

    class Frozen:
        table = "application_pauses"
        open = ("application", "kind", "first_on", "last_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "审批停止计时"
        constraints = [
            follows(
                "last_on",
                "first_on",
                name="application_pause_ends_after_it_begins",
                message="末日不能早于首日",
            ),
            models.UniqueConstraint(fields=["application", "first_on"], name="application_pause_once_a_day"),
        ]
