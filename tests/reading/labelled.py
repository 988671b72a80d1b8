"""Speeches whose every slot is labelled: the shipped sample, and the real one where it is there."""

import csv
from dataclasses import dataclass
from pathlib import Path

import xuezheng.jobs

SAMPLE = Path(xuezheng.jobs.__file__).parent / "sample"
REAL = Path(__file__).parents[3] / "shared" / "data" / "report"
KINDS = {"count": "figure", "sum": "figure", "rate": "figure", "change": "figure"}


@dataclass(frozen=True)
class Label:
    """What a person says about one slot; `place` counts the characters before it, spaces apart."""

    text: str
    kind: str
    unit: str
    means: str
    place: int | None


@dataclass(frozen=True)
class Speech:
    """A text and its labels, in order."""

    path: Path
    labels: tuple[Label, ...]

    @property
    def raw(self) -> str:
        return self.path.read_text(encoding="utf-8")


def squeeze(text: str) -> str:
    return "".join(text.split())


def meaning(label: str) -> str:
    """Year or kind of name that a label's code says; empty for a figure."""
    group, _, rest = label.partition(".")
    return rest if group in ("period", "name") else ""


def sample() -> Speech:
    rows = _rows(SAMPLE / "slots.tsv")
    labels = (Label(r["slot"], r["kind"], r["unit"], meaning(r["indicator"]), None) for r in rows)
    return Speech(SAMPLE / "speech.txt", tuple(labels))


def real() -> Speech:
    body = (REAL / "speech_body.txt").read_text(encoding="utf-8")
    labels = []
    for r in _rows(REAL / "speech_slots.tsv"):
        kind = KINDS.get(r["kind"], r["kind"])
        place = len(squeeze(body[: int(r["start"])]))
        labels.append(Label(r["slot"], kind, r["unit"], meaning(r["indicator"]), place))
    return Speech(REAL / "speech.txt", tuple(labels))


def speeches() -> list[Speech]:
    return [sample(), real()] if (REAL / "speech_slots.tsv").is_file() else [sample()]


def other_texts() -> list[Path]:
    """Excerpts of other bureaus' reports, where they are there; else the sample again."""
    return sorted((REAL / "texts").glob("*.txt")) or [SAMPLE / "speech.txt"]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
