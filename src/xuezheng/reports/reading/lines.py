"""Lines of the input with their places, without what a web page left around the text."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

#: Characters that show nothing and are left out of joined text.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_CHROME = re.compile(
    r"VIP\S{0,6}|\d+\+|[\d.]+[KMG]B?|\d+页|海报|侵权投诉|举报|分享|收藏|点赞|下载(本文|文档)?|打印(本页)?|"
    r"关闭(窗口)?|摘要[::：]?|展开(全文|更多)?[>》﹀∨]*|收起(全文)?[<《︿∧]*|\d{4}-\d{1,2}-\d{1,2}([\d:]+)?|"
    r"(浏览|阅读|点击)(次数|量|数)?[::：]?\d*次?|(上传|作者|来源|编辑)[::：]\S{0,20}|(上|下)一篇[::：]?\S{0,30}|"
    r"[-—–－·]\d{1,3}[-—–－·]|第\d{1,3}页(共\d{1,3}页)?|共\d{1,3}页|\d{1,3}/\d{1,3}|返回(顶部|目录)|字体[::：]?大?中?小?"
)
_SHORTEST_COPY = 20
_OPENING_LINES = 8
_TITLE_WITHIN = 15


@dataclass(frozen=True)
class Line:
    """A line without the spaces around it; `start` is the offset of its first character."""

    number: int
    text: str
    start: int
    indent: int
    after_gap: bool = False
    width: int = 0

    @property
    def squeezed(self) -> str:
        """The line without any spaces."""
        return squeeze(self.text)


def squeeze(text: str) -> str:
    """Leave out spaces and invisible characters."""
    return "".join(c for c in text if not is_space(c))


def is_space(character: str) -> bool:
    """Whether a character shows nothing."""
    return character.isspace() or character in INVISIBLE


def lines_of(text: str) -> list[Line]:
    """Every line that shows something; `after_gap` says a blank line stood before it."""
    lines: list[Line] = []
    last = -2
    for number, (start, raw) in enumerate(_numbered(text)):
        shown = raw.rstrip()
        first = next((at for at, c in enumerate(shown) if not is_space(c)), None)
        if first is None:
            continue
        lines.append(
            Line(
                number,
                shown[first:],
                start + first,
                _width(shown[:first]),
                number > last + 1,
                _width(shown[first:]),
            )
        )
        last = number
    return lines


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Start and words of every line, blank ones too."""
    at = 0
    for piece in text.splitlines(keepends=True):
        found = _LINE.match(piece)
        yield at, found[0] if found else ""
        at += len(piece)


def _width(text: str) -> int:
    """Cells a text takes on a page: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" or c == "\t" else 1 for c in text)


def without_chrome(
    lines: Sequence[Line], keep: Container[int] = frozenset()
) -> tuple[list[Line], tuple[str, ...]]:
    """Leave out what the web page added, and say what was left out; lines to keep are given by number."""
    kept = [line for line in lines if line.number in keep or not _CHROME.fullmatch(line.squeezed)]
    warnings: list[str] = []
    n_chrome = len(lines) - len(kept)
    if n_chrome:
        warnings.append(f"略去网页残留文字 {n_chrome} 行。")
    kept = _from_last_title(kept)
    copied = _second_copy(kept)
    if copied is not None:
        warnings.append("文末有开头部分的重复，已略去。")
        kept = kept[:copied]
    return _with_gaps(kept), tuple(warnings)


def _from_last_title(kept: list[Line]) -> list[Line]:
    """A page shows the title above its buttons and again above the text."""
    if len(kept) < 2 or kept[0].squeezed != kept[1].squeezed:
        return kept
    return kept[1:] if kept[1].number - kept[0].number <= _TITLE_WITHIN else kept


def _second_copy(lines: Sequence[Line]) -> int | None:
    """Where a repetition of the opening begins that fills the rest of the text.

    It is cut short by an ellipsis, or begins with the title: a closing paragraph may well say
    again what an opening one said.
    """
    words = [line.squeezed for line in lines]
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    whole = "".join(words)
    is_cut = whole.endswith(("...", "…"))
    openings = range(min(_OPENING_LINES, len(words))) if is_cut else range(1)
    for at in range(1, len(words)):
        if len(whole) - starts[at] < _SHORTEST_COPY:
            return None
        head = whole[starts[at] : starts[at] + _SHORTEST_COPY]
        like = [opening for opening in openings if opening < at and whole.startswith(head, starts[opening])]
        tail = whole[starts[at] :].rstrip(".…") if like else ""
        if any(whole.startswith(tail, starts[opening]) for opening in like):
            return at if is_cut or len(tail) > starts[1] else None
    return None


def _with_gaps(lines: Sequence[Line]) -> list[Line]:
    """After chrome is gone, lines that stood apart by it stand apart by a gap."""
    return [
        replace(line, after_gap=line.after_gap or (at > 0 and line.number > lines[at - 1].number + 1))
        for at, line in enumerate(lines)
    ]
