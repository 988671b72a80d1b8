"""From a file to its text, whatever it was saved as."""

import codecs
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xuezheng.errors import BadInput, NotFound

#: A year's speech has about ten thousand characters; the longest report a hundred thousand.
LONGEST_TEXT = 500_000
LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 100_000_000

_OLE, _PDF, _ZIP = b"\xd0\xcf\x11\xe0", b"%PDF", b"PK\x03\x04"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAIN_CONTROLS = "\t\n\r\f\v\x1c\x1d\x1e\x85"
_MOST_JUNK = 0.02


@dataclass(frozen=True)
class Decoded:
    """The text of a file; a docx also says which lines its styles make headings or the title.

    Every line of a docx is a paragraph of its own; in a text file a line may end in mid-word.
    """

    text: str
    is_docx: bool = False
    levels: Mapping[int, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def decode(path: Path) -> Decoded:
    """Read a file's text: UTF-8, UTF-16 with its mark, GB18030, or docx."""
    data = _bytes_of(path)
    if data.startswith(_OLE):
        raise BadInput(
            f"{path} 是旧版 .doc 或 .wps 文件，无法直接读取。请用 WPS 或 Word 另存为 .docx 后重试。"
        )
    if data.startswith(_PDF):
        raise BadInput(f"{path} 是 PDF 文件，无法直接读取。请把文字另存为 .txt 或 .docx 后重试。")
    if data.startswith(_ZIP) or path.suffix.lower() == ".docx":
        decoded = _decode_docx(path)
    else:
        decoded = Decoded(_decode_plain(data, path))
    must_be_of_use(decoded.text, str(path))
    return decoded


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


def _decode_plain(data: bytes, path: Path) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data.removeprefix(mark), (encoding,), path)
    return _decoded_as(data, ("utf-8", "gb18030"), path)


def _decoded_as(data: bytes, encodings: tuple[str, ...], path: Path) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text(str(path))


def _not_text(source: str) -> BadInput:
    return BadInput(
        f"{source} 不是文本文件，读出来是乱码。只能读 UTF-8 或 GB18030 编码的 .txt 和 .docx。请另存为其中一种后重试。"
    )


def _junk(text: str) -> float:
    """Share of characters that no writing has: controls, private and unassigned ones."""
    odd = sum(unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") and c not in _PLAIN_CONTROLS for c in text)
    return (odd + text.count("\ufffd")) / len(text)


def _decode_docx(path: Path) -> Decoded:
    from xuezheng.reports.docx.reading_back import open_docx, paragraphs_before_appendix, words_of

    _must_unpack_small(path)
    document = open_docx(path)
    elements = list(paragraphs_before_appendix(document))
    lines = [words_of(element) for element in elements]
    style_names = {style.style_id: style.name or "" for style in document.styles}
    levels = {}
    for at, element in enumerate(elements):
        level = _level_of(style_names.get(element.style or "", ""))
        if level is not None:
            levels[at] = level
    has_tables = bool(document.tables) and "".join(lines).strip() != ""
    return Decoded(
        "\n".join(lines), is_docx=True, levels=levels, warnings=_of_tables(document) if has_tables else ()
    )


def _of_tables(document: object) -> tuple[str, ...]:
    from xuezheng.reports.docx.reading_back import tables_before_appendix

    count = sum(1 for _ in tables_before_appendix(document))
    return (f"文中有 {count} 张表格，表内文字未读入。",) if count else ()


def _level_of(style_name: str) -> int | None:
    """Level that a paragraph style gives: 0 for the title, 1 to 4 for headings."""
    name = style_name.strip().lower()
    if name in ("title", "标题"):
        return 0
    for prefix in ("heading ", "标题 "):
        number = name.removeprefix(prefix)
        if name.startswith(prefix) and number in ("1", "2", "3", "4"):
            return int(number)
    return None


def _must_unpack_small(path: Path) -> None:
    """A small zip can unpack to more than the machine holds."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError):
        return
    if size > LARGEST_UNPACKED:
        raise BadInput(
            f"{path} 解压后有 {size // 1_000_000} MB，超过 {LARGEST_UNPACKED // 1_000_000} MB 的上限。"
            "正常的讲话或报告不会这么大。请用 WPS 或 Word 另存一份后重试。"
        )
