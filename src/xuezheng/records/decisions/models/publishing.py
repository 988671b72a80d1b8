"""What the public can look up of a decision: written once, seen from a stated instant on."""

import uuid

from django.db import models
from django.db.models import Q

from xuezheng.records.decisions.models.deciding import Decision


class Publication(models.Model):
    """A decision's results, prepared for everyone to look up; the instant they stand at is the switch.

    Nothing is written at that instant: whoever asks before it finds nothing, whoever asks after it finds
    the whole. Withdrawn, it is as if it had never stood.
    """

    code = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publications", verbose_name="决定")
    title = models.CharField("名称", max_length=120)
    number_name = models.CharField("号码名称", max_length=20, default="准考证号")
    stands_at = models.DateTimeField("公布时刻")
    prepared_by = models.CharField("办理人", max_length=150)
    prepared_at = models.DateTimeField("办理时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    n_results = models.PositiveIntegerField("结果数")
    files = models.JSONField("公布的文件", default=list, blank=True)

    class Frozen:
        table = None
        reason = "derived: what the public sees of a decision"

    class Meta:
        verbose_name = verbose_name_plural = "公布"
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(withdrawn_at=None),
                name="publication_once_a_decision",
            ),
        ]


class PublishedResult(models.Model):
    """One person's result, found only by who knows the number and the code printed for it.

    `key` is a keyed hash of publication, number and code: neither stands in the records.
    """

    key = models.CharField("查询键", max_length=32, primary_key=True)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="results", verbose_name="公布")
    answer = models.TextField("结果")

    class Frozen:
        table = None
        reason = "derived: what the public sees of a decision"

    class Meta:
        verbose_name = verbose_name_plural = "公布的结果"


class LookupFailure(models.Model):
    """How often a number was asked for with a code that is not its own, hour by hour."""

    number_key = models.CharField("号码键", max_length=32)
    hour = models.PositiveIntegerField("小时")
    n = models.PositiveIntegerField("次数", default=0)

    class Frozen:
        table = None
        reason = "secret: who was guessed at"

    class Meta:
        verbose_name = verbose_name_plural = "查询失败"
        constraints = [
            models.UniqueConstraint(fields=["number_key", "hour"], name="lookup_failure_once_an_hour")
        ]
