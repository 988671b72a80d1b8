"""Campaigns, activities, contests, agreements."""

from django.db import models

from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area, Pupil, School


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
        constraints = [
            follows(
                "ended_on",
                "started_on",
                name="campaign_ends_after_it_starts",
                message="结束日期不能早于开始日期",
            ),
        ]

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
        constraints = [
            follows(
                "ended_on",
                "signed_on",
                name="agreement_ends_after_it_is_signed",
                message="终止日期不能早于签订日期",
            ),
        ]
