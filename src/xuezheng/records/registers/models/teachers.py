"""Teachers, what they did beyond teaching, and staff posts."""

from django.db import models

from xuezheng.records.promises import follows
from xuezheng.records.registers.models.pupils import Pupil
from xuezheng.records.registers.models.schools import School, Stage


class Teacher(models.Model):
    """A member of a school's staff."""

    class Channel(models.TextChoices):
        NONE = "", "—"
        OPEN = "open", "公开招聘"
        SPECIAL_POST = "special_post", "特岗计划"
        STATE_TRAINED = "state_trained", "公费师范生"
        TALENT = "talent", "高层次人才引进"
        TRANSFER = "transfer", "调入选调"

    code = models.CharField("教职工代码", max_length=12, primary_key=True)
    name = models.CharField("姓名", max_length=50)
    sex = models.CharField("性别", max_length=1, choices=Pupil.Sex)
    born_on = models.DateField("出生日期")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="任教学校")
    stage = models.CharField("任教学段", max_length=20, choices=Stage)
    subject = models.CharField("任教学科", max_length=20, blank=True)
    degree = models.CharField("学历", max_length=10)
    title = models.CharField("职称", max_length=10, blank=True)
    is_full_time = models.BooleanField("专任教师", default=True)
    is_in_post = models.BooleanField("在编", default=True)
    has_certificate = models.BooleanField("持教师资格证", default=True)
    is_backbone = models.BooleanField("县级以上骨干教师", default=False)
    hired_on = models.DateField("入职日期")
    hired_through = models.CharField("入职渠道", max_length=14, choices=Channel, blank=True)
    left_on = models.DateField("离职日期", null=True, blank=True)

    class Frozen:
        table = "teachers"
        open = (
            "code", "sex", "school", "stage", "subject", "degree", "title", "is_full_time", "is_in_post",
            "has_certificate", "is_backbone", "hired_on", "hired_through", "left_on",
        )  # fmt: skip
        sealed = ("born_on",)
        kept = {"name": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "教职工"
        constraints = [
            follows(
                "left_on",
                "hired_on",
                name="teacher_leaves_after_being_hired",
                message="离职日期不能早于入职日期",
            ),
        ]


class TeacherGrowth(models.Model):
    """What a teacher did in a calendar year beyond teaching: training, rotation, an award."""

    class Kind(models.TextChoices):
        TRAINING = "training", "培训"
        ROTATION = "rotation", "交流轮岗"
        AWARD = "award", "表彰"

    teacher = models.ForeignKey(Teacher, models.PROTECT, verbose_name="教师")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    on = models.DateField("日期")
    hours = models.PositiveIntegerField("学时", default=0)
    level = models.CharField("级别", max_length=10, blank=True)

    class Frozen:
        table = "teacher_growth"
        open = ("teacher", "school", "kind", "on", "hours", "level")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "教师培训、交流与表彰"


class Posts(models.Model):
    """Staff posts (编制) of a school in a calendar year: approved, filled, people outside posts."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    year = models.PositiveSmallIntegerField("年度")
    n_approved = models.PositiveIntegerField("核定编制")
    n_filled = models.PositiveIntegerField("实有在编")
    n_outside = models.PositiveIntegerField("编外人数", default=0)

    class Frozen:
        table = "posts"
        open = ("school", "year", "n_approved", "n_filled", "n_outside")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "编制"
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="posts_once_a_year")]
