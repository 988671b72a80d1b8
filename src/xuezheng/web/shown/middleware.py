"""Between request and page: the chosen language, and errors told in words."""

import logging
import secrets
import sys
import time
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from xuezheng.errors import CannotFinish, NotAllowed, NotFound, XuezhengError
from xuezheng.records.postgresql import in_words
from xuezheng.web.shown.bureau import this_bureau

log = logging.getLogger("xuezheng.web")
WRITTEN_EVERY = 300
#: By Django and by allauth, which asks for the password again.
ANSWERED_ELSEWHERE = (
    Http404,
    PermissionDenied,
    SuspiciousOperation,
    ReauthenticationRequired,
    ImmediateHttpResponse,
)
Answer = Callable[[HttpRequest], HttpResponse]


def chosen_language(get_response: Answer) -> Answer:
    """Chinese, unless the person has switched: what a browser prefers is not a choice."""

    def answer(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        with translation.override(wanted if wanted in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or "zh-hans")
            return response

    return answer


def sitting(get_response: Answer) -> Answer:
    """A session that is used goes on; one that lies idle for half an hour ends.

    Its last use is written at most every five minutes: not each page costs a write.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            at = int(time.time())
            if at - request.session.get("seen", 0) > WRITTEN_EVERY:
                request.session["seen"] = at
        return get_response(request)

    return answer


class ErrorsInWords:
    """An expected error becomes a page that says it; an unexpected one gets a number and is logged."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for an error, or None for those Django answers itself."""
        if isinstance(error, XuezhengError):
            return told(request, error)
        if isinstance(error, (OperationalError, InterfaceError)):
            return away(error)
        if isinstance(error, ANSWERED_ELSEWHERE):
            return None
        number = secrets.token_hex(4)
        log.error("incident %s at %s", number, request.path, exc_info=error)
        return render(request, "shown/incident.html", {"number": number}, status=500)


def told(request: HttpRequest, error: XuezhengError) -> HttpResponse:
    """The page of an expected error: 403, 404, 503 or 422."""
    status = 422
    if isinstance(error, NotAllowed):
        status = 403
    elif isinstance(error, NotFound):
        status = 404
    elif isinstance(error, CannotFinish):
        status = 503
    return render(request, "shown/told.html", {"error": error}, status=status)


def away(error: Exception) -> HttpResponse:
    """The database cannot be asked now: a page that asks it nothing, and keeps what was typed."""
    said = in_words(error.__cause__ or error)
    log.error("database away", exc_info=error)
    page = render_to_string(
        "shown/away.html", {"said": said.sentence if said else "", "bureau": this_bureau()}
    )
    answer = HttpResponse(page, status=503)
    answer.headers["Retry-After"] = "5"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """What was raised before any page was reached (Django's handler500)."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)):
        return away(error)
    number = secrets.token_hex(4)
    log.error("incident %s at %s", number, request.path, exc_info=error)
    page = render_to_string("shown/away.html", {"number": number, "bureau": this_bureau()})
    return HttpResponse(page, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its mark: an old page, or one not of ours."""
    return render(request, "shown/stale_form.html", status=403)
