"""What offices spend, what the budget spends on education, and the powers they give up."""

from django.db import models

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.promises import not_negative
from xuezheng.records.registers.models import Area


class Spending(models.Model):
    """One of the three public expenses (“三公”经费) of an organisation in a year, or another that is to fall."""

    class Item(models.TextChoices):
        OVERSEAS = "overseas", "因公出国（境）费"
        CARS = "cars", "公务用车购置和运行费"
        RECEPTION = "reception", "公务接待费"
        MEETING = "meeting", "会议费"
        TRAVEL = "travel", "国内差旅费"
        EQUIPMENT = "equipment", "办公设备购置费"

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="单位")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    year = models.PositiveSmallIntegerField("年度")
    item = models.CharField("项目", max_length=10, choices=Item)
    budget_yuan = models.DecimalField("预算", max_digits=14, decimal_places=2)
    settled_yuan = models.DecimalField("决算", max_digits=14, decimal_places=2)

    class Frozen:
        table = "spending"
        open = ("organisation", "area", "year", "item", "budget_yuan", "settled_yuan")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "三公经费与一般性支出"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "item"], name="spending_once_a_year"),
            not_negative(
                "budget_yuan", "settled_yuan", name="spending_is_not_negative", message="预算和决算不能小于零"
            ),
        ]


class Budget(models.Model):
    """What the public budget of an area spent in a year: on education, on a stage of it, and in all."""

    class Item(models.TextChoices):
        ALL = "all", "一般公共预算支出"
        EDUCATION = "education", "一般公共预算教育支出"

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    year = models.PositiveSmallIntegerField("年度")
    item = models.CharField("科目", max_length=12, choices=Item)
    budget_yuan = models.DecimalField("预算", max_digits=16, decimal_places=2)
    settled_yuan = models.DecimalField("决算", max_digits=16, decimal_places=2)

    class Frozen:
        table = "budgets"
        open = ("area", "year", "item", "budget_yuan", "settled_yuan")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "财政教育支出"
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "item"], name="budget_once_a_year"),
            not_negative(
                "budget_yuan", "settled_yuan", name="budget_is_not_negative", message="预算和决算不能小于零"
            ),
        ]


class PowerChange(models.Model):
    """A power the office gave up, handed down or passed on, or a standing body it wound up (职能转变)."""

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", "取消职能"
        DELEGATED = "delegated", "下放职能"
        TRANSFERRED = "transferred", "转移委托职能"
        BODY_CUT = "body_cut", "撤销议事协调机构"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    name = models.CharField("名称", max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="单位")
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区域")
    document_number = models.CharField("文号", max_length=60, blank=True)
    on = models.DateField("日期")

    class Frozen:
        table = "power_changes"
        open = ("code", "kind", "name", "organisation", "area", "document_number", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "职能转变"
