"""What a draft is reckoned with: its text, its proposals, the catalogue, the snapshot; kept while it is used."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from xuezheng.errors import NotFound
from xuezheng.indicators.declaration import Indicator
from xuezheng.jobs.drafts.folder import DraftFolder, load_json
from xuezheng.jobs.drafts.plain import decision_from, document_from, proposal_from
from xuezheng.reports.matching.proposing import Proposal
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision, Document, Slot
from xuezheng.reports.writing.shapes import Answer, Draft

_KEPT = 8
Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


@dataclass
class Ground:
    """A snapshot with the catalogue and what was reckoned on it: shared by all drafts that stand on it.

    `lock` is held while the snapshot is asked: its connection serves one at a time.
    """

    catalogue: Mapping[str, Indicator]
    snapshot: Any
    measuring: Remembered = field(default_factory=Remembered)
    lock: Any = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.measuring.learn(self.catalogue)


@dataclass
class Room:
    """One draft on one snapshot."""

    folder: DraftFolder
    year: int
    document: Document
    proposals: Mapping[str, Proposal]
    remembered: Mapping[str, str]
    ground: Ground

    def __post_init__(self) -> None:
        self.slots: dict[str, Slot] = {slot.id: slot for slot in self.document.slots}
        self.catalogue, self.snapshot = self.ground.catalogue, self.ground.snapshot
        self.measuring, self.lock = self.ground.measuring, self.ground.lock

    @property
    def city(self) -> str:
        """The city's name, as the snapshot has it."""
        return str(dict(self.snapshot.bureau).get("city", ""))

    def slot(self, name: str) -> Slot:
        """A place of the text."""
        if name not in self.slots:
            raise NotFound(f"文中没有位置“{name}”。它可能来自另一份文稿。请从正文中选择。")
        return self.slots[name]


def room_of(bureau: Path, code: str, year: int, snapshot: str) -> Room:
    """The room of a draft; made once a process and snapshot."""
    key = (str(bureau), code, snapshot)
    return _once(_ROOMS, key, lambda: _made(bureau, code, year, snapshot))


def _made(bureau: Path, code: str, year: int, snapshot: str) -> Room:
    folder = DraftFolder(bureau, code)
    said = load_json(folder.reading)
    return Room(
        folder=folder,
        year=year,
        document=document_from(said["document"]),
        proposals={name: proposal_from(one) for name, one in said["proposals"].items()},
        remembered=said["remembered"],
        ground=_once(_GROUNDS, (str(bureau), snapshot), lambda: _ground(bureau, snapshot)),
    )


def _ground(bureau: Path, snapshot: str) -> Ground:
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.mapping import with_own
    from xuezheng.snapshot import open_snapshot

    place = snapshot_folder(bureau, snapshot)
    return Ground(with_own(load_catalogue(), bureau), open_snapshot(place))


_ROOMS: OrderedDict[tuple[str, str, str], Room] = OrderedDict()
_GROUNDS: OrderedDict[tuple[str, str], Ground] = OrderedDict()
_DOOR = threading.Lock()


def _once(kept: "OrderedDict[Key, Kept]", key: Key, make: Callable[[], Kept]) -> Kept:
    """What was made for a key; only the few used last are kept."""
    with _DOOR:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    made = make()
    with _DOOR:
        kept[key] = made
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return made


def snapshot_folder(bureau: Path, snapshot: str) -> Path:
    """Where a snapshot lies, by its id."""
    for place in sorted((bureau / "snapshots").glob("*")):
        if place.is_dir() and snapshot.startswith(place.name):
            return place
    raise NotFound(f"没有快照 {snapshot[:12]}。它可能已被移走。请用“换用最新记录”重新冻结。")


def decisions_in(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Decision]:
    """The decisions of a draft as the reports room takes them."""
    return {slot: decision_from(slot, one) for slot, one in kept.items()}


def answers(room: Room, decisions: Mapping[str, Decision], year: int | None = None) -> dict[str, Answer]:
    """What the records give for every decided figure, suggestions too; without the rows behind them."""
    from xuezheng.reports.writing.computing import expect, value_of

    asked = year or room.year
    figures = {
        name: one
        for name, one in decisions.items()
        if name in room.slots and room.slots[name].kind == "figure" and one.indicator in room.catalogue
    }
    with room.lock:
        expect(figures.values(), room.snapshot, asked, room.measuring)
        found = {}
        for name, one in figures.items():
            value, unit, why = value_of(one, room.snapshot, room.catalogue, asked, room.measuring)
            found[name] = Answer(value, unit, label=room.catalogue[one.indicator].label, why_not=why)
    return found


def written_with(room: Room, decisions: Mapping[str, Decision], *, take_suggestions: bool) -> Draft:
    """The text as it would be written now."""
    from xuezheng.reports.writing import draft

    return draft(
        room.document,
        decisions,
        answers(room, decisions),
        room.year,
        city=room.city,
        snapshot=room.snapshot.id,
        take_suggestions=take_suggestions,
    )
