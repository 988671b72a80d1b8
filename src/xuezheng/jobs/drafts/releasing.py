"""Release a report: the bundle anyone can check, whole or not at all."""

import zipfile
from io import BytesIO
from pathlib import Path

from xuezheng.errors import CheckFailed, Fault, NotFound
from xuezheng.jobs.drafts.room import Room


def make_release(room: Room, number: int, *, edited: int = 0) -> str:
    """Write the bundle of an edition, or of the edited document made from it; give its fingerprint.

    Raises
    ------
    CheckFailed
        When a figure or a claim is against the records, or a place of the text is still open.
    """
    from xuezheng.reports.bundle.making import make_bundle
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.checking.wording import STILL_OPEN
    from xuezheng.reports.docx import read_anchors

    report = (room.folder.edited(edited) if edited else room.folder.edition(number)) / "report.docx"
    if not report.is_file():
        raise NotFound("还没有写出文稿。公开的是写出的文稿。请先成稿。")
    checked = check_document(report, room.snapshot, room.catalogue)
    still_open = [fault for fault in checked.wording if fault.startswith(STILL_OPEN)]
    if still_open:
        raise CheckFailed(
            "文稿还有没填的地方，不能公开。公开的文稿不能带占位。请补齐或在文中删去后重新成稿。",
            faults=[Fault(fault) for fault in still_open],
        )
    return make_bundle(
        report, read_anchors(report), checked, room.snapshot, room.catalogue, room.folder.released
    )


def bundle_zip(released: Path) -> bytes:
    """The bundle's folder as one file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(released.iterdir()):
            entry = zipfile.ZipInfo(f"evidence/{file.name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, file.read_bytes())
    return packed.getvalue()
