"""Long work of the evaluation: the report of a place as a document or a workbook."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from xuezheng.web.shown.work import Step, kind

ENDINGS = ("docx", "xlsx")


def place_of_report(folder: Path, snapshot_id: str, standard: str, place: str, ending: str) -> Path:
    """Where the report of a place is kept; another snapshot has another."""
    return folder / "documents" / "evaluation" / snapshot_id[:12] / f"{standard}-{place}.{ending}"


@kind("evaluation.report")
def write_report(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Judge the place again from the snapshot and write what was asked for."""
    from xuezheng.errors import NotFound
    from xuezheng.jobs.figures import latest_figures
    from xuezheng.jobs.judge import judge_for_people
    from xuezheng.jobs.judge_reports import write_reports
    from xuezheng.snapshot.reading import open_proven

    folder = Path(settings.FOLDER)
    figures = latest_figures(folder)
    if figures is None:
        raise NotFound("还没有计算过的快照。报告从快照写出。请先在“指标”页冻结并计算。")
    standard, place, ending = given["standard"], given["place"], given["ending"]
    step(0, 2, "判定")
    report = judge_for_people(open_proven(figures.snapshot), standard, int(given["year"]), places=[place])
    step(1, 2, "写报告")
    file = place_of_report(folder, figures.id, standard, place, ending)
    file.parent.mkdir(parents=True, exist_ok=True)
    files: dict[str, Path | None] = {each: file if each == ending else None for each in ENDINGS}
    write_reports(report, docx=files["docx"], xlsx=files["xlsx"], html=None)
    return {"next": f"{reverse('desk:evaluation-place', args=[standard, place])}#reports"}
