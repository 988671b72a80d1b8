"""People, their roles, and what the roles may do."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.records.accounts.queries import Grant, Organisation, User, visible_to
from xuezheng.records.accounts.rights import APART, RIGHTS, Role
from xuezheng.records.audit.actions import accounts
from xuezheng.web.desk.places import roles_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import EVERYONE_WITH_A_ROLE, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

OPENERS, GRANTERS = RIGHTS["user.create"].roles, RIGHTS["role.grant"].roles


def _is_active(row: User) -> tuple[str, str]:
    return ("good", _("在用")) if row.is_active else ("none", _("已停用"))


@for_roles(APART)
def people(request: HttpRequest) -> HttpResponse:
    """All accounts."""
    table = Table(
        request,
        visible_to(User, request.user).select_related("organisation").prefetch_related("grants"),
        [
            Column("username", "账号", "code", link=lambda row: reverse("desk:setup-person", args=[row.username])),
            Column("display_name", "姓名"),
            Column("organisation", "所在机构", value=lambda row: row.organisation.name if row.organisation else "",
                   order="organisation__path"),
            Column("grants", "角色", value=lambda row: "、".join(g.get_role_display() for g in row.grants.all()), order=""),
            Column("is_active", "状态", "state", _is_active),
            Column("last_login", "上次登录", "moment"),
        ],
        name="people",
        caption="人员",
        search=("username", "display_name", "organisation__name"),
        filters=[Filter("role", "角色", Role.choices, lookup="grants__role")],
        sort="username",
    )  # fmt: skip
    may_open = bool(roles_of(request) & OPENERS)
    return table.export() or render(request, "desk/setup/table.html", {
        "table": table, "title": _("人员"), "new": reverse("desk:setup-new-person") if may_open else "",
        "new_label": _("开设账号"),
    })  # fmt: skip


class PersonForm(forms.Form):
    """A new account; its first password is told to the person and changed by them."""

    username = forms.CharField(label="账号", max_length=150)
    display_name = forms.CharField(label="姓名", max_length=50)
    organisation = forms.CharField(label="所在机构代码", max_length=16)
    password = forms.CharField(
        label="初始密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


@for_roles(OPENERS)
def new_person(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        where = _organisation(request, said.pop("organisation"))
        try:
            made = accounts.create_user(organisation=where, by=request.user, at=now(), **said)  # type: ignore[arg-type]
        except BadInput as error:
            put_on(form, error)
        else:
            messages.success(
                request, _("已开设账号 %(name)s，请由安全管理员授予角色。") % {"name": made.username}
            )
            return HttpResponseRedirect(reverse("desk:setup-person", args=[made.username]))
    shown = {
        "form": form,
        "title": _("开设账号"),
        "back": reverse("desk:setup-people"),
        "back_label": _("人员"),
    }
    return render(request, "desk/setup/form.html", shown, status=422 if form.errors else 200)


def _organisation(request: HttpRequest, code: str) -> Organisation:
    found = visible_to(Organisation, request.user).filter(pk=code).first()
    if found is None:
        raise BadInput(f"没有代码为“{code}”的机构，或不在您的管辖范围内。没有保存。请核对机构代码。")
    return found


class GrantForm(forms.Form):
    """A role for an organisation and all below it."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    organisation = forms.CharField(label="机构代码", max_length=16)


class PasswordForm(forms.Form):
    """A new password."""

    password = forms.CharField(
        label="新密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


@for_roles(APART)
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One account: its roles, and what can be changed."""
    return _person(request, get_object_or_404(visible_to(User, request.user), username=username))


def _person(
    request: HttpRequest, row: User, *, forms_shown: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    held = roles_of(request)
    shown = {
        "person": row,
        "grants": row.grants.select_related("organisation").order_by("role", "organisation__path"),
        "may_open": bool(held & OPENERS),
        "may_grant": bool(held & GRANTERS),
        "grant_form": GrantForm(),
        "password_form": PasswordForm(),
        **(forms_shown or {}),
    }
    return render(request, "desk/setup/person.html", shown, status=status)


@for_roles(OPENERS | GRANTERS)
@require_POST
def change(request: HttpRequest, username: str, deed: str) -> HttpResponse:
    """Deactivate, set a password, grant or revoke: the action asks whether this person may."""
    row = get_object_or_404(visible_to(User, request.user), username=username)
    form: forms.Form | None = None
    said = ""
    try:
        if deed == "deactivate":
            accounts.deactivate_user(user=row, by=request.user, at=now())  # type: ignore[arg-type]
            said = _("账号已停用。")
        elif deed == "revoke":
            grant = get_object_or_404(visible_to(Grant, request.user), pk=request.POST.get("grant"), user=row)
            accounts.revoke_role(grant=grant, by=request.user, at=now())  # type: ignore[arg-type]
            said = _("角色已撤销，此人须重新登录。")
        elif deed == "password":
            form = PasswordForm(request.POST)
            if form.is_valid():
                accounts.set_password(user=row, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
                said = _("密码已重设，请告知本人尽快修改。")
        elif deed == "grant":
            form = GrantForm(request.POST)
            if form.is_valid():
                where = _organisation(request, form.cleaned_data["organisation"])
                role = Role(form.cleaned_data["role"])
                accounts.grant_role(user=row, role=role, organisation=where, by=request.user, at=now())  # type: ignore[arg-type]
                said = _("角色已授予，此人须重新登录。")
        else:
            raise Http404(deed)
    except BadInput as error:
        if form is None:
            raise
        put_on(form, error)
    if not said:
        return _person(request, row, forms_shown={f"{deed}_form": form}, status=422)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:setup-person", args=[username]))


@for_roles(EVERYONE_WITH_A_ROLE)
def rights(request: HttpRequest) -> HttpResponse:
    """Every action and the roles that may do it."""
    rows = [{"code": code, "label": right.label, "roles": right.roles} for code, right in RIGHTS.items()]
    table = Table(
        request,
        rows,
        [
            Column("label", "事项"),
            Column("code", "代码", "code"),
            *(Column(role.value, str(role.label), value=_may_by(role)) for role in Role),
        ],
        name="rights",
        caption="角色与权限",
        search=("label", "code"),
        per_page=300,
        definition=_("角色对其机构及以下有效。三员不查看业务记录。"),
    )
    return table.export() or render(
        request, "desk/setup/table.html", {"table": table, "title": _("角色与权限")}
    )


def _may_by(role: Role) -> Callable[[dict[str, Any]], str]:
    return lambda row: "●" if role in row["roles"] else ""


@for_roles(APART)
def holders(request: HttpRequest) -> HttpResponse:
    """Who can see what: every grant with its reach."""
    table = Table(
        request,
        visible_to(Grant, request.user).select_related("user", "organisation"),
        [
            Column("user", "账号", "code", lambda row: row.user.username, order="user__username"),
            Column("name", "姓名", value=lambda row: row.user.display_name, order="user__display_name"),
            Column("role", "角色", value=lambda row: row.get_role_display()),
            Column(
                "organisation", "管辖", value=lambda row: row.organisation.name, order="organisation__path"
            ),
            Column("sees", "可查看", value=_sees, order=""),
            Column("granted_on", "授权日期", "date"),
        ],
        name="holders",
        caption="谁能看什么",
        search=("user__username", "user__display_name", "organisation__name"),
        filters=[Filter("role", "角色", Role.choices)],
        sort="user",
    )
    return table.export() or render(
        request, "desk/setup/table.html", {"table": table, "title": _("谁能看什么")}
    )


def _sees(row: Grant) -> str:
    if row.role in APART:
        return {
            Role.SYSADMIN: _("机构和账号，不看业务记录"),
            Role.SECADMIN: _("账号和授权，不看业务记录"),
            Role.AUDITOR: _("审计记录，不看业务记录"),
        }[Role(row.role)]
    return _("“%(name)s”及其下级的全部业务记录") % {"name": row.organisation.name}
