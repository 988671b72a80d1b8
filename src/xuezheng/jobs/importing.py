"""Take a clerk's spreadsheet into a bureau's records: try, take in, list, take back."""

import hashlib
import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from xuezheng.errors import NotFound
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


@dataclass(frozen=True)
class Sent:
    """A file as it was sent in: its layout, the sheet with the data, how faults name it."""

    path: Path
    layout: "Layout"
    sheet: Sheet
    where: str


def check_file(folder: Path, register: str, path: Path, by: str = "") -> "tuple[Sent, Checked]":
    """Say what a file would do, and do nothing: new, changed, unchanged and rejected rows.

    Raises
    ------
    NotFound, BadInput
        For a missing file, an unknown register, an unreadable file, or faults of structure.
    """
    open_bureau(folder)
    from django.db import transaction

    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions.checking import check_rows

    person = acting_person(by)
    sent = open_sent(register, path, memo=_memo(folder, path))
    with transaction.atomic():
        checked = check_rows(sent.layout, sent.sheet, sent.where, person)
        transaction.set_rollback(True)
    return sent, checked


def run_file(folder: Path, register: str, path: Path, by: str = "") -> "Batch":
    """Take a file in as a whole, and keep the file by its hash; or change nothing."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions import run_import

    person = acting_person(by)
    memo = _memo(folder, path)
    sent = open_sent(register, path, memo=memo)
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
    )
    memo.unlink(missing_ok=True)
    return batch


def list_batches(folder: Path, by: str = "") -> "list[Batch]":
    """What was taken in, the latest first, within what the person may see."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.queries import latest_batches

    return list(latest_batches(acting_person(by)))


def undo_batch(folder: Path, number: int | None = None, by: str = "") -> "tuple[Batch, Undone]":
    """Take a batch back; without a number the latest one that stands."""
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions import undo_import
    from xuezheng.records.intake.queries import find_batch

    person = acting_person(by)
    batch = find_batch(person, number)
    if batch is None:
        what = f"没有第 {number} 批导入" if number else "没有可以撤销的导入"
        raise NotFound(f"{what}。可能不属于您的机构。请用 xuezheng import list 查看。")
    return batch, undo_import(batch=batch, by=person, at=datetime.now(CHINA))


def open_sent(register: str, path: Path, *, memo: Path | None = None) -> Sent:
    """Read a file and choose the sheet that holds the data: the one named after the layout, else the first."""
    from xuezheng.records.intake.forms.layouts import layout_of

    layout = layout_of(register)
    sheets = [sheet for sheet in read_sheets(path, memo=memo) if sheet.n_rows]
    named = [sheet for sheet in sheets if sheet.name == layout.title]
    sheet = (named or sheets)[0]
    alone = len(sheets) == 1 and path.suffix.lower() in (".csv", ".txt")
    return Sent(path, layout, sheet, path.name + " " if alone else f"{path.name} 表“{sheet.name}”")


def _memo(folder: Path, path: Path) -> Path:
    """Where a try leaves what it read for the import that follows; what nobody took up in a day is thrown away."""
    place = folder / "imports"
    place.mkdir(mode=0o700, exist_ok=True)
    for old in place.glob(".read-*"):
        if old.stat().st_mtime < time.time() - MEMO_SECONDS:
            old.unlink(missing_ok=True)
    return place / f".read-{_digest(path) if path.is_file() else 'none'}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(folder: Path, path: Path, digest: str) -> Path:
    """Keep the file as it was sent, named by its hash: written whole or not at all."""
    place = folder / "imports"
    place.mkdir(mode=0o700, exist_ok=True)
    kept = place / f"{digest}{path.suffix.lower()}"
    if not kept.exists():
        half = place / f".{digest}.{os.getpid()}.tmp"
        try:
            shutil.copyfile(path, half)
            half.chmod(0o600)
            half.rename(kept)
        finally:
            half.unlink(missing_ok=True)
    return kept
