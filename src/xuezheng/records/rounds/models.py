"""Allocation rounds: zones, admissions, class division, examinations."""

from django.db import models

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.promises import follows, more_than_nothing, within
from xuezheng.records.registers.models import Area, Pupil, School


class Round(models.Model):
    """One allocation, from its list to its published result."""

    class Kind(models.TextChoices):
        ZONES = "zones", "学区划分"
        ADMISSIONS = "admissions", "招生"
        CLASS_DIVISION = "class_division", "均衡分班"
        EXAM = "exam", "考试"

    code = models.CharField("轮次编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=16, choices=Kind)
    name = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField("年度")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    owner = models.ForeignKey(Organisation, models.PROTECT, verbose_name="组织单位")
    opened_on = models.DateField("开始日期")
    closed_on = models.DateField("结束日期", null=True, blank=True)

    class Frozen:
        table = "rounds"
        open = ("code", "kind", "name", "year", "area", "owner", "opened_on", "closed_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "分配轮次"
        constraints = [
            follows(
                "closed_on",
                "opened_on",
                name="round_closes_after_it_opens",
                message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundStep(models.Model):
    """A step of a round that cannot be taken back: frozen and committed, seeded, run.

    Doing one again is a new row with a reason. What stands is the latest of each, each later than the one
    before it: a new commitment makes the old seed and the old run things of the past.
    """

    class Step(models.TextChoices):
        COMMIT = "commit", "冻结并承诺"
        SEED = "seed", "录入种子"
        RUN = "run", "运行"

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps", verbose_name="轮次")
    step = models.CharField("步骤", max_length=6, choices=Step)
    attempt = models.PositiveSmallIntegerField("第几次")
    value = models.CharField("承诺值、种子或证书", max_length=64)
    conditions_sha256 = models.CharField("条件散列值", max_length=64, blank=True)
    by = models.CharField("办理人", max_length=150)
    at = models.DateTimeField("办理时间")
    witnesses = models.CharField("见证人", max_length=200, blank=True)
    because = models.CharField("重来的理由", max_length=200, blank=True)

    class Frozen:
        table = None
        reason = "secret: how a round was held, with the names of witnesses"

    class Meta:
        verbose_name = verbose_name_plural = "轮次步骤"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "attempt", "step"],
                name="round_step_once_an_attempt",
                violation_error_message="这一步刚刚已由别人办理",
            ),
            models.CheckConstraint(
                condition=models.Q(attempt=1) | ~models.Q(because=""),
                name="round_step_again_has_a_reason",
                violation_error_message="重来须写明理由",
            ),
        ]


class ClassPlacement(models.Model):
    """A pupil divided into a class by a round (均衡分班)."""

    round = models.ForeignKey(Round, models.PROTECT, verbose_name="轮次")
    pupil = models.ForeignKey(Pupil, models.PROTECT, db_index=False, verbose_name="学生")
    school = models.ForeignKey(School, models.PROTECT, db_index=False, verbose_name="学校")
    class_number = models.PositiveSmallIntegerField("班号")

    class Frozen:
        table = "class_placements"
        open = ("round", "pupil", "school", "class_number")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "分班结果"
        constraints = [models.UniqueConstraint(fields=["round", "pupil"], name="class_placement_once")]


class Application(models.Model):
    """A child's application for a school place and where it led."""

    round = models.ForeignKey(Round, models.PROTECT, verbose_name="轮次")
    pupil = models.ForeignKey(Pupil, models.PROTECT, db_index=False, verbose_name="学生")
    is_migrant = models.BooleanField("随迁子女", default=False)
    is_qualified = models.BooleanField("符合条件", default=True)
    admitted_to = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, db_index=False, verbose_name="录取学校"
    )

    class Frozen:
        table = "applications"
        open = ("round", "pupil", "is_migrant", "is_qualified", "admitted_to")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "入学申请"
        constraints = [models.UniqueConstraint(fields=["round", "pupil"], name="application_once_a_round")]


class ExamSitting(models.Model):
    """One examination of a year in one area: candidates, seats, rooms, invigilators."""

    class Exam(models.TextChoices):
        ZHONGKAO = "zhongkao", "中考"
        GAOKAO = "gaokao", "高考"
        SELF_STUDY = "self_study", "自考"
        ADULT = "adult", "成人高考"
        POSTGRADUATE = "postgraduate", "研究生考试"

    code = models.CharField("考务编号", max_length=24, primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, verbose_name="轮次")
    exam = models.CharField("考试", max_length=14, choices=Exam)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    held_on = models.DateField("举行日期", null=True, blank=True)
    n_candidates = models.PositiveIntegerField("报名人数")
    n_seated = models.PositiveIntegerField("编排人数")
    n_sites = models.PositiveIntegerField("考点数")
    n_rooms = models.PositiveIntegerField("考场数")
    n_invigilators = models.PositiveIntegerField("监考人数")

    class Frozen:
        table = "exam_sittings"
        open = (
            "code", "round", "exam", "area", "held_on", "n_candidates", "n_seated", "n_sites", "n_rooms",
            "n_invigilators",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "考务"
        constraints = [
            within(
                ("n_seated", "n_candidates"),
                name="exam_sitting_seats_within_candidates",
                message="编排人数不能多于报名人数",
            ),
        ]


class ExamIncident(models.Model):
    """Something that went wrong in an examination (违纪、泄密、组考事故)."""

    code = models.CharField("事件编号", max_length=24, primary_key=True)
    sitting = models.ForeignKey(ExamSitting, models.PROTECT, verbose_name="考务")
    kind = models.CharField("类别", max_length=20)
    on = models.DateField("日期")
    confirmed_on = models.DateField("查实日期", null=True, blank=True)
    dealt_with_on = models.DateField("处理日期", null=True, blank=True)

    class Frozen:
        table = "exam_incidents"
        open = ("code", "sitting", "kind", "on", "confirmed_on", "dealt_with_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "考试事件"
        constraints = [
            follows(
                "confirmed_on",
                "on",
                name="incident_is_confirmed_after_it_happened",
                message="查实日期不能早于发生日期",
            ),
            follows(
                "dealt_with_on",
                "on",
                name="incident_is_dealt_with_after_it_happened",
                message="处理日期不能早于发生日期",
            ),
        ]


class ExamAbsence(models.Model):
    """A candidate who did not come to one session (缺考), as the sign-in sheet says."""

    sitting = models.ForeignKey(ExamSitting, models.PROTECT, verbose_name="考务")
    session = models.CharField("场次", max_length=20)
    on = models.DateField("日期")
    room = models.CharField("考场", max_length=20)
    candidate_number = models.CharField("准考证号", max_length=30)

    class Frozen:
        table = "exam_absences"
        open = ("sitting", "session", "on", "room")
        sealed = ("candidate_number",)
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "缺考登记"
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "session", "candidate_number"],
                name="absence_once_a_session",
            ),
        ]


class ExamRoomChange(models.Model):
    """Candidates who sat somewhere else than planned on the day (临时调换考场), and why."""

    code = models.CharField("调换编号", max_length=24, primary_key=True)
    sitting = models.ForeignKey(ExamSitting, models.PROTECT, verbose_name="考务")
    session = models.CharField("场次", max_length=20)
    on = models.DateField("日期")
    from_room = models.CharField("原考场", max_length=20)
    to_room = models.CharField("改到考场", max_length=20)
    n_candidates = models.PositiveIntegerField("涉及人数")
    reason = models.CharField("原因", max_length=200)

    class Frozen:
        table = "exam_room_changes"
        open = ("code", "sitting", "session", "on", "from_room", "to_room", "n_candidates")
        sealed = ()
        kept = {"reason": "personal: may name a candidate's illness"}

    class Meta:
        verbose_name = verbose_name_plural = "考场调换"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_room=models.F("to_room")),
                name="room_change_goes_elsewhere",
                violation_error_message="原考场和改到的考场不能相同",
            ),
            more_than_nothing("n_candidates", name="room_change_moves_somebody", message="涉及人数须大于零"),
        ]
