"""Student aid: schemes, awards, lists of families in difficulty, loans."""

from django.db import models
from django.db.models import Q

from xuezheng.records.promises import follows, more_than_nothing
from xuezheng.records.registers.models import Area, Pupil, School


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
        constraints = [
            follows(
                "ended_on",
                "started_on",
                name="aid_scheme_ends_after_it_starts",
                message="终止日期不能早于起始日期",
            ),
        ]

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
            more_than_nothing("amount_yuan", name="aid_award_amount_is_positive", message="资助金额须大于零"),
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
        constraints = [
            more_than_nothing(
                "amount_yuan", name="student_loan_amount_is_positive", message="贷款金额须大于零"
            ),
        ]
