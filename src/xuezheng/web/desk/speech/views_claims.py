"""Claims with their verdicts; this year beside last year; next year's tasks."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezheng.jobs.drafts.claims import SHAPES, judged_now
from xuezheng.jobs.drafts.looking_over import compared_years, proposed_tasks
from xuezheng.jobs.drafts.slots import STATES, named
from xuezheng.web.desk.speech.reach import WORKING, held
from xuezheng.web.desk.speech.showing import claim_row
from xuezheng.web.desk.speech.views_text import frame_of
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table

STATE_SHAPES = {"confirmed": "good", "hand": "good", "suggested": "warn", "missing": "bad", "none": "none"}


@for_roles(WORKING)
def claims(request: HttpRequest, code: UUID) -> HttpResponse:
    """Every claim of the text as it stands now."""
    one = held(request, code)
    judged = judged_now(one.room, one.draft.decisions, one.draft.version)
    text = reverse("desk:speech-text", args=[code])
    table = Table(
        request,
        [claim_row(each) for each in judged],
        [
            Column("text", "断言", "long", link=lambda row: f"{text}?claim={row['id']}"),
            Column("verdict", "结论", "state", lambda row: (SHAPES[row["verdict"]], row["verdict"])),
            Column("type", "类别"),
            Column("reason", "依据", "long"),
            Column(
                "n_against", "反例", "number",
                lambda row: row["n_against"] or None,
                link=lambda row: f"{row['id']}/" if row["n_against"] else "",
            ),
        ],
        name="claims",
        caption="断言",
        search=("text", "reason"),
        filters=[Filter("verdict", "结论", [(each, each) for each in SHAPES])],
        empty="文中没有可以核对的断言。",
    )  # fmt: skip
    counts = [(SHAPES[each], each, sum(j.verdict == each for j in judged)) for each in SHAPES]
    context = {**frame_of(one, "claims"), "table": table, "counts": counts}
    return table.export() or render(request, "desk/speech/claims.html", context)


@for_roles(WORKING)
def counterexamples(request: HttpRequest, code: UUID, claim: str) -> HttpResponse:
    """The rows that speak against a claim."""
    one = held(request, code)
    judged = judged_now(one.room, one.draft.decisions, one.draft.version)
    found = next((each for each in judged if each.claim.id == claim), None)
    if found is None:
        raise Http404(claim)
    with one.room.lock:
        rows = named([_without_names(row) for row in found.counterexamples], one.room.snapshot)
    heads = list(rows[0]) if rows else []
    table = Table(
        request, rows, [Column(head, head) for head in heads], name="against", caption="反例", search=heads,
        empty="没有反例。",
    )  # fmt: skip
    context = {
        **frame_of(one, "claims"), "table": table, "judgement": found, "shape": SHAPES[found.verdict],
    }  # fmt: skip
    return table.export() or render(request, "desk/speech/against.html", context)


@for_roles(WORKING)
def years(request: HttpRequest, code: UUID) -> HttpResponse:
    """Every figure this year and last, and what is written where there is none."""
    one = held(request, code)
    text = reverse("desk:speech-text", args=[code])
    table = Table(
        request,
        compared_years(one.room, one.decisions),
        [
            Column("slot", "位置", "code", link=lambda row: f"{text}?slot={row['slot']}"),
            Column("sentence", "句子", "long"),
            Column("label", "指标"),
            Column("before", "上年", "number", order=""),
            Column("now", "今年", "number", order=""),
            Column("change", "增减", order=""),
            Column(
                "state", "状态", "state", lambda row: (STATE_SHAPES[row["state"]], STATES[row["state"]])
            ),
            Column("written", "文中写作"),
        ],
        name="years",
        caption="今昔对照",
        search=("sentence", "label"),
        filters=[
            Filter("state", "状态", list(STATES.items())),
            Filter(
                "direction", "增减", [(each, each) for each in ("上升", "持平", "下降", "无数")],
                keep=lambda row, value: row["direction"] == value,
            ),
        ],
        empty="文中没有数字。",
    )  # fmt: skip
    return table.export() or render(
        request, "desk/speech/years.html", {**frame_of(one, "years"), "table": table}
    )


@for_roles(WORKING)
def tasks(request: HttpRequest, code: UUID) -> HttpResponse:
    """The second half of the speech as targets that may be set for next year."""
    one = held(request, code)
    table = Table(
        request,
        [vars(each) for each in proposed_tasks(one.room, one.decisions)],
        [
            Column("name", "任务", "long"),
            Column("label", "指标", value=lambda row: _label(one, row["indicator"])),
            Column("value", "目标值", "number", lambda row: row["value"] or None),
            Column("unit", "单位"),
            Column("owner_name", "责任科室"),
            Column("due_on", "完成期限", "date"),
        ],
        name="tasks",
        caption="明年目标建议",
        search=("name", "owner_name"),
        empty="文中没有写明年的任务。",
    )
    return table.export() or render(
        request, "desk/speech/tasks.html", {**frame_of(one, "tasks"), "table": table}
    )


def _label(one: Any, code: str) -> str:
    indicator = one.room.catalogue.get(code)
    return indicator.label if indicator else ""


def _without_names(row: Any) -> dict[str, Any]:
    return {key: value for key, value in row.items() if not key.endswith("_name")}
