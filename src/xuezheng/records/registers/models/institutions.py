"""Bodies that are no schools: training institutions, Party organisations and who advises in their place."""

from django.db import models
from django.db.models import Q

from xuezheng.records.promises import follows
from xuezheng.records.registers.models.schools import Area, School


class TrainingInstitution(models.Model):
    """An institution that trains pupils outside school (校外培训机构), from its licence to its end."""

    class Subject(models.TextChoices):
        ACADEMIC = "academic", "学科类"
        OTHER = "non_academic", "非学科类"

    class Ending(models.TextChoices):
        NONE = "", "—"
        DEREGISTERED = "deregistered", "注销"
        TURNED = "turned", "转型"
        BANNED = "banned", "取缔"

    code = models.CharField("机构编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    subject = models.CharField("类别", max_length=14, choices=Subject)
    licensed_on = models.DateField("批准或发现日期")
    closed_on = models.DateField("压减日期", null=True, blank=True)
    ending = models.CharField("压减方式", max_length=14, choices=Ending, blank=True)

    class Frozen:
        table = "training_institutions"
        open = ("code", "name", "area", "subject", "licensed_on", "closed_on", "ending")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "校外培训机构"
        constraints = [
            follows("closed_on", "licensed_on", name="training_institution_ends_after_its_licence",
                    message="压减日期不能早于批准日期"),
            models.CheckConstraint(
                condition=Q(closed_on=None, ending="") | (Q(closed_on__isnull=False) & ~Q(ending="")),
                name="training_institution_ends_in_some_way",
                violation_error_message="压减日期和压减方式须同时填写",
            ),
        ]  # fmt: skip


class PartyOrganisation(models.Model):
    """A Party committee or branch of a school or office, its secretary, and whether it meets the standard."""

    code = models.CharField("党组织编号", max_length=24, primary_key=True)
    name = models.CharField("名称", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="县区")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name="学校")
    is_under_bureau = models.BooleanField("隶属教育主管部门", default=True)
    is_standard = models.BooleanField("标准化建设达标", default=False)
    has_secretary = models.BooleanField("书记已配备", default=True)
    n_members = models.PositiveIntegerField("党员数", default=0)
    set_up_on = models.DateField("成立日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True)

    class Frozen:
        table = "party_organisations"
        open = (
            "code", "name", "area", "school", "is_under_bureau", "is_standard", "has_secretary", "n_members",
            "set_up_on", "ended_on",
        )  # fmt: skip
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        constraints = [
            follows("ended_on", "set_up_on", name="party_organisation_ends_after_it_is_set_up",
                    message="撤销日期不能早于成立日期"),
        ]  # fmt: skip


class PartyAdviser(models.Model):
    """A Party adviser (党建指导员) sent to a school that has no organisation of its own."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name="学校")
    sent_on = models.DateField("选派日期")
    ended_on = models.DateField("期满日期", null=True, blank=True)

    class Frozen:
        table = "party_advisers"
        open = ("school", "sent_on", "ended_on")
        sealed = ()
        kept = {"id": "derived: row number"}

    class Meta:
        verbose_name = verbose_name_plural = "党建指导员"
        constraints = [
            models.UniqueConstraint(fields=["school", "sent_on"], name="party_adviser_once_a_day"),
            follows("ended_on", "sent_on", name="party_adviser_ends_after_being_sent",
                    message="期满日期不能早于选派日期"),
        ]  # fmt: skip
