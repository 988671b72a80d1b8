"""Take last year's text into work: freeze, read, match, measure; nobody's decision is anticipated."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.jobs.drafts.child import read_apart
from xuezheng.jobs.drafts.folder import DraftFolder, keep_upload, save_json
from xuezheng.jobs.drafts.plain import document_from, kept
from xuezheng.jobs.freeze import freeze

Tell = Callable[[int, int, str], object]
STAGES = ("读取文稿", "冻结记录", "匹配指标", "保存")
SAMPLE = "jobs/sample/speech.txt"


@dataclass(frozen=True)
class Taken:
    """What a draft begins with."""

    title: str
    text_sha256: str
    snapshot: str
    decisions: dict[str, dict[str, Any]]


def take_text(
    bureau: Path,
    code: str,
    name: str,
    year: int,
    tell: Tell = lambda done, of, stage: None,
    *,
    freeze_now: Callable[[Path], Path] = freeze,
) -> Taken:
    """Read the text that lies in a draft's folder, and propose an indicator for every figure.

    `freeze_now` gives the snapshot to reckon from: that of the records as they are now.

    Raises
    ------
    BadInput
        When the text cannot be used, or holds nothing that could be filled in.
    """
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.mapping import recall, with_own
    from xuezheng.reports.matching.proposing import propose
    from xuezheng.snapshot import open_snapshot

    folder = DraftFolder(bureau, code)
    tell(0, 4, STAGES[0])
    said = read_apart(folder.text, name)
    document = document_from(said)
    if not document.slots:
        raise BadInput(f"“{name}”中没有数字、年份或名称可填。请核对文件，或换一篇带数字的讲话或报告。")
    tell(1, 4, STAGES[1])
    snapshot = open_snapshot(freeze_now(bureau))
    tell(2, 4, STAGES[2])
    catalogue = with_own(load_catalogue(), bureau)
    proposals = propose(document, catalogue, snapshot, year)
    recalled = recall(bureau, document, catalogue)
    tell(3, 4, STAGES[3])
    save_json(
        folder.reading,
        {
            "document": said,
            "proposals": {slot: asdict(one) for slot, one in proposals.items()},
            "remembered": {slot: one.why for slot, one in recalled.items()},
        },
    )
    return Taken(
        title=document.title or name.rpartition(".")[0],
        text_sha256=sha256(folder.text.read_bytes()).hexdigest(),
        snapshot=snapshot.id,
        decisions=_first(document, proposals, recalled),
    )


def _first(document: Any, proposals: Any, recalled: Any) -> dict[str, dict[str, Any]]:
    """What was confirmed in earlier years, else what is proposed, for a person to confirm."""
    from xuezheng.reports.mapping import first_decision
    from xuezheng.reports.mapping.recalling import sure_of

    sure = sure_of(recalled)
    decisions = {}
    for slot in document.slots:
        proposal = proposals[slot.id]
        state = "suggested" if proposal.is_ticked else "open"
        decisions[slot.id] = kept(sure.get(slot.id) or first_decision(slot, proposal.suggestions, state))
    return decisions


def keep_sample(bureau: Path, code: str) -> str:
    """Put the shipped sample into a draft's folder; give its name."""
    content = (files("xuezheng") / SAMPLE).read_bytes()
    keep_upload("speech.txt", content, DraftFolder(bureau, code).path)
    return "示例讲话.txt"
