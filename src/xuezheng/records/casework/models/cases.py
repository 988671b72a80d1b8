"""Cases: what citizens ask, complain of or report, and what becomes of it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.casework.models.clocks import (
    CASE_CLOCKS,
    calendar_field,
    clock_field,
    ground_field,
    provisional_field,
)
from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area, School
from xuezheng.records.sealing import SealedCharField


class Case(models.Model):
    """Something a citizen asks, complains of or reports, by any channel."""

    class Channel(models.TextChoices):
        MAYOR_LINE = "mayor_line", "市长公开电话"
        ONLINE = "online", "网络问政"
        PHONE = "phone", "咨询电话"
        PETITION = "petition", "信访"
        VIOLATION = "violation", "违规举报"

    class Kind(models.TextChoices):
        GENERAL = "", "一般诉求"
        CONSULT = "consult", "咨询求助"
        COMPLAINT = "complaint", "建议投诉"
        REVIEW = "review", "复查"
        RECHECK = "recheck", "复核"

    class CallBack(models.TextChoices):
        NONE = "", "未回访"
        REACHED = "reached", "已联系"
        NO_CONTACT = "no_contact", "未联系上"
        DECLINED = "declined", "不愿评价"

    class Rating(models.TextChoices):
        NONE = "", "未评价"
        SATISFIED = "satisfied", "满意"
        BASICALLY = "basically", "基本满意"
        UNSATISFIED = "unsatisfied", "不满意"

    class Refusal(models.TextChoices):
        NONE = "", "已受理"
        COURT = "court", "已进入诉讼、仲裁或复议"
        DISCIPLINE = "discipline", "属纪检监察机关受理"
        DISCLOSURE = "disclosure", "属政府信息公开"
        PETITION = "petition", "已进入信访渠道"
        SECRET = "secret", "涉及国家秘密、商业秘密或个人隐私"
        SETTLED = "settled", "已依法办结"
        ELSEWHERE = "elsewhere", "不属教育部门职责"
        UNCLEAR = "unclear", "诉求不清且无法联系"

    code = models.CharField("办件编号", max_length=24, primary_key=True)
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    kind = models.CharField("事项", max_length=10, choices=Kind, blank=True)
    topic = models.CharField("类别", max_length=30)
    summary = models.CharField("内容摘要", max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="涉及学校")
    lead = models.ForeignKey(Organisation, models.PROTECT, verbose_name="主办单位")
    received_on = models.DateField("受理日期")
    due_on = models.DateField("办理期限")
    clock = clock_field()
    calendar = calendar_field()
    is_provisional = provisional_field()
    due_ground = ground_field()
    closed_on = models.DateField("办结日期", null=True, blank=True)
    is_substantiated = models.BooleanField("查实", null=True, blank=True)
    rating = models.CharField("评价", max_length=12, choices=Rating, blank=True)
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="重复于")
    reopens = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later_rounds",
        verbose_name="重新办理自",
    )
    reply_number = models.CharField("答复文号", max_length=40, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    signed_off_by = models.CharField("签发人", max_length=50, blank=True)
    called_back_on = models.DateField("回访日期", null=True, blank=True)
    call_back = models.CharField("回访结果", max_length=10, choices=CallBack, blank=True)
    refused_on = models.DateField("不予受理日期", null=True, blank=True)
    refusal = models.CharField("不予受理理由", max_length=10, choices=Refusal, blank=True)
    caller_phone = SealedCharField("来电号码", max_length=20, blank=True, kind="phone")

    class Frozen:
        table = "cases"
        open = (
            "code", "channel", "topic", "area", "school", "lead", "received_on", "due_on", "closed_on",
            "is_substantiated", "rating", "repeats", "kind", "clock", "calendar", "is_provisional", "due_ground",
            "reopens", "reply_number", "replied_on", "called_back_on", "call_back", "refused_on", "refusal",
        )  # fmt: skip
        sealed = ()
        kept = {"summary": "personal", "caller_phone": "personal", "signed_off_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        constraints = [
            follows(
                "closed_on",
                "received_on",
                name="case_closes_after_it_is_received",
                message="办结日期不能早于受理日期",
            ),
            models.CheckConstraint(
                condition=Q(rating="") | Q(closed_on__isnull=False),
                name="case_is_rated_after_it_is_closed",
                violation_error_message="办结后才能评价",
            ),
            follows(
                "due_on",
                "received_on",
                name="case_is_due_after_it_is_received",
                message="办理期限不能早于受理日期",
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None, reply_number="")
                | (Q(replied_on__isnull=False) & ~Q(reply_number="")),
                name="case_reply_has_a_number_and_a_day",
                violation_error_message="答复文号与答复日期须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(called_back_on=None, call_back="")
                | (Q(called_back_on__isnull=False) & ~Q(call_back="")),
                name="case_call_back_has_a_result_and_a_day",
                violation_error_message="回访日期与回访结果须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(refused_on=None, refusal="") | (Q(refused_on__isnull=False) & ~Q(refusal="")),
                name="case_refusal_has_a_ground_and_a_day",
                violation_error_message="不予受理日期与理由须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(refused_on=None)
                | Q(closed_on__isnull=False, closed_on=F("refused_on"), rating=""),
                name="case_refused_ends_that_day_unrated",
                violation_error_message="不予受理的件当日办结，不评价",
            ),
            follows(
                "replied_on",
                "received_on",
                name="case_is_replied_to_after_it_is_received",
                message="答复日期不能早于受理日期",
            ),
            follows(
                "called_back_on",
                "closed_on",
                name="case_is_called_back_after_it_is_closed",
                message="回访日期不能早于办结日期",
            ),
        ]

    @property
    def clock_name(self) -> str:
        """The clock of its channel and kind; empty when that channel has no such kind."""
        return CASE_CLOCKS.get((self.channel, self.kind), "")

    @property
    def started_on(self) -> date | None:
        return self.received_on

    @property
    def done_on(self) -> date | None:
        return self.closed_on


class CaseExtension(models.Model):
    """A longer time for a case; it is late when approved after the case was due."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions", verbose_name="办件")
    asked_on = models.DateField("申请日期")
    asked_by = models.CharField("申请人", max_length=50, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.CharField("批准人", max_length=50, blank=True)
    was_due_on = models.DateField("原期限")
    due_on = models.DateField("延长至")

    class Frozen:
        table = "case_extensions"
        open = ("case", "asked_on", "approved_on", "was_due_on", "due_on")
        sealed = ()
        kept = {"id": "derived: row number", "approved_by": "personal", "asked_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "延期"
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gt=F("was_due_on")),
                name="extension_is_later",
                violation_error_message="延长后的期限须晚于原期限",
            ),
        ]


class Pause(models.Model):
    """Days that do not count (停止计时); `last_on` is empty while it goes on."""

    kind = models.CharField("事由", max_length=20)
    first_on = models.DateField("首日")
    last_on = models.DateField("末日", null=True, blank=True)

    class Meta:
        abstract = True


class CasePause(Pause):
    """Days that do not count in a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses", verbose_name="办件")

    class Frozen:
        table = "case_pauses"
        open = ("case", "kind", "first_on", "last_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "办件停止计时"
        constraints = [
            follows(
                "last_on", "first_on", name="case_pause_ends_after_it_begins", message="末日不能早于首日"
            ),
            models.UniqueConstraint(fields=["case", "first_on"], name="case_pause_once_a_day"),
        ]


class Dispatch(models.Model):
    """A case handed to an office: the lead (主办) or one that assists (协办), signed for or sent back."""

    class Part(models.TextChoices):
        LEAD = "lead", "主办"
        ASSIST = "assist", "协办"

    class Ground(models.TextChoices):
        NONE = "", "未退回"
        NOT_OURS = "not_ours", "非本单位职责"
        ELSEWHERE = "elsewhere", "不属本辖区"
        PETITION = "petition", "已进入信访渠道"
        COURT = "court", "已进入诉讼、仲裁或复议"
        TWICE = "twice", "重复派单"

    case = models.ForeignKey(Case, models.PROTECT, related_name="dispatches", verbose_name="办件")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="承办单位")
    part = models.CharField("分工", max_length=6, choices=Part)
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="派出单位")
    dispatched_on = models.DateField("派出日期")
    sign_by_on = models.DateField("签收期限")
    signed_on = models.DateField("签收日期", null=True, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    return_ground = models.CharField("退回理由", max_length=10, choices=Ground, blank=True)

    class Frozen:
        table = "dispatches"
        open = (
            "case", "organisation", "part", "sender", "dispatched_on", "sign_by_on", "signed_on", "returned_on",
            "return_ground",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "派单"
        constraints = [
            follows(
                "sign_by_on",
                "dispatched_on",
                name="dispatch_is_to_be_signed_after_it_is_sent",
                message="签收期限不能早于派出日期",
            ),
            follows(
                "signed_on",
                "dispatched_on",
                name="dispatch_is_signed_after_it_is_sent",
                message="签收日期不能早于派出日期",
            ),
            follows(
                "returned_on",
                "dispatched_on",
                name="dispatch_is_returned_after_it_is_sent",
                message="退回日期不能早于派出日期",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, return_ground="")
                | (Q(returned_on__isnull=False) & ~Q(return_ground="")),
                name="dispatch_return_has_a_ground",
                violation_error_message="退回日期与退回理由须同时填写",
            ),
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=Q(returned_on=None),
                name="dispatch_stands_once_an_office",
            ),
        ]
