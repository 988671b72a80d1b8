"""From what stands in a cell to what the register keeps; every refusal says what would be right.

Equal cells of a column are read once, for most columns of a register hold few values.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from xuezheng.records.intake.forms.layouts import Column

#: Numbers beyond this have lost digits in a spreadsheet (fifteen are kept).
EXACT = 10**15
YES = {"是": True, "有": True, "√": True, "y": True, "yes": True, "true": True, "1": True}
NO = {"否": False, "无": False, "×": False, "n": False, "no": False, "false": False, "0": False}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00)?)?")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True)
class CellFault:
    """One cell that cannot be kept. `heading` is empty for a fault of the whole row."""

    row: int
    heading: str
    value: str
    what: str
    remedy: str


class Unreadable(Exception):
    """What is wrong with a cell, and what would be right."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.said = what, remedy


#: How a cell that is a date, or an error, begins; every other text is text.
DATE, ERROR = "\0d", "\0e"
#: A spreadsheet's cell: text, a number or nothing.
Cell = str | float | None
Reader = Callable[[Cell], Any]


#: Text that is kept as it stands: a code in plain letters and digits, a name in plain characters.
_PLAIN_CODE = re.compile(r"(?!\d[eE]\d+$)[0-9A-Za-z_][0-9A-Za-z_\-]*")
_PLAIN_NAME = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff\u00b7]*")


def read_column(
    column: Column, cells: Sequence[Cell], known: Mapping[str, str] | None
) -> tuple[list[Any], dict[int, Unreadable]]:
    """Read cells into what is stored; of those that cannot be kept, by their place, what is wrong.

    Parameters
    ----------
    known : mapping of str to str, optional
        For a link: what may be written (a code or a name) and the code it means. None when the
        other register is too long to hold; then the text is kept and looked up later.
    """
    read = _READERS[column.kind](column, known)
    if column.kind == "text" or (column.kind == "link" and known is None):
        plain = (_PLAIN_CODE if _is_code(column) else _PLAIN_NAME).fullmatch
        longest = getattr(column.field, "max_length", None) or 255
        values = [
            cell
            if cell.__class__ is str and len(cell) <= longest and plain(cell)
            else _value(column, read, cell)
            for cell in cells
        ]
    else:
        values = [_value(column, read, cell) for cell in cells]
    wrong = {place: value for place, value in enumerate(values) if value.__class__ is Unreadable}
    for place in wrong:
        values[place] = None
    return values, wrong


def shown(cell: Any) -> str:
    """A cell, or a stored value, as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, str):
        return cell[2:] if cell[:2] in (DATE, ERROR) else cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return str(cell)


def _value(column: Column, read: Reader, cell: Cell) -> Any:
    """What is stored, or what is wrong with it."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return _empty(column)
    if isinstance(cell, str) and cell[:2] == ERROR:
        return Unreadable(f"这一格是错误值 {shown(cell)}。", "请改为实际的值。")
    try:
        return read(cell)
    except Unreadable as wrong:
        return wrong


def _empty(column: Column) -> Any:
    of = column.field
    if column.is_required:
        return Unreadable(f"“{column.heading}”没有填写。", "此项必填。")
    if of.has_default():
        return of.get_default()
    return None if of.null else ""


def _text_of(cell: Cell, *, is_code: bool) -> str:
    if isinstance(cell, int | float):
        if abs(cell) >= EXACT:
            raise Unreadable("号码被当作数值存放，末几位已丢失。", "请把该列设为文本格式，重新填写完整号码。")
        if float(cell) != int(cell):
            return repr(cell)
        return str(int(cell))
    text = " ".join(shown(cell).split())
    if is_code:
        text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).replace(" ", "")
        if _SCIENTIFIC.fullmatch(text):
            raise Unreadable("号码成了科学记数法，末几位已丢失。", "请把该列设为文本格式，重新填写完整号码。")
        return text
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _text(column: Column, known: Mapping[str, str] | None) -> Reader:
    longest = column.field.max_length
    is_code = _is_code(column)

    def read(cell: Cell) -> str:
        text = _text_of(cell, is_code=is_code)
        if longest and len(text) > longest:
            raise Unreadable(f"有 {len(text)} 个字，最多 {longest} 个。", "请缩短。")
        if text[:1] in "=+@\t" and text[1:2].isalpha():
            raise Unreadable("像是公式。", "请填写公式算出的值。")
        return text

    return read


def _is_code(column: Column) -> bool:
    return column.kind == "link" or column.heading.endswith(("码", "号", "电话")) or column.name == "code"


def _choice(column: Column, known: Mapping[str, str] | None) -> Reader:
    def read(cell: Cell) -> str:
        text = _text_of(cell, is_code=False)
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        for said in (text, plain):
            if said in column.choices:
                return column.field.to_python(column.choices[said])
        labels = [label for label, code in column.choices.items() if label != code] or list(column.choices)
        raise Unreadable(f"“{text}”不在选项中。", _nearest(text, labels, "可填："))

    return read


def _nearest(text: str, known: Sequence[str], otherwise: str) -> str:
    from rapidfuzz import process

    near = process.extract(text, known, limit=3, score_cutoff=60)
    if near:
        return f"是否为{'、'.join(f'“{name}”' for name, _, _ in near)}？"
    return otherwise + "、".join(known[:12]) + ("……" if len(known) > 12 else "") + "。"


def _yes_no(column: Column, known: Mapping[str, str] | None) -> Reader:
    def read(cell: Cell) -> bool:
        text = unicodedata.normalize("NFKC", shown(cell)).strip().lower()
        if text in YES or text in NO:
            return text in YES
        raise Unreadable(f"“{shown(cell)}”既不是“是”也不是“否”。", "请填“是”或“否”。")

    return read


def _number_of(cell: Cell) -> Decimal:
    if not isinstance(cell, str):
        return Decimal(repr(cell))
    text = unicodedata.normalize("NFKC", shown(cell)).strip().replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Unreadable(f"“{shown(cell).strip()}”不是数。", "请只填数字，不带单位。") from None
    if not number.is_finite():
        raise Unreadable(f"“{shown(cell).strip()}”不是数。", "请填数字。")
    return number


def _whole(column: Column, known: Mapping[str, str] | None) -> Reader:
    least = 0 if "Positive" in type(column.field).__name__ else -(2**31)
    most = 32767 if "Small" in type(column.field).__name__ else 2**31 - 1

    def read(cell: Cell) -> int:
        number = _number_of(cell)
        if number != number.to_integral_value():
            raise Unreadable(f"“{shown(cell)}”不是整数。", "请填整数。")
        if not least <= number <= most:
            raise Unreadable(f"{number} 超出范围。", f"请填 {least} 到 {most} 的整数。")
        return int(number)

    return read


def _decimal(column: Column, known: Mapping[str, str] | None) -> Reader:
    places, digits = column.field.decimal_places, column.field.max_digits
    step = Decimal(1).scaleb(-places)

    def read(cell: Cell) -> Decimal:
        number = _number_of(cell)
        if abs(number) >= Decimal(10) ** (digits - places):
            raise Unreadable(f"{number} 太大。", f"整数部分最多 {digits - places} 位；请核对单位。")
        rounded = number.quantize(step)
        # A spreadsheet keeps binary fractions: 0.1 + 0.2 is meant as 0.3, but 0.125 is not 0.13.
        if abs(rounded - number) > Decimal("1e-9") * max(Decimal(1), abs(number)):
            raise Unreadable(f"{number} 的小数多于 {places} 位。", f"请保留 {places} 位小数。")
        return rounded

    return read


def _date(column: Column, known: Mapping[str, str] | None) -> Reader:
    def read(cell: Cell) -> date:
        if isinstance(cell, str) and cell[:2] == DATE:
            return date.fromisoformat(cell[2:12])
        if isinstance(cell, int | float) and 20000 <= cell < 80000:
            raise Unreadable(f"{shown(cell)} 像是日期的序号。", "请把该列设为日期格式，或写成 2026-03-02。")
        text = unicodedata.normalize("NFKC", shown(cell)).strip()
        found = _DATE.fullmatch(text) or _EIGHT.fullmatch(text)
        if not found:
            raise Unreadable(f"“{shown(cell)}”不是日期。", "请写成 2026-03-02。")
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise Unreadable(f"日历上没有 {text} 这一天。", "请核对年月日。") from None

    return read


def _link(column: Column, known: Mapping[str, str] | None) -> Reader:
    def read(cell: Cell) -> str:
        text = _text_of(cell, is_code=False)
        if known is None:
            return _text_of(cell, is_code=True)
        for said in (text, unicodedata.normalize("NFKC", text).replace(" ", "")):
            if said in known:
                return known[said]
        raise Unreadable(
            f"登记中没有“{text}”。", _nearest(text, list(known), "请填已登记的代码或名称，例如：")
        )

    return read


_READERS: Mapping[str, Callable[[Column, Mapping[str, str] | None], Reader]] = {
    "text": _text,
    "choice": _choice,
    "yes_no": _yes_no,
    "whole": _whole,
    "decimal": _decimal,
    "date": _date,
    "link": _link,
}
