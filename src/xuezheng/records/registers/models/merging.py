"""Two entries of one child made one: the tombstone, and what was moved, so that it can be taken back."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.registers.models.pupils import Child
from xuezheng.records.sealing import SealedCharField


class PupilMerge(models.Model):
    """One child who stood twice on the register, made one (重复学籍合并); it can be taken back.

    Children by code and not by key: either may be merged on, or be gone, later.
    """

    class Reason(models.TextChoices):
        SAME_NUMBER = "same_number", "身份证件号相同"
        VERIFIED = "verified", "经核实为同一人"
        TRANSFER = "transfer", "转学后原学籍未注销"
        TEMPORARY = "temporary", "临时学籍号已换正式号"

    class Prefer(models.TextChoices):
        NEITHER = "", "无冲突"
        KEEP = "keep", "以保留者的记录为准"
        GONE = "gone", "以并入者的记录为准"

    keep = models.CharField("保留的学生", max_length=12)
    gone = models.CharField("并入的学生", max_length=12)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="办理机构")
    reason = models.CharField("合并理由", max_length=12, choices=Reason)
    prefer = models.CharField("冲突取舍", max_length=4, choices=Prefer, blank=True)
    by = models.CharField("合并人", max_length=150)
    at = models.DateTimeField("合并时间")
    undone_by = models.CharField("撤销人", max_length=150, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Frozen:
        table = None
        reason = "derived: how the register was put right; the register itself is frozen"

    class Meta:
        verbose_name = verbose_name_plural = "学籍合并"
        constraints = [
            models.CheckConstraint(
                condition=~Q(keep=F("gone")),
                name="pupil_merge_of_two_entries",
                violation_error_message="合并的须是两条学籍",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="") | Q(undone_at__isnull=False),
                name="pupil_merge_undone_has_its_day",
                violation_error_message="撤销的合并须有撤销时间",
            ),
        ]


class MergedPupil(Child):
    """The tombstone of an entry that was merged into another (已并入的学籍), whole, as long as the merge stands."""

    # A number that was merged away, sent in again and merged away again has two tombstones.
    roll_number = SealedCharField("学籍号", max_length=19, db_index=True, kind="roll")
    merge = models.OneToOneField(PupilMerge, models.PROTECT, related_name="tombstone", verbose_name="合并")

    class Frozen:
        table = None
        reason = "personal: a child is counted once, by the entry that was kept"

    class Meta:
        verbose_name = verbose_name_plural = "已并入的学籍"


class MergedRow(models.Model):
    """One row that a merge moved or set aside, and what became of it when the merge was taken back."""

    class How(models.TextChoices):
        MOVED = "moved", "改指"
        SET_ASIDE = "set_aside", "搁置"

    class Outcome(models.TextChoices):
        NONE = "", "—"
        BACK = "back", "已还原"
        KEPT = "kept", "保留"
        COULD_NOT = "could_not", "不能还原"

    merge = models.ForeignKey(PupilMerge, models.PROTECT, related_name="rows", verbose_name="合并")
    table = models.CharField("表", max_length=60)
    field = models.CharField("字段", max_length=40)
    key = models.CharField("记录编号", max_length=60)
    how = models.CharField("办法", max_length=10, choices=How)
    content = models.TextField("搁置的内容", blank=True)
    outcome = models.CharField("撤销结果", max_length=10, choices=Outcome, blank=True)
    why = models.CharField("原因", max_length=100, blank=True)

    class Frozen:
        table = None
        reason = "personal: rows as they were; they stay in the building"

    class Meta:
        verbose_name = verbose_name_plural = "合并涉及的记录"
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "table", "field", "key"], name="merged_row_once_a_merge"
            ),
            models.CheckConstraint(
                condition=Q(how="moved", content="") | Q(how="set_aside", content__gt=""),
                name="merged_row_set_aside_is_kept_whole",
                violation_error_message="搁置的记录须留存全部内容",
            ),
        ]
