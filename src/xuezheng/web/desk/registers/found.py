"""What the last look for duplicates found, kept in the bureau's folder until the next look."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xuezheng.records.registers.queries import Pupil, visible_to


@dataclass(frozen=True)
class Found:
    """Pairs by code, and when they were looked for; no name and no number is kept."""

    at: str = ""
    pairs: list[dict[str, Any]] = field(default_factory=list)


def listed_pairs(folder: Path, user: Any) -> Found:
    """The pairs of a person's last look that still stand: both entries are there, and theirs to see."""
    try:
        said = json.loads(_place(folder, user.pk).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Found()
    codes = {code for pair in said["pairs"] for code in (pair["first"], pair["second"])}
    there = set(visible_to(Pupil, user).filter(pk__in=codes).values_list("pk", flat=True))
    return Found(said["at"], [pair for pair in said["pairs"] if {pair["first"], pair["second"]} <= there])


def keep_pairs(folder: Path, user: Any, at: str, pairs: list[dict[str, Any]]) -> None:
    """Keep what was found, whole or not at all."""
    place = _place(folder, user.pk)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    half = place.with_suffix(".new")
    half.write_text(json.dumps({"at": at, "pairs": pairs}, ensure_ascii=False), encoding="utf-8")
    half.chmod(0o600)
    half.replace(place)


def _place(folder: Path, number: int) -> Path:
    return folder / "work" / f"duplicates-{number}.json"
