"""Last year's speech into this year's: what is found, matched, written and judged rightly, and how fast.

The shipped speech, and the real one where its data lie beside the checkout. Each is written on a
city where every statement is true and checked there and on one where every statement is false.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "src" / "xuezheng" / "jobs" / "sample"
SHARED = ROOT.parent / "shared" / "data" / "report"
YEAR = 2025
#: What can make a claim true or false; the others are papers, or a person's judgement.
JUDGED = ("data", "rank")


@dataclass(frozen=True)
class Speech:
    """A text with its answers: one row a slot, one row a claim."""

    name: str
    text: Path
    slots: list[dict[str, str]]
    claims: list[dict[str, str]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=40_000)
    pupils = asked.parse_args().pupils
    with tempfile.TemporaryDirectory() as place:
        cities = {faults: _city(Path(place) / faults, faults, pupils) for faults in ("none", "all")}
        for speech in _speeches():
            print(f"\n{speech.name} ({pupils:,} pupils)")
            for line in _measured(speech, cities, Path(place)):
                print("  " + line)
    if (SHARED / "texts").is_dir():
        print("\n" + _other_texts())
    print(f"xuezheng --help               {_help():6.2f} s   (goal: under 0.5 s)")


def _speeches() -> Iterator[Speech]:
    listed = ROOT / "tests" / "claims" / "sample_claims.tsv"
    yield Speech("shipped speech", SAMPLE / "speech.txt", _rows(SAMPLE / "slots.tsv"), _rows(listed))
    if (SHARED / "speech_body.txt").exists():
        slots, claims = (_rows(SHARED / f"speech_{name}.tsv") for name in ("slots", "claims"))
        kept = [{**row, "checked_by": row["checkable"]} for row in claims]
        yield Speech("real speech", SHARED / "speech_body.txt", slots, kept)


def _measured(speech: Speech, cities: dict[str, Path], place: Path) -> Iterator[str]:
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.reading import read

    document, catalogue = read(speech.text), load_catalogue()
    yield from _found(speech, document)
    wanted = dict(
        zip((slot.id for slot in document.slots), (r["indicator"] for r in speech.slots), strict=True)
    )
    start = time.perf_counter()
    found = _matched(document, catalogue)
    seconds = time.perf_counter() - start
    yield from _ranked(document, wanted, found)
    mapping = place / f"{speech.text.parent.name}.yaml"
    _confirm(mapping, document, catalogue, wanted, found)
    yield from _written(speech, document, catalogue, mapping, cities, place)
    yield f"match and find claims         {seconds:6.2f} s   (goal: under 2 s)"


def _found(speech: Speech, document: Any) -> Iterator[str]:
    """Slots read against the answers, in order."""
    kinds = {"count": "figure", "sum": "figure", "rate": "figure", "change": "figure"}
    for kind, name in (("figure", "figures"), ("name", "names"), ("date", "dates")):
        pairs = [
            (slot, row)
            for slot, row in zip(document.slots, speech.slots, strict=False)
            if kinds.get(row["kind"], row["kind"]) == kind
        ]
        right = sum(
            slot.kind == kind and slot.text == row["slot"] and slot.unit == row["unit"] for slot, row in pairs
        )
        yield f"{name + ' found':30}{right}/{len(pairs)}"


def _matched(document: Any, catalogue: Any) -> Any:
    from xuezheng.reports.claims.detection import find_claims
    from xuezheng.reports.matching import match

    find_claims(document, catalogue)
    return match(document, catalogue)


def _ranked(document: Any, wanted: dict[str, str], found: Any) -> Iterator[str]:
    from xuezheng.reports.matching import is_ticked

    figures = [slot.id for slot in document.slots if slot.kind == "figure"]
    known = [slot for slot in figures if wanted[slot]]
    first = sum(found[slot][0].indicator == wanted[slot] for slot in known)
    three = sum(wanted[slot] in [one.indicator for one in found[slot][:3]] for slot in known)
    ticked = [slot for slot in figures if is_ticked(found[slot])]
    right = sum(found[slot][0].indicator == wanted[slot] for slot in ticked)
    yield f"right indicator first         {first}/{len(known)}   (goal: 36 of 39)"
    yield f"right indicator among three   {three}/{len(known)}"
    yield f"ticked, and right             {right}/{len(ticked)}"


def _confirm(mapping: Path, document: Any, catalogue: Any, wanted: dict[str, str], found: Any) -> None:
    """The mapping as a person would confirm it."""
    from xuezheng.reports.mapping import write_mapping
    from xuezheng.reports.shapes import Decision

    kept = {}
    for slot in document.slots:
        if slot.kind == "figure" and wanted[slot.id]:
            best = next((one for one in found[slot.id] if one.indicator == wanted[slot.id]), None)
            asked = (best.filters, best.period, best.measure) if best else ({}, "year", "value")
            kept[slot.id] = Decision(slot.id, "confirmed", wanted[slot.id], *asked)
    write_mapping(mapping, document, found, catalogue, kept=kept, force=True)


def _written(
    speech: Speech, document: Any, catalogue: Any, mapping: Path, cities: dict[str, Path], place: Path
) -> Iterator[str]:
    """Write on the true city, check there and on the false one, all from the command line."""
    from xuezheng.reports.docx import read_anchors

    out = place / f"{speech.text.parent.name}.docx"
    snapshots = {name: ["--snapshot", str(city)] for name, city in cities.items()}
    asked = ["--year", str(YEAR), "--mapping", str(mapping), "--out", str(out)]
    _, writing = _command("report", "write", str(speech.text), *snapshots["none"], *asked)
    n_known = sum(
        row["kind"] not in ("date", "name", "structural") and row["indicator"] != "" for row in speech.slots
    )
    anchors = [found.anchor for found in read_anchors(out).found]
    traced = sum(anchor.rows > 0 or anchor.value == "0" for anchor in anchors)
    yield f"filled and traceable          {traced}/{n_known}"
    kinds = _kinds(speech, document, catalogue)
    yield from _detected(speech, kinds)
    seconds = writing
    for name, verdict in (("none", "支持"), ("all", "不符")):
        told, checking = _command("report", "check", str(out), *snapshots[name], "--json")
        seconds += checking if name == "none" else 0
        judged = list(zip(kinds, json.loads(told)["claims"], strict=True))
        for kind in JUDGED:
            verdicts = [claim["verdict"] for by, claim in judged if by == kind]
            where = "true" if name == "none" else "false"
            yield f"{f'{kind} claims, {where} city':30}{verdicts.count(verdict)}/{len(verdicts)} {verdict}"
    yield f"write and check               {seconds:6.2f} s   (goal: under 5 s)"


def _kinds(speech: Speech, document: Any, catalogue: Any) -> list[str]:
    """What can check each claim that was found, by the answers; empty for one they do not have."""
    from xuezheng.reports.claims.detection import find_claims

    kinds = []
    for claim in find_claims(document, catalogue):
        about = next((row for row in speech.claims if _is_same(row, claim)), None)
        kinds.append(about["checked_by"] if about and about["type"] == claim.type else "")
    return kinds


def _is_same(row: dict[str, str], claim: Any) -> bool:
    if "start" in row:
        return bool(int(row["start"]) < claim.end and claim.start < int(row["end"]))
    return row["text"] == claim.text


def _detected(speech: Speech, kinds: list[str]) -> Iterator[str]:
    for kind in JUDGED:
        n_held = sum(row["checked_by"] == kind for row in speech.claims)
        yield f"{f'{kind} claims found':30}{kinds.count(kind)}/{n_held}"
    yield f"claims found in all           {len(kinds)}, of {len(speech.claims)} there are"


def _other_texts() -> str:
    """Other bureaus' texts, for information: figures whose indicator the house has."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.matching import match
    from xuezheng.reports.reading import read

    catalogue, first, three, n_known = load_catalogue(), 0, 0, 0
    for text in sorted((SHARED / "texts").glob("*.txt")):
        document = read(text)
        found = match(document, catalogue)
        rows = {int(row["start"]): row for row in _rows(text.with_name(f"{text.stem}.slots.tsv"))}
        for slot in document.slots:
            codes = {
                code.split("{")[0] for code in rows.get(slot.start, {"indicator": ""})["indicator"].split("|")
            }
            if slot.kind != "figure" or not codes & catalogue.keys():
                continue
            n_known += 1
            first += any(one.indicator in codes for one in found[slot.id][:1])
            three += any(one.indicator in codes for one in found[slot.id][:3])
    return f"17 other texts, for information: first {first}/{n_known}, among three {three}/{n_known}"


def _city(folder: Path, faults: str, pupils: int) -> Path:
    _command("demo", str(folder), "--pupils", str(pupils), "--faults", faults)
    return next(folder.glob("snapshots/*/manifest.json")).parent


def _help() -> float:
    """The fastest of five, after the files are in the machine's cache."""
    return min(_command("--help")[1] for _ in range(5))


def _command(*words: str) -> tuple[str, float]:
    """What a verb prints, and its seconds with the start of Python; 3 means that a check failed."""
    program = [sys.executable, "-c", "from xuezheng.cli.main import run; run()"]
    start = time.perf_counter()
    done = subprocess.run([*program, *words], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return done.stdout, seconds


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


if __name__ == "__main__":
    main()
