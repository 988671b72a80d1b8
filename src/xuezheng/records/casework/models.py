"""Whatever comes in and must be answered by a date."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.promises import follows
from xuezheng.records.registers.models import Area, School


class Case(models.Model):
    """Something a citizen asks, complains of or reports, by any channel."""

    class Channel(models.TextChoices):
        MAYOR_LINE = "mayor_line", "市长公开电话"
        ONLINE = "online", "网络问政"
        PHONE = "phone", "咨询电话"
        PETITION = "petition", "信访"
        VIOLATION = "violation", "违规举报"

    class Rating(models.TextChoices):
        NONE = "", "未评价"
        SATISFIED = "satisfied", "满意"
        BASICALLY = "basically", "基本满意"
        UNSATISFIED = "unsatisfied", "不满意"

    code = models.CharField("办件编号", max_length=24, primary_key=True)
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    topic = models.CharField("类别", max_length=30)
    summary = models.CharField("内容摘要", max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="涉及学校")
    lead = models.ForeignKey(Organisation, models.PROTECT, verbose_name="主办单位")
    received_on = models.DateField("受理日期")
    due_on = models.DateField("办理期限")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    is_substantiated = models.BooleanField("查实", null=True, blank=True)
    rating = models.CharField("评价", max_length=12, choices=Rating, blank=True)
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="重复于")
    caller_phone = models.CharField("来电号码", max_length=20, blank=True)

    class Frozen:
        table = "cases"
        open = (
            "code", "channel", "topic", "area", "school", "lead", "received_on", "due_on", "closed_on",
            "is_substantiated", "rating", "repeats",
        )  # fmt: skip
        sealed = ()
        kept = {"summary": "personal", "caller_phone": "personal"}

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
        ]


class CaseExtension(models.Model):
    """A longer time for a case; it is late when approved after the case was due."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions", verbose_name="办件")
    asked_on = models.DateField("申请日期")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.CharField("批准人", max_length=50, blank=True)
    was_due_on = models.DateField("原期限")
    due_on = models.DateField("延长至")

    class Frozen:
        table = "case_extensions"
        open = ("case", "asked_on", "approved_on", "was_due_on", "due_on")
        sealed = ()
        kept = {"id": "derived: row number", "approved_by": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "延期"
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gt=F("was_due_on")),
                name="extension_is_later",
                violation_error_message="延长后的期限须晚于原期限",
            ),
        ]


class Proposal(models.Model):
    """A deputy's suggestion (人大建议) or a CPPCC member's proposal (政协提案)."""

    class Kind(models.TextChoices):
        NPC = "npc", "人大建议"
        CPPCC = "cppcc", "政协提案"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=6, choices=Kind)
    title = models.CharField("标题", max_length=120)
    lead = models.ForeignKey(Organisation, models.PROTECT, verbose_name="承办单位")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    handed_over_on = models.DateField("交办日期")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    result_class = models.CharField("办理结果", max_length=1, blank=True)
    rating = models.CharField("满意度", max_length=12, choices=Case.Rating, blank=True)
    proposer = models.CharField("领衔人", max_length=50, blank=True)

    class Frozen:
        table = "proposals"
        open = (
            "code", "kind", "title", "lead", "area", "handed_over_on", "due_on", "answered_on",
            "result_class", "rating",
        )  # fmt: skip
        sealed = ()
        kept = {"proposer": "personal"}

    class Meta:
        verbose_name = verbose_name_plural = "建议提案"
        constraints = [
            models.CheckConstraint(
                condition=Q(result_class__in=["", "A", "B", "C", "D"]),
                name="proposal_result_class_is_a_to_d",
                violation_error_message="办理结果须为 A、B、C 或 D",
            ),
            follows(
                "answered_on",
                "handed_over_on",
                name="proposal_is_answered_after_it_is_handed_over",
                message="答复日期不能早于交办日期",
            ),
            follows(
                "due_on",
                "handed_over_on",
                name="proposal_is_due_after_it_is_handed_over",
                message="答复期限不能早于交办日期",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, result_class="")
                | (Q(answered_on__isnull=False) & ~Q(result_class="")),
                name="proposal_answer_has_a_result_class",
                violation_error_message="答复日期与办理结果须同时填写",
            ),
        ]


class PermitItem(models.Model):
    """A matter the bureau licenses (行政审批项目)."""

    code = models.CharField("事项编码", max_length=24, primary_key=True)
    name = models.CharField("事项名称", max_length=100)
    kept_from = models.DateField("保留起始日期")
    dropped_on = models.DateField("取消日期", null=True, blank=True)
    online_on = models.DateField("网上录入日期", null=True, blank=True)

    class Frozen:
        table = "permit_items"
        open = ("code", "name", "kept_from", "dropped_on", "online_on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "审批事项"
        constraints = [
            follows(
                "dropped_on",
                "kept_from",
                name="permit_item_is_dropped_after_it_is_kept",
                message="取消日期不能早于保留起始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PermitApplication(models.Model):
    """An application under a permit item."""

    code = models.CharField("申请编号", max_length=24, primary_key=True)
    item = models.ForeignKey(PermitItem, models.PROTECT, verbose_name="事项")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    received_on = models.DateField("受理日期")
    due_on = models.DateField("办理期限")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    is_granted = models.BooleanField("准予", null=True, blank=True)
    is_online = models.BooleanField("网上办理", default=True)

    class Frozen:
        table = "permit_applications"
        open = ("code", "item", "area", "received_on", "due_on", "decided_on", "is_granted", "is_online")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "审批申请"
        constraints = [
            follows(
                "due_on",
                "received_on",
                name="permit_application_is_due_after_it_is_received",
                message="办理期限不能早于受理日期",
            ),
            follows(
                "decided_on",
                "received_on",
                name="permit_application_is_decided_after_it_is_received",
                message="决定日期不能早于受理日期",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, is_granted=None)
                | Q(decided_on__isnull=False, is_granted__isnull=False),
                name="permit_decision_has_a_day",
                violation_error_message="决定日期与是否准予须同时填写",
            ),
        ]


class RectificationItem(models.Model):
    """A problem collected in a campaign (征求到的问题) and what became of it."""

    code = models.CharField("问题编号", max_length=24, primary_key=True)
    campaign = models.CharField("活动代码", max_length=24)
    aspect = models.CharField("方面", max_length=60)
    title = models.CharField("问题", max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    owner = models.ForeignKey(Organisation, models.PROTECT, verbose_name="责任单位")
    collected_on = models.DateField("征集日期")
    due_on = models.DateField("整改期限")
    resolved_on = models.DateField("解决日期", null=True, blank=True)

    class Frozen:
        table = "rectification_items"
        open = (
            "code", "campaign", "aspect", "title", "area", "owner", "collected_on", "due_on", "resolved_on",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "整改问题"
        constraints = [
            follows(
                "resolved_on",
                "collected_on",
                name="rectification_is_resolved_after_it_is_collected",
                message="解决日期不能早于征集日期",
            ),
        ]
