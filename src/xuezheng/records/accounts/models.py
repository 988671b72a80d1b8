"""Who may sign in, and the organisation tree (bureau → district → school, and bureau divisions)."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac


class Organisation(models.Model):
    """A body that owns records: the bureau, a division of it, a district bureau, a school."""

    class Kind(models.TextChoices):
        BUREAU = "bureau", "市教育局"
        DIVISION = "division", "科室"
        DISTRICT = "district", "县区教育局"
        SCHOOL = "school", "学校"

    code = models.CharField("机构代码", max_length=16, primary_key=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField("归属路径", max_length=80, unique=True)

    class Frozen:
        table = "organisations"
        open = ("code", "name", "kind", "parent", "path")
        sealed = ()
        kept: dict[str, str] = {}

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="bureau", parent=None) | (~Q(kind="bureau") & Q(parent__isnull=False)),
                name="organisation_only_the_bureau_has_no_parent",
                violation_error_message="只有市教育局没有上级，其他机构须有上级",
            ),
            models.CheckConstraint(
                condition=Q(path__endswith="/"),
                name="organisation_path_ends_with_slash",
                violation_error_message="归属路径须以 / 结尾",
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="bureau"), name="organisation_one_bureau"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who may sign in, always for one organisation."""

    display_name = models.CharField("姓名", max_length=50, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="所在机构"
    )
    #: Counted up with every change of rights: whoever was signed in signs in again.
    rights_version = models.PositiveIntegerField("权限版次", default=0)

    def get_session_auth_hash(self) -> str:
        """A session stands as long as neither the password nor the rights change."""
        return salted_hmac("rights", f"{super().get_session_auth_hash()}/{self.rights_version}").hexdigest()

    class Frozen:
        table = None
        reason = "personal: accounts never leave the building"

    class Meta:
        verbose_name = verbose_name_plural = "用户"


class Grant(models.Model):
    """A role that a user holds for one organisation and everything below it."""

    class Role(models.TextChoices):
        DIRECTOR = "director", "局长"
        OFFICE = "office", "办公室"
        DIVISION_OFFICER = "division_officer", "科室人员"
        DISTRICT_OFFICER = "district_officer", "县区人员"
        SCHOOL_CLERK = "school_clerk", "学校报送员"
        INSPECTOR = "inspector", "督学"
        SYSADMIN = "sysadmin", "系统管理员"
        SECADMIN = "secadmin", "安全管理员"
        AUDITOR = "auditor", "审计管理员"

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="用户")
    role = models.CharField("角色", max_length=20, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="机构")
    granted_on = models.DateField("授权日期")

    class Frozen:
        table = None
        reason = "personal: rights never leave the building"

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "organisation"], name="grant_once"),
        ]


def expect_scopes(text: str) -> None:
    """Scopes are known ones, in order, each once, with a space between."""
    said = text.split(" ")
    if said != sorted(set(said)) or not set(said) <= set(ApiToken.Scope.values):
        known = "、".join(ApiToken.Scope.values)
        raise ValidationError(f"“{text}”不是可用的范围。可用：{known}。")


class ApiToken(models.Model):
    """What a program shows to read records: for one organisation and all below it, for some scopes, until a day.

    Only a hash of the token stands here; the token itself is told once, to whoever makes it.
    """

    class Scope(models.TextChoices):
        CASEWORK = "read:casework", "办件"
        FIGURES = "read:figures", "指标数值"
        INTAKE = "read:intake", "报送批次"
        LEDGER = "read:ledger", "台账"
        PROGRAMMES = "read:programmes", "目标与项目"
        REGISTERS = "read:registers", "基础登记"
        REPORTS = "read:reports", "公开的报告"
        ROUNDS = "read:rounds", "分配轮次与决定"
        VISITS = "read:visits", "督导评估"

    code = models.CharField("令牌编号", max_length=8, primary_key=True)
    label = models.CharField("用途", max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="机构")
    scopes = models.CharField("范围", max_length=200, validators=[expect_scopes])
    digest = models.CharField("散列值", max_length=64, unique=True)
    made_by = models.CharField("签发人", max_length=150)
    made_on = models.DateField("签发日期")
    ends_on = models.DateField("到期日期")
    used_on = models.DateField("最近使用日期", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Frozen:
        table = None
        reason = "secret: keys to the records never leave the building"

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("made_on")),
                name="api_token_ends_after_it_was_made",
                violation_error_message="到期日期须晚于签发日期",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("made_on")),
                name="api_token_is_withdrawn_after_it_was_made",
                violation_error_message="撤回日期不能早于签发日期",
            ),
            models.UniqueConstraint(
                fields=["organisation", "label"],
                condition=Q(withdrawn_on=None),
                name="api_token_one_a_purpose",
                violation_error_message="该机构已有同一用途的令牌",
            ),
        ]
