"""One import as it was done, with all that is needed to take it back."""

from django.db import models
from django.db.models import Q

from xuezheng.records.accounts.models import Organisation


class Batch(models.Model):
    """One file taken in (导入批次): who, when, the file by its hash, and what it did to how many rows."""

    class State(models.TextChoices):
        DONE = "done", "已导入"
        UNDONE = "undone", "已撤销"

    layout = models.CharField("报表", max_length=40)
    file_name = models.CharField("文件名", max_length=255)
    file_sha256 = models.CharField("文件散列值", max_length=64)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="报送机构")
    by = models.CharField("导入人", max_length=150)
    at = models.DateTimeField("导入时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DONE)
    n_new = models.PositiveIntegerField("新增")
    n_changed = models.PositiveIntegerField("变更")
    n_unchanged = models.PositiveIntegerField("未变")
    undone_by = models.CharField("撤销人", max_length=150, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    n_reversed = models.PositiveIntegerField("已还原", default=0)
    n_kept = models.PositiveIntegerField("保留", default=0)
    n_could_not = models.PositiveIntegerField("不能还原", default=0)

    class Frozen:
        table = None
        reason = "derived: how records came in; the records themselves are frozen"

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", undone_at=None) | Q(state="undone", undone_at__isnull=False),
                name="batch_undone_has_its_day",
                violation_error_message="撤销的批次须有撤销时间",
            ),
        ]


class Chunk(models.Model):
    """Some rows of a batch as they were before and after: zlib over JSON, written once."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="chunks", verbose_name="批次")
    number = models.PositiveIntegerField("序号")
    part = models.PositiveSmallIntegerField("部分")
    payload = models.BinaryField("内容")

    class Frozen:
        table = None
        reason = "personal: rows as they were sent in; they stay in the building"

    class Meta:
        verbose_name = verbose_name_plural = "批次内容"
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="chunk_once"),
        ]
