"""The text with its places on the left; the chosen place, or claim, on the right."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.errors import BadInput
from xuezheng.jobs.drafts.claims import SHAPES, TYPES, last_judged
from xuezheng.jobs.drafts.finding import find_indicators
from xuezheng.jobs.drafts.slots import MEASURES, PERIODS, choice_of, place_of, rows_behind
from xuezheng.reports.claims.naming import row_in_words
from xuezheng.reports.shapes import Decision, Judgement, Suggestion
from xuezheng.web.desk.speech.reach import WORKING, WRITING, Held, held
from xuezheng.web.desk.speech.showing import Text, text_of
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Table

FIRST_ROWS = 20
FIRST_AGAINST = 5


@for_roles(WORKING)
def text(request: HttpRequest, code: UUID) -> HttpResponse:
    """The page; for htmx the right side only."""
    one = held(request, code)
    try:
        judgements, judged_version = last_judged(one.room)
    except BadInput as error:  # the snapshot is gone, or was frozen by another version
        context = {**frame_of(one, "text"), "error": error}
        return render(request, "desk/speech/stuck.html", context, status=422)
    last_year = request.GET.get("show") == "before"
    shown = text_of(one.room, one.decisions, judgements, last_year=last_year)
    claim = request.GET.get("claim", "")
    slot = request.GET.get("slot", "")
    if claim:
        side = claim_side(one, judgements, claim, judged_version)
    else:
        side = place_side(one, shown, slot or shown.next_to_do(""), is_asked=bool(slot))
    context = {**frame_of(one, "text"), "text": shown, "last_year": last_year, **side}
    template = "desk/speech/_side.html" if request.htmx else "desk/speech/text.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@for_roles(WRITING)
def find(request: HttpRequest, code: UUID, slot: str) -> HttpResponse:
    """Indicators that the words name, with the values they would give here."""
    one = held(request, code)
    place = one.room.slot(slot)
    words = request.GET.get("q", "")[:40]
    found = [
        (indicator, choice_of(one.room, slot, Suggestion(indicator.code, {}, "year", "value", 0.0)))
        for indicator in find_indicators(words, one.room.catalogue, place.unit)
    ]
    context = {
        **frame_of(one, "text"), "found": found, "words": words, "slot": slot, "seen": seen_of(one, slot),
    }  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/speech/_found.html", context)
    return render(request, "desk/speech/found.html", context)


@for_roles(WORKING)
def rows(request: HttpRequest, code: UUID, slot: str) -> HttpResponse:
    """The rows behind a place: the first of them for the side, all of them as a table of their own."""
    one = held(request, code)
    one.room.slot(slot)
    decision = one.decisions[slot]
    if decision.indicator not in one.room.catalogue:
        raise Http404(slot)
    most = FIRST_ROWS if request.htmx else 200_000  # type: ignore[attr-defined]
    heads, listed, n_rows = rows_behind(one.room, decision, most)
    label = one.room.catalogue[decision.indicator].label
    if request.htmx:  # type: ignore[attr-defined]
        lines = [[row[head] for head in heads] for row in listed]
        context = {**frame_of(one, "text"), "heads": heads, "lines": lines, "n_rows": n_rows, "slot": slot}
        return render(request, "desk/speech/_rows.html", context)
    table = Table(
        request,
        listed,
        [Column(head, head, _kind_of(listed, head)) for head in heads],
        name="rows",
        caption=f"{label}·{one.draft.year}",
        search=[head for head in heads if _kind_of(listed, head) == "text"],
        definition=one.room.catalogue[decision.indicator].definition,
        empty="没有计入的行。",
    )
    context = {**frame_of(one, "text"), "table": table, "slot": slot, "label": label}
    return table.export() or render(request, "desk/speech/rows.html", context)


def frame_of(one: Held, tab: str) -> dict[str, Any]:
    """What every page of a draft needs."""
    return {"held": one, "draft": one.draft, "tab": tab, "may_edit": one.may_edit}


def seen_of(one: Held, slot: str) -> int:
    """The number of the decision that a page shows."""
    return int(one.draft.decisions.get(slot, {}).get("n", 0))


def place_side(
    one: Held, shown: Text, slot: str, *, is_asked: bool = True, error: Any = None
) -> dict[str, Any]:
    """The right side for a place."""
    decision = one.decisions.get(slot, Decision(slot, "open"))
    is_filled = shown.states.get(slot) in ("confirmed", "hand", "suggested")
    place = place_of(one.room, slot, decision, is_filled=is_filled)
    kept = one.draft.decisions.get(slot, {})
    return {
        "place": place,
        "is_asked": is_asked,
        "error": error,
        "seen": seen_of(one, slot),
        "number": shown.order.index(slot) + 1 if slot in shown.order else 0,
        "n_places": shown.n_places,
        "before": shown.after(slot, -1),
        "after": shown.after(slot),
        "to_do": shown.next_to_do(slot),
        "kept": kept,
        "kept_at": datetime.fromisoformat(kept["at"]) if kept.get("at") else None,
        "may_undo": one.may_undo,
        "dimensions": _dimensions(place),
        "periods": [(key, _(words)) for key, words in PERIODS.items()],
        "measures": [(key, _(words)) for key, words in MEASURES.items()],
    }


def claim_side(one: Held, judgements: tuple[Judgement, ...], claim: str, version: int) -> dict[str, Any]:
    """The right side for a claim."""
    found = next((j for j in judgements if j.claim.id == claim), None)
    if found is None:
        raise Http404(claim)
    return {
        "judgement": found,
        "is_asked": True,
        "shape": SHAPES[found.verdict],
        "type_words": TYPES[found.claim.type],
        "against": [row_in_words(row) for row in found.counterexamples[:FIRST_AGAINST]],
        "n_against": len(found.counterexamples),
        "is_behind": version < one.draft.version,
        "indicators": [
            one.room.catalogue[code] for code in found.claim.indicators if code in one.room.catalogue
        ],
    }


def _dimensions(place: Any) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Columns that can narrow the indicator: key, label, choices, what is chosen."""
    from xuezheng.jobs.drafts.slots import column_label

    if place.indicator is None:
        return []
    return [
        (
            column,
            column_label(column),
            [(value, words.split(";")[0]) for value, words in values.items()],
            place.decision.filters.get(column, ""),
        )
        for column, values in place.indicator.dimensions.items()
        if values
    ]


def _kind_of(listed: list[dict[str, Any]], head: str) -> str:
    value = next((row[head] for row in listed if row.get(head) not in (None, "")), "")
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else "text"
