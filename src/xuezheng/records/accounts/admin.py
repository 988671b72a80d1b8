"""What may be looked at, of every model: whose rows, by whom, which columns, and what is masked.

A room declares its windows beside its queries; the desk draws them (web/desk/registers). A window is for
looking: nothing is added, changed or deleted through it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet

from xuezheng.records.accounts.models import ApiToken, Grant, Organisation, User
from xuezheng.records.accounts.queries import visible_to
from xuezheng.records.accounts.rights import APART, READERS, Role
from xuezheng.records.masking import first_character, hidden

Mask = Callable[[str], str]
Masks = Mapping[type[Model], Mapping[str, Mask]]
Scope = Callable[[type[Model], Any], QuerySet]


@dataclass(frozen=True)
class Window:
    """How the rows of one model are looked at."""

    model: type[Model]
    scope: Scope
    masks: Mapping[str, Mask] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    readers: frozenset[Role] = READERS

    @property
    def room(self) -> str:
        """The room it belongs to."""
        return self.model._meta.app_label

    @property
    def fields(self) -> "list[Field[Any, Any]]":
        """The columns that are shown."""
        return [of for of in self.model._meta.concrete_fields if of.name not in self.leave_out]

    @property
    def is_searched(self) -> bool:
        """Whether rows are found by words."""
        return bool(self.search)

    def rows(self, user: Any) -> QuerySet:
        """The rows a person may see, what they point at beside them."""
        linked = [of.name for of in self.fields if is_named(of)]
        found = self.scope(self.model, user)
        return found.select_related(*linked) if linked else found

    def shown(self, row: Model, of: "Field[Any, Any]") -> Any:
        """A cell: masked where the window says so, a thing pointed at by its name and code."""
        value = getattr(row, str(of.attname))  # type: ignore[attr-defined]
        mask = self.masks.get(of.name)
        if mask:
            return mask(str(value or ""))
        if of.choices and value not in (None, ""):
            return getattr(row, f"get_{of.name}_display")()
        if value is not None and is_named(of):
            return f"{getattr(row, of.name).name}（{value}）"
        return value


WINDOWS: dict[type[Model], Window] = {}


def open_window(
    model: type[Model],
    scope: Scope,
    *,
    masks: Mapping[str, Mask] | None = None,
    leave_out: tuple[str, ...] = (),
    search: tuple[str, ...] = (),
    readers: frozenset[Role] = READERS,
) -> None:
    """Declare the window of a model; it is searched by code unless it says otherwise."""
    has_code = any(of.name == "code" for of in model._meta.concrete_fields)
    words = search or (("code",) if has_code else ())
    WINDOWS[model] = Window(model, scope, masks or {}, leave_out, words, readers)


def open_windows(models: Iterable[type[Model]], scope: Scope, masks: Masks | None = None) -> None:
    """Declare a window for each model of a room."""
    for model in models:
        open_window(model, scope, masks=(masks or {}).get(model))


def is_named(of: "Field[Any, Any]") -> bool:
    """Whether a field points at a thing whose name may be read by whoever reads its code."""
    if not isinstance(of, ForeignKey):
        return False
    there: Any = of.related_model
    names = [one.name for one in there._meta.concrete_fields]
    return "name" in names and "name" not in getattr(there.Frozen, "kept", {})


open_window(Organisation, visible_to, search=("code", "name"), readers=frozenset(Role))
open_window(
    User,
    visible_to,
    masks={"display_name": first_character, "email": hidden},
    leave_out=("password", "first_name", "last_name", "rights_version"),
    search=("username",),
    readers=APART,
)
open_window(Grant, visible_to, search=("user__username",), readers=APART)
open_window(
    ApiToken,
    visible_to,
    masks={"digest": hidden},
    leave_out=("digest",),
    search=("code", "label"),
    readers=APART,
)
