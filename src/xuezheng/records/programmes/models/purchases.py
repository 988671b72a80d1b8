"""What is bought and built in units other than projects: equipment, works on the grounds, places, kindergartens."""

from django.db import models

from xuezheng.records.promises import more_than_nothing, not_negative
from xuezheng.records.registers.models import Area, School


class Delivery(models.Model):
    """Equipment of one kind that reached a school (设备配备)."""

    class Item(models.TextChoices):
        COMPUTER = "computer", "计算机"
        TEACHER_COMPUTER = "teacher_computer", "教师用计算机"
        SMART_BOARD = "smart_board", "交互式多媒体设备"
        PUPIL_DESK = "pupil_desk", "学生课桌凳"
        OFFICE_DESK = "office_desk", "办公桌椅"
        AIR_CONDITIONER = "air_conditioner", "空调"
        INSTRUMENT = "instrument", "教学仪器"
        BOOK = "book", "图书"
        TEXTBOOK = "textbook", "免费教科书"
        TOY = "toy", "玩教具"
        BUS = "bus", "校车"
        SPORT = "sport", "体育器材"
        ARTS = "arts", "音体美器材"
        KITCHEN = "kitchen", "食堂设备"

    code = models.CharField("配备编号", max_length=24, primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    item = models.CharField("设备类别", max_length=20, choices=Item)
    n_units = models.PositiveIntegerField("数量")
    amount_yuan = models.DecimalField("金额", max_digits=14, decimal_places=2, default=0)
    on = models.DateField("到货日期")

    class Frozen:
        table = "deliveries"
        open = ("code", "school", "item", "n_units", "amount_yuan", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "设备配备"
        constraints = [
            more_than_nothing("n_units", name="delivery_brings_something", message="数量须大于零"),
            not_negative("amount_yuan", name="delivery_amount_is_not_negative", message="金额不能小于零"),
        ]


class Works(models.Model):
    """A quantity of works done at a school or for its staff (校园工程量)."""

    class Kind(models.TextChoices):
        HARDENED = "hardened", "硬化地面（平方米）"
        GREENED = "greened", "绿化（平方米）"
        WALL = "wall", "院墙（米）"
        SEWER = "sewer", "下水道（米）"
        TOILET = "toilet", "厕所（座）"
        HOUSING = "housing", "教师周转房（套）"
        LABORATORY = "laboratory", "实验室和功能教室（间）"
        REINFORCEMENT_DESIGN = "reinforcement_design", "校舍加固设计（栋）"
        REINFORCEMENT = "reinforcement", "校舍加固（平方米）"
        DANGEROUS = "dangerous", "拆除或消除危房（平方米）"

    code = models.CharField("编号", max_length=24, primary_key=True)
    kind = models.CharField("类别", max_length=24, choices=Kind)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="学校")
    quantity = models.DecimalField("工程量", max_digits=12, decimal_places=2)
    amount_yuan = models.DecimalField("投入资金", max_digits=14, decimal_places=2, default=0)
    on = models.DateField("完成日期")

    class Frozen:
        table = "works"
        open = ("code", "kind", "area", "school", "quantity", "amount_yuan", "on")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "校园工程量"
        constraints = [
            more_than_nothing("quantity", name="works_have_a_quantity", message="工程量须大于零"),
            not_negative("amount_yuan", name="works_amount_is_not_negative", message="投入资金不能小于零"),
        ]


class Acquisition(models.Model):
    """A kindergarten bought, taken back or handed over to become public (幼儿园收购、回收与移交)."""

    class Way(models.TextChoices):
        PURCHASE = "purchase", "收购"
        RECOVERY = "recovery", "回收"
        HANDOVER = "handover", "移交"

    code = models.CharField("编号", max_length=24, primary_key=True)
    name = models.CharField("幼儿园", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    way = models.CharField("方式", max_length=10, choices=Way)
    n_places = models.PositiveIntegerField("增加公办学位数", default=0)
    n_houses = models.PositiveIntegerField("收购房屋栋数", default=0)
    owner_yuan = models.DecimalField("举办者置换资金", max_digits=14, decimal_places=2, default=0)
    houses_yuan = models.DecimalField("房屋收购资金", max_digits=14, decimal_places=2, default=0)
    land_yuan = models.DecimalField("土地征收资金", max_digits=14, decimal_places=2, default=0)
    fitting_yuan = models.DecimalField("维修和添置资金", max_digits=14, decimal_places=2, default=0)
    on = models.DateField("完成日期")

    class Frozen:
        table = "acquisitions"
        open = (
            "code", "name", "area", "way", "n_places", "n_houses", "owner_yuan", "houses_yuan", "land_yuan",
            "fitting_yuan", "on",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "幼儿园收购、回收与移交"
        constraints = [
            not_negative("owner_yuan", "houses_yuan", "land_yuan", "fitting_yuan",
                         name="acquisition_amounts_are_not_negative", message="各项资金不能小于零"),
        ]  # fmt: skip


class PlacePurchase(models.Model):
    """Places at a private school that a government paid for in a term (购买学位)."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="民办学校")
    year = models.PositiveSmallIntegerField("年度")
    term = models.CharField("学期", max_length=6, choices=[("spring", "春季"), ("autumn", "秋季")])
    n_places = models.PositiveIntegerField("购买学位数")
    amount_yuan = models.DecimalField("购买资金", max_digits=14, decimal_places=2, default=0)

    class Frozen:
        table = "place_purchases"
        open = ("school", "year", "term", "n_places", "amount_yuan")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "购买学位"
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "term"], name="place_purchase_once_a_term"),
            not_negative("amount_yuan", name="place_purchase_amount_is_not_negative",
                         message="购买资金不能小于零"),
        ]  # fmt: skip
