"""Whether a person may do an action, and which records a person may see.

A grant holds for one organisation and everything below it. Nobody sees or does anything
without a grant. The three administrators (三员) keep accounts and logs and see no records.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from xuezheng.errors import BadInput, NotAllowed, NotFound
from xuezheng.records.accounts.models import ApiToken, Grant, Organisation, User
from xuezheng.records.accounts.rights import APART, READERS, RIGHTS, Role


@dataclass
class TokenViewer:
    """A program with a token: it reads as a reader of its organisation does, and may do nothing."""

    token: ApiToken
    remembered_grants: tuple[tuple[str, str], ...] = field(init=False)
    pk = 0  # nobody's: no grant and no act is ever found by it
    is_active = True
    is_authenticated = True

    def __post_init__(self) -> None:
        """It holds the reader's role with the fewest rights, for the organisation it was made for."""
        self.remembered_grants = ((Role.INSPECTOR, self.token.organisation.path),)

    @property
    def scopes(self) -> frozenset[str]:
        """What it may read."""
        return frozenset(self.token.scopes.split(" "))

    def get_username(self) -> str:
        """By what the log names it."""
        return f"token:{self.token.pk}"


Viewer = User | AnonymousUser | TokenViewer


def granted_paths(user: Viewer, roles: frozenset[Role]) -> list[str]:
    """The organisation paths for which an active person holds one of the roles."""
    remembered = getattr(user, "remembered_grants", None)
    held = grants_of(user) if remembered is None else remembered
    return sorted({path for role, path in held if role in roles})


def roles_held(user: Viewer) -> frozenset[str]:
    """The roles a person holds, wherever it is."""
    return frozenset(Grant.objects.filter(user_id=user.pk or 0).values_list("role", flat=True))


def grants_of(user: Viewer) -> tuple[tuple[str, str], ...]:
    """What a person holds: each role and the path it holds for; nothing for a shut account."""
    if not user.is_active or not user.is_authenticated:
        return ()
    return tuple(Grant.objects.filter(user_id=user.pk).values_list("role", "organisation__path"))


def remember_grants(user: Viewer) -> tuple[tuple[str, str], ...]:
    """Read what a person holds once for a whole page of reads; an action still asks for itself."""
    user.remembered_grants = held = grants_of(user)  # type: ignore[union-attr]
    return held


def may(user: Viewer, action: str, organisation: Organisation) -> bool:
    """Whether a person holds a role for this action here or above."""
    roles = RIGHTS[action].roles
    return any(role in roles and organisation.path.startswith(path) for role, path in grants_of(user))


def require(by: Viewer, action: str, organisation: Organisation) -> None:
    """Stop an action its doer has no role for."""
    if may(by, action, organisation):
        return
    label, allowed = RIGHTS[action]
    roles = "、".join(sorted(role.label for role in allowed))
    raise NotAllowed(
        f"{by.get_username() or '未登录者'} 不能在“{organisation.name}”{label}。"
        f"此项须由该机构或其上级的{roles}办理。请由有权人员办理，或向安全管理员申请授权。"
    )


def below(lookup: str, paths: list[str]) -> Q:
    """Rows whose path starts with one of the paths.

    A range and not LIKE: SQLite's LIKE takes A for a, and a range uses the index. "0" is the
    character after "/". On a database with another collation the column must compare by byte.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{lookup}__gte": path, f"{lookup}__lt": path[:-1] + "0"})
    return condition


def scope_by(
    lookups: Mapping[type[Model], str], *, readers: frozenset[Role] = READERS
) -> Callable[[type[Model], Viewer], QuerySet[Any]]:
    """Make a room's `visible_to(model, user)` from where each model names its organisation's path.

    An empty lookup means a list that belongs to no organisation (schemes, contests): whoever
    reads anything reads it.
    """

    def visible_to(model: type[Model], user: Viewer) -> QuerySet[Any]:
        rows = model._default_manager.all()
        paths = granted_paths(user, readers)
        if not paths:
            return rows.none()
        return rows.filter(below(lookups[model], paths)) if lookups[model] else rows

    return visible_to


ORGANISATION_PATHS: dict[type[Model], str] = {
    User: "organisation__path",
    Grant: "organisation__path",
    ApiToken: "organisation__path",
}
ORGANISATION_TREE_PATHS: dict[type[Model], str] = {Organisation: "path"}

_accounts_visible_to = scope_by(ORGANISATION_PATHS, readers=APART)
_tree_visible_to = scope_by(ORGANISATION_TREE_PATHS, readers=frozenset(Role))


def visible_to(model: type[Model], user: Viewer) -> QuerySet[Any]:
    """Accounts and grants for the three administrators; the tree for everyone with a grant."""
    reader = _tree_visible_to if model is Organisation else _accounts_visible_to
    return reader(model, user)


def token_digest(secret: str) -> str:
    """What of a token stands in the records: it holds 256 random bits, so a plain hash cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def viewer_of_token(secret: str, *, on: date) -> TokenViewer | None:
    """Whoever shows a token; None when it is unknown, over or withdrawn. Its day of use is noted, once a day."""
    token = ApiToken.objects.select_related("organisation").filter(digest=token_digest(secret)).first()
    if token is None or token.withdrawn_on is not None or token.ends_on < on:
        return None
    if token.used_on != on:
        ApiToken.objects.filter(pk=token.pk).update(used_on=on)
    return TokenViewer(token)


def users_without_a_role(user: Viewer) -> QuerySet[User]:
    """Accounts that may sign in and do nothing."""
    return visible_to(User, user).filter(grants=None).order_by("username")


def acting_person(name: str = "") -> User:
    """The account that acts from a terminal: the one named, else the bureau's only office account.

    `XUEZHENG_USER` in the environment names one too.

    Raises
    ------
    NotFound
        When there is no such account.
    BadInput
        When nobody was named and there is not exactly one office account.
    NotAllowed
        When the account is shut.
    """
    name = name or os.environ.get("XUEZHENG_USER", "")
    if not name:
        offices = User.objects.filter(grants__role=Role.OFFICE, is_active=True).distinct()
        if offices.count() != 1:
            raise BadInput("没有写明由谁办理。局里不止一个办公室账号，或一个也没有。请加上 --by 账号。")
        return offices.get()
    person = User.objects.filter(username=name).first()
    if person is None:
        raise NotFound(f"没有账号“{name}”。请核对 --by，或由系统管理员开设。")
    if not person.is_active:
        raise NotAllowed(f"账号“{name}”已停用。停用的账号不能办理。请换一个账号。")
    return person
