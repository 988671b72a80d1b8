"""Pupils, their enrolments and movements."""

from django.db import models

from xuezheng.records.registers.models.schools import School, SchoolClass, Stage
from xuezheng.records.sealing import SealedCharField


class Child(models.Model):
    """What is known of a child, on the register or merged away from it.

    `code` says nothing about the child (it is not the 学籍号 and not made from it).
    """

    class Sex(models.TextChoices):
        MALE = "1", "男"
        FEMALE = "2", "女"

    code = models.CharField("学生代码", max_length=12, primary_key=True)
    roll_number = SealedCharField("学籍号", max_length=19, unique=True, kind="roll")  # it holds the id number
    name = models.CharField("姓名", max_length=50)
    id_number = SealedCharField("身份证件号", max_length=18, blank=True, db_index=True, kind="identity")
    sex = models.CharField("性别", max_length=1, choices=Sex)
    born_on = models.DateField("出生日期")
    ethnic_group = models.CharField("民族", max_length=2, default="01")
    is_migrant = models.BooleanField("进城务工人员随迁子女", default=False)
    is_left_behind = models.BooleanField("留守儿童", default=False)
    is_orphan = models.BooleanField("孤儿", default=False)
    disability = models.CharField("残疾类型", max_length=1, blank=True)
    guardian_phone = SealedCharField("监护人电话", max_length=20, blank=True, kind="phone")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code  # never the name: this text stands in titles and lists


class Pupil(Child):
    """A child on roll, known in the building by name and outside it only by `code`."""

    class Frozen:
        table = "pupils"
        open = ("code", "sex", "is_migrant", "is_left_behind")
        sealed = ("born_on", "ethnic_group", "is_orphan", "disability")
        kept = {
            "roll_number": "personal",
            "name": "personal",
            "id_number": "personal",
            "guardian_phone": "personal",
        }

    class Meta:
        verbose_name = verbose_name_plural = "学生"
        indexes = [models.Index(fields=["name", "code"], name="pupil_by_name")]


class Enrolment(models.Model):
    """A pupil on the roll of a school on census day of a school year."""

    pupil = models.ForeignKey(Pupil, models.PROTECT, db_index=False, verbose_name="学生")
    school = models.ForeignKey(School, models.PROTECT, db_index=False, verbose_name="学校")
    school_year = models.PositiveSmallIntegerField("学年")
    stage = models.CharField("学段", max_length=20, choices=Stage)
    grade = models.PositiveSmallIntegerField("年级")
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, db_index=False, verbose_name="班级"
    )
    is_boarder = models.BooleanField("寄宿", default=False)

    class Frozen:
        table = "enrolments"
        open = ("pupil", "school", "school_year", "stage", "grade", "school_class", "is_boarder")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "在籍"
        constraints = [
            models.UniqueConstraint(fields=["pupil", "school_year"], name="enrolment_once_a_year"),
        ]
        # The roll of a school, a grade or a class is read from the index alone, in the order of codes.
        indexes = [
            models.Index(
                fields=["school", "school_year", "stage", "grade", "school_class", "pupil"],
                name="enrolment_by_roll",
            ),
        ]


class Movement(models.Model):
    """A change on the roll (学籍异动): transfer, dropout, return, suspension, death."""

    class Kind(models.TextChoices):
        TRANSFER_IN = "transfer_in", "转入"
        TRANSFER_OUT = "transfer_out", "转出"
        DROPOUT = "dropout", "辍学"
        RETURN = "return", "复学"
        SUSPENSION = "suspension", "休学"
        DEATH = "death", "死亡"

    class Reason(models.TextChoices):
        NONE = "", "—"
        POVERTY = "poverty", "家庭贫困"
        ILLNESS = "illness", "疾病"
        WORK = "work", "外出务工"
        WEARINESS = "weariness", "厌学"
        FAMILY = "family", "家庭变故"
        MOVED = "moved", "随家迁移"

    pupil = models.ForeignKey(Pupil, models.PROTECT, verbose_name="学生")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    stage = models.CharField("学段", max_length=20, choices=Stage)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    reason = models.CharField("原因", max_length=20, choices=Reason, blank=True)
    on = models.DateField("日期")

    class Frozen:
        table = "movements"
        open = ("pupil", "school", "stage", "kind", "reason", "on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "学籍异动"
