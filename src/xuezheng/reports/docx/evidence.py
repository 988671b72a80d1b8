"""The rows behind every figure, one CSV a slot, in one zip beside the document."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from xuezheng.reports.writing.shapes import Draft


def evidence_bytes(draft: Draft) -> bytes:
    """The zip of evidence rows, with the same bytes for the same rows."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for anchor in draft.anchors:
            rows = draft.evidence.get(anchor.slot)
            if rows is None:
                continue
            entry = zipfile.ZipInfo(f"{anchor.slot}.csv", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _csv(rows))
    return packed.getvalue()


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as CSV with a byte-order mark, which Excel and WPS need to read Chinese."""
    text = StringIO()
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
