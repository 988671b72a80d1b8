"""Standards judged once of a snapshot, as plain data a page can show."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xuezheng.errors import XuezhengError
from xuezheng.jobs import judge_grids as grids
from xuezheng.jobs.figures.reading import Figures
from xuezheng.jobs.judge import Judged, Report, as_data, judge_for_people
from xuezheng.jobs.judge_heat import Heat, heats, shown_value
from xuezheng.jobs.judge_words import near_line
from xuezheng.snapshot import Snapshot
from xuezheng.standards.declaration import Standard

FOLDER = "judged"


def write(folder: Path, snapshot: Snapshot, standard: Standard, year: int) -> None:
    """Judge every place of a standard and write it down; a standard of no place says why."""
    folder.mkdir(exist_ok=True)
    summary: dict[str, Any] = {
        "standard": standard.code,
        "label": standard.label,
        "label_en": standard.label_en,
        "reference": standard.reference,
        "review_by": standard.review_by,
        "unit": standard.unit,
        "year": year,
        "snapshot": snapshot.id,
        "parts": [part.label for part in standard.parts],
        "places": [],
        "why_not": "",
    }
    try:
        report = judge_for_people(snapshot, standard.code, year)
    except XuezhengError as error:
        summary["why_not"] = str(error)
    else:
        data = as_data(report)["verdicts"]
        summary["places"] = [_summed(report, judged) for judged in report.judged]
        (folder / standard.code).mkdir()
        for judged, plain in zip(report.judged, data, strict=True):
            _write_place(folder / standard.code, report, judged, plain)
    _write(folder / f"{standard.code}.json", summary)


def summary_of(figures: Figures, standard: str) -> dict[str, Any]:
    """A standard with the verdict of every place."""
    return _read(figures, f"{FOLDER}/{standard}.json")


def place_of(figures: Figures, standard: str, place: str) -> dict[str, Any]:
    """One place with its items, heat maps, what would turn it."""
    return _read(figures, f"{FOLDER}/{standard}/{place}.json")


def rows_of(figures: Figures, standard: str, place: str, item: str) -> list[dict[str, Any]]:
    """The rows behind one item of a place."""
    return list(_read(figures, f"{FOLDER}/{standard}/{place}.rows.json").get(item, ()))


def _summed(report: Report, judged: Judged) -> dict[str, Any]:
    verdict = judged.verdict
    states = [outcome.state for outcome in verdict.outcomes]
    return {
        "place": verdict.place,
        "name": verdict.name,
        "state": verdict.state,
        "lead": grids.lead(report, judged),
        "parts": [part.state for part in verdict.parts],
        "met": states.count("met"),
        "unmet": states.count("unmet"),
        "unknown": states.count("unknown"),
        "faults": len(verdict.faults),
    }


def _write_place(folder: Path, report: Report, judged: Judged, plain: dict[str, Any]) -> None:
    rows = {item["item"]: item.pop("rows") for part in plain["parts"] for item in part["items"]}
    for part in plain["parts"]:
        for item in part["items"]:
            item["n_rows"] = len(rows[item["item"]])
    has_heat = bool(judged.near)
    told = (
        grids.turning(judged),
        grids.lacks(judged),
        grids.changes(judged),
        grids.faults(judged),
        grids.jumps(judged),
    )
    kept = {key: plain[key] for key in ("place", "name", "options", "parts", "unmet", "unknown")} | {
        "state": judged.verdict.state,
        "lead": grids.lead(report, judged),
        "heats": [_heat(heat) for heat in heats(report.inquiry.counted, judged.verdict.place)]
        if has_heat
        else [],
        "spread": [
            near | {"line": near_line(each), "unit": each.measure.unit}
            for near, each in zip(plain["spread"], judged.near, strict=True)
        ],
        "grids": [asdict(grid) for grid in told if grid is not None],
        "sources": grids.sources(judged),
    }
    _write(folder / f"{judged.verdict.place}.json", kept)
    _write(folder / f"{judged.verdict.place}.rows.json", rows)


def _heat(heat: Heat) -> dict[str, Any]:
    def shown(values: Iterable[float | None]) -> list[str]:
        return [shown_value(value, m) for value, m in zip(values, heat.measures, strict=True)]

    return {
        "stage": heat.stage,
        "label": heat.label,
        "is_against_mean": heat.is_against_mean,
        "measures": [{"code": m.code, "label": m.label, "short": m.short, "unit": m.unit} for m in heat.measures],
        "asked": shown(heat.asked),
        "means": shown(heat.means),
        "cv_limit": heat.cv_limit,
        "cvs": [
            {"shown": "—" if cv is None else f"{cv:.3f}", "band": "bad" if cv is None else "low" if cv > heat.cv_limit else "met"}
            for cv in heat.cvs
        ],
        "lines": [
            {
                "school": line.school,
                "name": line.name,
                "n_pupils": line.n_pupils,
                "n_met": line.n_met,
                "is_met": line.is_met,
                "cells": [
                    {"shown": shown_value(cell.value, m), "band": cell.band}
                    for cell, m in zip(line.cells, heat.measures, strict=True)
                ],
            }
            for line in heat.lines
        ],
    }  # fmt: skip


def _read(figures: Figures, name: str) -> dict[str, Any]:
    return dict(json.loads(figures.proven(name).read_text(encoding="utf-8")))


def _write(file: Path, data: Any) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
