"""Annual targets, projects, funds, aid and its beneficiaries, campaigns, activities, contests."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.registers.models import Area, Pupil, School


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
            models.CheckConstraint(
                condition=Q(amount_yuan__gt=0),
                name="fund_amount_is_positive",
                violation_error_message="金额须大于零",
            ),
        ]


class AidScheme(models.Model):
    """A kind of student aid (资助项目)."""

    class Kind(models.TextChoices):
        ORPHAN_SENIOR = "orphan_senior", "孤儿普通高中免费教育"
        LIVING_SUBSIDY = "living_subsidy", "义务教育生活补助"
        NUTRITION = "nutrition", "营养膳食补助"
        SENIOR_GRANT = "senior_grant", "普通高中国家助学金"
        VOCATIONAL_GRANT = "vocational_grant", "中职国家助学金"
        VOCATIONAL_FREE = "vocational_free", "中职免学费"
        PRESCHOOL = "preschool", "学前资助"

    code = models.CharField("资助项目代码", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    started_on = models.DateField("起始日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Frozen:
        table = "aid_schemes"
        open = ("code", "name", "kind", "started_on", "ended_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "资助项目"

    def __str__(self) -> str:
        return self.name


class AidAward(models.Model):
    """Aid given to one pupil for one term."""

    scheme = models.ForeignKey(AidScheme, models.PROTECT, verbose_name="资助项目")
    pupil = models.ForeignKey(Pupil, models.PROTECT, verbose_name="学生")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    stage = models.CharField("学段", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    term = models.CharField("学期", max_length=6, choices=[("spring", "春季"), ("autumn", "秋季")])
    amount_yuan = models.DecimalField("金额", max_digits=10, decimal_places=2)
    paid_on = models.DateField("发放日期", null=True, blank=True)

    class Frozen:
        table = "aid_awards"
        open = ("scheme", "school", "stage", "year", "term", "amount_yuan", "paid_on")
        sealed = ("pupil",)
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "资助发放"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "pupil", "year", "term"], name="aid_award_once_a_term"),
        ]


class HardshipListing(models.Model):
    """A pupil on a list of families in difficulty, and what became of it (应助尽助)."""

    class Resolution(models.TextChoices):
        OPEN = "", "待落实"
        AIDED = "aided", "已资助"
        REFUSED = "refused", "家庭书面放弃"
        NOT_ELIGIBLE = "not_eligible", "不符合条件"

    pupil = models.ForeignKey(Pupil, models.PROTECT, verbose_name="学生")
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    stage = models.CharField("学段", max_length=20)
    category = models.CharField("困难类别", max_length=2)
    source = models.CharField("名单来源", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    listed_on = models.DateField("列入日期")
    resolution = models.CharField("落实情况", max_length=14, choices=Resolution, blank=True)
    reason = models.CharField("原因", max_length=100, blank=True)

    class Frozen:
        table = "hardship_listings"
        open = ("school", "stage", "year", "listed_on", "resolution")
        sealed = ("pupil", "category", "source")
        kept = {"id": "derived: row number", "reason": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "困难学生名单"
        constraints = [
            models.UniqueConstraint(fields=["pupil", "year"], name="hardship_listing_once_a_year"),
            models.CheckConstraint(
                condition=~Q(resolution="not_eligible") | ~Q(reason=""),
                name="hardship_not_eligible_has_a_reason",
                violation_error_message="认定不符合条件须写明原因",
            ),
        ]


class StudentLoan(models.Model):
    """A student-origin loan (生源地助学贷款) granted in a year."""

    code = models.CharField("贷款编号", max_length=24, primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    borrower = models.CharField("借款学生代码", max_length=12)
    year = models.PositiveSmallIntegerField("年度")
    granted_on = models.DateField("发放日期")
    amount_yuan = models.DecimalField("金额", max_digits=10, decimal_places=2)

    class Frozen:
        table = "student_loans"
        open = ("code", "area", "year", "granted_on", "amount_yuan")
        sealed = ("borrower",)
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "生源地助学贷款"


class Campaign(models.Model):
    """A Party campaign (教育实践活动)."""

    code = models.CharField("活动代码", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField("年度")
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)

    class Frozen:
        table = "campaigns"
        open = ("code", "name", "year", "started_on", "ended_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "教育实践活动"

    def __str__(self) -> str:
        return self.name


class CampaignParticipant(models.Model):
    """A unit taking part in a campaign: its leading team's rank, its cadres, branches, members."""

    class Rank(models.TextChoices):
        NONE = "", "无班子"
        COUNTY = "county", "县级"
        SECTION = "section", "科级"

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="活动")
    unit_name = models.CharField("单位名称", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="学校")
    team_rank = models.CharField("班子级别", max_length=10, choices=Rank, blank=True)
    n_leading_cadres = models.PositiveIntegerField("科级以上党员领导干部", default=0)
    n_branches = models.PositiveIntegerField("基层党组织", default=0)
    n_members = models.PositiveIntegerField("党员", default=0)

    class Frozen:
        table = "campaign_participants"
        open = (
            "campaign", "unit_name", "area", "school", "team_rank", "n_leading_cadres", "n_branches",
            "n_members",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "参加活动单位"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit_name"], name="campaign_participant_once"),
        ]


class Activity(models.Model):
    """An activity schools and pupils take part in (社会综合实践 …)."""

    class Kind(models.TextChoices):
        SOCIAL_PRACTICE = "social_practice", "社会综合实践"
        ARTS = "arts", "艺术展演"
        SPORT = "sport", "体育竞赛"

    code = models.CharField("活动编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    on = models.DateField("日期")

    class Frozen:
        table = "activities"
        open = ("code", "name", "kind", "area", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "活动"

    def __str__(self) -> str:
        return self.name


class ActivityParticipation(models.Model):
    """A pupil who took part in an activity with a school."""

    activity = models.ForeignKey(Activity, models.PROTECT, verbose_name="活动")
    school = models.ForeignKey(School, models.PROTECT, db_index=False, verbose_name="学校")
    pupil = models.ForeignKey(Pupil, models.PROTECT, db_index=False, verbose_name="学生")

    class Frozen:
        table = "activity_participations"
        open = ("activity", "school", "pupil")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "活动参加学生"
        constraints = [
            models.UniqueConstraint(fields=["activity", "pupil"], name="activity_participation_once"),
        ]


class Contest(models.Model):
    """A skills contest (职业技能大赛)."""

    code = models.CharField("大赛编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    level = models.CharField("级别", max_length=10)
    on = models.DateField("决赛日期")

    class Frozen:
        table = "contests"
        open = ("code", "name", "level", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "技能大赛"

    def __str__(self) -> str:
        return self.name


class ContestEntry(models.Model):
    """A student in one event of a contest; a student counts once an event."""

    contest = models.ForeignKey(Contest, models.PROTECT, verbose_name="大赛")
    event = models.CharField("赛项", max_length=60)
    participant = models.CharField("选手代码", max_length=12)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    track = models.CharField("组别", max_length=10, choices=[("secondary", "中职"), ("higher", "高职")])
    is_finalist = models.BooleanField("进入决赛", default=False)
    award = models.CharField("奖项", max_length=10, blank=True)

    class Frozen:
        table = "contest_entries"
        open = ("contest", "event", "participant", "school", "track", "is_finalist", "award")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "参赛选手"
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "event", "participant"], name="contest_entry_once_an_event"
            ),
        ]


class Agreement(models.Model):
    """A partnership of a school with a university, company or another school."""

    code = models.CharField("协议编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    partner = models.CharField("合作方", max_length=100)
    signed_on = models.DateField("签订日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Frozen:
        table = "agreements"
        open = ("code", "name", "school", "partner", "signed_on", "ended_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "合作协议"
