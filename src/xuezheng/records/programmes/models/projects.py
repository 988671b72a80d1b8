"""Annual targets, projects, milestones and funds."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.promises import follows, more_than_nothing, not_negative
from xuezheng.records.registers.models import Area, School


class Target(models.Model):
    """What an office promised to reach by a day: set and approved before the result.

    `indicator` is the code of the indicator it is judged by; the value is in `unit`, the
    indicator's own unit.
    """

    code = models.CharField("目标编号", max_length=24, primary_key=True)
    name = models.CharField("目标", max_length=120)
    indicator = models.CharField("指标代码", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    value = models.DecimalField("目标值", max_digits=16, decimal_places=2)
    unit = models.CharField("单位", max_length=20)
    owner = models.ForeignKey(Organisation, models.PROTECT, verbose_name="责任单位")
    set_on = models.DateField("设定日期")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.CharField("批准人", max_length=50, blank=True)
    due_on = models.DateField("完成期限")

    class Frozen:
        table = "targets"
        open = (
            "code", "name", "indicator", "year", "area", "value", "unit", "owner", "set_on", "approved_on",
            "due_on",
        )  # fmt: skip
        sealed = ()
        kept = {"approved_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "年度目标"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "area"], name="target_once_a_year"),
            models.CheckConstraint(
                condition=Q(approved_on=None)
                | (Q(approved_on__gte=F("set_on")) & Q(approved_on__lte=F("due_on"))),
                name="target_is_approved_between_setting_and_due_day",
                violation_error_message="批准日期须在设定日期与完成期限之间",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None) | ~Q(approved_by=""),
                name="target_approval_has_a_name",
                violation_error_message="已批准的目标须有批准人",
            ),
        ]


class Project(models.Model):
    """Something built, repaired or fitted out, from plan to acceptance."""

    class Kind(models.TextChoices):
        NUTRITION_CANTEEN = "nutrition_canteen", "营养餐食堂"
        KINDERGARTEN = "kindergarten", "幼儿园"
        BUILDING_REPAIR = "building_repair", "校舍改造维修"
        PRACTICE_SCHOOL = "practice_school", "综合实践学校"
        TRAINING_BUILDING = "training_building", "实训楼"
        SCHOOL_BUILDING = "school_building", "学校建设"

    class Work(models.TextChoices):
        NEW = "new", "新建"
        ALTERATION = "alteration", "改建"
        EXTENSION = "extension", "扩建"
        REPAIR = "repair", "维修"

    code = models.CharField("项目编号", max_length=24, primary_key=True)
    name = models.CharField("项目名称", max_length=120)
    kind = models.CharField("类别", max_length=30, choices=Kind)
    work = models.CharField("建设性质", max_length=12, choices=Work)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="学校")
    owner = models.ForeignKey(Organisation, models.PROTECT, verbose_name="责任单位")
    plan_year = models.PositiveSmallIntegerField("计划年度")
    floor_area_m2 = models.DecimalField("建筑面积", max_digits=12, decimal_places=2, default=0)
    budget_yuan = models.DecimalField("预算", max_digits=14, decimal_places=2, default=0)
    spent_yuan = models.DecimalField("完成投资", max_digits=14, decimal_places=2, default=0)
    n_places = models.PositiveIntegerField("新增学位", default=0)
    planned_on = models.DateField("立项日期")
    started_on = models.DateField("开工日期", null=True, blank=True)
    topped_out_on = models.DateField("主体完工日期", null=True, blank=True)
    completed_on = models.DateField("竣工日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)

    class Frozen:
        table = "projects"
        open = (
            "code", "name", "kind", "work", "area", "school", "owner", "plan_year", "floor_area_m2",
            "budget_yuan", "spent_yuan", "n_places", "planned_on", "started_on", "topped_out_on",
            "completed_on", "accepted_on", "cancelled_on",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        constraints = [
            models.CheckConstraint(
                condition=(Q(started_on=None) | Q(started_on__gte=F("planned_on")))
                & (
                    Q(topped_out_on=None)
                    | (Q(started_on__isnull=False) & Q(topped_out_on__gte=F("started_on")))
                )
                & (
                    Q(completed_on=None)
                    | (Q(started_on__isnull=False) & Q(completed_on__gte=F("started_on")))
                )
                & (
                    Q(accepted_on=None)
                    | (Q(completed_on__isnull=False) & Q(accepted_on__gte=F("completed_on")))
                ),
                name="project_stages_follow_each_other",
                violation_error_message="项目各阶段日期须依次：立项、开工、主体完工、竣工、验收",
            ),
            follows(
                "cancelled_on",
                "planned_on",
                name="project_is_cancelled_after_it_is_planned",
                message="取消日期不能早于立项日期",
            ),
            not_negative(
                "floor_area_m2",
                "budget_yuan",
                "spent_yuan",
                name="project_sizes_are_not_negative",
                message="建筑面积、预算和完成投资不能小于零",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A step of a project that is due on a day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="milestones", verbose_name="项目")
    name = models.CharField("节点", max_length=60)
    due_on = models.DateField("应完成日期")
    done_on = models.DateField("实际完成日期", null=True, blank=True)

    class Frozen:
        table = "milestones"
        open = ("project", "name", "due_on", "done_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "项目节点"


class Fund(models.Model):
    """Money granted by a level of government or given by others: noticed, then arrived."""

    class Level(models.TextChoices):
        CENTRAL = "central", "中央"
        PROVINCE = "province", "省"
        CITY = "city", "市"
        COUNTY = "county", "县"
        DONATION = "donation", "捐赠"

    code = models.CharField("资金编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=120)
    level = models.CharField("来源级次", max_length=10, choices=Level)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    purpose = models.CharField("用途", max_length=40)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, verbose_name="项目")
    major = models.CharField("专业代码", max_length=16, blank=True)
    notice_number = models.CharField("文号", max_length=60, blank=True)
    noticed_on = models.DateField("下达日期")
    arrived_on = models.DateField("到账日期", null=True, blank=True)
    amount_yuan = models.DecimalField("金额", max_digits=14, decimal_places=2)

    class Frozen:
        table = "funds"
        open = (
            "code", "name", "level", "area", "purpose", "project", "major", "notice_number", "noticed_on",
            "arrived_on", "amount_yuan",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "资金"
        constraints = [
            more_than_nothing("amount_yuan", name="fund_amount_is_positive", message="金额须大于零"),
            follows(
                "arrived_on",
                "noticed_on",
                name="fund_arrives_after_its_notice",
                message="到账日期不能早于下达日期",
            ),
        ]
