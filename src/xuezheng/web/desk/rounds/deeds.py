"""What is done to a round: frozen, seeded, run, checked, confirmed, approved, published, withdrawn."""

import os
from datetime import timedelta, timezone
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput, NotFound, XuezhengError
from xuezheng.jobs.rounds.folder import draft_of, write_draft
from xuezheng.jobs.rounds.holding import check_sources, check_values, found_in, sources_of
from xuezheng.records.accounts.queries import require
from xuezheng.records.accounts.rights import DESK, DIRECTOR, INSPECTORS, RIGHTS
from xuezheng.records.decisions.actions import approve_decision, check_decision, withdraw_publication
from xuezheng.records.decisions.queries import Decision, Publication
from xuezheng.records.decisions.queries import visible_to as decisions_visible_to
from xuezheng.records.sealing import open_file
from xuezheng.web.desk.rounds.forms import FreezeForm, PublishForm, ReasonForm, SeedForm
from xuezheng.web.desk.rounds.results import page as result_page
from xuezheng.web.desk.rounds.results import run_of
from xuezheng.web.desk.rounds.standing import Standing, decision_of, found
from xuezheng.web.desk.rounds.views import page
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.work import begin

PUBLISHERS = RIGHTS["publication.prepare"].roles
CHECKERS = DESK | INSPECTORS
CHINA = timezone(timedelta(hours=8))


def person(request: HttpRequest) -> Any:
    """Who acts: the gate has let nobody else in."""
    return request.user


def _expect(request: HttpRequest, stands: Standing, right: str, step: str) -> int:
    """Whether the person may, the round is open, and nobody was faster; gives which time it is."""
    require(person(request), right, stands.round.owner)
    if stands.round.closed_on is not None:
        raise BadInput(f"轮次 {stands.round.pk} 已于 {stands.round.closed_on} 结束。没有办理。请另开轮次。")
    wanted, shown = stands.attempt(step), request.POST.get("attempt", "")
    if shown != str(wanted):
        last = [one for one in stands.held.steps if one.step == step]
        told = (
            f"{last[-1].by} 于 {last[-1].at.astimezone(CHINA):%m-%d %H:%M} 刚刚办过这一步"
            if last
            else "页面已过时"
        )
        raise BadInput(f"{told}。没有重复办理。请返回轮次页再看。")
    return wanted


def _begin(request: HttpRequest, stands: Standing, kind: str, title: str, /, **given: Any) -> HttpResponse:
    code = stands.round.pk
    return begin(
        request,
        kind=kind,
        key=f"rounds:{code}",
        title=f"{stands.round.name} · {title}"[:120],
        organisation=stands.round.owner,
        given={"round": code, "back": reverse("desk:rounds-round", args=[code]), **given},
    )


@for_roles(DESK)
@require_POST
def freeze(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze the draft and commit to it."""
    stands = found(request, code)
    attempt = _expect(request, stands, "round.commit", "commit")
    form = FreezeForm(request.POST, by_draw=stands.kind.by_draw, again=attempt > 1)
    draft = draft_of(stands.place)
    if form.is_valid():
        lacking = [one.label for one in stands.kind.inputs if one.required and one.role not in draft["files"]]
        if lacking or not draft["options"]:
            form.add_error(
                None, f"还缺{'、'.join([*lacking, *([] if draft['options'] else ['条件'])])}。请先补齐。"
            )
        try:
            if form.cleaned_data["sources"]:
                check_sources(form.cleaned_data["sources"], now())
        except XuezhengError as error:
            put_on(form, error)
    if not form.is_valid():
        return page(request, stands, status=422, freeze=form)
    write_draft(stands.place, {**draft, "seed": {"sources": form.cleaned_data["sources"]}})
    return _begin(request, stands, "rounds.freeze", "冻结并承诺", attempt=attempt, because=form.reason)


@for_roles(DESK)
@require_POST
def seed(request: HttpRequest, code: str) -> HttpResponse:
    """Enter the public numbers before witnesses."""
    stands = found(request, code)
    attempt = _expect(request, stands, "round.seed", "seed")
    commit = stands.held.commit
    if commit is None:
        raise BadInput(f"轮次 {code} 还没有承诺。没有录入种子。请先冻结名单并承诺。")
    sources = sources_of(stands.place, commit.attempt)
    form = SeedForm(request.POST, sources=sources, again=attempt > 1)
    if form.is_valid() and sources:
        try:
            check_values(stands.place, commit.attempt, form.values(), now())
        except XuezhengError as error:
            put_on(form, error)
    if not form.is_valid():
        return page(request, stands, status=422, seed=form)
    said = form.cleaned_data
    return _begin(
        request, stands, "rounds.seed", "录入种子", commitment=commit.attempt, attempt=attempt,
        values=form.values() if sources else [], sentence="" if sources else said["v0_1"],
        witnesses=f"{said['witnesses']}；第二录入人 {said['second']}"[:200], because=form.reason,
    )  # fmt: skip


@for_roles(DESK)
@require_POST
def run(request: HttpRequest, code: str) -> HttpResponse:
    """Run the engine, once."""
    stands = found(request, code)
    attempt = _expect(request, stands, "round.run", "run")
    if stands.held.seed is None:
        raise BadInput(f"轮次 {code} 还没有种子。没有运行。请先在见证人面前录入公开种子。")
    form = ReasonForm(request.POST, again=attempt > 1)
    if not form.is_valid():
        return page(request, stands, status=422, run=form)
    return _begin(request, stands, "rounds.run", "运行", attempt=attempt, because=form.reason)


@for_roles(CHECKERS)
@require_POST
def check(request: HttpRequest, code: str, run: int) -> HttpResponse:
    """Check the plan again without the engine."""
    stands = found(request, code)
    run_of(stands, run)
    require(person(request), "decision.check", stands.round.owner)
    return _begin(request, stands, "rounds.check", "核验", run=run)


def _decision(request: HttpRequest, stands: Standing, run: int) -> Decision:
    decision = decision_of(request, stands.round, run_of(stands, run))
    if decision is None:
        raise NotFound("这次运行没有登记为决定。没有办理。请刷新后再看。")
    return decision


@for_roles(CHECKERS)
@require_POST
def confirm(request: HttpRequest, code: str, run: int) -> HttpResponse:
    """Say that it was checked: another person than who computed, and the check of this plan held."""
    stands = found(request, code)
    decision = _decision(request, stands, run)
    told = found_in(stands.place.plan_of_run(run))
    try:
        if not told.get("ok"):
            raise BadInput("这个方案还没有通过核验。没有登记。请先核验。")
        check_decision(
            decision=decision,
            certificate_sha256=told["certificate_sha256"],
            by=person(request),
            at=now(),
        )
    except BadInput as error:
        return result_page(request, stands, run, status=422, fault=error)
    messages.success(request, _("已登记核验，待批准。"))
    return redirect("desk:rounds-result", code, run)


@for_roles(DIRECTOR)
@require_POST
def approve(request: HttpRequest, code: str, run: int) -> HttpResponse:
    """Approve what was checked."""
    stands = found(request, code)
    try:
        approve_decision(decision=_decision(request, stands, run), by=person(request), at=now())
    except BadInput as error:
        return result_page(request, stands, run, status=422, fault=error)
    messages.success(request, _("已批准，可以公布。"))
    return redirect("desk:rounds-result", code, run)


@for_roles(PUBLISHERS)
@require_POST
def publish(request: HttpRequest, code: str, run: int) -> HttpResponse:
    """Prepare the results for everyone to look up from an instant on."""
    stands = found(request, code)
    decision = _decision(request, stands, run)
    require(person(request), "publication.prepare", stands.round.owner)
    form = PublishForm(request.POST)
    if form.is_valid():
        if decision.approved_on is None:
            form.add_error(None, "决定还没有批准。请批准后再公布。")
        if form.cleaned_data["stands_at"] <= now():
            form.add_error("stands_at", "公布时刻已经过去。请定一个将来的时刻。")
    if not form.is_valid():
        return result_page(request, stands, run, status=422, publish=form)
    said = form.cleaned_data
    return _begin(
        request, stands, "rounds.publish", "公布", run=run, decision=decision.pk, title=said["title"],
        number_name=said["number_name"], stands_at=said["stands_at"].isoformat(),
    )  # fmt: skip


@for_roles(PUBLISHERS)
@require_POST
def codes(request: HttpRequest, code: str, publication: UUID) -> HttpResponse:
    """Hand out the codes, once: afterwards they stand on paper only."""
    stands = found(request, code)
    row = _publication(request, stands, publication)
    require(person(request), "publication.prepare", stands.round.owner)
    place = stands.place.root / f"codes-{row.pk}"
    taken = place.with_name(f".taken-{row.pk}")
    try:
        os.rename(place, taken)  # of two who ask at once one gets it
    except FileNotFoundError:
        raise NotFound("查询码已取走，不再保存。没有第二份。遗失须撤下公布后重新准备。") from None
    content = open_file(taken)
    taken.unlink()
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="codes-{code}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@for_roles(PUBLISHERS)
@require_POST
def withdraw(request: HttpRequest, code: str, publication: UUID) -> HttpResponse:
    """Take a publication back, with a reason."""
    stands = found(request, code)
    row = _publication(request, stands, publication)
    try:
        withdraw_publication(
            publication=row, reason=request.POST.get("reason", ""), by=person(request), at=now()
        )
    except BadInput as error:
        messages.error(request, str(error))
    else:
        (stands.place.root / f"codes-{row.pk}").unlink(missing_ok=True)
        messages.success(request, _("已撤下。"))
    return HttpResponseRedirect(reverse("desk:rounds-round", args=[code]))


def _publication(request: HttpRequest, stands: Standing, code: UUID) -> Publication:
    rows = decisions_visible_to(Publication, request.user).filter(decision__round=stands.round)
    return get_object_or_404(rows, pk=code)  # type: ignore[no-any-return]
