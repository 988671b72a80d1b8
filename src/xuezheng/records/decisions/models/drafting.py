"""A report under work: last year's text, what was decided for each place of it, and what was written from it."""

import uuid

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation


class ReportDraft(models.Model):
    """A yearly report or speech being written.

    The text, what was read in it and the documents written lie in the bureau's folder
    (`documents/drafts/<code>/`); what people decided stands here, with a number that grows at each change.
    """

    code = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("标题", max_length=200)
    year = models.PositiveSmallIntegerField("报告年度")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="机构")
    file_name = models.CharField("去年文稿", max_length=200)
    text_sha256 = models.CharField("文稿散列值", max_length=64)
    snapshot = models.CharField("快照", max_length=64)
    decisions = models.JSONField("逐处决定", default=dict)
    undo = models.JSONField("可撤回的步骤", default=list, blank=True)
    version = models.PositiveIntegerField("版次", default=1)
    opened_by = models.CharField("起草人", max_length=150)
    opened_at = models.DateTimeField("起草时间")
    changed_by = models.CharField("最后修改人", max_length=150)
    changed_at = models.DateTimeField("最后修改时间")
    n_written = models.PositiveIntegerField("成稿次数", default=0)
    written_version = models.PositiveIntegerField("成稿所据版次", default=0)
    written_at = models.DateTimeField("成稿时间", null=True, blank=True)
    released_at = models.DateTimeField("公开时间", null=True, blank=True)
    released_by = models.CharField("公开人", max_length=150, blank=True)
    fingerprint = models.CharField("证据指纹", max_length=64, blank=True)

    class Frozen:
        table = None
        reason = "secret: a report that is not out yet; once out it is a bundle of its own"

    class Meta:
        verbose_name = verbose_name_plural = "报告文稿"
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None, fingerprint="")
                | (Q(released_at__isnull=False, n_written__gt=0) & ~Q(fingerprint="")),
                name="report_draft_is_written_before_it_is_released",
                violation_error_message="写出文稿、有证据指纹才能公开",
            ),
            models.CheckConstraint(
                condition=Q(written_version__lte=F("version")),
                name="report_draft_is_written_from_a_version_it_had",
                violation_error_message="成稿所据版次不能晚于现在的版次",
            ),
        ]
