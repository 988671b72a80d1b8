"""Results of entrance examinations, counted: by line, by score, by university."""

from django.db import models

from xuezheng.records.promises import within
from xuezheng.records.registers.models import School

EXAMS = [("gaokao", "高考"), ("zhongkao", "中考")]
TRACKS = [("", "不分科"), ("science", "理科（物理类）"), ("arts", "文科（历史类）")]


class ExamResult(models.Model):
    """Results of a school's candidates in an entrance examination, counted by line."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    exam = models.CharField("考试", max_length=10, choices=EXAMS)
    year = models.PositiveSmallIntegerField("年度")
    line = models.CharField("分数线", max_length=20)
    n_candidates = models.PositiveIntegerField("参考人数")
    n_reached = models.PositiveIntegerField("上线人数")

    class Frozen:
        table = "exam_results"
        open = ("school", "exam", "year", "line", "n_candidates", "n_reached")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "考试成绩"
        constraints = [
            models.UniqueConstraint(fields=["school", "exam", "year", "line"], name="exam_result_once"),
            within(
                ("n_reached", "n_candidates"),
                name="exam_result_within_candidates",
                message="上线人数不能多于参考人数",
            ),
        ]


class ScoreBand(models.Model):
    """How many of a school's candidates reached a score in an entrance examination."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    exam = models.CharField("考试", max_length=10, choices=EXAMS)
    year = models.PositiveSmallIntegerField("年度")
    track = models.CharField("科类", max_length=10, choices=TRACKS, blank=True)
    floor_score = models.PositiveSmallIntegerField("分数（及以上）")
    n_reached = models.PositiveIntegerField("人数")

    class Frozen:
        table = "score_bands"
        open = ("school", "exam", "year", "track", "floor_score", "n_reached")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "高分段人数"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "exam", "year", "track", "floor_score"], name="score_band_once"
            ),
        ]


class ScoreBandTotal(models.Model):
    """How many candidates of the whole city or province above reached a score, as the exam office tells it."""

    exam = models.CharField("考试", max_length=10, choices=EXAMS)
    year = models.PositiveSmallIntegerField("年度")
    track = models.CharField("科类", max_length=10, choices=TRACKS, blank=True)
    floor_score = models.PositiveSmallIntegerField("分数（及以上）")
    n_reached = models.PositiveIntegerField("全市人数")
    source = models.CharField("来源", max_length=60)

    class Frozen:
        table = "score_band_totals"
        open = ("exam", "year", "track", "floor_score", "n_reached", "source")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "全市高分段人数"
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "year", "track", "floor_score"], name="score_band_total_once"
            ),
        ]


class UniversityAdmission(models.Model):
    """How many of a school's leavers a university took in a year."""

    class Tier(models.TextChoices):
        ELITE = "elite", "双一流高校"
        UNDERGRADUATE = "undergraduate", "其他本科"
        COLLEGE = "college", "专科"

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    year = models.PositiveSmallIntegerField("年度")
    university = models.CharField("录取高校", max_length=60)
    tier = models.CharField("层次", max_length=14, choices=Tier)
    n_admitted = models.PositiveIntegerField("录取人数")

    class Frozen:
        table = "university_admissions"
        open = ("school", "year", "university", "tier", "n_admitted")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "高校录取"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "university"], name="university_admission_once_a_year"
            ),
        ]
