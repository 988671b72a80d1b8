"""Long work of intake: try a file, take it in, take it back, take a register out."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from xuezheng.errors import Occupied
from xuezheng.web.desk.intake import uploads
from xuezheng.web.shown.work import Step, kind

if TYPE_CHECKING:
    from xuezheng.records.intake.actions.checking import Checked
    from xuezheng.records.intake.queries import Batch

#: So many faults and changed cells are shown; the annotated file has them all.
LISTED = 300


@kind("intake.check")
def check(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Say what a file would do; with faults, mark them in a copy."""
    from xuezheng.jobs.import_annotated import write_annotated
    from xuezheng.jobs.importing import check_file

    upload = uploads.read(given["upload"], given["by"])
    with uploads.opened(upload) as path:
        sent, checked = check_file(Path(settings.FOLDER), upload.layout, path, given["by"], step=step)
        if checked.faults:
            step(stage="标注错误")
            marked = path.with_name("annotated.xlsx")
            write_annotated(sent, checked, marked)
            uploads.put_file(upload, "annotated", marked.read_bytes())
    uploads.put_result(upload, _told(checked, upload.digest))
    return {"next": reverse("desk:intake-upload", args=[upload.code])}


def _told(checked: "Checked", digest: str) -> dict[str, Any]:
    from xuezheng.records.intake.forms.cells import shown

    return {
        "digest": digest,
        "rows": checked.n_rows,
        "rejected": checked.n_rejected,
        **checked.counts,
        "n_faults": len(checked.faults),
        "faults": [[f.row, f.heading, f.value, f.what, f.remedy] for f in checked.faults[:LISTED]],
        "differences": [
            [line, heading, shown(before), shown(after)]
            for line, heading, before, after in checked.differences[:LISTED]
        ],
        "notes": list(checked.heading.notes),
    }


@kind("intake.run")
def run(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Take a file in as it was looked at. Taken up again after a dead worker, it finds what that one did."""
    from xuezheng.jobs.importing import run_file
    from xuezheng.records.registers.actions import spell_new_names

    upload = uploads.read(given["upload"], given["by"])
    try:
        with uploads.opened(upload) as path:
            batch = run_file(Path(settings.FOLDER), upload.layout, path, given["by"], step=step)
    except Occupied:
        found = _taken_in_already(upload)
        if found is None:
            raise
        batch = found
    spell_new_names()  # here, and not while somebody waits for a search
    uploads.write(replace(upload, batch=batch.pk))
    return {"next": reverse("desk:intake-batch", args=[batch.pk])}


def _taken_in_already(upload: uploads.Upload) -> "Batch | None":
    """The batch that this very upload made, by this person and not before it was sent in."""
    from datetime import datetime

    from xuezheng.records.intake.queries import standing_batch

    found = standing_batch(upload.layout, upload.digest)
    is_ours = found is not None and found.by == upload.by
    return found if is_ours and found and found.at >= datetime.fromisoformat(upload.at) else None


@kind("intake.undo")
def undo(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Take a batch back; what was kept, and why, is told by key."""
    from xuezheng.jobs.importing import undo_batch

    batch, done = undo_batch(Path(settings.FOLDER), int(given["batch"]), given["by"], step=step)
    told = [[key, heap, why] for key, heap, why in done.told[:LISTED]]
    return {"next": reverse("desk:intake-batch", args=[batch.pk]), "told": told}


@kind("intake.export")
def export(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Write a register out, as a file that can be edited and sent in again."""
    from xuezheng.jobs.exporting import export_register

    upload = uploads.read(given["upload"], given["by"])
    step(stage="正在写出")
    with tempfile.TemporaryDirectory(dir=Path(settings.FOLDER) / "uploads") as place:
        out = Path(place) / "register.xlsx"
        export_register(Path(settings.FOLDER), upload.layout, out, conditions={}, by=given["by"], step=step)
        uploads.put_file(upload, "register", out.read_bytes())
    return {"next": reverse("desk:intake-exported", args=[upload.code])}
