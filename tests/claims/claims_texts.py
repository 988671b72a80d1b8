"""Texts with the claims they hold, and small texts written down in a test."""

import csv
from dataclasses import dataclass
from pathlib import Path

from xuezheng.reports.reading import read, read_text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLE = ROOT / "src" / "xuezheng" / "jobs" / "sample"
SHARED = ROOT.parent / "shared" / "data" / "report"


@dataclass(frozen=True)
class Expected:
    """A claim a text holds: its family, what can check it, and its place."""

    type: str
    checked_by: str
    start: int
    end: int
    indicators: tuple[str, ...] = ()


def a_text(body, *, heading="一、2025年工作回顾"):
    return read_text(f"在全市教育工作会议上的讲话\n\n{heading}\n\n{body}\n", "speech.txt")


def known_claims():
    """Documents with every claim they hold: the shipped speech, and the real one where it is there."""
    found = {"sample": _sample()}
    if (SHARED / "speech_body.txt").exists():
        found["seed"] = _seed()
    return found


def _sample():
    document = read(SAMPLE / "speech.txt")
    whole = [(block, block.text) for block in document.blocks]
    expected = []
    for row in _rows(HERE / "sample_claims.tsv"):
        block, text = next((block, text) for block, text in whole if row["text"] in text)
        at = text.index(row["text"])
        start, end = block.places[at], block.places[at + len(row["text"]) - 1] + 1
        codes = tuple(code for code in row["indicators"].split(";") if code)
        expected.append(Expected(row["type"], row["checked_by"], start, end, codes))
    return document, expected


def _seed():
    rows = _rows(SHARED / "speech_claims.tsv")
    names = {"document": "text", "event": "paper"}
    return read(SHARED / "speech_body.txt"), [
        Expected(
            row["type"], names.get(row["checkable"], row["checkable"]), int(row["start"]), int(row["end"])
        )
        for row in rows
    ]


def _rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))
