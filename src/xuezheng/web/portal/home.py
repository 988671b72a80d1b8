"""The public's first page, and what is said of how usable the pages are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuezheng.records.decisions.queries import coming_publications, released_reports, standing_publications
from xuezheng.records.rounds.queries import announced_rounds
from xuezheng.web.portal.figures import headline_figures
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import public

MOST = 10


@public
def home(request: HttpRequest) -> HttpResponse:
    """What can be looked up, what is coming, what is under way, what was published."""
    at = now()
    shown = {
        "standing": standing_publications(at).select_related("decision")[:MOST],
        "coming": coming_publications(at)[:MOST],
        "rounds": announced_rounds()[:MOST],
        "reports": released_reports()[:3],
        "figures": headline_figures(),
    }
    return render(request, "portal/home.html", shown)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "portal/accessibility.html")
