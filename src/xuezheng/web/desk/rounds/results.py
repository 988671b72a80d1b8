"""What a run gave: pictures, checks, the decision on its way, the files."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xuezheng.jobs.rounds.folder import read_json
from xuezheng.jobs.rounds.holding import found_in
from xuezheng.records.accounts.rights import READERS
from xuezheng.records.casework.queries import Appeal
from xuezheng.records.casework.queries import visible_to as casework_visible_to
from xuezheng.web.desk.rounds.forms import PublishForm
from xuezheng.web.desk.rounds.pictures import pictures_of
from xuezheng.web.desk.rounds.standing import Standing, decision_of, found
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import can, for_roles

FILES = {
    "plan.csv": "方案", "plan.json": "证书", "report.html": "说明（网页）", "report.docx": "说明（公文）",
    "plan.geojson": "学区图", "public.csv": "公开名单", "lines.csv": "录取线", "sites.xlsx": "考点汇总",
    "tickets.csv": "准考证", "door_sheets.csv": "门签",
}  # fmt: skip
#: Shown on a map; every other file is handed out to be kept.
INLINE = {"plan.geojson"}


def run_of(stands: Standing, run: int) -> Any:
    """The step of a run, or 404."""
    for one in stands.held.steps:
        if one.step == "run" and one.attempt == run:
            return one
    raise Http404("没有这次运行。")


@for_roles(READERS)
def result(request: HttpRequest, code: str, run: int) -> HttpResponse:
    """A run and what came out."""
    return page(request, found(request, code), run)


def page(
    request: HttpRequest,
    stands: Standing,
    run: int,
    *,
    status: int = 200,
    fault: Any = None,
    publish: PublishForm | None = None,
) -> HttpResponse:
    """The page of a result."""
    step = run_of(stands, run)
    plan = stands.place.plan_of_run(run)
    decision = decision_of(request, stands.round, step)
    stands_now = stands.held.run is not None and stands.held.run.pk == step.pk
    checked, open_ = found_in(plan), stands.round.closed_on is None
    publication = stands.publication if stands_now else None
    shown = {
        "of": stands,
        "round": stands.round,
        "steps": stands.steps,
        "step": step,
        "stands": stands_now,
        "decision": decision,
        "certificate": read_json(plan / "plan.json"),
        "pictures": pictures_of(stands.kind.code, plan, plan.parent),
        "checked": checked,
        "fault": fault,
        "files": [(name, label) for name, label in FILES.items() if (plan / name).is_file()],
        "may_check": open_
        and decision
        and not decision.checked_on
        and can(request, "decision.check", stands.path),
        "may_approve": decision
        and decision.checked_on
        and not decision.approved_on
        and can(request, "decision.approve", stands.path),
        "may_publish": stands_now
        and decision
        and decision.approved_on
        and not publication
        and can(request, "publication.prepare", stands.path),
        "may_withdraw": publication and can(request, "publication.withdraw", stands.path),
        "publication": publication,
        "is_out": publication and publication.stands_at <= now(),
        "has_codes": publication and (stands.place.root / f"codes-{publication.pk}").is_file(),
        "publish": publish
        or PublishForm(initial={"title": f"{stands.round.name}结果", "number_name": stands.kind.number_name}),
        "n_appeals": _appeals(request, publication) if publication else 0,
    }
    return render(request, "desk/rounds/result.html", shown, status=status)


def _appeals(request: HttpRequest, publication: Any) -> int:
    rows = casework_visible_to(Appeal, request.user)
    return int(rows.filter(about=publication.title).count())


@for_roles(READERS)
def file(request: HttpRequest, code: str, run: int, name: str) -> FileResponse:
    """One file of a result."""
    stands = found(request, code)
    run_of(stands, run)
    place: Path = stands.place.plan_of_run(run) / name
    if name not in FILES or not place.is_file():
        raise Http404("没有这个文件。")
    kind = "application/geo+json" if name in INLINE else "application/octet-stream"
    answer = FileResponse(
        place.open("rb"), as_attachment=name not in INLINE, filename=f"{code}-{name}", content_type=kind
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
