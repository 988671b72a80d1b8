"""Save a document whole or not at all, with the same bytes for the same input."""

import errno
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from xuezheng.errors import CannotFinish

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_FULL, _FORBIDDEN = "磁盘已满", "没有写入权限"
_REASONS = {
    errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL,
    errno.EACCES: _FORBIDDEN, errno.EPERM: _FORBIDDEN, errno.EROFS: "磁盘只读",
}  # fmt: skip


def fix_properties(document: Any, *, title: str, author: str, on: date) -> None:
    """Core properties that depend on nothing but the content."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = datetime(on.year, on.month, on.day)


def steady_bytes(document: Any) -> bytes:
    """The document's zip with fixed times and a fixed order of parts."""
    saved = BytesIO()
    document.save(saved)
    steady = BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return steady.getvalue()


def save_whole(path: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, then take the target's name.

    Raises
    ------
    CannotFinish
        When the disk is full or the folder cannot be written; the target is as it was.
    """
    partial = _partial(path)
    with _told(path), _cleaned(partial):
        _flush(partial, content)
        os.replace(partial, path)


def save_together(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that belong together: never the new one of them beside the old one of another.

    All are written and flushed before any takes its name. The others' old files go before the first takes
    its own, so whoever stops in between leaves a file alone, which the next run completes.

    Raises
    ------
    CannotFinish
        When the disk is full or the folder cannot be written; all targets are as they were.
    """
    with ExitStack() as stack:
        stack.enter_context(_told(files[0][0]))
        for path, content in files:
            stack.enter_context(_cleaned(_partial(path)))
            _flush(_partial(path), content)
        for path, _ in files[1:]:
            path.unlink(missing_ok=True)
        for path, _ in files:
            os.replace(_partial(path), path)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.partial")


def _flush(partial: Path, content: bytes) -> None:
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotFinish(
            f"无法写入 {path}：{_REASONS.get(error.errno or 0, error.strerror)}。原有文件没有改动；请检查磁盘空间和文件夹权限后重试。"
        ) from None


@contextmanager
def _cleaned(partial: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
