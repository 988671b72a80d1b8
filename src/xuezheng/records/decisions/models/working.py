"""Long work done outside the request: asked for by a person, carried out by the worker."""

import uuid

from django.db import models
from django.db.models import Q

from xuezheng.records.accounts.models import Organisation


class Work(models.Model):
    """One piece of long work: an import, a report, the plan of a round.

    While one with a key is waiting or running, there is no second one. How far it is stands in a file
    beside the records and not here: a note within the work's own transaction would show only at its end.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "排队"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "没有办成"

    code = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("类别", max_length=40)
    key = models.CharField("事项", max_length=160)
    title = models.CharField("名称", max_length=120)
    given = models.JSONField("条件", default=dict, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="机构")
    asked_by = models.CharField("交办人", max_length=150)
    asked_at = models.DateTimeField("交办时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.JSONField("结果", default=dict, blank=True)
    told = models.TextField("说明", blank=True)

    class Frozen:
        table = None
        reason = "secret: work of the machine, with the conditions it was given"

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=("waiting", "running")),
                name="work_once_at_a_time",
            ),
        ]
