"""What others find out about an area's schools: surveys, quality monitoring, a comparison of pay."""

from django.db import models
from django.db.models import Q

from xuezheng.records.promises import within
from xuezheng.records.registers.models import Area, Stage


class Survey(models.Model):
    """A survey of public recognition (社会认可度调查) of an area in a calendar year."""

    class Subject(models.TextChoices):
        COMPULSORY = "compulsory", "义务教育"
        PRESCHOOL = "preschool", "学前教育"

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    year = models.PositiveSmallIntegerField("年度")
    subject = models.CharField("调查对象", max_length=10, choices=Subject)
    n_valid = models.PositiveIntegerField("有效答卷数")
    n_satisfied = models.PositiveIntegerField("满意答卷数")
    agency = models.CharField("调查机构", max_length=60)

    class Frozen:
        table = "surveys"
        open = ("area", "year", "subject", "n_valid", "n_satisfied", "agency")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "社会认可度调查"
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "subject"], name="survey_once_a_year"),
            within(
                ("n_satisfied", "n_valid"),
                name="survey_satisfied_within_valid",
                message="满意答卷数不能多于有效答卷数",
            ),
        ]


class QualityMonitoring(models.Model):
    """Result of the national quality monitoring of an area: one subject tested at one stage in a year."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    year = models.PositiveSmallIntegerField("年度")
    stage = models.CharField("学段", max_length=20, choices=Stage)
    subject = models.CharField("监测科目", max_length=20)
    n_tested = models.PositiveIntegerField("参测人数")
    n_at_level_three = models.PositiveIntegerField("达到Ⅲ级以上人数")
    difference_rate = models.DecimalField("校际差异率", max_digits=5, decimal_places=4)
    document_number = models.CharField("通报文号", max_length=60, blank=True)

    class Frozen:
        table = "quality_monitoring"
        open = (
            "area", "year", "stage", "subject", "n_tested", "n_at_level_three", "difference_rate",
            "document_number",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "义务教育质量监测"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "stage", "subject"], name="quality_monitoring_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(difference_rate__gte=0, difference_rate__lte=1),
                name="quality_monitoring_rate_is_a_share",
                violation_error_message="校际差异率写成 0 到 1 之间的小数",
            ),
            within(
                ("n_at_level_three", "n_tested"),
                name="quality_monitoring_level_within_tested",
                message="达到Ⅲ级以上人数不能多于参测人数",
            ),
        ]


class PayComparison(models.Model):
    """Average yearly pay of compulsory-school teachers and of civil servants in an area."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    year = models.PositiveSmallIntegerField("年度")
    teacher_yuan = models.DecimalField("义务教育教师平均工资", max_digits=12, decimal_places=2)
    civil_servant_yuan = models.DecimalField("当地公务员平均工资", max_digits=12, decimal_places=2)
    source = models.CharField("来源", max_length=60)

    class Frozen:
        table = "pay_comparisons"
        open = ("area", "year", "teacher_yuan", "civil_servant_yuan", "source")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "教师与公务员工资"
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="pay_comparison_once_a_year"),
            models.CheckConstraint(
                condition=Q(teacher_yuan__gt=0, civil_servant_yuan__gt=0),
                name="pay_comparison_is_positive",
                violation_error_message="平均工资须大于零",
            ),
        ]
