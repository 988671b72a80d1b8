"""Facilities, population, vocational majors, websites."""

from django.db import models
from django.db.models import Q

from xuezheng.records.promises import follows, not_negative
from xuezheng.records.registers.models.schools import Area, School


class Facility(models.Model):
    """A building or ground of a school."""

    code = models.CharField("建筑代码", max_length=16, primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    kind = models.CharField("用途", max_length=20)
    floor_area_m2 = models.DecimalField("建筑面积", max_digits=12, decimal_places=2)
    built_on = models.DateField("建成日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Frozen:
        table = "facilities"
        open = ("code", "school", "kind", "floor_area_m2", "built_on", "closed_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "校舍与场地"
        constraints = [
            follows(
                "closed_on",
                "built_on",
                name="facility_closes_after_it_is_built",
                message="停用日期不能早于建成日期",
            ),
            not_negative("floor_area_m2", name="facility_area_is_not_negative", message="建筑面积不能小于零"),
        ]


class Population(models.Model):
    """Residents of one area and one year of age, as the statistics office gives them."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    year = models.PositiveSmallIntegerField("年度")
    age = models.PositiveSmallIntegerField("年龄")
    n_residents = models.PositiveIntegerField("人口数")
    source = models.CharField("来源", max_length=60, blank=True)

    class Frozen:
        table = "population"
        open = ("area", "year", "age", "n_residents", "source")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "人口"
        constraints = [models.UniqueConstraint(fields=["area", "year", "age"], name="population_once")]


class VocationalMajor(models.Model):
    """A major (专业) of a vocational school and the class in which the province supports it."""

    class Designation(models.TextChoices):
        NONE = "", "—"
        DEMONSTRATION = "demonstration", "示范专业"
        BACKBONE = "backbone", "骨干专业"
        FEATURED = "featured", "特色专业"

    code = models.CharField("专业代码", max_length=16, primary_key=True)
    name = models.CharField("专业名称", max_length=60)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    designation = models.CharField("类别", max_length=20, choices=Designation, blank=True)
    designated_on = models.DateField("认定日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Frozen:
        table = "vocational_majors"
        open = ("code", "name", "school", "designation", "designated_on", "ended_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "职业教育专业"
        constraints = [
            models.CheckConstraint(
                condition=Q(designation="") | Q(designated_on__isnull=False),
                name="major_designation_has_a_day",
                violation_error_message="有类别的专业须有认定日期",
            ),
            follows(
                "ended_on",
                "designated_on",
                name="major_ends_after_it_is_designated",
                message="终止日期不能早于认定日期",
            ),
        ]


class Website(models.Model):
    """An education website on the register, with the province's approval if it has one."""

    code = models.CharField("网站编号", max_length=16, primary_key=True)
    name = models.CharField("网站名称", max_length=100)
    host = models.CharField("域名", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    applied_on = models.DateField("申请日期")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approval_number = models.CharField("批准文号", max_length=60, blank=True)
    closed_on = models.DateField("关闭日期", null=True, blank=True)

    class Frozen:
        table = "websites"
        open = (
            "code", "name", "host", "area", "applied_on", "approved_on", "approval_number", "closed_on",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "教育网站"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_on=None) | ~Q(approval_number=""),
                name="website_approval_has_a_number",
                violation_error_message="已批准的网站须有批准文号",
            ),
            follows(
                "approved_on",
                "applied_on",
                name="website_is_approved_after_it_applies",
                message="批准日期不能早于申请日期",
            ),
            follows(
                "closed_on",
                "applied_on",
                name="website_closes_after_it_applies",
                message="关闭日期不能早于申请日期",
            ),
        ]
