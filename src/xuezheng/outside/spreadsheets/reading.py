"""Read a spreadsheet or csv file as columns of plain cells; a file that cannot be read is told in a sentence."""

import json
import subprocess
import sys
import threading
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from xuezheng.errors import BadInput, NotFound
from xuezheng.outside.spreadsheets.child import NOT_TEXT

if TYPE_CHECKING:
    import numpy as np

SECONDS = 300
#: Of an xlsx or ods file: its parts unpacked, how far one may be packed, how many there may be.
MOST_BYTES, MOST_RATIO, MOST_PARTS = 1 << 30, 200, 2000
#: A file this small may be packed as tightly as it likes.
SMALL_PART = 10 << 20
KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")
_SAVE_AGAIN = "请用 WPS 或 Excel 打开，另存为新的 xlsx 或 csv。"


@dataclass(frozen=True)
class Cells:
    """A column: what its cells say, and of each row the place of its cell among these."""

    values: list[Any]
    codes: "np.ndarray[Any, Any]"


@dataclass(frozen=True)
class Sheet:
    """One sheet by its columns, from its first row to its last filled one."""

    name: str
    n_rows: int = 0
    columns: list[Cells] = field(default_factory=list)

    @cached_property
    def rows(self) -> list[list[Any]]:
        """`rows[i]` is row i + 1 as a person counts, its cells as long as the row goes."""
        rows = [
            list(row)
            for row in zip(*([c.values[n] for n in c.codes.tolist()] for c in self.columns), strict=True)
        ]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        return rows


class Memo(Protocol):
    """Where what was read of a file is put down, for whoever reads this very file again."""

    def take(self) -> bytes | None:
        """What was put down; None if nothing was."""

    def put(self, said: bytes) -> None:
        """Put it down."""


def read_sheets(
    path: Path, *, memo: Memo | None = None, seen: Callable[[int], None] = lambda n_rows: None
) -> list[Sheet]:
    """Read the visible sheets of a file.

    Parameters
    ----------
    path : Path
        xlsx, xlsm (macros are not run), xls, ods, or csv in UTF-8, UTF-16 or GB18030.
    memo : Memo, optional
        Where what was read is put down, for whoever reads this very file again; taken up if it is there.
    seen : callable
        Told the number of rows read so far; what it raises ends the reading.

    Raises
    ------
    NotFound
        When there is no such file.
    BadInput
        When its kind is not known, or it is damaged, encrypted, or takes too much memory or time.

    Notes
    -----
    Reading happens in a child process with 2 GiB of memory and 120 s of processor time. Formulas give
    the value they had when the file was saved. Empty rows stay, so that row numbers are those of the file.
    """
    if not path.is_file():
        raise NotFound(f"找不到文件 {path}。请检查路径。")
    if path.suffix.lower() not in KINDS:
        raise BadInput(f"{path.name} 的扩展名是“{path.suffix}”。只能读 xlsx、xls、ods、csv。{_SAVE_AGAIN}")
    if not path.stat().st_size:
        raise BadInput(f"{path.name} 是空文件。没有可读的内容。请核对是否选错了文件。")
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        _expect_decent_zip(path)
    known = memo.take() if memo is not None else None
    if known is not None:
        return _taken(known.splitlines(), seen)
    sheets = _sheets(path, memo, seen)
    if not any(sheet.n_rows for sheet in sheets):
        raise BadInput(f"{path.name} 里没有填写任何内容。请核对是否选错了文件。")
    return sheets


def _expect_decent_zip(path: Path) -> None:
    """Look at the list of parts before anything is unpacked."""
    if path.read_bytes()[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadInput(f"{path.name} 有密码，或其实是旧的 xls 格式。请去掉密码，{_SAVE_AGAIN[1:]}")
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BadInput(f"{path.name} 已损坏，或只是改了扩展名。{_SAVE_AGAIN}") from None
    bombs = [
        p for p in parts if p.file_size > SMALL_PART and p.file_size > MOST_RATIO * max(1, p.compress_size)
    ]
    too_large = sum(p.file_size for p in parts) > MOST_BYTES or len(parts) > MOST_PARTS
    odd = [p for p in parts if p.filename.startswith("/") or ".." in p.filename.split("/")]
    if bombs or too_large or odd:
        raise BadInput(f"{path.name} 解开后过大，或内部结构异常，未读取。{_SAVE_AGAIN}")


def _sheets(path: Path, memo: Memo | None, seen: Callable[[int], None]) -> list[Sheet]:
    """What the child prints, taken in while it goes on reading."""
    sheets: list[Sheet] = []
    said: list[bytes] = []
    line = [sys.executable, "-m", "xuezheng.outside.spreadsheets.child", str(path)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
        clock = threading.Timer(SECONDS, child.kill)
        clock.start()
        try:
            lines = child.stdout or ()
            sheets = _taken(_noted(lines, said) if memo is not None else lines, seen)
            code = child.wait()
        except ValueError:  # it died in the middle of a line
            code = child.wait() or 1
        except BaseException:
            child.kill()
            raise
        finally:
            clock.cancel()
    if code == NOT_TEXT:
        raise BadInput(f"{path.name} 的文字编码、列数或格数异常，未读取。{_SAVE_AGAIN}")
    if code:
        raise BadInput(f"{path.name} 无法读取：文件损坏、加密或过大。{_SAVE_AGAIN}")
    if memo is not None:
        memo.put(b"".join(said))
    return sheets


def _noted(lines: Iterable[bytes], said: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        said.append(line)
        yield line


def _taken(lines: Iterable[bytes], seen: Callable[[int], None]) -> list[Sheet]:
    heads: list[dict[str, Any]] = []
    parts: list[list[dict[str, Any]]] = []
    n_rows = 0
    for said in map(json.loads, lines):
        if "sheet" in said:
            heads.append(said)
            parts.append([])
        else:
            parts[-1].append(said)
            n_rows += said["rows"]
            seen(n_rows)
    return [_sheet(head, some) for head, some in zip(heads, parts, strict=True)]


def _sheet(head: dict[str, Any], parts: list[dict[str, Any]]) -> Sheet:
    n_rows = sum(part["rows"] for part in parts)
    width = max((len(part["columns"]) for part in parts), default=0)
    columns = [_column(parts, place, n_rows) for place in range(-head["left"], width)]
    return Sheet(head["sheet"], n_rows, columns)


def _column(parts: list[dict[str, Any]], place: int, n_rows: int) -> Cells:
    """A column out of its parts; where a part does not go so far, its cells are empty."""
    import numpy as np

    values: list[Any] = []
    codes = np.zeros(n_rows, np.int32)
    start = 0
    for part in parts:
        here = codes[start : start + part["rows"]]
        there = 0 <= place < len(part["columns"])
        distinct, places = part["columns"][place] if there else ([None], "")
        if places:
            here[:] = np.frombuffer(b64decode(places), np.uint16)
        elif len(distinct) > 1:
            here[:] = np.arange(len(here))
        here += len(values)
        values += distinct
        start += part["rows"]
    return Cells(values, codes)
