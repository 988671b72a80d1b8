"""A folder that appears whole or not at all, however the work ends."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xuezheng.errors import CannotFinish, Occupied

_MARK = ".unfinished-"


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Give a hidden folder beside `folder` to work in; at the end it takes the name `folder`.

    What a killed run left behind is cleared away first: nobody holds its lock any more.

    Raises
    ------
    Occupied
        When there is something at `folder` already.
    """
    folder = folder.absolute()
    _refuse_what_is_there(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(folder)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}{_MARK}", dir=folder.parent))
    lock = _locked(work)
    try:
        yield work
        _sync(work)
        _settle(work, folder)
    finally:
        if lock is not None:
            os.close(lock)
        shutil.rmtree(work, ignore_errors=True)


def _refuse_what_is_there(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise Occupied(
            f"{folder} 已存在且不是空文件夹。示例城市不覆盖任何已有内容。请换一个位置，或先移走它。"
        )


def _settle(work: Path, folder: Path) -> None:
    """Rename over nothing, or over an empty folder; somebody else may have been quicker."""
    try:
        os.rename(work, folder)
    except OSError:
        _refuse_what_is_there(folder)
        raise
    _sync_one(folder.parent)


def _clear_leftovers(folder: Path) -> None:
    for left in folder.parent.glob(f".{folder.name}{_MARK}*"):
        lock = _locked(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)


def _locked(work: Path) -> int | None:
    """Hold a folder for as long as this process lives; None when another one holds it."""
    with suppress(FileNotFoundError):
        handle = os.open(work, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle
    return None


def _sync(work: Path) -> None:
    """See that everything is on the disk before it gets its name."""
    for place, _, names in os.walk(work):
        for name in names:
            _sync_one(Path(place) / name)
        _sync_one(Path(place))


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def see_that_it_fits(folder: Path, needed: int) -> None:
    """Stop before the work when the disk cannot hold it."""
    place = next(parent for parent in folder.absolute().parents if parent.is_dir())
    free = shutil.disk_usage(place).free
    if free < needed:
        raise CannotFinish(
            f"{place} 所在磁盘剩余 {free >> 20} MiB，约需 {needed >> 20} MiB。尚未写入任何内容；请腾出空间或减少 --pupils。"
        )
