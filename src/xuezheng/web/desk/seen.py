"""Which areas and schools of a snapshot the person at the desk may see the rows of; asked once a request."""

from django.http import HttpRequest

from xuezheng.web.shown.seen import Seen
from xuezheng.web.shown.seen import seen_by as seen_by_viewer

__all__ = ["Seen", "seen_by"]


def seen_by(request: HttpRequest) -> Seen:
    """What the person sees."""
    if "_seen" not in request.__dict__:
        request.__dict__["_seen"] = seen_by_viewer(request.user)
    seen: Seen = request.__dict__["_seen"]
    return seen
