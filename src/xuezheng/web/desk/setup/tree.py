"""The first page of set-up and the tree of organisations."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.errors import BadInput
from xuezheng.records.accounts.queries import Organisation, visible_to
from xuezheng.records.accounts.rights import APART, READERS, RIGHTS, Role
from xuezheng.records.audit.actions.accounts import create_organisation
from xuezheng.web.desk.places import roles_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import EVERYONE_WITH_A_ROLE, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

MAKERS = RIGHTS["organisation.create"].roles
OFFICE = RIGHTS["due.record_run"].roles

#: Page, name, what it is for, who may open it.
PAGES = (
    ("desk:setup-organisations", "机构", "市局、科室、县区和学校的归属。", EVERYONE_WITH_A_ROLE),
    (
        "desk:setup-people",
        "人员",
        "账号、停用、授权。",
        frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR}),
    ),
    ("desk:setup-rights", "角色与权限", "哪个角色可以办哪件事，可导出。", EVERYONE_WITH_A_ROLE),
    ("desk:setup-holders", "谁能看什么", "每个人的角色和管辖范围，可导出。", APART),
    ("desk:setup-tokens", "接口令牌", "供程序读取记录的令牌：签发、到期、撤回。", RIGHTS["token.make"].roles),
    ("desk:setup-audit", "审计记录", "谁在何时对哪条记录做了什么，可导出。", RIGHTS["audit.read"].roles),
    ("desk:setup-values", "规则数值", "带日期和出处的标准数值。", READERS),
    ("desk:setup-clocks", "办理时限", "每类事项的法定时限。", READERS),
    ("desk:setup-calendar", "工作日历", "本局的调休、地方假日；重算期限。", OFFICE),
    ("desk:works", "后台任务", "正在运行和已完成的长任务。", READERS),
)


@for_roles(EVERYONE_WITH_A_ROLE)
def index(request: HttpRequest) -> HttpResponse:
    """The pages this person may open."""
    held = roles_of(request)
    pages = [(reverse(url), name, why) for url, name, why, roles in PAGES if held & roles]
    return render(request, "desk/setup/index.html", {"pages": pages})


@for_roles(EVERYONE_WITH_A_ROLE)
def organisations(request: HttpRequest) -> HttpResponse:
    """The tree as a list, in its order."""
    table = Table(
        request,
        visible_to(Organisation, request.user).select_related("parent"),
        [
            Column("code", "机构代码", "code"),
            Column("name", "名称"),
            Column("kind", "类别", value=lambda row: row.get_kind_display()),
            Column(
                "parent",
                "上级",
                value=lambda row: row.parent.name if row.parent else "",
                order="parent__name",
            ),
            Column("path", "归属路径", "code"),
        ],
        name="organisations",
        caption="机构",
        search=("code", "name"),
        filters=[Filter("kind", "类别", Organisation.Kind.choices)],
        sort="path",
    )
    may_make = bool(roles_of(request) & MAKERS)
    return table.export() or render(request, "desk/setup/table.html", {
        "table": table, "title": _("机构"), "new": reverse("desk:setup-new-organisation") if may_make else "",
        "new_label": _("登记机构"),
    })  # fmt: skip


class OrganisationForm(forms.Form):
    """A new body in the tree."""

    code = forms.CharField(label="机构代码", max_length=16)
    name = forms.CharField(label="名称", max_length=100)
    kind = forms.ChoiceField(
        label="类别", choices=[one for one in Organisation.Kind.choices if one[0] != "bureau"]
    )
    parent = forms.CharField(label="上级机构代码", max_length=16)


@for_roles(MAKERS)
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Hang a body into the tree."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        parent = get_object_or_404(visible_to(Organisation, request.user), pk=said.pop("parent"))
        try:
            made = create_organisation(parent=parent, by=request.user, at=now(), **said)  # type: ignore[arg-type]
        except BadInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("已登记“%(name)s”。") % {"name": made.name})
            return HttpResponseRedirect(reverse("desk:setup-organisations"))
    shown = {
        "form": form,
        "title": _("登记机构"),
        "back": reverse("desk:setup-organisations"),
        "back_label": _("机构"),
    }
    return render(request, "desk/setup/form.html", shown, status=422 if form.errors else 200)
