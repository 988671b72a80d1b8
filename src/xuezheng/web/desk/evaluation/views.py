"""The standards, the places judged by one, one place with its heat maps and reasons, the rows of an item."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.jobs.figures import Figures, judged
from xuezheng.jobs.judge_heat import BANDS
from xuezheng.standards.catalogue import load_standards
from xuezheng.standards.verdict import STATE_WORDS, VERDICT_WORDS
from xuezheng.web.desk.evaluation.work import ENDINGS, place_of_report
from xuezheng.web.desk.indicators.views import folder, standing
from xuezheng.web.desk.numbers import digits
from xuezheng.web.desk.seen import Seen, seen_by
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table
from xuezheng.web.shown.work import begin

SHAPES = {"met": "good", "unmet": "bad", "unknown": "wait"}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: The first to show: the standard districts are working for.
FIRST = "quality_balance"


@for_roles()
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard and how the places the person sees stand by it."""
    context = standing(request)
    figures: Figures | None = context["figures"]
    if figures is not None:
        codes = sorted(load_standards(), key=lambda code: (code != FIRST, code))
        summaries = [judged.summary_of(figures, code) for code in codes]
        context["standards"] = [_counted(summary, seen_by(request)) for summary in summaries]
    return render(request, "desk/evaluation/standards.html", context)


def _counted(summary: dict[str, Any], seen: Seen) -> dict[str, Any]:
    mine = _mine(summary, seen)
    return summary | {
        "n": len(mine),
        "counts": [
            (SHAPES[state], VERDICT_WORDS[state], sum(place["state"] == state for place in mine))
            for state in SHAPES
        ],
    }


def _mine(summary: dict[str, Any], seen: Seen) -> list[dict[str, Any]]:
    """The places of a standard that the person sees."""
    codes = seen.areas if summary["unit"] == "area" else seen.schools
    return [place for place in summary["places"] if seen.is_all or place["place"] in codes]


@for_roles()
def standard(request: HttpRequest, standard: str) -> HttpResponse:
    """The places judged by one standard, part by part."""
    context = standing(request)
    figures: Figures | None = context["figures"]
    if standard not in load_standards():
        raise Http404(standard)
    if figures is None:
        return redirect("desk:evaluation")
    summary = judged.summary_of(figures, standard)
    table = Table(
        request,
        _mine(summary, seen_by(request)),
        [
            Column(
                "name", "县区" if summary["unit"] == "area" else "学校", link=lambda row: f"{row['place']}/"
            ),
            Column(
                "state", "结论", "state", lambda row: (SHAPES[row["state"]], _(VERDICT_WORDS[row["state"]]))
            ),
            *(_part(n, label) for n, label in enumerate(summary["parts"])),
            Column("met", "达标", "number"),
            Column("unmet", "未达标", "number"),
            Column("unknown", "无法判定", "number"),
            Column("faults", "数据问题", "number"),
        ],
        caption=_("%(label)s %(year)s 年判定") % {"label": _(summary["label"]), "year": summary["year"]},
        filters=[
            Filter(
                "state", "结论", list(VERDICT_WORDS.items()), keep=lambda row, value: row["state"] == value
            )
        ],
        empty=_(summary["why_not"]) if summary["why_not"] else "没有您可见的评估对象。",
    )
    return table.export() or render(
        request, "desk/evaluation/standard.html", context | {"summary": summary, "table": table}
    )


def _part(n: int, label: str) -> Column:
    return Column(
        f"part{n}",
        label,
        "state",
        lambda row: (SHAPES[row["parts"][n]], _(STATE_WORDS[row["parts"][n]])),
        order="",
    )


def judged_place(request: HttpRequest, standard: str, place: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page of a place says, if the person may see it; else no such page."""
    context = standing(request)
    figures: Figures | None = context["figures"]
    if figures is None or standard not in load_standards():
        raise Http404(standard)
    summary = judged.summary_of(figures, standard)
    if place not in {each["place"] for each in _mine(summary, seen_by(request))}:
        raise Http404(place)
    return context | {"summary": summary}, judged.place_of(figures, standard, place)


@for_roles()
def place(request: HttpRequest, standard: str, place: str) -> HttpResponse:
    """One place: the verdict, what stands before a pass, heat maps, coefficients, every item."""
    context, one = judged_place(request, standard, place)
    items = {item["item"] for part in one["parts"] for item in part["items"]}
    for heat in one["heats"]:
        for measure in heat["measures"]:
            code = f"spread.{heat['stage']}.{measure['code']}"
            measure["item"] = code if code in items else ""
        weakest = {
            near["measure"]: near["weakest"] for near in one["spread"] if near["stage"] == heat["stage"]
        }
        for line in heat["lines"]:
            for cell, measure in zip(line["cells"], heat["measures"], strict=True):
                cell |= {"mark": BANDS[cell["band"]][3], "words": BANDS[cell["band"]][0]}
                cell["is_weakest"] = weakest.get(measure["code"]) == line["school"]
    for part in one["parts"]:
        part["shape"] = SHAPES[part["state"]]
        part["n_unmet"] = sum(item["state"] == "unmet" for item in part["items"])
        for item in part["items"]:
            item["shape"] = SHAPES[item["state"]]
    for near in one["spread"]:
        near["shape"] = SHAPES[near["state"]]
        near["over"] = None if near["margin"] is None else near["margin"] < 0
    return render(request, "desk/evaluation/place.html", context | {
        "one": one,
        "shape": SHAPES[one["state"]],
        "verdict": VERDICT_WORDS[one["state"]],
        "bands": [(band, words, mark) for band, (words, _f, _i, mark) in BANDS.items()],
        "reports": _written(context["figures"], standard, place),
        "endings": ENDINGS,
    })  # fmt: skip


def _written(figures: Figures, standard: str, place: str) -> list[str]:
    """The kinds of reports that are written already."""
    return [
        ending
        for ending in ENDINGS
        if place_of_report(folder(), figures.id, standard, place, ending).is_file()
    ]


@for_roles()
def item(request: HttpRequest, standard: str, place: str, item: str) -> HttpResponse:
    """The rows behind one item."""
    context, one = judged_place(request, standard, place)
    found = next((each for part in one["parts"] for each in part["items"] if each["item"] == item), None)
    if found is None:
        raise Http404(item)
    table = Table(
        request,
        judged.rows_of(context["figures"], standard, place, item),
        [
            Column("name", "学校", value=lambda row: row["name"] or _("（全县区）")),
            Column("subject", "内容"),
            Column("counted", "数量", "number"),
            Column("out_of", "分母", "number"),
            Column("value", "数值", "number"),
            Column("limit", "要求", "number"),
            Column(
                "state", "判定", "state", lambda row: (SHAPES[row["state"]], _(STATE_WORDS[row["state"]]))
            ),
            Column("note", "说明"),
            Column("school", "标识码", "code"),
        ],
        caption=found["label"],
        search=("name", "school", "subject"),
        filters=[
            Filter("state", "判定", list(STATE_WORDS.items()), keep=lambda row, value: row["state"] == value)
        ],
        empty="这一项没有逐校的依据，结论见上。",
        definition=found["reason"],
    )
    found["shape"] = SHAPES[found["state"]]
    found["state_words"] = STATE_WORDS[found["state"]]
    for name in ("value", "limit"):
        found[f"{name}_shown"] = digits(Decimal(str(found[name]))) if found[name] is not None else ""
    return table.export() or render(
        request, "desk/evaluation/item.html", context | {"one": one, "item": found, "table": table}
    )


@for_roles()
@require_POST
def write(request: HttpRequest, standard: str, place: str) -> HttpResponse:
    """Ask for the report of a place as a document or a workbook."""
    context, one = judged_place(request, standard, place)
    ending = request.POST.get("ending", "")
    if ending not in ENDINGS:
        raise Http404(ending)
    summary = context["summary"]
    return begin(
        request,
        kind="evaluation.report",
        key=f"evaluation.report {standard} {place} {ending}",
        title=f"{one['name']}{_(summary['label'])}（{ending}）",
        organisation=request.user.organisation,  # type: ignore[arg-type, union-attr]
        given={"standard": standard, "place": place, "ending": ending, "year": summary["year"]},
    )


@for_roles()
def report(request: HttpRequest, standard: str, place: str, ending: str) -> HttpResponse:
    """A report that was written."""
    context, one = judged_place(request, standard, place)
    if ending not in _written(context["figures"], standard, place):
        raise Http404(ending)
    file: Path = place_of_report(folder(), context["figures"].id, standard, place, ending)
    summary = context["summary"]
    name = f"{one['name']}{summary['label']}判定（{summary['year']}年）.{ending}"
    answer = HttpResponse(file.read_bytes(), content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Cache-Control"] = "no-store"
    return answer
