"""Areas, schools, their statuses, yearly returns and classes."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.promises import follows, within
from xuezheng.records.sealing import SealedCharField


class Stage(models.TextChoices):
    """Stage of schooling (学段)."""

    PRESCHOOL = "preschool", "学前"
    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "普通高中"
    VOCATIONAL = "vocational", "中等职业"
    HIGHER_VOCATIONAL = "higher_vocational", "高等职业"
    SPECIAL = "special", "特殊教育"


class Area(models.Model):
    """A region of the city by its GB/T 2260 code: the city itself, a district or a county."""

    class Kind(models.TextChoices):
        CITY = "city", "市"
        DISTRICT = "district", "区"
        COUNTY = "county", "县"

    code = models.CharField("行政区划代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="上级")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="主管机构")

    class Frozen:
        table = "areas"
        open = ("code", "name", "kind", "parent", "organisation")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "区划"

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school (or kindergarten) that holds, or once held, a licence to operate.

    `kind` is the three-digit 办学类型, `runner` the 举办者 (999 is private), `urban_rural`
    the 城乡分类代码 (1xx town, 2xx village).
    """

    code = models.CharField("学校标识码", max_length=10, primary_key=True)
    name = models.CharField("学校名称", max_length=100)
    kind = models.CharField("办学类型", max_length=3)
    runner = models.CharField("举办者", max_length=3)
    urban_rural = models.CharField("城乡分类", max_length=3)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="所在县区")
    organisation = models.OneToOneField(Organisation, models.PROTECT, verbose_name="机构")
    is_inclusive = models.BooleanField("普惠性幼儿园", default=False)
    is_ethnic = models.BooleanField("民族学校", default=False)
    built_on = models.DateField("建成日期", null=True, blank=True)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    x_km = models.DecimalField("东向坐标（千米）", max_digits=9, decimal_places=3, null=True, blank=True)
    y_km = models.DecimalField("北向坐标（千米）", max_digits=9, decimal_places=3, null=True, blank=True)
    head_phone = SealedCharField("校长电话", max_length=20, blank=True, kind="phone")

    class Frozen:
        table = "schools"
        open = (
            "code", "name", "kind", "runner", "urban_rural", "area", "is_inclusive", "is_ethnic",
            "built_on", "opened_on", "closed_on", "x_km", "y_km",
        )  # fmt: skip
        sealed = ()
        kept = {"head_phone": "personal", "organisation": "derived: the organisation has the school's code"}

    class Meta:
        verbose_name = verbose_name_plural = "学校"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="school_closes_after_it_opens",
                violation_error_message="撤销日期须晚于设立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolStatus(models.Model):
    """A quality a school is to reach or has reached: standardised, weak and to be improved, model …"""

    class Kind(models.TextChoices):
        STANDARDISED = "standardised", "标准化学校"
        WEAK = "weak", "薄弱学校改造"
        CURRICULUM_MODEL = "curriculum_model", "课程改革示范校"
        MODEL_SENIOR = "model_senior", "省示范高中"
        VOCATIONAL_DEMONSTRATION = "vocational_demonstration", "职业教育示范校"
        MORAL_EDUCATION = "moral_education", "德育特色学校"
        QUALITY_CAMPUS = "quality_campus", "品质校园"
        PARTY_MODEL = "party_model", "党建示范校"
        PARTY_BRAND = "party_brand", "党建示范点"
        MIXED_SCHOOL = "mixed_school", "“公参民”学校治理"
        ONLINE_CLASS = "online_class", "在线课堂"
        IT_UPGRADE = "it_upgrade", "信息技术装备升类"
        SMART_CAMPUS = "smart_campus", "智慧校园"
        SCIENCE_GARDEN = "science_garden", "科技园地"
        LABOUR = "labour", "劳动教育实践基地"
        SPORT_FEATURE = "sport_feature", "体育传统特色学校"
        ARTS_FEATURE = "arts_feature", "艺术教育特色学校"
        SAFE_CAMPUS = "safe_campus", "平安校园"
        GREEN_SCHOOL = "green_school", "绿色学校"
        LANGUAGE = "language", "语言文字规范化示范校"
        MENTAL_HEALTH = "mental_health", "心理健康教育特色学校"
        CIVILISED_CAMPUS = "civilised_campus", "文明校园"

    class Level(models.TextChoices):
        NONE = "", "—"
        NATION = "nation", "国家级"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    kind = models.CharField("类别", max_length=30, choices=Kind)
    level = models.CharField("级别", max_length=10, choices=Level, blank=True)
    plan_year = models.PositiveSmallIntegerField("计划年度")
    listed_on = models.DateField("列入日期")
    started_on = models.DateField("启动日期", null=True, blank=True)
    achieved_on = models.DateField("达标日期", null=True, blank=True)

    class Frozen:
        table = "school_statuses"
        open = ("school", "kind", "level", "plan_year", "listed_on", "started_on", "achieved_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "学校创建与改造"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "level", "plan_year"], name="school_status_once_a_year_and_level"
            ),
            models.CheckConstraint(
                condition=Q(achieved_on=None)
                | (Q(started_on__isnull=False) & Q(achieved_on__gte=F("started_on"))),
                name="school_status_starts_before_it_is_achieved",
                violation_error_message="达标日期须有启动日期且不早于它",
            ),
            follows(
                "started_on",
                "listed_on",
                name="school_status_is_listed_before_it_starts",
                message="启动日期不能早于列入日期",
            ),
        ]


class SchoolReturn(models.Model):
    """The yearly statistics form of one school and stage (学年初, about 1 September).

    Counts and areas only; every ratio is reckoned. Areas in m², values in yuan. Indoor sport rooms are part
    of the teaching area and of the sports area; the standards count them once, as sports area.
    """

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    school_year = models.PositiveSmallIntegerField("学年")
    stage = models.CharField("学段", max_length=20, choices=Stage)
    n_classes = models.PositiveIntegerField("班数")
    n_large_classes = models.PositiveIntegerField("大班额班数", default=0)
    n_pupils = models.PositiveIntegerField("学生数")
    n_boarders = models.PositiveIntegerField("寄宿生数", default=0)
    n_migrants = models.PositiveIntegerField("随迁子女数", default=0)
    n_left_behind = models.PositiveIntegerField("留守儿童数", default=0)
    n_entrants = models.PositiveIntegerField("招生数", default=0)
    n_graduates = models.PositiveIntegerField("毕业生数", default=0)
    n_staff = models.PositiveIntegerField("教职工数")
    n_full_time_teachers = models.PositiveIntegerField("专任教师数")
    n_above_required_degree = models.PositiveIntegerField("高于规定学历教师数", default=0)
    n_backbone_teachers = models.PositiveIntegerField("县级以上骨干教师数", default=0)
    n_arts_and_sport_teachers = models.PositiveIntegerField("体育艺术专任教师数", default=0)
    teaching_area_m2 = models.DecimalField("教学及辅助用房面积", max_digits=12, decimal_places=2, default=0)
    indoor_sports_area_m2 = models.DecimalField(
        "教学及辅助用房中的室内体育用房面积", max_digits=12, decimal_places=2, default=0
    )
    sports_area_m2 = models.DecimalField("体育运动场馆面积", max_digits=12, decimal_places=2, default=0)
    equipment_yuan = models.DecimalField("教学仪器设备值", max_digits=14, decimal_places=2, default=0)
    n_multimedia_rooms = models.PositiveIntegerField("网络多媒体教室数", default=0)
    n_computers = models.PositiveIntegerField("计算机台数", default=0)
    n_books = models.PositiveIntegerField("图书册数", default=0)
    public_funds_yuan = models.DecimalField("公用经费支出", max_digits=14, decimal_places=2, default=0)
    training_yuan = models.DecimalField("公用经费中的教师培训费", max_digits=14, decimal_places=2, default=0)
    received_on = models.DateField("报送日期")

    class Frozen:
        table = "school_returns"
        open = (
            "school", "school_year", "stage", "n_classes", "n_large_classes", "n_pupils", "n_boarders",
            "n_migrants", "n_left_behind", "n_entrants", "n_graduates", "n_staff", "n_full_time_teachers",
            "n_above_required_degree", "n_backbone_teachers", "n_arts_and_sport_teachers",
            "teaching_area_m2", "indoor_sports_area_m2", "sports_area_m2", "equipment_yuan",
            "n_multimedia_rooms", "n_computers", "n_books", "public_funds_yuan", "training_yuan",
            "received_on",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "学年初报表"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "stage"], name="school_return_once_a_year_and_stage"
            ),
            within(
                ("n_full_time_teachers", "n_staff"),
                name="school_return_teachers_within_staff",
                message="专任教师数不能多于教职工数",
            ),
            within(
                ("n_large_classes", "n_classes"),
                ("n_boarders", "n_pupils"),
                ("n_migrants", "n_pupils"),
                ("n_left_behind", "n_pupils"),
                ("n_above_required_degree", "n_full_time_teachers"),
                name="school_return_parts_within_wholes",
                message="大班额不能多于班数，寄宿生、随迁子女、留守儿童不能多于学生数，高于规定学历教师不能多于专任教师",
            ),
            within(
                ("indoor_sports_area_m2", "teaching_area_m2"),
                ("training_yuan", "public_funds_yuan"),
                name="school_return_sums_within_wholes",
                message="室内体育用房不能大于教学及辅助用房，教师培训费不能大于公用经费",
            ),
        ]


class SchoolClass(models.Model):
    """One class (班级) of a school in a school year."""

    code = models.CharField("班级代码", max_length=24, primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    school_year = models.PositiveSmallIntegerField("学年")
    stage = models.CharField("学段", max_length=20, choices=Stage)
    grade = models.PositiveSmallIntegerField("年级")
    number = models.PositiveSmallIntegerField("班号")

    class Frozen:
        table = "classes"
        open = ("code", "school", "school_year", "stage", "grade", "number")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "班级"
