"""Who did what, when: append-only and hash-chained."""

from django.db import models

from xuezheng.records.audit.canonical import CanonicalEncoder


class Event(models.Model):
    """One act on the records.

    `hash` covers the sequence number, the hash before it and the act, so that a changed,
    dropped or swapped event shows. Database triggers refuse UPDATE and DELETE.
    """

    seq = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    by = models.CharField("操作人", max_length=150)
    action = models.CharField("操作", max_length=60)
    subject_kind = models.CharField("对象类别", max_length=60)
    subject_code = models.CharField("对象代码", max_length=60, blank=True)
    organisation_path = models.CharField("归属路径", max_length=80, blank=True)
    detail = models.JSONField("内容", default=dict, encoder=CanonicalEncoder)
    previous_hash = models.CharField("前一散列值", max_length=64)
    hash = models.CharField("散列值", max_length=64, unique=True)

    class Frozen:
        table = None
        reason = "secret: the log is checked in the building; its head leaves with each publication"

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject_kind", "subject_code"], name="audit_event_about")]


class Head(models.Model):
    """The single row that is locked first, so that events have one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField("序号", default=0)
    hash = models.CharField("散列值", max_length=64)

    class Frozen:
        table = None
        reason = "secret: part of the audit chain"

    class Meta:
        verbose_name = verbose_name_plural = "审计链头"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="audit_head_is_single",
                violation_error_message="审计链头只有一行",
            )
        ]
