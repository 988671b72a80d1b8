"""The officer at the desk: the jobs' words for who works, on what day, by which calendar."""

import hashlib
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from xuezheng.jobs.casework import OWN_DAYS, Desk
from xuezheng.records.casework.queries import find_matter, read_whole
from xuezheng.rules.working_days import read_calendar
from xuezheng.web.shown.bureau import now


def desk_of(request: HttpRequest) -> Desk:
    """Who works is who is signed in."""
    own = settings.FOLDER / OWN_DAYS
    return Desk(settings.FOLDER, request.user, now(), read_calendar(own if own.is_file() else None))


def found(desk: Desk, code: str) -> Any:
    """The matter with this code, if the person may see it; else there is no such page."""
    row = find_matter(desk.person, code)
    if row is None:
        raise Http404(code)
    return read_whole(row)


def version_of(row: Any, told: list[tuple[date, str]]) -> str:
    """A stamp of all that has happened to a matter: another one means that someone was here meanwhile."""
    said = repr((row.due_on, row.done_on, told))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
