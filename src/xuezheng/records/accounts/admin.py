"""Windows on the records: look, never touch.

A window shows the rows that the room's `visible_to` gives its viewer, foreign keys by name and
code (a person only by code) and personal fields masked. There is no way to add, change or delete here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.admin import display
from django.contrib.auth.forms import AuthenticationForm as DjangoAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AuthenticationForm
from unfold.sites import UnfoldAdminSite

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.accounts.queries import granted_paths, visible_to
from xuezheng.records.accounts.rights import APART, READERS, Role

Mask = Callable[[str], str]
Masks = Mapping[type[Model], Mapping[str, Mask]]
Scope = Callable[[type[Model], Any], QuerySet]
#: What an office opens first stands first; who may do what stands last.
_DAYS_WORK = (
    "registers", "intake", "programmes", "casework", "visits", "ledger", "rounds", "decisions", "accounts",
    "audit",
)  # fmt: skip


class SignIn(AuthenticationForm):
    """Signing in at the windows: a role is needed, not Django's mark of staff."""

    def confirm_login_allowed(self, user: User) -> None:  # type: ignore[override]
        DjangoAuthenticationForm.confirm_login_allowed(self, user)
        if not granted_paths(user, frozenset(Role)):
            raise ValidationError("这个账号还没有任何角色，不能查阅记录。请向安全管理员申请授权。")


class Windows(UnfoldAdminSite):
    """The site of all windows; whoever holds a role may enter."""

    site_header = site_title = "学政 · 记录查阅"
    login_form = SignIn

    def has_permission(self, request: HttpRequest) -> bool:
        return may_look(request, frozenset(Role))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Rooms in the order of a day's work, windows in the order they were opened; not by code point."""
        windows = [model.__name__ for model in self._registry]
        rooms = sorted(
            super().get_app_list(request, app_label), key=lambda room: _DAYS_WORK.index(room["app_label"])
        )
        for room in rooms:
            room["models"].sort(key=lambda window: windows.index(window["object_name"]))
        return rooms


def may_look(request: HttpRequest, readers: frozenset[Role]) -> bool:
    """Whether the viewer holds one of the roles; asked once a request, not once a window."""
    answers = request.__dict__.setdefault("_may_look", {})
    if readers not in answers:
        answers[readers] = bool(granted_paths(request.user, readers))
    return bool(answers[readers])


site = Windows(name="windows")


class Window(ModelAdmin):
    """A read-only list and page of one model."""

    scope: Scope
    readers: frozenset[Role]
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.scope(self.model, request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_look(request, self.readers)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nothing is found by a column that is not shown as it is: a mask would leak letter by letter."""
        return lookup.split("__")[0] in self.list_display and lookup.count("__") <= 1

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def first_character(name: str) -> str:
    """张三丰 → 张*."""
    return f"{name[0]}*" if name else ""


def ends_only(number: str) -> str:
    """First six and last four characters; nothing of a number too short to hide its middle."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 12 else "*" * len(number)


def hidden(text: str) -> str:
    return "***" if text else ""


def open_window(
    model: type[Model],
    scope: Scope,
    *,
    masks: Mapping[str, Mask] | None = None,
    leave_out: tuple[str, ...] = (),
    search: tuple[str, ...] = (),
    readers: frozenset[Role] = READERS,
) -> None:
    """Put a window for a model on the site."""
    shown = [field for field in model._meta.concrete_fields if field.name not in leave_out]
    columns = tuple(_column(field, (masks or {}).get(field.name)) for field in shown)
    body = {
        "scope": staticmethod(scope),
        "readers": readers,
        "list_display": columns,
        "fields": columns,
        "readonly_fields": columns,
        "list_select_related": tuple(field.name for field in shown if _is_named(field)) or False,
        "search_fields": search or (("code",) if _has_code(model) else ()),
        "ordering": ("pk",),
    }
    site.register(model, type(f"{model.__name__}Window", (Window,), body))


def open_windows(models: Iterable[type[Model]], scope: Scope, masks: Masks | None = None) -> None:
    """Put a window for each model of a room on the site."""
    for model in models:
        open_window(model, scope, masks=(masks or {}).get(model))


def _has_code(model: type[Model]) -> bool:
    return any(field.name == "code" for field in model._meta.concrete_fields)


def _is_named(field: Field) -> bool:
    """Whether a field points at a thing whose name may be read by whoever reads its code."""
    if not isinstance(field, ForeignKey):
        return False
    there: Any = field.related_model
    names = [one.name for one in there._meta.concrete_fields]
    return "name" in names and "name" not in getattr(there.Frozen, "kept", {})


def _column(field: Field, mask: Mask | None) -> Any:
    if mask is None and not isinstance(field, ForeignKey):
        return field.name

    @display(description=str(field.verbose_name))
    def column(row: Model) -> str:
        value = getattr(row, field.attname)
        if mask:
            return mask(value or "")
        if value is None:
            return ""
        return f"{getattr(row, field.name).name}（{value}）" if _is_named(field) else str(value)

    column.__name__ = f"shown_{field.name}"
    return column


open_window(Organisation, visible_to, search=("code", "name"), readers=frozenset(Role))
open_window(
    User,
    visible_to,
    masks={"display_name": first_character, "email": hidden},
    leave_out=("password", "first_name", "last_name"),
    search=("username",),
    readers=APART,
)
open_window(Grant, visible_to, search=("user__username",), readers=APART)
