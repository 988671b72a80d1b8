"""A few figures of the latest released report for the first page: as they were written, with their sentence."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from xuezheng.jobs.drafts.folder import DraftFolder
from xuezheng.records.decisions.queries import released_reports

MOST = 6


def headline_figures() -> list[dict[str, Any]]:
    """The first figures of the report that name what they count and were taken from the records."""
    report = released_reports().first()
    if report is None:
        return []
    place = DraftFolder(Path(settings.FOLDER), str(report.pk)).released / "figures.json"
    if not place.is_file():
        return []
    told = json.loads(place.read_text(encoding="utf-8"))
    named = [one for one in told if one.get("label") and one.get("indicator") and one.get("written")]
    seen: dict[str, dict[str, Any]] = {}
    for one in named:
        seen.setdefault(one["label"], one)
    return list(seen.values())[:MOST]
