"""What a school has and does beside its lessons, as it reports once a year."""

from django.db import models

from xuezheng.records.promises import not_negative, within
from xuezheng.records.registers.models.schools import Area, School, Stage


class Campus(models.Model):
    """The grounds, canteen, heating and safety of a school in a calendar year (校园与安全年报)."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    year = models.PositiveSmallIntegerField("年度")
    land_area_m2 = models.DecimalField("占地面积", max_digits=12, decimal_places=2, default=0)
    green_area_m2 = models.DecimalField("绿化面积", max_digits=12, decimal_places=2, default=0)
    n_laboratories = models.PositiveIntegerField("实验室和功能教室数", default=0)
    n_dormitory_beds = models.PositiveIntegerField("宿舍床位数", default=0)
    has_canteen = models.BooleanField("有食堂", default=False)
    has_open_kitchen = models.BooleanField("食堂“明厨亮灶”", default=False)
    has_central_heating = models.BooleanField("集中供暖", default=False)
    has_guards = models.BooleanField("配齐专职保安", default=False)
    n_guards = models.PositiveIntegerField("专职保安人数", default=0)
    has_alarm = models.BooleanField("一键报警和视频监控联网", default=False)
    is_enclosed = models.BooleanField("封闭式管理", default=False)
    has_crossing_guard = models.BooleanField("设护学岗", default=False)
    n_buses = models.PositiveIntegerField("校车辆数", default=0)
    received_on = models.DateField("报送日期")

    class Frozen:
        table = "campuses"
        open = (
            "school", "year", "land_area_m2", "green_area_m2", "n_laboratories", "n_dormitory_beds",
            "has_canteen", "has_open_kitchen", "has_central_heating", "has_guards", "n_guards", "has_alarm",
            "is_enclosed", "has_crossing_guard", "n_buses", "received_on",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "校园与安全年报"
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="campus_once_a_year"),
            not_negative("land_area_m2", "green_area_m2", name="campus_areas_are_not_negative",
                         message="占地面积和绿化面积不能小于零"),
            within(("green_area_m2", "land_area_m2"), name="campus_green_within_land",
                   message="绿化面积不能大于占地面积"),
            within(("has_open_kitchen", "has_canteen"), name="campus_open_kitchen_needs_a_canteen",
                   message="没有食堂的学校不能填“明厨亮灶”"),
        ]  # fmt: skip


class WellbeingReturn(models.Model):
    """After-school service, fitness and eyesight of the pupils of a school and stage (学生服务与健康年报)."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    school_year = models.PositiveSmallIntegerField("学年")
    stage = models.CharField("学段", max_length=20, choices=Stage)
    n_pupils = models.PositiveIntegerField("学生数")
    n_after_school = models.PositiveIntegerField("参加课后服务学生数", default=0)
    n_fitness_tested = models.PositiveIntegerField("体质健康测试人数", default=0)
    n_fitness_passed = models.PositiveIntegerField("体质健康合格人数", default=0)
    n_fitness_good = models.PositiveIntegerField("体质健康优良人数", default=0)
    n_eyes_tested = models.PositiveIntegerField("视力检查人数", default=0)
    n_myopic = models.PositiveIntegerField("近视人数", default=0)
    n_counsellors = models.PositiveIntegerField("专兼职心理健康教师数", default=0)
    received_on = models.DateField("报送日期")

    class Frozen:
        table = "wellbeing_returns"
        open = (
            "school", "school_year", "stage", "n_pupils", "n_after_school", "n_fitness_tested",
            "n_fitness_passed", "n_fitness_good", "n_eyes_tested", "n_myopic", "n_counsellors",
            "received_on",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "学生服务与健康年报"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "stage"], name="wellbeing_return_once_a_year_and_stage"
            ),
            within(
                ("n_after_school", "n_pupils"),
                ("n_fitness_passed", "n_fitness_tested"),
                ("n_fitness_good", "n_fitness_passed"),
                ("n_myopic", "n_eyes_tested"),
                name="wellbeing_return_parts_within_wholes",
                message="参加课后服务的不能多于学生数，优良不能多于合格，合格不能多于测试人数，近视不能多于检查人数",
            ),
        ]


class SpecialPlacement(models.Model):
    """Where the children with disabilities of an area and school year are taught (残疾儿童少年安置)."""

    class Mode(models.TextChoices):
        SPECIAL_SCHOOL = "special_school", "特殊教育学校"
        INCLUSIVE = "inclusive", "普通学校随班就读"
        HOME = "home", "送教上门"
        NONE = "none", "未安置"

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school_year = models.PositiveSmallIntegerField("学年")
    mode = models.CharField("安置方式", max_length=16, choices=Mode)
    n_children = models.PositiveIntegerField("适龄儿童少年数")

    class Frozen:
        table = "special_placements"
        open = ("area", "school_year", "mode", "n_children")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "残疾儿童少年安置"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "school_year", "mode"], name="special_placement_once_a_year"
            ),
        ]
