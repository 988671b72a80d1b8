"""Meetings, documents, awards, media, pledges, ranks, events."""

from django.db import models
from django.db.models import F, Q

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.registers.models import Area, School


class Entry(models.Model):
    """A meeting held, a document issued, an appraisal run."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "会议"
        DOCUMENT = "document", "文件"
        APPRAISAL = "appraisal", "评比表彰项目"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.CharField("名称", max_length=120)
    is_bureau_wide = models.BooleanField("全局性")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="主办单位")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    on = models.DateField("日期")

    class Frozen:
        table = "ledger_entries"
        open = ("code", "kind", "title", "is_bureau_wide", "organisation", "area", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "会议、文件与评比"


class Pledge(models.Model):
    """A responsibility statement (责任状) or pledge (承诺书) of a school for a year."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    kind = models.CharField("类别", max_length=10, choices=[("duty", "责任状"), ("pledge", "承诺书")])
    year = models.PositiveSmallIntegerField("年度")
    signed_on = models.DateField("签订日期", null=True, blank=True)

    class Frozen:
        table = "pledges"
        open = ("school", "kind", "year", "signed_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "责任状与承诺书"
        constraints = [models.UniqueConstraint(fields=["school", "kind", "year"], name="pledge_once_a_year")]


class MediaReport(models.Model):
    """A report about education in the city."""

    class Tone(models.TextChoices):
        POSITIVE = "positive", "正面"
        NEUTRAL = "neutral", "中性"
        NEGATIVE = "negative", "负面"

    code = models.CharField("编号", max_length=24, primary_key=True)
    title = models.CharField("标题", max_length=120)
    outlet = models.CharField("媒体", max_length=60)
    level = models.CharField("级别", max_length=10)
    tone = models.CharField("倾向", max_length=10, choices=Tone)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    on = models.DateField("日期")

    class Frozen:
        table = "media_reports"
        open = ("code", "title", "outlet", "level", "tone", "area", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "媒体报道"


class Ranking(models.Model):
    """A rank the city was given in a published comparison (1 is first)."""

    measure = models.CharField("指标", max_length=60)
    name = models.CharField("名称", max_length=100)
    scope = models.CharField("范围", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    rank = models.PositiveSmallIntegerField("位次")
    out_of = models.PositiveSmallIntegerField("参评数")
    issuer = models.CharField("发布单位", max_length=60)
    document_number = models.CharField("文号", max_length=60)
    published_on = models.DateField("发布日期")

    class Frozen:
        table = "rankings"
        open = (
            "measure", "name", "scope", "year", "rank", "out_of", "issuer", "document_number",
            "published_on",
        )  # fmt: skip
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "排名"
        constraints = [
            models.UniqueConstraint(fields=["measure", "scope", "year"], name="ranking_once_a_year"),
            models.CheckConstraint(
                condition=Q(rank__gte=1) & Q(rank__lte=F("out_of")),
                name="ranking_lies_within_the_field",
                violation_error_message="位次须在 1 与参评数之间",
            ),
        ]


class PublicEvent(models.Model):
    """Something that happened and left a paper: a recognition, a meeting held here, a notice."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", "肯定与推广"
        MEETING = "meeting", "现场会"
        SETTLEMENT = "settlement", "遗留问题解决"
        NOTICE = "notice", "制发文件"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    name = models.CharField("名称", max_length=120)
    topic = models.CharField("主题", max_length=40)
    issuer = models.CharField("出具单位", max_length=60)
    level = models.CharField("级别", max_length=10)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="地点")
    document_number = models.CharField("文号", max_length=60, blank=True)
    on = models.DateField("日期")

    class Frozen:
        table = "public_events"
        open = ("code", "kind", "name", "topic", "issuer", "level", "area", "document_number", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "大事记"
