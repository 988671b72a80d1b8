"""Which clock a matter runs on, and the facts kept of how its due date came about."""

from django.db import models

#: Channel and kind of a case → its clock in rules/clocks. How long each is stands there and nowhere else.
CASE_CLOCKS = {
    ("mayor_line", ""): "hotline.reply",
    ("mayor_line", "consult"): "hotline.consult",
    ("mayor_line", "complaint"): "hotline.complaint",
    ("online", ""): "hotline.reply",
    ("online", "consult"): "hotline.consult",
    ("online", "complaint"): "hotline.complaint",
    ("phone", ""): "hotline.consult",
    ("phone", "consult"): "hotline.consult",
    ("phone", "complaint"): "hotline.complaint",
    ("petition", ""): "petition.conclude",
    ("petition", "review"): "petition.review.decide",
    ("petition", "recheck"): "petition.recheck.decide",
    ("violation", ""): "violation.conclude",
}


class Ground(models.TextChoices):
    """Why a due date is not the clock's."""

    NONE = "", "按时限推算"
    EARLIER = "earlier", "本局要求提前"
    ORDER = "order", "交办文件另定"
    LAW = "law", "法律法规另有规定"
    TAKEN_OVER = "taken_over", "原系统已定"


def clock_field() -> models.CharField:
    return models.CharField("时限名称", max_length=40, blank=True)


def calendar_field() -> models.CharField:
    return models.CharField("日历版本", max_length=24, blank=True)


def provisional_field() -> models.BooleanField:
    return models.BooleanField("期限暂定", default=False)


def ground_field() -> models.CharField:
    return models.CharField("期限依据", max_length=10, choices=Ground, blank=True)
