"""Run as a process of its own: read a text, or check a docx that came back; print plain data.

A hostile file can take all memory or time; here it takes only this process with it.
"""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Fault, XuezhengError

MEMORY_BYTES, CPU_SECONDS, WALL_SECONDS = 6 << 30, 240, 300


def read_apart(path: Path, name: str) -> dict[str, Any]:
    """The document of a text as plain data, read in a process of its own.

    Raises
    ------
    BadInput
        When the text cannot be used, or the reader broke down over it.
    """
    return _apart(name, "read", str(path))


def check_apart(path: Path, name: str, snapshot: Path, bureau: Path) -> dict[str, Any]:
    """The check of a docx as plain data, with its paragraphs, done in a process of its own."""
    return _apart(name, "check", str(path), str(snapshot), str(bureau))


def _apart(name: str, what: str, *words: str) -> dict[str, Any]:
    line = [sys.executable, "-m", "xuezheng.jobs.drafts.child", what, *words]
    try:
        done = subprocess.run(line, capture_output=True, timeout=WALL_SECONDS, check=False)  # noqa: S603
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise BadInput(
            f"“{name}”没有读成：它太大，或已损坏。读取在独立的进程中进行，没有影响其他工作。"
            "请用 WPS 或 Word 另存一份后重试。"
        ) from None
    if "error" in said:
        sentence = said["error"].replace(words[0], f"“{name}”")
        raise BadInput(sentence, faults=[Fault(*one) for one in said["faults"]])
    return dict(said)


def _read(path: Path) -> dict[str, Any]:
    from xuezheng.reports.reading import read

    return asdict(read(path))


def _check(path: Path, snapshot: Path, bureau: Path) -> dict[str, Any]:
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.docx import read_anchors
    from xuezheng.reports.mapping import with_own
    from xuezheng.snapshot import open_snapshot

    catalogue = with_own(load_catalogue(), bureau)
    anchored = read_anchors(path)
    checked = check_document(path, open_snapshot(snapshot), catalogue)
    return {"checked": asdict(checked), "paragraphs": list(anchored.paragraphs), "year": anchored.year}


def main(what: str, *words: str) -> None:
    """Print what was found, or the error in words."""
    try:
        places = [Path(word) for word in words]
        said = _read(*places) if what == "read" else _check(*places)
    except XuezhengError as error:
        faults = [(fault.what, fault.where, fault.remedy) for fault in error.faults]
        said = {"error": error.sentence, "faults": faults}
    sys.stdout.write(json.dumps(said, ensure_ascii=False, default=str))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    main(*sys.argv[1:])
