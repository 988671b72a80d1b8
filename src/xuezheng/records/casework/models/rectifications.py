"""Problems to be put right; runs of recomputing due dates."""

from datetime import date

from django.db import models

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.casework.models.clocks import (
    calendar_field,
    clock_field,
    ground_field,
    provisional_field,
)
from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area


class RectificationItem(models.Model):
    """A problem collected in a campaign (征求到的问题) and what became of it."""

    code = models.CharField("问题编号", max_length=24, primary_key=True)
    campaign = models.CharField("活动代码", max_length=24)
    aspect = models.CharField("方面", max_length=60)
    title = models.CharField("问题", max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    owner = models.ForeignKey(Organisation, models.PROTECT, verbose_name="责任单位")
    collected_on = models.DateField("征集日期")
    due_on = models.DateField("整改期限")
    clock = clock_field()
    calendar = calendar_field()
    is_provisional = provisional_field()
    due_ground = ground_field()
    resolved_on = models.DateField("解决日期", null=True, blank=True)

    class Frozen:
        table = "rectification_items"
        open = (
            "code", "campaign", "aspect", "title", "area", "owner", "collected_on", "due_on", "resolved_on",
            "clock", "calendar", "is_provisional", "due_ground",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "整改问题"
        constraints = [
            follows(
                "resolved_on",
                "collected_on",
                name="rectification_is_resolved_after_it_is_collected",
                message="解决日期不能早于征集日期",
            ),
        ]

    @property
    def clock_name(self) -> str:
        return "rectification.conclude"

    @property
    def lead(self) -> Organisation:
        return self.owner

    @property
    def started_on(self) -> date | None:
        return self.collected_on

    @property
    def done_on(self) -> date | None:
        return self.resolved_on


class DueDateRun(models.Model):
    """One recomputing of all open due dates, when a new calendar was announced."""

    on = models.DateField("日期")
    calendar = models.CharField("日历版本", max_length=24)
    n_looked_at = models.PositiveIntegerField("查看件数")
    n_changed = models.PositiveIntegerField("变更件数")
    n_left = models.PositiveIntegerField("未能重算件数", default=0)

    class Frozen:
        table = None
        reason = "derived: each changed matter carries its calendar"

    class Meta:
        verbose_name = verbose_name_plural = "期限重算"
