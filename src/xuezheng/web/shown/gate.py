"""Who may open a page. Every view carries `allowed`: the roles, or None for everyone.

The matrix test walks all urls and asks each as each role; a view without `allowed` fails it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from xuezheng.errors import NotAllowed
from xuezheng.records.accounts.queries import remember_grants
from xuezheng.records.accounts.rights import READERS, RIGHTS, Role
from xuezheng.web.shown.bureau import this_bureau
from xuezheng.web.shown.tokens import let_in

View = Callable[..., Any]
EVERYONE_WITH_A_ROLE = frozenset(Role)


def for_roles(roles: frozenset[Role] = READERS) -> Callable[[View], View]:
    """Open to whoever holds one of the roles somewhere; which rows they see, the queries decide.

    `request.paths` becomes the organisation paths for which they hold one of the roles.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            held = remember_grants(request.user)
            request.grants = held  # type: ignore[attr-defined]
            request.paths = sorted({path for role, path in held if role in roles})  # type: ignore[attr-defined]
            if not request.paths:  # type: ignore[attr-defined]
                raise NotAllowed("您的角色不能打开此页。请返回今日页，或向安全管理员申请授权。")
            if lacks_second_factor(request):
                messages.warning(request, _("市、县区人员须先启用第二重验证，再使用工作台。"))
                return redirect("mfa_activate_totp")
            return view(request, *args, **kwargs)

        guarded.allowed = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Open to everyone, signed in or not."""
    view.allowed = None  # type: ignore[attr-defined]
    return view


def by_token(scope: str) -> Callable[[View], View]:
    """Open to programs that show a token with this scope ("" for any token); to no person by a session.

    `request.viewer` becomes whose eyes the rows are read with.
    """

    def decorate(view: View) -> View:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            viewer = let_in(request, scope)
            if isinstance(viewer, HttpResponse):
                return viewer
            request.viewer = viewer  # type: ignore[attr-defined]
            answer = view(request, *args, **kwargs)
            if "ETag" in answer.headers:
                answer = get_conditional_response(request, etag=answer.headers["ETag"], response=answer)
            answer.headers["Cache-Control"] = "private, no-store"
            return answer

        guarded.allowed = frozenset()  # type: ignore[attr-defined]
        guarded.scope = scope  # type: ignore[attr-defined]
        guarded.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie lets anyone in here
        return guarded

    return decorate


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the person needs a second factor and has none (GB/T 22239-2019 8.1.4.1).

    Staff of city and districts need one; a school's clerk may have one. The example city asks nobody.
    """
    if this_bureau().clock is not None or request.session.get("has_second_factor"):
        return False
    if all(role == Role.SCHOOL_CLERK for role, _path in request.grants):  # type: ignore[attr-defined]
        return False
    has = bool(is_mfa_enabled(request.user))
    if has:
        request.session["has_second_factor"] = True
    return not has


def can(request: HttpRequest, right: str, path: str) -> bool:
    """Whether the person may do an action for the organisation with this path: to show a button or not.

    The action asks again by itself.
    """
    roles = RIGHTS[right].roles
    return any(role in roles and path.startswith(above) for role, above in request.grants)  # type: ignore[attr-defined]
