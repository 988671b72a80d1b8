"""What an edited document says otherwise: figure by figure, claim by claim, sentence by sentence."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuezheng.jobs.drafts.child import check_apart
from xuezheng.jobs.drafts.folder import DraftFolder, load_json, save_json, save_whole
from xuezheng.jobs.drafts.plain import checked_from
from xuezheng.jobs.drafts.room import snapshot_folder
from xuezheng.jobs.drafts.writing import CHECK
from xuezheng.reports.checking.shapes import Checked
from xuezheng.reports.shapes import Judgement

STATES = {
    "same": ("good", "一致"), "edited": ("warn", "被人改动"), "stale": ("warn", "与现有记录不符"), "lost": ("bad", "已丢失"),
}  # fmt: skip
_STOP = re.compile(r"(?<=[。！？；])")


@dataclass(frozen=True)
class Verdict:
    """A claim before and after; one of the two is None where it came or went."""

    before: Judgement | None
    now: Judgement | None

    @property
    def is_changed(self) -> bool:
        """Whether the verdict or the words are others now."""
        if self.before is None or self.now is None:
            return True
        return self.before.verdict != self.now.verdict or self.before.claim.text != self.now.claim.text


@dataclass(frozen=True)
class Compared:
    """An edited document beside the edition it was made from."""

    name: str
    edition: int
    checked: Checked
    verdicts: tuple[Verdict, ...]
    sentences: tuple[tuple[str, str], ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many figures are in each state."""
        return {state: sum(one.state == state for one in self.checked.figures) for state in STATES}


def check_edited(
    bureau: Path, code: str, number: int, name: str, snapshot: str, edition: int
) -> dict[str, Any]:
    """Check a document that came back and lies in its folder, in a process of its own."""
    folder = DraftFolder(bureau, code)
    place = folder.edited(number) / "report.docx"
    said = check_apart(place, name, snapshot_folder(bureau, snapshot), bureau)
    said |= {"name": name, "edition": edition, "snapshot": snapshot}
    save_json(folder.edited(number) / CHECK, said)
    return said


def keep_edited(folder: DraftFolder, number: int, content: bytes) -> Path:
    """Keep a document that came back."""
    place = folder.edited(number) / "report.docx"
    place.parent.mkdir(parents=True, exist_ok=True)
    save_whole(place, content)
    return place


def compared(folder: DraftFolder, number: int) -> Compared:
    """What was found in an edited document."""
    now = load_json(folder.edited(number) / CHECK)
    before = load_json(folder.edition(now["edition"]) / CHECK)
    checked = checked_from(now["checked"])
    return Compared(
        name=now["name"],
        edition=now["edition"],
        checked=checked,
        verdicts=_verdicts(checked_from(before["checked"]).claims, checked.claims),
        sentences=_changed(before["paragraphs"], now["paragraphs"]),
    )


def _verdicts(before: Sequence[Judgement], now: Sequence[Judgement]) -> tuple[Verdict, ...]:
    """Claims paired by their words, or by being the nearest of their family."""
    left = list(before)
    pairs = []
    for one in now:
        at = _nearest(one, left)
        pairs.append(Verdict(left.pop(at) if at is not None else None, one))
    return (*pairs, *(Verdict(one, None) for one in left))


def _nearest(one: Judgement, left: Sequence[Judgement]) -> int | None:
    alike = [
        (difflib.SequenceMatcher(None, one.claim.text, other.claim.text, autojunk=False).ratio(), -at)
        for at, other in enumerate(left)
        if other.claim.type == one.claim.type
    ]
    score, at = max(alike, default=(0.0, 0))
    return -at if score > 0.5 else None


def _changed(before: Sequence[str], now: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Sentences that are others now, each beside what stood there; empty on the side where nothing stood."""
    old, new = _sentences(before), _sentences(now)
    found = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was, is_now = old[a:b], new[c:d]
        for at in range(max(len(was), len(is_now))):
            found.append((was[at] if at < len(was) else "", is_now[at] if at < len(is_now) else ""))
    return tuple(found)


def _sentences(paragraphs: Sequence[str]) -> list[str]:
    return [bare for text in paragraphs for one in _STOP.split(text) if (bare := re.sub(r"\s", "", one))]


def marked(before: str, now: str) -> list[tuple[str, str]]:
    """A sentence in pieces: each `same`, `gone` or `new`."""
    pieces: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", before[a:b]))
            continue
        if b > a:
            pieces.append(("gone", before[a:b]))
        if d > c:
            pieces.append(("new", now[c:d]))
    return pieces


def edited_list(folder: DraftFolder) -> list[Mapping[str, Any]]:
    """Documents that came back and were checked, the latest first."""
    found: list[Mapping[str, Any]] = []
    for number in range(folder.n_edited, 0, -1):
        place = folder.edited(number) / CHECK
        if place.is_file():
            said = load_json(place)
            states = [one["state"] for one in said["checked"]["figures"]]
            found.append(
                {
                    "number": number,
                    "name": said["name"],
                    "edition": said["edition"],
                    "n_changed": sum(state != "same" for state in states),
                }
            )
    return found
