"""What a person says of a place: confirm, choose, by hand, leave open, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput, XuezhengError
from xuezheng.jobs.drafts.claims import last_judged
from xuezheng.jobs.drafts.deciding import by_hand, chosen, confirmed, left_open
from xuezheng.records.decisions.actions import decide_places, undo_decision
from xuezheng.web.desk.speech.reach import WRITING, Held, held
from xuezheng.web.desk.speech.showing import text_of
from xuezheng.web.desk.speech.views_text import frame_of, place_side
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import for_roles


@require_POST
@for_roles(WRITING)
def decide(request: HttpRequest, code: UUID, slot: str) -> HttpResponse:
    """Write down a decision for one place; then go on to the next that waits."""
    one = held(request, code)
    one.room.slot(slot)
    seen = request.POST.get("seen", "")
    try:
        if not seen.isdecimal():
            raise BadInput("这张表单不完整，没有保存。它可能来自旧页面。请刷新后重试。")
        said = _said(request, one, slot)
        decide_places(
            draft=one.draft,
            changes={slot: said},
            seen={slot: int(seen)},
            by=request.user,  # type: ignore[arg-type]
            at=now(),
        )
    except XuezhengError as error:
        return _again(request, held(request, code), slot, error)
    return _onward(request, one, [slot], slot, goes_on=said["state"] in ("confirmed", "by_hand"))


@require_POST
@for_roles(WRITING)
def confirm_sure(request: HttpRequest, code: UUID) -> HttpResponse:
    """Confirm all suggestions that came ticked, in one step that can be taken back."""
    one = held(request, code)
    waiting = {
        slot: decision
        for slot, decision in one.decisions.items()
        if decision.state == "suggested" and one.room.proposals[slot].is_ticked
    }
    if not waiting:
        messages.info(request, _("没有等待确认的建议。"))
        return redirect("desk:speech-text", code)
    decide_places(
        draft=one.draft,
        changes={slot: confirmed(one.room, slot, decision) for slot, decision in waiting.items()},
        seen={slot: int(one.draft.decisions[slot].get("n", 0)) for slot in waiting},
        by=request.user,  # type: ignore[arg-type]
        at=now(),
    )
    messages.success(request, _("已确认 %(n)s 处，可以撤回。") % {"n": len(waiting)})
    return redirect("desk:speech-text", code)


@require_POST
@for_roles(WRITING)
def undo(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take back the person's own last step."""
    one = held(request, code)
    slot = request.POST.get("slot", "")
    try:
        places = undo_decision(draft=one.draft, by=request.user, at=now())  # type: ignore[arg-type]
    except XuezhengError as error:
        if slot not in one.room.slots:
            raise
        return _again(request, held(request, code), slot, error)
    return _onward(request, one, places, places[0], goes_on=False)


def _said(request: HttpRequest, one: Held, slot: str) -> dict[str, Any]:
    """The decision that the form says."""
    asked, decision = request.POST.get("do", ""), one.decisions[slot]
    if asked == "confirm":
        return confirmed(one.room, slot, decision)
    if asked == "clear":
        return left_open(decision)
    if asked == "by_hand":
        fields = {key: request.POST.get(key, "") for key in ("value", "unit", "who", "document", "note")}
        return by_hand(one.room, slot, **fields)
    if asked == "take":
        return chosen(one.room, slot, _taken(request, one, slot))
    if asked == "choose":
        filters = {
            key.removeprefix("filter-"): value
            for key, value in request.POST.items()
            if key.startswith("filter-") and value
        }
        given = {key: request.POST.get(key, "") for key in ("indicator", "period", "measure")}
        given = {key: value for key, value in given.items() if value}
        return chosen(one.room, slot, {"state": "confirmed", **given, "filters": filters})
    raise BadInput(f"不认识“{asked[:20]}”这一步，没有保存。表单可能来自旧页面。请刷新后重试。")


def _taken(request: HttpRequest, one: Held, slot: str) -> dict[str, Any]:
    """One of the alternatives, by its place in the list: what it means is ours, not the form's."""
    at, listed = request.POST.get("choice", ""), one.room.proposals[slot].suggestions
    if not at.isdecimal() or int(at) >= len(listed):
        raise BadInput(f"没有第“{at[:6]}”个备选，没有保存。表单可能来自旧页面。请刷新后重试。")
    one_of = listed[int(at)]
    return {
        "state": "confirmed", "indicator": one_of.indicator, "filters": dict(one_of.filters),
        "period": one_of.period, "measure": one_of.measure,
    }  # fmt: skip


def _onward(request: HttpRequest, one: Held, places: list[str], slot: str, *, goes_on: bool) -> HttpResponse:
    """The next place, with the paragraphs that changed; a whole page where there is no script."""
    shown = text_of(one.room, one.decisions, last_judged(one.room)[0])
    following = shown.next_to_do(slot) if goes_on else slot
    if not request.htmx:  # type: ignore[attr-defined]
        address = reverse("desk:speech-text", args=[one.draft.code])
        return redirect(f"{address}?slot={following}#side")
    changed = set(places)
    lines = [line for line in shown.lines if any(piece.slot in changed for piece in line.pieces)]
    context = {
        **frame_of(one, "text"), "text": shown, "lines": lines, **place_side(one, shown, following),
    }  # fmt: skip
    answer = render(request, "desk/speech/_decided.html", context)
    answer.headers["HX-Push-Url"] = f"{reverse('desk:speech-text', args=[one.draft.code])}?slot={following}"
    return answer


def _again(request: HttpRequest, one: Held, slot: str, error: XuezhengError) -> HttpResponse:
    """The same place as it is now, with what was wrong, and what was typed still there."""
    judgements, _version = last_judged(one.room)
    shown = text_of(one.room, one.decisions, judgements)
    side = place_side(one, shown, slot, error=error)
    context = {**frame_of(one, "text"), "text": shown, "typed": request.POST, **side}
    if request.htmx:  # type: ignore[attr-defined]
        lines = [line for line in shown.lines if any(piece.slot == slot for piece in line.pieces)]
        return render(request, "desk/speech/_decided.html", {**context, "lines": lines})
    return render(request, "desk/speech/text.html", context, status=422)
