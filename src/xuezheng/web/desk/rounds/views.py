"""The list of rounds, one round and what it waits for, opening and closing, the announcement on paper."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import XuezhengError
from xuezheng.jobs.rounds.folder import draft_of, frozen_of
from xuezheng.jobs.rounds.holding import announcement_of, sources_of
from xuezheng.records.accounts.rights import DESK, READERS
from xuezheng.records.decisions.queries import Decision
from xuezheng.records.decisions.queries import visible_to as decisions_visible_to
from xuezheng.records.registers.queries import Area
from xuezheng.records.registers.queries import visible_to as registers_visible_to
from xuezheng.records.rounds.actions import close_round, open_round
from xuezheng.records.rounds.queries import Round, RoundStep, owners_for, visible_to
from xuezheng.web.desk.rounds.forms import FreezeForm, OpenForm, ReasonForm, RegisterForm, SeedForm, code_for
from xuezheng.web.desk.rounds.standing import STEPS, Standing, found, may
from xuezheng.web.shown.bureau import now, today
from xuezheng.web.shown.forms import put_on
from xuezheng.web.shown.gate import can, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table


@for_roles(READERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds the person may see, those under way in front."""
    reached = _reached(request)
    table = Table(
        request,
        visible_to(Round, request.user).select_related("owner"),
        [
            Column(
                "code", "轮次编号", "code", link=lambda row: reverse("desk:rounds-round", args=[row.code])
            ),
            Column("name", "名称"),
            Column("kind", "类别", value=lambda row: row.get_kind_display()),
            Column("owner", "组织单位", value=lambda row: row.owner.name, order="owner__path"),
            Column("opened_on", "开始日期", "date"),
            Column("state", "进度", "state", lambda row: _state(row, reached), order=""),
        ],
        name="rounds",
        caption="分配轮次",
        search=("code", "name"),
        filters=[
            Filter("kind", "类别", Round.Kind.choices),
            Filter(
                "open", "状态", [("True", "进行中"), ("False", "已结束")], "closed_on__isnull", every="全部"
            ),
        ],
        sort="-opened_on",
        empty="还没有轮次。开始一轮，把名单和条件放进去。",
    )
    shown = {"table": table, "may_open": any(role in DESK for role, _path in request.grants)}  # type: ignore[attr-defined]
    return table.export() or render(request, "desk/rounds/list.html", shown)


def _reached(request: HttpRequest) -> dict[str, set[str]]:
    """Of each round the names of the steps that were taken at least once."""
    taken: dict[str, set[str]] = defaultdict(set)
    for code, step in visible_to(RoundStep, request.user).values_list("round_id", "step"):
        taken[code].add(step)
    rows = decisions_visible_to(Decision, request.user).order_by("computed_on")
    stages = ("checked_on", "approved_on", "published_on")
    for code, *days in rows.values_list("round_id", *stages):
        taken[code] |= {"run"} | {stage for stage, day in zip(stages, days, strict=True) if day}
    return taken


def _state(row: Round, reached: dict[str, set[str]]) -> tuple[str, str]:
    names = ("commit", "seed", "run", "checked_on", "approved_on", "published_on")
    words = ("已承诺", "已有种子", "已运行", "已核验", "已批准", "已公布")
    last = max((n for n, name in enumerate(names) if name in reached[row.code]), default=-1)
    if row.closed_on is not None:
        return "none", f"已结束 · {words[last]}" if last >= 0 else "已结束"
    return ("good" if last == len(names) - 1 else "half" if last >= 0 else "wait"), words[
        last
    ] if last >= 0 else "准备中"


@for_roles(DESK)
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    owners = owners_for(request.user)
    areas = list(visible_to_areas(request))
    choices = {"owners": [(one.pk, one.name) for one in owners], "areas": areas}
    form = OpenForm(request.POST or None, initial={"year": today().year}, **choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        owner = next(one for one in owners if one.pk == said["owner"])
        row = Round(
            code=code_for(said["kind"], said["year"], said["area"]), kind=said["kind"], name=said["name"],
            year=said["year"], area_id=said["area"], owner=owner, opened_on=today(),
        )  # fmt: skip
        try:
            open_round(row=row, by=request.user, at=now())  # type: ignore[arg-type]
        except XuezhengError as error:
            put_on(form, error)
        else:
            messages.success(request, _("已开始轮次 %(code)s。请放入名单和条件。") % {"code": row.code})
            return redirect("desk:rounds-round", row.code)
    status = 422 if form.errors else 200
    return render(request, "desk/rounds/open.html", {"form": form}, status=status)


def visible_to_areas(request: HttpRequest) -> list[tuple[str, str]]:
    """The areas a person may hold a round for."""
    return list(registers_visible_to(Area, request.user).order_by("code").values_list("code", "name"))


@for_roles(READERS)
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One round: where it stands, and what it waits for."""
    return page(request, found(request, code))


def page(request: HttpRequest, stands: Standing, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a round; a form that was refused is shown again as it was filled in."""
    n, held = stands.n_done, stands.held
    draft = draft_of(stands.place)
    commit = held.commit
    frozen = frozen_of(stands.place, commit.attempt) if commit else {}
    sources = sources_of(stands.place, commit.attempt) if commit else []
    kind = stands.kind
    shown = {
        "of": stands,
        "round": stands.round,
        "steps": stands.steps,
        "held": held,
        "draft": draft,
        "inputs": [(one, draft["files"].get(one.role)) for one in kind.inputs],
        "frozen": frozen,
        "frozen_inputs": [
            (one.label, frozen["inputs"][one.role])
            for one in kind.inputs
            if one.role in frozen.get("inputs", {})
        ],
        "said_options": _said_options(stands, frozen.get("options", {})),
        "sources": sources,
        "may_commit": may(request, stands, "round.commit"),
        "may_seed": may(request, stands, "round.seed"),
        "may_run": may(request, stands, "round.run"),
        "may_close": may(request, stands, "round.close"),
        "ready": not [one for one in kind.inputs if one.required and one.role not in draft["files"]]
        and draft["options"],
        "options": forms.get("options") or kind.options(initial=draft["options"] or None),
        "freeze": forms.get("freeze") or FreezeForm(by_draw=kind.by_draw, again=held.n("commit") > 0),
        "seed": forms.get("seed") or SeedForm(sources=sources, again=held.n("seed") > 0),
        "run": forms.get("run") or ReasonForm(again=held.n("run") > 0),
        "register": forms.get("register")
        or RegisterForm(initial={"school_year": stands.round.year, "stage": "junior", "grade": 1}),
        "fault": forms.get("fault"),
        "n_done": n,
        "story": _story(stands),
        "attempts": {step: stands.attempt(step) for step in ("commit", "seed", "run")},
        "cohort": cohort_of(stands) if may(request, stands, "round.commit") else None,
    }
    return render(request, "desk/rounds/round.html", shown, status=status)


def cohort_of(stands: Standing) -> dict[str, Any] | None:
    """The first rows of the list in the draft, where it is plain text."""
    from xuezheng.web.desk.rounds.preparing import first_rows

    role = stands.kind.inputs[0].role
    said = draft_of(stands.place)["files"].get(role)
    return first_rows(stands.place.draft / said["stored"]) if said else None


def _said_options(stands: Standing, options: dict[str, Any]) -> list[tuple[str, Any]]:
    fields = stands.kind.options.base_fields
    said = []
    for name in fields:
        value = options.get(name)
        choices = dict(getattr(fields[name], "choices", ()) or ())
        said.append((str(fields[name].label), choices.get(value, value)))
    return [(label, value) for label, value in said if value not in (None, "")]


def _story(stands: Standing) -> list[dict[str, Any]]:
    live = {one.pk for one in (stands.held.commit, stands.held.seed, stands.held.run) if one}
    return [{"step": one, "stands": one.pk in live} for one in reversed(stands.held.steps)]


@for_roles(DESK)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End a round."""
    stands = found(request, code)
    try:
        close_round(row=stands.round, on=today(), by=request.user, at=now())  # type: ignore[arg-type]
    except XuezhengError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("轮次已结束。"))
    return HttpResponseRedirect(reverse("desk:rounds-round", args=[code]))


@for_roles(READERS)
def announcement(request: HttpRequest, code: str) -> HttpResponse:
    """The commitment on paper: for the notary, the parents' representatives, the notice board."""
    stands = found(request, code)
    commit = stands.held.commit
    if commit is None:
        messages.error(request, _("还没有承诺，没有可以打印的公告。"))
        return redirect("desk:rounds-round", code)
    frozen = frozen_of(stands.place, commit.attempt)
    shown = {
        "round": stands.round,
        "commit": commit,
        "announcement": announcement_of(stands.place, commit.attempt),
        "sources": sources_of(stands.place, commit.attempt),
        "inputs": [
            (one.label, frozen["inputs"][one.role])
            for one in stands.kind.inputs
            if one.role in frozen["inputs"]
        ],
        "options": _said_options(stands, frozen["options"]),
        "may": can(request, "round.commit", stands.path),
        "steps": STEPS,
    }
    return render(request, "desk/rounds/announcement.html", shown)
