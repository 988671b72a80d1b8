"""Letters of a matter as PDF: the dispatch slip, the reply, the notice of extension."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from xuezheng.jobs import casework_letters
from xuezheng.web.desk.casework.sitting import desk_of, found
from xuezheng.web.shown.bureau import this_bureau
from xuezheng.web.shown.gate import for_roles


def letters_for(row: Any) -> list[tuple[str, str]]:
    """The letters that can be printed with the matter as it is: name and title."""
    return [(kind, one.title) for kind, one in casework_letters.LETTERS.items() if one.fits(row)]


@for_roles()
def letter(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One letter, with only the fields that may stand in it."""
    desk = desk_of(request)
    row = found(desk, code)
    if kind not in dict(letters_for(row)):
        raise Http404(kind)
    title, pdf = casework_letters.printed(row, kind, bureau=this_bureau().name, on=desk.today)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(False, f"{code}{title}.pdf") or "inline"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
