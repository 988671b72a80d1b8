"""Last year's text as paragraphs and slots: what it says, and where a figure, year or name stands."""

from pathlib import Path
from typing import BinaryIO

from xuezheng.reports.reading.context import headings_over, item_at, sentence_at
from xuezheng.reports.reading.places import input_offset, input_span
from xuezheng.reports.reading.sections import looks_ahead
from xuezheng.reports.shapes import Document

__all__ = [
    "headings_over", "input_offset", "input_span", "item_at", "looks_ahead", "read", "read_pasted", "read_text", "sentence_at",
]  # fmt: skip


def read(path: Path) -> Document:
    """Read a speech or report from a text file or a docx.

    Offsets count characters of the decoded text: the file without its byte order mark, or the
    paragraphs of the docx joined by line ends.

    Raises
    ------
    NotFound, BadInput
        When there is no such file, it holds no text, is too large, or is neither text nor docx.
    """
    from xuezheng.reports.reading.assembling import assemble
    from xuezheng.reports.reading.decoding import decode

    return assemble(decode(Path(path)), source=str(path))


def read_pasted(stream: BinaryIO) -> Document:
    """Read what was pasted to a stream: text in UTF-8, UTF-16 with its mark, or GB18030.

    Raises
    ------
    BadInput
        When it is empty, too long, or no text.
    """
    from xuezheng.reports.reading.decoding import decode_stream

    decoded = decode_stream(stream)
    return read_text(decoded.text, "粘贴的文字")


def read_text(text: str, source: str) -> Document:
    """Read a speech or report that is already decoded; `source` is what messages call it.

    Raises
    ------
    BadInput
        When it holds no text, or is too long.
    """
    from xuezheng.reports.reading.assembling import assemble
    from xuezheng.reports.reading.decoding import Decoded, must_be_of_use

    must_be_of_use(text, source)
    return assemble(Decoded(text), source=source)
