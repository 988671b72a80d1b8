"""Areas, schools, pupils, teachers, facilities, population.

Nothing here is deleted: a thing that ends gets the day on which it ended, so that last
year's figures can still be counted. Years of schooling (`school_year`) are named by the
calendar year in which they begin (1 September).
"""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation


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
    head_phone = models.CharField("校长电话", max_length=20, blank=True)

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

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    kind = models.CharField("类别", max_length=30, choices=Kind)
    plan_year = models.PositiveSmallIntegerField("计划年度")
    listed_on = models.DateField("列入日期")
    started_on = models.DateField("启动日期", null=True, blank=True)
    achieved_on = models.DateField("达标日期", null=True, blank=True)

    class Frozen:
        table = "school_statuses"
        open = ("school", "kind", "plan_year", "listed_on", "started_on", "achieved_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "学校创建与改造"
        constraints = [
            models.UniqueConstraint(fields=["school", "kind", "plan_year"], name="school_status_once_a_year"),
            models.CheckConstraint(
                condition=Q(achieved_on=None)
                | (Q(started_on__isnull=False) & Q(achieved_on__gte=F("started_on"))),
                name="school_status_starts_before_it_is_achieved",
                violation_error_message="达标日期须有启动日期且不早于它",
            ),
        ]


class SchoolReturn(models.Model):
    """The yearly statistics form of one school and stage (学年初, about 1 September).

    Counts and areas only; every ratio is reckoned. Areas in m², values in yuan.
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
    sports_area_m2 = models.DecimalField("体育运动场馆面积", max_digits=12, decimal_places=2, default=0)
    equipment_yuan = models.DecimalField("教学仪器设备值", max_digits=14, decimal_places=2, default=0)
    n_multimedia_rooms = models.PositiveIntegerField("网络多媒体教室数", default=0)
    n_computers = models.PositiveIntegerField("计算机台数", default=0)
    n_books = models.PositiveIntegerField("图书册数", default=0)
    public_funds_yuan = models.DecimalField("公用经费支出", max_digits=14, decimal_places=2, default=0)
    received_on = models.DateField("报送日期")

    class Frozen:
        table = "school_returns"
        open = (
            "school", "school_year", "stage", "n_classes", "n_large_classes", "n_pupils", "n_boarders",
            "n_migrants", "n_left_behind", "n_entrants", "n_graduates", "n_staff", "n_full_time_teachers",
            "n_above_required_degree", "n_backbone_teachers", "n_arts_and_sport_teachers",
            "teaching_area_m2", "sports_area_m2", "equipment_yuan", "n_multimedia_rooms", "n_computers",
            "n_books", "public_funds_yuan", "received_on",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "学年初报表"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "stage"], name="school_return_once_a_year_and_stage"
            ),
            models.CheckConstraint(
                condition=Q(n_full_time_teachers__lte=F("n_staff")),
                name="school_return_teachers_within_staff",
                violation_error_message="专任教师数不能多于教职工数",
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


class Pupil(models.Model):
    """A child on roll, known in the building by name and outside it only by `code`.

    `code` says nothing about the child (it is not the 学籍号 and not made from it).
    """

    class Sex(models.TextChoices):
        MALE = "1", "男"
        FEMALE = "2", "女"

    code = models.CharField("学生代码", max_length=12, primary_key=True)
    roll_number = models.CharField("学籍号", max_length=19, unique=True)
    name = models.CharField("姓名", max_length=50)
    id_number = models.CharField("身份证件号", max_length=18, blank=True)
    sex = models.CharField("性别", max_length=1, choices=Sex)
    born_on = models.DateField("出生日期")
    ethnic_group = models.CharField("民族", max_length=2, default="01")
    is_migrant = models.BooleanField("进城务工人员随迁子女", default=False)
    is_left_behind = models.BooleanField("留守儿童", default=False)
    is_orphan = models.BooleanField("孤儿", default=False)
    disability = models.CharField("残疾类型", max_length=1, blank=True)
    guardian_phone = models.CharField("监护人电话", max_length=20, blank=True)

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

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A pupil on the roll of a school on census day of a school year."""

    pupil = models.ForeignKey(Pupil, models.PROTECT, verbose_name="学生")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
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


class Movement(models.Model):
    """A change on the roll (学籍异动): transfer, dropout, return, suspension, graduation, death."""

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


class Teacher(models.Model):
    """A member of a school's staff."""

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
    left_on = models.DateField("离职日期", null=True, blank=True)

    class Frozen:
        table = "teachers"
        open = (
            "code", "sex", "school", "stage", "subject", "degree", "title", "is_full_time", "is_in_post",
            "has_certificate", "is_backbone", "hired_on", "left_on",
        )  # fmt: skip
        sealed = ("born_on",)
        kept = {"name": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "教职工"
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("hired_on")),
                name="teacher_leaves_after_being_hired",
                violation_error_message="离职日期不能早于入职日期",
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
        ]
