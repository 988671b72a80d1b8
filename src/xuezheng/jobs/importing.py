"""Take a clerk's spreadsheet into a bureau's records: try, take in, list, take back."""

import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from xuezheng.errors import CannotFinish, NotFound, Tampered
from xuezheng.outside.spreadsheets import Sheet, read_sheets
from xuezheng.records.database import open_bureau

if TYPE_CHECKING:
    from xuezheng.records.intake.actions import Undone
    from xuezheng.records.intake.actions.checking import Checked
    from xuezheng.records.intake.forms.layouts import Layout
    from xuezheng.records.intake.queries import Batch

#: How long a try's memo waits for the import.
MEMO_SECONDS = 86_400
CHINA = timezone(timedelta(hours=8))
#: Told how far a work is: done, of how many (0: unknown), what is being done.
Step = Callable[[int, int, str], None]


def quietly(done: int, total: int, stage: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Sent:
    """A file as it was sent in: its layout, the sheet with the data, how faults name it."""

    path: Path
    layout: "Layout"
    sheet: Sheet
    where: str


def check_file(
    folder: Path, register: str, path: Path, by: str = "", *, step: Step = quietly
) -> "tuple[Sent, Checked]":
    """Say what a file would do, and do nothing: new, changed, unchanged and rejected rows.

    Parameters
    ----------
    step : callable
        Told how far the work is: done, of how many (0: unknown), and what is being done, in Chinese.
        What it raises stops the work, and nothing is changed; so for the other verbs here.

    Raises
    ------
    NotFound, BadInput
        For a missing file, an unknown register, an unreadable file, or faults of structure.
    CannotFinish
        When the database or the disk stopped the work.
    """
    open_bureau(folder)
    from django.db import transaction

    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions.checking import check_rows

    with told_in_words():
        person = acting_person(by)
        sent = open_sent(register, path, memo=_Memo(folder, path), step=step)
        with transaction.atomic():
            checked = check_rows(sent.layout, sent.sheet, sent.where, person, step=step)
            transaction.set_rollback(True)
    return sent, checked


def run_file(folder: Path, register: str, path: Path, by: str = "", *, step: Step = quietly) -> "Batch":
    """Take a file in as a whole, and keep the file by its hash; or change nothing."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions import run_import

    with told_in_words():
        person = acting_person(by)
        memo = _Memo(folder, path)
        sent = open_sent(register, path, memo=memo, step=step)
        digest = _digest(path)
        _keep(folder, path, digest)
        batch, _ = run_import(
            layout=sent.layout,
            rows=sent.sheet,
            where=sent.where,
            file_name=path.name,
            file_sha256=digest,
            by=person,
            at=datetime.now(CHINA),
            step=step,
        )
    memo.throw_away()
    return batch


def list_batches(folder: Path, by: str = "") -> "list[Batch]":
    """What was taken in, the latest first, within what the person may see."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.queries import latest_batches

    return list(latest_batches(acting_person(by)))


def undo_batch(
    folder: Path, number: int | None = None, by: str = "", *, step: Step = quietly
) -> "tuple[Batch, Undone]":
    """Take a batch back; without a number the latest one that stands."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions import undo_import
    from xuezheng.records.intake.queries import find_batch

    with told_in_words():
        person = acting_person(by)
        batch = find_batch(person, number)
        if batch is None:
            what = f"没有第 {number} 批导入" if number else "没有可以撤销的导入"
            raise NotFound(f"{what}。可能不属于您的机构。请用 xuezheng import list 查看。")
        return batch, undo_import(batch=batch, by=person, at=datetime.now(CHINA), step=step)


def kept_file(folder: Path, batch: "Batch") -> bytes:
    """The file of a batch as it was sent in.

    Raises
    ------
    NotFound
        When it is no longer there.
    """
    from xuezheng.records.sealing import open_file

    found = list((folder / "imports").glob(f"{batch.file_sha256}.*"))
    if not found:
        raise NotFound(f"第 {batch.pk} 批的原文件 {batch.file_name} 已不在。它可能被移走。请从备份取回。")
    return open_file(found[0])


def open_sent(register: str, path: Path, *, memo: "_Memo | None" = None, step: Step = quietly) -> Sent:
    """Read a file and choose the sheet that holds the data: the one named after the layout, else the first."""
    from xuezheng.records.intake.forms.layouts import layout_of

    layout = layout_of(register)
    read = read_sheets(path, memo=memo, seen=lambda n_rows: step(n_rows, 0, "读取文件"))
    sheets = [sheet for sheet in read if sheet.n_rows]
    named = [sheet for sheet in sheets if sheet.name == layout.title]
    sheet = (named or sheets)[0]
    alone = len(sheets) == 1 and path.suffix.lower() in (".csv", ".txt")
    return Sent(path, layout, sheet, path.name + " " if alone else f"{path.name} 表“{sheet.name}”")


class _Memo:
    """Where a try leaves what it read, sealed, for the import that follows; after a day it is thrown away."""

    def __init__(self, folder: Path, path: Path) -> None:
        place = _place(folder)
        for old in place.glob(".read-*"):
            if old.stat().st_mtime < time.time() - MEMO_SECONDS:
                old.unlink(missing_ok=True)
        self._file = place / f".read-{_digest(path) if path.is_file() else 'none'}"

    def take(self) -> bytes | None:
        """What a try read of this very file."""
        from xuezheng.records.sealing import open_file

        try:
            return open_file(self._file) if self._file.is_file() else None
        except Tampered:  # the file itself is there to be read
            return None

    def put(self, said: bytes) -> None:
        """Leave it; a full disk is no reason to stop a try."""
        from xuezheng.records.sealing import seal_bytes

        half = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(seal_bytes(said))
            half.rename(self._file)
        except OSError:
            half.unlink(missing_ok=True)

    def throw_away(self) -> None:
        """It has served."""
        self._file.unlink(missing_ok=True)


@contextmanager
def told_in_words() -> Iterator[None]:
    """What the database or the disk refuses becomes a sentence; the transaction has left everything as it was."""
    from django.db import Error

    from xuezheng.records.postgresql import in_words

    try:
        yield
    except Error as error:
        cause = error.__cause__ or error
        told = in_words(cause)
        if told is None:
            for pattern, why, what_now in _SQLITE:
                if pattern in str(cause):
                    told = CannotFinish(f"{why}没有保存任何内容，原有记录不变。{what_now}")
        raise (told or error) from None
    except OSError as error:
        if error.errno not in _DISK:
            raise
        why, what_now = _DISK[error.errno]
        raise CannotFinish(f"{why}没有保存任何内容，原有记录不变。{what_now}") from None


_FULL = ("磁盘已满。", "请腾出空间后重新运行。")
_BROKEN = ("磁盘读写出错。", "请检查磁盘后重新运行。")
_DISK = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL, errno.EIO: _BROKEN}
#: What SQLite says, what it means, and what to do now.
_SQLITE = (
    ("disk is full", *_FULL),
    ("disk I/O error", *_BROKEN),
    ("is locked", "别人正在写同一部分记录，等待超时。", "请等对方结束后重新运行。"),
    ("readonly database", "记录文件是只读的。", "请检查文件权限后重新运行。"),
    ("unable to open database file", "打不开记录文件。", "请检查文件夹是否还在、权限是否足够。"),
    ("malformed", "记录文件已损坏。", "请从备份恢复。"),
)


def _place(folder: Path) -> Path:
    place = folder / "imports"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def keep_sent(folder: Path, path: Path) -> str:
    """Keep a file as it was sent; gives its hash."""
    digest = _digest(path)
    _keep(folder, path, digest)
    return digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(folder: Path, path: Path, digest: str) -> None:
    """Keep the file as it was sent, sealed and named by its hash: written whole or not at all."""
    from xuezheng.records.sealing import seal_file

    kept = _place(folder) / f"{digest}{path.suffix.lower()}"
    if not kept.exists():
        seal_file(path, kept)
