"""Today: one page of numbers, each leading to its list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuezheng.web.shown.bureau import today as this_day
from xuezheng.web.shown.gate import EVERYONE_WITH_A_ROLE, for_roles


@for_roles(EVERYONE_WITH_A_ROLE)
def today(request: HttpRequest) -> HttpResponse:
    """What is due and overdue for the person's organisations."""
    return render(request, "desk/today.html", {"day": this_day()})
