"""Long work: a person sees their own; the office sees all of its organisations."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from xuezheng.records.decisions.queries import Work, work_of
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table
from xuezheng.web.shown.work import SILENT_FOR_TOO_LONG, progress_of, silence_of

SHAPES = {"waiting": "wait", "running": "half", "done": "good", "failed": "bad"}


@for_roles()
def works(request: HttpRequest) -> HttpResponse:
    """The list."""
    table = Table(
        request,
        work_of(request.user),
        [
            Column("title", "名称", link=lambda w: f"{w.code}/"),
            Column("asked_by", "交办人"),
            Column("asked_at", "交办时间", "moment"),
            Column("state", "状态", "state", lambda w: (SHAPES[w.state], w.get_state_display())),
            Column("finished_at", "结束时间", "moment"),
        ],
        caption="后台任务",
        search=("title", "asked_by"),
        filters=[Filter("state", "状态", Work.State.choices)],
        empty="还没有后台任务。导入、写稿和分配会在这里显示进度。",
    )
    return table.export() or render(request, "desk/works.html", {"table": table})


@for_roles()
def work(request: HttpRequest, code: UUID) -> HttpResponse:
    """One piece: how far it is, or what came out. The page asks again each second while it runs."""
    one = get_object_or_404(work_of(request.user), code=code)
    onward = one.outcome.get("next", "") if one.state == Work.State.DONE else ""
    if onward and request.htmx:  # type: ignore[attr-defined]
        answer = HttpResponse(status=204)
        answer.headers["HX-Redirect"] = onward
        return answer
    if onward and "stay" not in request.GET:
        return HttpResponseRedirect(onward)
    shown = {
        "work": one,
        "progress": progress_of(one),
        "shape": SHAPES[one.state],
        "silent": one.state == Work.State.RUNNING and silence_of(one) > SILENT_FOR_TOO_LONG,
        "under_way": one.state in (Work.State.WAITING, Work.State.RUNNING),
        "faults": one.told.split("\n"),
    }
    template = "desk/_work.html" if request.htmx else "desk/work.html"  # type: ignore[attr-defined]
    return render(request, template, shown)
