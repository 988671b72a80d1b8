"""Claims, sums and wording: planted sentences judged rightly, what is found in other bureaus' texts, a long speech."""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
PLANTED = ROOT / "tests" / "claims" / "planted"
SAMPLE = ROOT / "src" / "xuezheng" / "jobs" / "sample"
TEXTS = ROOT.parent / "shared" / "data" / "report" / "texts"
YEAR, PAGES = 2025, 30
#: A page of GB/T 9704 has 22 lines of 28 characters.
PAGE = 22 * 28


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--snapshot", type=Path, help="snapshot for the long speech; a small city unless given"
    )
    given = asked.parse_args()
    for line in _planted():
        print(line)
    if TEXTS.is_dir():
        for line in _other_texts():
            print(line)
    with tempfile.TemporaryDirectory() as place:
        for line in _long(given.snapshot or _city(Path(place)), Path(place)):
            print(line)


def _planted() -> Iterator[str]:
    right: Counter[str] = Counter()
    for file in sorted(PLANTED.glob("*.yaml")):
        for group in yaml.safe_load(file.read_text(encoding="utf-8")):
            true = _snapshot(group["given"])
            false = _snapshot({**group["given"], **group.get("instead", {})})
            for claim in group["claims"]:
                if "verdict" in claim:
                    right["open"] += _verdict(claim["say"], true) == claim["verdict"]
                    right["open in all"] += 1
                    continue
                right["in all"] += 1
                right["true"] += _verdict(claim.get("真") or claim["say"], true) == "支持"
                where = true if "假" in claim else false
                right["false"] += _verdict(claim.get("假") or claim["say"], where) == "不符"
    yield f"planted sentences, where true     {right['true']}/{right['in all']} 支持"
    yield f"planted sentences, where false    {right['false']}/{right['in all']} 不符"
    yield f"sentences no record can bear out  {right['open']}/{right['open in all']} left open"


def _snapshot(tables: dict[str, str]) -> Any:
    from xuezheng.snapshot import snapshot_from_tables

    return snapshot_from_tables({name: _rows(text) for name, text in tables.items()}, as_of=date(2026, 1, 15))


def _rows(text: str) -> list[dict[str, str | None]]:
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    return [
        {key: "" if cell == "''" else cell or None for key, cell in zip(names, row, strict=True)}
        for row in rows
    ]


def _verdict(sentence: str, snapshot: Any) -> str:
    from xuezheng.reports.checking import judge_document
    from xuezheng.reports.reading import read_text

    document = read_text(
        f"在全市教育工作会议上的讲话\n\n一、2025年工作回顾\n\n一是{sentence}。\n", "speech.txt"
    )
    judged = judge_document(document, snapshot, YEAR)
    return judged[-1].verdict if judged else ""


def _other_texts() -> Iterator[str]:
    from xuezheng.reports.checking.arithmetic import check_arithmetic
    from xuezheng.reports.claims.detection import find_claims
    from xuezheng.reports.reading import read

    families: Counter[str] = Counter()
    faults = []
    for file in sorted(TEXTS.glob("*.txt")):
        document = read(file)
        families.update(claim.type for claim in find_claims(document))
        text = "\n".join(block.text for block in document.blocks)
        faults += [f"{file.stem}: {fault}" for fault in check_arithmetic(text)]
    told = ", ".join(f"{family} {n}" for family, n in families.most_common())
    yield f"17 texts, claims found            {families.total()} ({told})"
    slips = sum(fault.startswith("02:") and "万元" in fault for fault in faults)
    yield f"17 texts, arithmetic              slip of 02 found {slips}/1, other alarms {len(faults) - slips}"


def _long(place: Path, folder: Path) -> Iterator[str]:
    """Two speeches of thirty pages: the sample over and over, and one of many different sentences."""
    from benchmarks._long_speech import long_speech

    yield from _through(place, folder, "sample", _thirty_pages())
    yield from _through(place, folder, "mixed", long_speech(PAGES))


def _through(place: Path, folder: Path, name: str, words: str) -> Iterator[str]:
    """Read, match, write and check a speech in one process."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.mapping import read_mapping, write_mapping
    from xuezheng.reports.matching.proposing import propose
    from xuezheng.reports.producing import produce
    from xuezheng.reports.reading import read
    from xuezheng.snapshot import open_snapshot

    snapshot, catalogue = open_snapshot(place), load_catalogue()
    text, mapping, out = (folder / f"{name}.{ending}" for ending in ("txt", "yaml", "docx"))
    text.write_text(words, encoding="utf-8")
    begun, cpu = time.perf_counter(), time.process_time()
    document = read(text)
    proposals = propose(document, catalogue, snapshot, YEAR)
    ticked = frozenset(slot for slot, one in proposals.items() if one.is_ticked)
    suggested = {slot: one.suggestions for slot, one in proposals.items()}
    write_mapping(mapping, document, suggested, catalogue, ticked=ticked)
    read_at = time.process_time()
    decisions = read_mapping(mapping, document, catalogue)
    produced = produce(document, decisions, snapshot, catalogue, YEAR, out, take_suggestions=True)
    written_at = time.process_time()
    checked = check_document(out, snapshot, catalogue)
    done, wall = time.process_time(), time.perf_counter() - begun
    yield (
        f"{PAGES} pages ({name}): read, match, write, check   {wall:5.2f} s wall, {done - cpu:5.2f} s CPU "
        f"(goal: under 10 s; read and match {read_at - cpu:.2f}, write {written_at - read_at:.2f}, "
        f"check {done - written_at:.2f}; {len(document.slots)} slots, {len(produced.draft.anchors)} figures, "
        f"{len(checked.claims)} claims)"
    )


def _thirty_pages() -> str:
    """The sample's two parts, each over and over with headings of their own."""
    text = (SAMPLE / "speech.txt").read_text(encoding="utf-8")
    head, _, rest = text.partition("一、")
    back, _, ahead = rest.partition("二、")
    times = -(-PAGES * PAGE // len(text.replace("\n", "")))
    return f"{head}一、{back * times}二、{ahead}"


def _city(folder: Path) -> Path:
    from benchmarks.report import _city as city

    return city(folder / "city", "none", 4000)


if __name__ == "__main__":
    main()
