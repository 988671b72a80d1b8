"""Where the files of a round lie: `rounds/<code>/`, with a draft, and a folder for each commitment.

draft/            what was sent in, under names of ours; draft.json says what is what
<n>/frozen.json   names and hashes of the inputs, options, sources: the conditions of commitment n
<n>/inputs/       the inputs, read-only
<n>/committed/    what `draw commit` wrote
<n>/drawn-<m>/    what `draw reveal` wrote for the m-th seed
<n>/plan-<k>/     what the engine wrote in run k
"""

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Tampered

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
KINDS = (".csv", ".xlsx", ".parquet", ".geojson", ".json", ".yaml")
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Place:
    """The folder of one round."""

    root: Path

    @property
    def draft(self) -> Path:
        """What is being put together."""
        return self.root / "draft"

    def commitment(self, n: int) -> Path:
        """What was frozen for the n-th time."""
        return self.root / str(n)

    def drawn(self, n: int, seed: int) -> Path:
        """The draw with the seed of this number."""
        return self.commitment(n) / f"drawn-{seed}"

    def plan(self, n: int, run: int) -> Path:
        """The plan of the run of this number."""
        return self.commitment(n) / f"plan-{run}"

    def plan_of_run(self, run: int) -> Path:
        """The plan of a run, whichever commitment it belongs to."""
        found = sorted(self.root.glob(f"[0-9]*/plan-{run}"))
        if not found:
            raise NotFound(f"第 {run} 次运行的方案不在文件夹中。可能被移走。请联系系统管理员。")
        return found[0]


def place_of(folder: Path, code: str) -> Place:
    """The folder of a round.

    Raises
    ------
    NotFound
        When the code could lead elsewhere.
    """
    if not CODE.fullmatch(code):
        raise NotFound(f"轮次编号“{code}”不能作文件夹名。只能用字母、数字和连字符。请另开轮次。")
    return Place(folder / "rounds" / code)


def draft_of(place: Place) -> dict[str, Any]:
    """What is in the draft: files by role, options, how the seed is to come."""
    said = read_json(place.draft / "draft.json")
    return {"files": said.get("files", {}), "options": said.get("options", {}), "seed": said.get("seed", {})}


def write_draft(place: Place, draft: Mapping[str, Any]) -> None:
    """Keep the draft."""
    place.draft.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(place.draft / "draft.json", canon(draft))


def keep_file(place: Place, role: str, name: str, content: bytes) -> None:
    """Take one input in, under a name of ours.

    Raises
    ------
    BadInput
        When it is of no kind the engines read, or empty.
    """
    told = fit_name(name)
    suffix = Path(told).suffix.lower()
    if suffix not in KINDS:
        raise BadInput(f"{told} 的格式读不了。可以用 {'、'.join(KINDS)}。请另存为其中一种再上传。")
    if not content:
        raise BadInput(f"{told} 是空文件。没有内容可读。请检查后重新选择。")
    draft = draft_of(place)
    stored = f"{uuid.uuid4()}{suffix}"
    place.draft.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(place.draft / stored, content)
    old = draft["files"].get(role, {}).get("stored")
    draft["files"][role] = {
        "stored": stored,
        "name": told,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }
    write_draft(place, draft)
    if old:
        (place.draft / old).unlink(missing_ok=True)


def drop_file(place: Place, role: str) -> None:
    """Take an input out of the draft."""
    draft = draft_of(place)
    gone = draft["files"].pop(role, None)
    write_draft(place, draft)
    if gone:
        (place.draft / gone["stored"]).unlink(missing_ok=True)


def fit_name(name: str) -> str:
    """The last part of a file's name, without signs that mean something to a system or turn text about."""
    told = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, suffix = Path(told).stem[:80], Path(told).suffix[:8]
    return f"{stem or '未命名'}{suffix}"


def frozen_of(place: Place, n: int) -> dict[str, Any]:
    """The conditions of the n-th commitment."""
    said = read_json(place.commitment(n) / "frozen.json")
    if not said:
        raise NotFound(f"第 {n} 次冻结的文件不在。可能被移走。请联系系统管理员。")
    return said


def inputs_of(place: Place, n: int, conditions_sha256: str) -> dict[str, Path]:
    """The frozen inputs by role, each proven to be what was frozen.

    Raises
    ------
    Tampered
        When the conditions or a file are no longer what was committed to.
    """
    file = place.commitment(n) / "frozen.json"
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != conditions_sha256:
        raise Tampered("冻结的条件与承诺时的不同。没有运行。请保留现场，联系系统管理员。")
    found = {}
    for role, said in frozen_of(place, n)["inputs"].items():
        path = place.commitment(n) / "inputs" / said["file"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != said["sha256"]:
            raise Tampered(f"冻结的“{said['name']}”与承诺时的不同。没有运行。请保留现场，联系系统管理员。")
        found[role] = path
    return found


def canon(said: Mapping[str, Any]) -> bytes:
    """One way to write it, so that it has one hash."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner only."""
    half = file.with_name(f".{uuid.uuid4().hex}.new")
    half.write_bytes(content)
    half.chmod(0o600)
    half.replace(file)


def read_json(file: Path) -> dict[str, Any]:
    """What a file says; nothing where there is none."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def make_read_only(folder: Path) -> None:
    """Nobody writes here any more."""
    for file in _files(folder):
        file.chmod(0o400)


def clear(folder: Path) -> None:
    """Take away what a step that was not written down left behind."""
    if folder.is_dir():
        for file in _files(folder):
            file.chmod(0o600)
        shutil.rmtree(folder)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())
