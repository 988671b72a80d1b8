"""From a file to its text, whatever it was saved as."""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from xuezheng.errors import BadInput, NotFound
from xuezheng.reports.shapes import Cell

#: A year's speech has about ten thousand characters; the longest report a hundred thousand.
LONGEST_TEXT = 500_000
LARGEST_FILE = 20_000_000

_OLE, _PDF, _ZIP, _RTF = b"\xd0\xcf\x11\xe0", b"%PDF", b"PK\x03\x04", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAIN_CONTROLS = "\t\n\r\f\v\x1c\x1d\x1e\x85"
_MOST_JUNK = 0.02
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file; a docx also says which lines its styles make headings or the title.

    `levels` and `cells` are by the number of the line; `notes` say how the file was read.

    Every line of a docx is a paragraph of its own; in a text file a line may end in mid-word.
    """

    text: str
    is_docx: bool = False
    levels: Mapping[int, int] = field(default_factory=dict)
    cells: Mapping[int, Cell] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def decode(path: Path) -> Decoded:
    """Read a file's text: UTF-8, UTF-16 with its mark, GB18030, or docx."""
    data = _bytes_of(path)
    _must_be_readable(data, path)
    if data.startswith(_ZIP) or path.suffix.lower() == ".docx":
        from xuezheng.reports.reading.documents import decode_docx

        decoded = decode_docx(path)
    else:
        decoded = decode_bytes(data, str(path))
    must_be_of_use(decoded.text, str(path))
    return decoded


def decode_bytes(data: bytes, source: str) -> Decoded:
    """Text that came without a file name: UTF-8, UTF-16 with its mark, or GB18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decoded_as(data.removeprefix(mark), (encoding,), source))
    return Decoded(_decoded_as(data, ("utf-8", "gb18030"), source))


def decode_stream(stream: BinaryIO) -> Decoded:
    """Text from a stream, of which no more is read than a file may hold."""
    source = "粘贴的文字"
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadInput(
            f"{source}超过 {LARGEST_FILE // 1_000_000} MB 的上限。一篇讲话或报告不会这么大。请检查粘贴的内容。"
        )
    _must_be_readable(data, source)
    if data.startswith(_ZIP):
        raise BadInput(f"{source}是 docx 一类的文件，不是文字。标准输入只接受文字。请直接给出文件名。")
    return decode_bytes(data, source)


def _must_be_readable(data: bytes, path: Path | str) -> None:
    """Refuse what is neither text nor docx, each kind in its own words."""
    if data.startswith(_OLE) and _LOCKED in data:
        raise BadInput(
            f"{path} 设有打开密码，无法读取。密码文档须先解密。请在 Word 或 WPS 中去掉密码，另存为 .docx 后重试。"
        )
    if data.startswith(_OLE):
        raise BadInput(
            f"{path} 是旧版 .doc 或 .wps 文件，无法直接读取。请用 WPS 或 Word 另存为 .docx 后重试。"
        )
    if data.startswith(_PDF):
        raise BadInput(f"{path} 是 PDF 文件，无法直接读取。请把文字另存为 .txt 或 .docx 后重试。")
    if data.startswith(_RTF):
        raise BadInput(
            f"{path} 是 RTF 文件，无法直接读取。这里只读 .txt 和 .docx。请用 WPS 或 Word 另存为 .docx 后重试。"
        )
    if _PAGE.match(data):
        raise BadInput(
            f"{path} 是网页或 XML 文件，其中的标记不是正文。请在浏览器中复制正文，存为 .txt 后重试。"
        )


def must_be_of_use(text: str, source: str) -> None:
    """Refuse a text that is empty, far too long, or no writing at all."""
    if not text.strip():
        raise BadInput(f"{source} 中没有文字。讲话或报告须有正文。请换一个文件。")
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            f"{source} 有 {len(text)} 字，超过 {LONGEST_TEXT} 字的上限。一篇讲话或报告不会这么长。请检查文件是否拿错。"
        )
    if _junk(text) > _MOST_JUNK:
        raise _not_text(source)
    if not _HAN.search(text) and any(c.isalpha() for c in text):
        raise BadInput(
            f"{source} 中没有汉字，可能是其他语言的文本。这里只读中文的讲话或报告。请换成中文文本后重试。"
        )


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise NotFound(f"没有找到文件 {path}。可能是路径写错或文件已移走。请检查路径。")
    if not path.is_file():
        raise BadInput(f"{path} 不是文件。这里要读的是一篇讲话或报告。请给出 .txt 或 .docx 文件。")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise BadInput(
            f"{path} 有 {size // 1_000_000} MB，超过 {LARGEST_FILE // 1_000_000} MB 的上限。"
            "一篇讲话或报告不会这么大。请检查文件是否拿错。"
        )
    try:
        return path.read_bytes()
    except PermissionError:
        raise BadInput(f"没有权限读取 {path}。请向文件的所有者要读取权限。") from None


def _decoded_as(data: bytes, encodings: tuple[str, ...], source: str) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text(source)


def _not_text(source: str) -> BadInput:
    return BadInput(
        f"{source} 不是文本文件，读出来是乱码。只能读 UTF-8 或 GB18030 编码的 .txt 和 .docx。请另存为其中一种后重试。"
    )


def _junk(text: str) -> float:
    """Share of characters that no writing has: controls, private and unassigned ones."""
    odd = sum(unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") and c not in _PLAIN_CONTROLS for c in text)
    return (odd + text.count("\ufffd")) / len(text)
