"""How well texts are read: every slot's kind, span, value, unit and factor, text by text.

Two sets: the shipped sentences of `tests/reading/examples` (rules are made on one half, the other is
only measured), and the seventeen labelled texts where their data lie beside the checkout. Then how long
a speech of thirty pages takes.
"""

import argparse
import csv
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "reading" / "examples"
TEXTS = ROOT.parent / "shared" / "data" / "report" / "texts"
KINDS = {"f": "figure", "d": "date", "n": "name", "s": "structural"}
_OF_LABEL = {"count": "figure", "sum": "figure", "rate": "figure", "change": "figure"}
_SCALES = (("百万", 10**6), ("千万", 10**7), ("万", 10**4), ("亿", 10**8), ("千", 10**3))
_MARKED = re.compile(r"⟦([^⟦⟧]*)⟧")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Expected:
    """What a person says about one slot; `value` and `approx` None where nobody said."""

    kind: str
    start: int
    text: str
    unit: str
    value: float | None
    approx: str | None = None


@dataclass(frozen=True)
class Example:
    """A text with its slots marked."""

    name: str
    text: str
    slots: tuple[Expected, ...]


def examples(path: Path) -> list[Example]:
    """Sentences with marks; ¶ in one stands for a line end."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [
        _example(f"{path.stem} {number}", line.replace("¶", "\n")) for number, line in enumerate(lines, 1)
    ]


def _example(name: str, marked: str) -> Example:
    text, done, slots = "工作总结\n", 0, []
    for found in _MARKED.finditer(marked):
        text += marked[done : found.start()]
        words, kind, unit, value, approx = (found[1].split("|") + [""] * 4)[:5]
        slots.append(
            Expected(
                KINDS[kind], len(text), words, unit, _value(value or words), approx if kind == "f" else None
            )
        )
        text, done = text + words, found.end()
    return Example(name, text + marked[done:], tuple(slots))


def labelled_texts(folder: Path = TEXTS) -> list[Example]:
    """The texts of other bureaus; numbers that are constants of a norm are no slots of theirs."""
    return [_labelled(path) for path in sorted(folder.glob("*.txt"))]


def _labelled(path: Path) -> Example:
    with path.with_name(f"{path.stem}.slots.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    slots = tuple(
        Expected(
            _OF_LABEL.get(row["kind"], row["kind"]),
            int(row["start"]),
            row["slot"],
            row["unit"],
            _value(row["slot"]),
        )
        for row in rows
    )
    return Example(path.stem, path.read_text(encoding="utf-8"), slots)


def _value(words: str) -> float | None:
    """The value of a number in digits; fractions and numerals are given beside their words."""
    plain = words.rstrip("%％‰").replace(",", "").replace(" ", "")
    if found := re.fullmatch(r"([二三四五六七八九十])分之([一二三四五六七八九])", plain):
        over, under = ("零一二三四五六七八九十".index(found[at]) for at in (2, 1))
        return float(Fraction(100 * over, under))
    return float(plain) if _PLAIN.fullmatch(plain) else None


def compare(example: Example, found: Iterable[Any]) -> Iterator[tuple[str, Expected | None, Any]]:
    """Each expected slot with what is wrong of it (right, missed, kind, span, value, unit, scale); then the
    slots nobody expects: spurious, or constant where the label calls a number a constant."""
    by_start = {slot.start: slot for slot in found}
    for expected in example.slots:
        slot = by_start.pop(expected.start, None)
        if expected.kind != "constant":
            yield (_fault(expected, slot) if slot else "missed"), expected, slot
    for slot in by_start.values():
        yield "spurious", None, slot


def _fault(expected: Expected, slot: Any) -> str:
    if slot.kind != expected.kind:
        return "kind"
    if _bare(slot.text) != _bare(expected.text):
        return "span"
    if expected.kind != "figure":
        return "right"
    if expected.value is not None and (slot.value is None or abs(slot.value - expected.value) > 1e-3):
        return "value"
    if expected.value is None and slot.value is not None and not any(map(str.isalnum, expected.text)):
        return "value"
    if slot.unit != expected.unit:
        return "unit"
    if slot.scale != _scale(expected.unit):
        return "scale"
    return "approx" if expected.approx not in (None, slot.approx) else "right"


def _bare(words: str) -> str:
    return words.rstrip("%％‰").replace(" ", "")


def _scale(unit: str) -> int:
    return next((factor for word, factor in _SCALES if unit.startswith(word)), 1)


def told(name: str, sets: Iterable[Example], *, listed: bool = False) -> str:
    """One line of counts for a set of examples."""
    from xuezheng.reports.reading import read_text

    counts: Counter[str] = Counter()
    names = figures = 0
    for example in sets:
        for fault, expected, slot in compare(example, read_text(example.text, example.name).slots):
            counts[fault] += 1
            figures += bool(slot and slot.kind == "figure")
            names += bool(slot and slot.kind == "figure" and expected and expected.kind == "name")
            if listed and fault != "right":
                words = example.text.replace("\n", " ")
                at = expected.start if expected else slot.start
                print(
                    f"    {example.name} {fault}: {expected} / {slot and (slot.kind, slot.text, slot.value, slot.unit, slot.approx)} …{words[max(0, at - 12) : at + 16]}…"
                )
    wanted = sum(counts.values()) - counts["spurious"]
    there = wanted - counts["missed"] - counts["kind"]
    all_found = wanted - counts["missed"] + counts["spurious"]
    wrong = {fault: n for fault, n in sorted(counts.items()) if fault != "right"}
    return (
        f"{name:34} slots {wanted}, recall {there / wanted:.3f}, precision {there / all_found:.3f}, all right "
        f"{counts['right']}, names taken for figures {names}/{figures}; {wrong}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--list", action="store_true", help="every slot that is not right, measured half apart"
    )
    asked.add_argument("--pages", type=int, default=30)
    wanted = asked.parse_args()
    for half in ("tuned", "measured"):
        listed = wanted.list and half == "tuned"
        print(told(f"own sentences, {half}", examples(EXAMPLES / f"{half}.txt"), listed=listed))
    for text in labelled_texts():
        print(told(f"text {text.name}", [text], listed=wanted.list))
    if TEXTS.is_dir():
        print(told("all texts", labelled_texts()))
    print(_timed(wanted.pages))


def _timed(pages: int) -> str:
    from benchmarks._long_speech import long_speech
    from xuezheng.reports.reading import read_text

    speech = long_speech(pages)
    wall, cpu = time.perf_counter(), time.process_time()
    document = read_text(speech, "a long speech")
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return (
        f"{pages} pages, {len(speech):,} characters, {len(document.slots):,} slots: "
        f"{cpu:.2f} s CPU, {wall:.2f} s (goal: well under 2 s)"
    )


if __name__ == "__main__":
    main()
