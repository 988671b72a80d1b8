"""The three registers of keeping children in school (控辍保学三本台账), the visits, the duties done.

The first lists every child of school age; the second those who may have left; the third those who
have. A child moves from the second to the third when it is confirmed, and leaves both when the entry is
closed (销号) with its outcome. Nothing is deleted.
"""

from django.db import models
from django.db.models import Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.promises import follows
from xuezheng.records.registers.models.pupils import Movement, Pupil
from xuezheng.records.registers.models.schools import Area, School, Stage
from xuezheng.records.sealing import SealedCharField


class SchoolAgeChild(models.Model):
    """A child of school age who lives in an area, and where it learns (适龄儿童少年台账)."""

    class Schooling(models.TextChoices):
        ON_ROLL = "on_roll", "在校就读"
        ELSEWHERE = "elsewhere", "在外地就读"
        SPECIAL = "special", "特殊教育学校就读"
        HOME = "home", "送教上门"
        DEFERRED = "deferred", "经批准延缓入学"
        NOT_ENROLLED = "not_enrolled", "未入学"
        UNTRACED = "untraced", "查无下落"

    code = models.CharField("适龄儿童编号", max_length=24, primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school_year = models.PositiveSmallIntegerField("学年")
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, blank=True, verbose_name="学生")
    name = models.CharField("姓名", max_length=50)
    id_number = SealedCharField("身份证件号", max_length=18, blank=True, kind="identity")
    sex = models.CharField("性别", max_length=1, choices=Pupil.Sex)
    born_on = models.DateField("出生日期")
    schooling = models.CharField("就学状况", max_length=14, choices=Schooling)
    seen_on = models.DateField("核查日期")

    class Frozen:
        table = "school_age_children"
        open = ("code", "area", "school_year", "sex", "schooling", "seen_on")
        sealed = ("pupil", "born_on")
        kept = {"name": "personal", "id_number": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "适龄儿童少年台账"
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "school_year"],
                condition=Q(pupil__isnull=False),
                name="school_age_child_once_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(schooling="on_roll") | Q(pupil__isnull=False),
                name="school_age_child_on_roll_is_a_pupil",
                violation_error_message="在校就读的须写学生",
            ),
        ]


class DropoutEntry(models.Model):
    """A child suspected to have left school, or confirmed to have, until its entry is closed (疑似辍学、辍学台账)."""

    class Focus(models.TextChoices):
        NONE = "", "非重点群体"
        ORPHAN = "orphan", "孤儿"
        UNATTENDED = "unattended", "事实无人抚养儿童"
        DISABLED = "disabled", "残疾儿童少年"
        HARDSHIP = "hardship", "困难家庭儿童少年"

    class Outcome(models.TextChoices):
        OPEN = "", "未销号"
        RETURNED = "returned", "已复学"
        MISTAKEN = "mistaken", "核实在校，未辍学"
        MOVED = "moved", "已转往外地就读"
        HOME = "home", "改为送教上门"
        OVER_AGE = "over_age", "已满义务教育年龄"
        DIED = "died", "死亡"

    code = models.CharField("台账编号", max_length=24, primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, blank=True, verbose_name="学生")
    child = models.ForeignKey(
        SchoolAgeChild, models.PROTECT, null=True, blank=True, verbose_name="适龄儿童编号"
    )
    stage = models.CharField("学段", max_length=20, choices=Stage)
    focus = models.CharField("重点群体", max_length=12, choices=Focus, blank=True)
    found_on = models.DateField("发现日期")
    entered_on = models.DateField("入账日期")
    reason = models.CharField("原因", max_length=20, choices=Movement.Reason, blank=True)
    confirmed_on = models.DateField("认定辍学日期", null=True, blank=True)
    reported_on = models.DateField("书面报告日期", null=True, blank=True)
    ordered_on = models.DateField("责令监护人日期", null=True, blank=True)
    returned_on = models.DateField("复学日期", null=True, blank=True)
    support = models.CharField("复学帮扶", max_length=100, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    outcome = models.CharField("销号结果", max_length=12, choices=Outcome, blank=True)

    class Frozen:
        table = "dropout_entries"
        open = (
            "code", "school", "stage", "found_on", "entered_on", "reason", "confirmed_on", "reported_on",
            "ordered_on", "returned_on", "closed_on", "outcome",
        )  # fmt: skip
        sealed = ("pupil", "child", "focus")
        kept = {"support": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "疑似辍学与辍学台账"
        constraints = [
            models.CheckConstraint(
                condition=Q(pupil__isnull=False, child=None) | Q(pupil=None, child__isnull=False),
                name="dropout_entry_of_one_child",
                violation_error_message="须写学生或适龄儿童编号之一",
            ),
            models.UniqueConstraint(
                fields=["pupil"], condition=Q(closed_on=None), name="dropout_entry_open_once"
            ),
            follows(
                "entered_on", "found_on", name="dropout_entry_entered_when_found", message="入账不能早于发现"
            ),
            follows(
                "confirmed_on",
                "found_on",
                name="dropout_entry_confirmed_when_found",
                message="认定不能早于发现",
            ),
            follows(
                "returned_on",
                "found_on",
                name="dropout_entry_returned_when_found",
                message="复学不能早于发现",
            ),
            follows("closed_on", "entered_on", name="dropout_entry_closed_last", message="销号不能早于入账"),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="dropout_entry_closed_with_its_outcome",
                violation_error_message="销号须写销号结果，未销号不写",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | (Q(returned_on__isnull=False) & ~Q(support="")),
                name="dropout_entry_returned_with_support",
                violation_error_message="以复学销号的须有复学日期和复学帮扶",
            ),
        ]

    @property
    def register(self) -> str:
        """Which of the registers it stands in now."""
        if self.closed_on:
            return "已销号"
        return "辍学" if self.confirmed_on else "疑似辍学"


class Persuasion(models.Model):
    """One visit or talk to bring a child back (劝返记录)."""

    class Way(models.TextChoices):
        HOME = "home", "入户走访"
        PHONE = "phone", "电话"
        MEETING = "meeting", "约谈监护人"
        OTHER = "other", "其他"

    class Result(models.TextChoices):
        AGREED = "agreed", "同意返校"
        REFUSED = "refused", "不同意返校"
        ABSENT = "absent", "未见到人"
        UNSURE = "unsure", "继续做工作"

    entry = models.ForeignKey(
        DropoutEntry, models.PROTECT, related_name="persuasions", verbose_name="台账编号"
    )
    on = models.DateField("日期")
    way = models.CharField("方式", max_length=10, choices=Way)
    n_visitors = models.PositiveSmallIntegerField("参加人数", default=1)
    result = models.CharField("结果", max_length=10, choices=Result)

    class Frozen:
        table = "persuasions"
        open = ("entry", "on", "way", "n_visitors", "result")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "劝返记录"
        constraints = [
            models.UniqueConstraint(fields=["entry", "on", "way"], name="persuasion_once_a_day_and_way"),
        ]


class DropoutDuty(models.Model):
    """A periodic duty of keeping children in school that an office has done (控辍保学履职记录)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="机构")
    kind = models.CharField("事项", max_length=20)
    period = models.CharField("期间", max_length=12)
    due_on = models.DateField("期限")
    done_on = models.DateField("完成日期")
    n_suspected = models.PositiveIntegerField("疑似辍学", default=0)
    n_dropped_out = models.PositiveIntegerField("辍学", default=0)
    n_returned = models.PositiveIntegerField("期间复学", default=0)

    class Frozen:
        table = "dropout_duties"
        open = (
            "organisation",
            "kind",
            "period",
            "due_on",
            "done_on",
            "n_suspected",
            "n_dropped_out",
            "n_returned",
        )
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "控辍保学履职记录"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "period"], name="dropout_duty_once_a_period"
            ),
        ]
