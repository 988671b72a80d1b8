"""Inspections and evaluations carried out: items and findings."""

from django.db import models
from django.db.models import Q

from xuezheng.records.registers.models import Area, School


class Visit(models.Model):
    """An inspection, review or evaluation of a school or an area against a standard."""

    class Verdict(models.TextChoices):
        OPEN = "", "进行中"
        PASSED = "passed", "通过"
        FAILED = "failed", "未通过"

    code = models.CharField("督导编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=120)
    standard = models.CharField("标准", max_length=40)
    level = models.CharField("级别", max_length=10)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="学校")
    on = models.DateField("督导日期")
    n_inspectors = models.PositiveSmallIntegerField("督学人数")
    verdict = models.CharField("结论", max_length=8, choices=Verdict, blank=True)
    decided_on = models.DateField("结论日期", null=True, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)

    class Frozen:
        table = "visits"
        open = (
            "code", "name", "standard", "level", "area", "school", "on", "n_inspectors", "verdict",
            "decided_on", "document_number",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "督导评估"
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", decided_on=None) | (~Q(verdict="") & Q(decided_on__isnull=False)),
                name="visit_verdict_has_a_day",
                violation_error_message="有结论须有结论日期",
            ),
        ]


class Finding(models.Model):
    """One item looked at in a visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name="督导")
    item = models.CharField("检查项", max_length=60)
    is_met = models.BooleanField("达标")
    note = models.CharField("说明", max_length=200, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    corrected_on = models.DateField("整改完成日期", null=True, blank=True)

    class Frozen:
        table = "findings"
        open = ("visit", "item", "is_met", "due_on", "corrected_on")
        sealed = ()
        kept = {"id": "derived: row number", "note": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "检查结果"
