"""Schools that work together, sessions held for people, and what a subsidy is worth a head."""

from django.db import models

from xuezheng.records.promises import follows, more_than_nothing
from xuezheng.records.registers.models import Area, School


class SchoolGroup(models.Model):
    """Schools that work together: an education group, a community, a pairing, or a teacher's studio."""

    class Kind(models.TextChoices):
        GROUP = "group", "教育集团"
        COMMUNITY = "community", "学校共同体"
        ALLIANCE = "alliance", "学区联盟"
        PAIRING = "pairing", "结对帮扶"
        STUDIO = "studio", "名师名校长工作室"

    code = models.CharField("编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    set_up_on = models.DateField("成立日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Frozen:
        table = "school_groups"
        open = ("code", "name", "kind", "area", "set_up_on", "ended_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "教育集团与共同体"
        constraints = [
            follows("ended_on", "set_up_on", name="school_group_ends_after_it_is_set_up",
                    message="终止日期不能早于成立日期"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A school in a group."""

    group = models.ForeignKey(SchoolGroup, models.PROTECT, verbose_name="集团或共同体")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    joined_on = models.DateField("加入日期")
    left_on = models.DateField("退出日期", null=True, blank=True)

    class Frozen:
        table = "school_group_members"
        open = ("group", "school", "joined_on", "left_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "集团与共同体成员校"
        constraints = [
            models.UniqueConstraint(fields=["group", "school", "joined_on"], name="group_member_joins_once"),
            follows("left_on", "joined_on", name="group_member_leaves_after_joining",
                    message="退出日期不能早于加入日期"),
        ]  # fmt: skip


class Session(models.Model):
    """A course, drill, journey or visit held for people, and how many came (办班与活动)."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", "社区教育"
        SENIOR = "senior", "老年教育"
        SKILLS = "skills", "职业技能培训"
        PUTONGHUA = "putonghua", "普通话测试"
        PARENTS = "parents", "家庭教育指导"
        HOME_VISIT = "home_visit", "家访"
        OUTREACH = "outreach", "送教下乡"
        STUDY_TOUR = "study_tour", "研学旅行"
        LABOUR = "labour", "劳动实践"
        DRILL = "drill", "安全应急演练"
        EXCHANGE = "exchange", "国际（境外）交流"
        LAW = "law", "法治宣传教育"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    name = models.CharField("名称", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="学校")
    n_people = models.PositiveIntegerField("参加人数")
    on = models.DateField("日期")

    class Frozen:
        table = "sessions"
        open = ("code", "kind", "name", "area", "school", "n_people", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "办班与活动"


class AidStandard(models.Model):
    """What one pupil is given of a subsidy in a year: yuan a meal, a month or a year (补助标准)."""

    class Kind(models.TextChoices):
        PRESCHOOL = "preschool", "学前幼教补助"
        NUTRITION = "nutrition", "营养膳食补助"
        BOARDER = "boarder", "寄宿生生活补助"
        SENIOR_GRANT = "senior_grant", "普通高中国家助学金"
        PUBLIC_FUNDS = "public_funds", "公用经费基准定额"

    kind = models.CharField("补助", max_length=14, choices=Kind)
    stage = models.CharField("学段", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    per = models.CharField(
        "计发", max_length=6, choices=[("meal", "每餐"), ("month", "每月"), ("year", "每年")]
    )
    amount_yuan = models.DecimalField("标准", max_digits=10, decimal_places=2)
    document_number = models.CharField("文号", max_length=60, blank=True)

    class Frozen:
        table = "aid_standards"
        open = ("kind", "stage", "year", "per", "amount_yuan", "document_number")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "补助标准"
        constraints = [
            models.UniqueConstraint(fields=["kind", "stage", "year"], name="aid_standard_once_a_year"),
            more_than_nothing("amount_yuan", name="aid_standard_is_positive", message="补助标准须大于零"),
        ]
