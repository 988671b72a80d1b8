"""How a program's request is let in, and how it is told no: JSON with one Chinese sentence."""

import threading
import time
from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse

from xuezheng.errors import Fault
from xuezheng.records.accounts.queries import ApiToken, TokenViewer, viewer_of_token
from xuezheng.web.shown.bureau import today

#: Calls of one token in one minute, in one server process.
CALLS_A_MINUTE = 600

_counted: dict[str, tuple[int, int]] = {}
_one_at_a_time = threading.Lock()


def refused(status: int, sentence: str, faults: Iterable[Fault] = ()) -> JsonResponse:
    """An error as programs get it."""
    told = [{"what": fault.what, "where": fault.where, "remedy": fault.remedy} for fault in faults]
    answer = JsonResponse(
        {"error": sentence, "faults": told}, status=status, json_dumps_params={"ensure_ascii": False}
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def let_in(request: HttpRequest, scope: str) -> TokenViewer | JsonResponse:
    """Whoever shows the token of a request, or what is answered instead."""
    if request.method != "GET":
        answer = refused(405, "接口只供读取，只接受 GET。没有办理任何事项。请改用 GET，办理请到工作台。")
        answer.headers["Allow"] = "GET"
        return answer
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    viewer = viewer_of_token(secret.strip(), on=today()) if kind.lower() == "bearer" and secret else None
    if viewer is None:
        answer = refused(
            401,
            "没有可用的令牌。令牌不存在、已到期或已撤回。请向安全管理员申请，放在 Authorization: Bearer 中。",
        )
        answer.headers["WWW-Authenticate"] = 'Bearer realm="xuezheng"'
        return answer
    if not _may_call_again(viewer.token.pk):
        answer = refused(429, f"一分钟内超过 {CALLS_A_MINUTE} 次。为不影响他人已暂停。请稍后再取。")
        answer.headers["Retry-After"] = "60"
        return answer
    if scope and scope not in viewer.scopes:
        label = ApiToken.Scope(scope).label
        return refused(403, f"此令牌不能读取{label}（{scope}）。签发时没有给这一范围。请向安全管理员申请。")
    return viewer


def _may_call_again(code: str) -> bool:
    minute = int(time.time() // 60)
    with _one_at_a_time:
        at, n = _counted.get(code, (minute, 0))
        n = n + 1 if at == minute else 1
        _counted[code] = (minute, n)
    return n <= CALLS_A_MINUTE
