"""Long work of the indicators: freeze the records and compute every figure once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from xuezheng.web.shown.bureau import today
from xuezheng.web.shown.work import Step, kind


@kind("indicators.compute")
def compute(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Freeze (unless the latest snapshot will do), then compute."""
    from xuezheng.errors import NotFound
    from xuezheng.jobs.figures import compute_figures, latest_snapshot
    from xuezheng.jobs.freeze import freeze

    folder = Path(settings.FOLDER)
    if given.get("freeze"):
        step(0, 0, "冻结记录")
        snapshot: Path | None = freeze(folder, as_of=today())
    else:
        snapshot = latest_snapshot(folder)
    if snapshot is None:
        raise NotFound("还没有快照。要先冻结记录才能计算。请点“冻结并计算”。")
    compute_figures(folder, snapshot, step=step)
    return {"next": reverse("desk:indicators"), "snapshot": snapshot.name}
