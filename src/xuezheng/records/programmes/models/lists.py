"""Lists of other offices (低保、残联、孤儿、监测户), their lines, and which line is which pupil."""

from django.db import models
from django.db.models import Q

from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area, Pupil
from xuezheng.records.sealing import SealedCharField


class OutsideList(models.Model):
    """A list another office sent, taken in once: the same file is known again by its hash."""

    class Kind(models.TextChoices):
        LOW_INCOME = "low_income", "城乡低保"
        DESTITUTE = "destitute", "特困救助供养"
        ORPHANS = "orphans", "孤儿和事实无人抚养儿童"
        DISABLED = "disabled", "残疾人"
        MONITORED = "monitored", "脱贫不稳定和边缘易致贫监测户"

    code = models.CharField("名单编号", max_length=24, primary_key=True)
    kind = models.CharField("名单类别", max_length=12, choices=Kind)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    year = models.PositiveSmallIntegerField("年度")
    as_of_on = models.DateField("名单截止日期")
    received_on = models.DateField("接收日期")
    file_name = models.CharField("文件名", max_length=120)
    file_sha256 = models.CharField("文件散列值", max_length=64, unique=True)
    n_entries = models.PositiveIntegerField("条数", default=0)
    matched_at = models.DateTimeField("比对时间", null=True, blank=True)

    class Frozen:
        table = "outside_lists"
        open = ("code", "kind", "area", "year", "as_of_on", "received_on", "n_entries")
        sealed = ()
        kept = {
            "file_name": "personal: some offices name a file after a village or a person",
            "file_sha256": "secret: whoever has the file could say which list it is",
            "matched_at": "derived: when the machine last compared",
        }

    class Meta:
        verbose_name = verbose_name_plural = "外部名单"
        constraints = [
            follows(
                "received_on",
                "as_of_on",
                name="outside_list_is_received_after_it_was_drawn_up",
                message="接收日期不能早于名单截止日期",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ListEntry(models.Model):
    """One line of an outside list, as it was sent."""

    class Sex(models.TextChoices):
        UNKNOWN = "", "未填"
        MALE = "1", "男"
        FEMALE = "2", "女"

    outside_list = models.ForeignKey(OutsideList, models.CASCADE, verbose_name="外部名单")
    row = models.PositiveIntegerField("行号")
    name = models.CharField("姓名", max_length=50)
    id_number = SealedCharField("身份证件号", max_length=24, blank=True, kind="identity")
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="县区")
    guardian = models.CharField("监护人", max_length=50, blank=True)
    phone = SealedCharField("监护人电话", max_length=20, blank=True, kind="phone")

    class Frozen:
        table = None
        reason = "personal: lines of other offices' lists stay in the building"

    class Meta:
        verbose_name = verbose_name_plural = "名单条目"
        constraints = [
            models.UniqueConstraint(fields=["outside_list", "row"], name="list_entry_once_a_row"),
        ]


class ListLink(models.Model):
    """That a line may be, or is, a pupil: what the machine proposed and what a clerk said to it.

    `evidence` holds comparisons, levels and weights (hundredths of a bit), never a personal value. `holds` says
    whether the link counts; a line and, within one list, a pupil have at most one that does.
    """

    class Proposed(models.TextChoices):
        MATCHED = "matched", "自动对应"
        QUEUED = "queued", "待人工核对"

    class Verdict(models.TextChoices):
        NONE = "", "未核对"
        CONFIRMED = "confirmed", "核对属实"
        REJECTED = "rejected", "核对不是"

    outside_list = models.ForeignKey(OutsideList, models.CASCADE, verbose_name="外部名单")
    entry = models.ForeignKey(ListEntry, models.CASCADE, verbose_name="名单条目")
    pupil = models.ForeignKey(Pupil, models.PROTECT, verbose_name="学生")
    weight = models.IntegerField("权重")
    proposed = models.CharField("比对结果", max_length=8, choices=Proposed)
    why = models.CharField("须核对的原因", max_length=40, blank=True)
    evidence = models.JSONField("依据", default=list)
    verdict = models.CharField("核对结论", max_length=9, choices=Verdict, blank=True)
    decided_by = models.CharField("核对人", max_length=150, blank=True)
    decided_on = models.DateField("核对日期", null=True, blank=True)
    holds = models.BooleanField("成立", default=False)

    class Frozen:
        table = "list_links"
        open = ("outside_list", "holds")
        sealed = ("pupil",)
        kept = {
            "id": "derived: row number",
            "entry": "personal: a line of another office's list",
            "weight": "derived: how sure the machine was",
            "proposed": "derived: what the machine proposed",
            "why": "derived: why a person had to look",
            "evidence": "derived: what spoke for it",
            "verdict": "derived: `holds` says what came of it",
            "decided_by": "personal",
            "decided_on": "derived: when a person looked",
        }

    class Meta:
        verbose_name = verbose_name_plural = "名单对应"
        constraints = [
            models.UniqueConstraint(fields=["entry", "pupil"], name="list_link_once_a_pair"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(holds=True), name="list_link_one_pupil_an_entry"
            ),
            models.UniqueConstraint(
                fields=["outside_list", "pupil"],
                condition=Q(holds=True),
                name="list_link_one_entry_a_pupil",
            ),
            models.CheckConstraint(
                condition=Q(holds=True, verdict="confirmed")
                | Q(holds=True, verdict="", proposed="matched")
                | Q(holds=False, verdict="rejected")
                | Q(holds=False, verdict="", proposed="queued"),
                name="list_link_holds_as_it_was_judged",
                violation_error_message="对应是否成立须与比对结果和核对结论一致",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by="", decided_on=None)
                | (~Q(verdict="") & ~Q(decided_by="") & Q(decided_on__isnull=False)),
                name="list_link_verdict_has_a_name_and_a_day",
                violation_error_message="核对结论须有核对人和日期",
            ),
        ]
