"""Files between being sent in and being taken in: sealed, under a name of ours, their sender's alone."""

import hashlib
import json
import re
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from xuezheng.errors import BadInput, NotFound
from xuezheng.records.sealing import open_file, seal_bytes

#: What a spreadsheet may be called; anything else is refused before it is read.
KINDS = (".xlsx", ".xls", ".ods", ".csv")
#: So long a file waits to be taken in.
SECONDS = 2 * 86_400
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Upload:
    """One file as it was sent in."""

    code: str
    by: str
    layout: str
    name: str
    digest: str
    size: int
    at: str
    batch: int = 0


def keep(content: bytes, *, name: str, layout: str, by: str, at: str) -> Upload:
    """Seal a file away until it is taken in, or thrown away after two days.

    Raises
    ------
    BadInput
        When the name is not that of a spreadsheet, or there is nothing in it.
    """
    told = fit_name(name)
    if Path(told).suffix.lower() not in KINDS:
        raise BadInput(f"{told} 不是表格文件。可以报送 {'、'.join(KINDS)}。请另存为其中一种再报送。")
    if not content:
        raise BadInput(f"{told} 是空文件。没有内容可读。请检查后重新选择。")
    _throw_old_away()
    upload = Upload(
        str(uuid.uuid4()), by, layout, told, hashlib.sha256(content).hexdigest(), len(content), at
    )
    place = _place(upload.code)
    place.mkdir(mode=0o700, parents=True)
    _put(place / "file", seal_bytes(content))
    write(upload)
    return upload


def fit_name(name: str) -> str:
    """The last part of a file's name, without signs that mean something to a system or turn text about."""
    told = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, suffix = Path(told).stem[:80], Path(told).suffix[:8]
    return f"{stem or '未命名'}{suffix}"


def read(code: str, by: str) -> Upload:
    """A person's own upload.

    Raises
    ------
    NotFound
        When there is none, or it is somebody else's.
    """
    said = _read(_place(code) / "upload.json")
    if not said or said["by"] != by:
        raise NotFound("没有这次报送。它可能已过期（保留两天），或是别人报送的。请重新上传。")
    return Upload(**said)


def write(upload: Upload) -> None:
    """Note what is known of it."""
    _put(_place(upload.code) / "upload.json", json.dumps(asdict(upload), ensure_ascii=False).encode())


def put_result(upload: Upload, result: Mapping[str, Any]) -> None:
    """Keep what a try found, sealed: cells of a sheet hold what the sheet holds."""
    said = json.dumps(result, ensure_ascii=False).encode()
    _put(_place(upload.code) / "result", seal_bytes(said))


def result_of(upload: Upload) -> dict[str, Any]:
    """What the try found; nothing before it is done."""
    place = _place(upload.code) / "result"
    return dict(json.loads(open_file(place))) if place.is_file() else {}


def put_file(upload: Upload, name: str, content: bytes) -> None:
    """Keep a file made from it, sealed."""
    _put(_place(upload.code) / name, seal_bytes(content))


def file_of(upload: Upload, name: str) -> bytes:
    """A file made from it.

    Raises
    ------
    NotFound
        When it is not there.
    """
    place = _place(upload.code) / name
    if not place.is_file():
        raise NotFound("没有这个文件。它可能已过期（保留两天）。请重新办理。")
    return open_file(place)


@contextmanager
def opened(upload: Upload) -> Iterator[Path]:
    """The file under its own name, for as long as it is worked on; it must be what was sent in.

    Raises
    ------
    NotFound
        When it is no longer there.
    BadInput
        When it is not what was sent in.
    """
    content = file_of(upload, "file")
    if hashlib.sha256(content).hexdigest() != upload.digest:
        raise BadInput(f"{upload.name} 与上传时不同。没有导入。请重新上传。")
    with tempfile.TemporaryDirectory(dir=_place(upload.code)) as place:
        path = Path(place) / upload.name
        path.write_bytes(content)
        yield path


def _place(code: str) -> Path:
    return Path(settings.FOLDER) / "uploads" / str(uuid.UUID(str(code)))


def _put(place: Path, content: bytes) -> None:
    half = place.with_name(f".{place.name}.{uuid.uuid4().hex}.new")
    half.write_bytes(content)
    half.chmod(0o600)
    half.replace(place)


def _read(place: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _throw_old_away() -> None:
    waiting = Path(settings.FOLDER) / "uploads"
    for place in waiting.glob("*") if waiting.is_dir() else ():
        if place.stat().st_mtime < time.time() - SECONDS:
            shutil.rmtree(place, ignore_errors=True)
