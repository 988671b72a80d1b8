"""The office's own working days, and due dates reckoned again by them."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.jobs.casework import OWN_DAYS
from xuezheng.jobs.casework import recompute as reckon_again
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.rules.working_days import announced_years, read_calendar
from xuezheng.web.desk.casework.sitting import desk_of
from xuezheng.web.shown.gate import for_roles

KEEPERS = RIGHTS["due.record_run"].roles
MOST_BYTES = 100_000
EXAMPLE = """announced: [2027]
days:
  - {on: 2027-02-06, is: work, why: 春节调休}
  - {on: 2027-05-04, is: rest, why: 地方假日}
"""


@for_roles(KEEPERS)
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the office's days; take a new list of them."""
    place = Path(settings.FOLDER) / OWN_DAYS
    text, faults, status = _held(place), [], 200
    if request.method == "POST":
        text = request.POST.get("days", "")
        try:
            _put(place, text)
        except BadInput as error:
            faults, status = [str(fault) for fault in error.faults] or [error.sentence], 422
        else:
            messages.success(request, _("已采用新的日历。请预览并重算期限。"))
            return HttpResponseRedirect(reverse("desk:setup-calendar"))
    first, last = announced_years()
    trial = reckon_again(desk_of(request), is_trial=True) if not faults else None
    shown = {"text": text or EXAMPLE, "faults": faults, "first": first, "last": last, "trial": trial}
    return render(request, "desk/setup/calendar.html", shown, status=status)


@for_roles(KEEPERS)
@require_POST
def recompute(request: HttpRequest) -> HttpResponse:
    """Reckon every open, derived due date again; each change is an event."""
    done = reckon_again(desk_of(request))
    messages.success(
        request,
        _("看过 %(n)s 件，改了 %(changed)s 件的期限。")
        % {"n": done.n_looked_at, "changed": len(done.changed)},
    )
    return HttpResponseRedirect(reverse("desk:setup-calendar"))


def _held(place: Path) -> str:
    return place.read_text(encoding="utf-8") if place.is_file() else ""


def _put(place: Path, text: str) -> None:
    """Take the new list only when every line of it can be read."""
    if len(text.encode()) > MOST_BYTES:
        raise BadInput(f"日历超过 {MOST_BYTES} 字节。没有采用。请只写本局自己的日子。")
    new = place.with_name(f".{place.stem}.{secrets.token_hex(4)}.yaml")
    try:
        new.write_text(text, encoding="utf-8")
        read_calendar(new)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)
