"""Write a draft: the document with its appendix, the evidence, the review, next year's targets."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xuezheng.jobs.drafts.folder import DraftFolder, save_json
from xuezheng.jobs.drafts.room import Room, decisions_in

STAGES = ("计算与写稿", "今昔对照", "逐数核对，逐句核查", "保存")
Tell = Callable[[int, int, str], object]
REPORT, EVIDENCE, REVIEW, TARGETS, CHECK = (
    "report.docx", "report.evidence.zip", "review.xlsx", "targets.xlsx", "check.json",
)  # fmt: skip


def write_edition(
    room: Room,
    kept: Mapping[str, Mapping[str, Any]],
    number: int,
    tell: Tell = lambda done, of, stage: None,
) -> dict[str, Any]:
    """Write everything of one edition into its folder; give what its page needs to know.

    Only what people confirmed is written; a suggestion nobody looked at stays open in the text.
    """
    from xuezheng.jobs.write_review import write_review
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.mapping import remember
    from xuezheng.reports.producing import produce
    from xuezheng.reports.reviewing import review

    out = room.folder.edition(number)
    out.mkdir(parents=True, exist_ok=True)
    decisions = decisions_in(kept)
    tell(0, 4, STAGES[0])
    produced = produce(
        room.document, decisions, room.snapshot, room.catalogue, room.year, out / REPORT, force=True
    )
    tell(1, 4, STAGES[1])
    reviewed = review(
        room.document, decisions, produced.draft, produced.judgements, room.snapshot, room.catalogue,
        measuring=room.measuring,
    )  # fmt: skip
    write_review(reviewed, out)
    remember(room.folder.bureau, room.document, decisions, room.year)
    tell(2, 4, STAGES[2])
    checked = check_document(out / REPORT, room.snapshot, room.catalogue, room.year)
    tell(3, 4, STAGES[3])
    said = {
        "checked": asdict(checked),
        "paragraphs": [one.text for one in produced.draft.paragraphs],
        "left_open": produced.draft.left_open,
        "n_figures": len(produced.draft.anchors),
        "warnings": list(produced.warnings),
        "review": reviewed.as_json(),
        "snapshot": room.snapshot.id,
    }
    save_json(out / CHECK, said)
    return said


def edition_file(folder: DraftFolder, number: int, name: str) -> Path:
    """A file of an edition."""
    return folder.edition(number) / name
