"""The public's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuezheng.web.shown.gate import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """What is open and what was published."""
    return render(request, "portal/home.html")
