"""What was published: a decision's files, the bureau's reports with their evidence, figures by area."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from xuezheng.jobs.drafts.folder import DraftFolder
from xuezheng.jobs.drafts.releasing import bundle_zip
from xuezheng.jobs.publishing import public_folder
from xuezheng.records.decisions.queries import released_reports, standing_publications
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import public
from xuezheng.web.shown.tables import Column, Filter, Table

PLAIN_NAME = re.compile(r"[\w\-]{1,60}(\.[a-z0-9]{1,8}){1,2}")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@public
def files(request: HttpRequest, code: UUID) -> HttpResponse:
    """The files of one publication, to verify it elsewhere."""
    publication = get_object_or_404(standing_publications(now()).select_related("decision"), pk=code)
    return render(request, "portal/files.html", {"publication": publication})


@public
def file(request: HttpRequest, code: UUID, name: str) -> HttpResponseBase:
    """One published file, and no other of that folder."""
    publication = get_object_or_404(standing_publications(now()), pk=code)
    place = public_folder(Path(settings.FOLDER), str(publication.pk)) / name
    if name not in publication.files or not PLAIN_NAME.fullmatch(name) or not place.is_file():
        raise Http404(name)
    return FileResponse(place.open("rb"), as_attachment=True, filename=name)


@public
def reports(request: HttpRequest) -> HttpResponse:
    """The bureau's released reports."""
    return render(request, "portal/reports.html", {"reports": released_reports()[:50]})


@public
def report_file(request: HttpRequest, code: UUID, name: str) -> HttpResponseBase:
    """The document of a released report, or its whole bundle of evidence."""
    report = get_object_or_404(released_reports(), pk=code)
    folder = DraftFolder(Path(settings.FOLDER), str(report.pk)).released
    if name == "report.docx" and (folder / name).is_file():
        return FileResponse((folder / name).open("rb"), as_attachment=True, filename=f"{report.title}.docx")
    if name == "evidence.zip" and folder.is_dir():
        answer = HttpResponse(bundle_zip(folder), content_type="application/zip")
        answer.headers["Content-Disposition"] = 'attachment; filename="evidence.zip"'
        return answer
    raise Http404(name)


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """Figures by area of the released reports; what is small, or could be worked out, is left out."""
    rows = list(_figures_by_area())
    years = sorted({str(row["year"]) for row in rows}, reverse=True)
    table = Table(
        request,
        rows,
        [
            Column("label", "指标"),
            Column("year", "年度", "code"),
            Column("name", "地区"),
            Column("counted", "数量", "number"),
            Column("out_of", "应有", "number"),
            Column("unit", "单位"),
        ],
        name="open-data",
        caption="开放数据",
        search=("label", "name"),
        filters=[Filter("year", "年度", [(year, year) for year in years])],
        empty="还没有公开的报告。公开后，其中的分县区数字在这里。",
        definition="公开报告中的指标分县区数。小于 5 的数和能由此倒推的数不公开，留空。",
    )
    return table.export() or render(request, "portal/open_data.html", {"table": table})


def _figures_by_area() -> Iterator[dict[str, Any]]:
    seen: set[tuple[str, int]] = set()
    for report in released_reports()[:10]:
        folder = DraftFolder(Path(settings.FOLDER), str(report.pk)).released
        told, labels = _read(folder / "aggregates.json"), _read(folder / "definitions.json")
        for one in told.get("indicators", ()):
            if (one["indicator"], one["year"]) in seen:
                continue
            seen.add((one["indicator"], one["year"]))
            label = labels.get(one["indicator"], {}).get("label", one["indicator"])
            for area in ({"name": "全市", **one["total"]}, *one["by_area"]):
                yield {
                    "label": label,
                    "year": one["year"],
                    "name": area["name"],
                    "counted": _number(area["counted"]),
                    "out_of": _number(area["out_of"]),
                    "unit": one["unit"],
                }


def _number(text: str | None) -> float | int | None:
    if text is None:
        return None
    number = float(text)
    return int(number) if number.is_integer() else number


def _read(place: Path) -> dict[str, Any]:
    return dict(json.loads(place.read_text(encoding="utf-8"))) if place.is_file() else {}
