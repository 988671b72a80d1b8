"""Small catalogues and texts written down in the test; the house's own texts beside them."""

import csv
from dataclasses import fields
from pathlib import Path

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.reading import read, read_text

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "src" / "xuezheng" / "jobs" / "sample"
SHARED = ROOT.parent / "shared" / "data" / "report"


def an_indicator(code, label, unit="个", kind="count", **more):
    empty = {field.name: "" for field in fields(Indicator)}
    given = {"scale": 1, "aliases": (), "topics": (), "dimensions": {}, "registers": {}, **more}
    return Indicator(**{**empty, **given, "code": code, "label": label, "unit": unit, "kind": kind})


def a_catalogue(*indicators):
    return {one.code: one for one in indicators}


def a_text(body, *, heading="一、2025年工作回顾"):
    return read_text(f"在全市教育工作会议上的讲话\n\n{heading}\n\n{body}\n", "speech.txt")


def with_answers(text, slots):
    """A text and the indicator of each of its slots, from a table with slot, clause and indicator."""
    document = read(text)
    with slots.open(encoding="utf-8") as file:
        wanted = [row["indicator"] for row in csv.DictReader(file, delimiter="\t")]
    return document, dict(zip((slot.id for slot in document.slots), wanted, strict=True))


def speeches():
    """Speeches with known answers: the shipped one, and the real one where it is there."""
    found = {"sample": (SAMPLE / "speech.txt", SAMPLE / "slots.tsv")}
    if (SHARED / "speech.txt").exists():
        found["seed"] = (SHARED / "speech.txt", SHARED / "speech_slots.tsv")
    return found
