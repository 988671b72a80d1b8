"""Asking for one's own result: the forms; the answer itself comes from `looking_up`, past the frame."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuezheng.records.decisions.queries import coming_publications, standing_publications
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import public


@public
def choose(request: HttpRequest) -> HttpResponse:
    """Which result; with only one, straight to its form."""
    at = now()
    standing = list(standing_publications(at)[:50])
    if len(standing) == 1:
        return redirect("portal:ask", standing[0].pk)
    return render(
        request, "portal/results.html", {"standing": standing, "coming": coming_publications(at)[:20]}
    )


@public
def ask(request: HttpRequest, code: UUID) -> HttpResponse:
    """The form for number and code."""
    publication = get_object_or_404(standing_publications(now()), pk=code)
    return render(request, "portal/ask.html", {"publication": publication})
