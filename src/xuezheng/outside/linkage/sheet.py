"""A list as another office sends it: its columns found under any of their names, its faults told together."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from xuezheng.errors import BadInput, Fault
from xuezheng.outside.linkage.numbers import read_number

#: What each column may be called; the first is what we call it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "学生姓名", "儿童姓名", "残疾人姓名", "家庭成员姓名", "成员姓名", "名字"),
    "number": (
        "身份证件号", "身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "身份证", "残疾证号", "残疾人证号",
    ),
    "sex": ("性别",),
    "born_on": ("出生日期", "出生年月日", "出生年月", "生日"),
    "area": ("县区", "所属县区", "县市区", "区县", "区划", "户籍县区"),
    "guardian": ("监护人", "监护人姓名", "户主", "户主姓名", "家长姓名"),
    "phone": ("监护人电话", "联系电话", "电话", "手机", "手机号码", "联系方式"),
}  # fmt: skip
#: The heading is looked for in so many rows.
_LOOKED_AT = 10
_EXACT = 10**15
_DATE_MARK, _ERROR_MARK = "\0d", "\0e"
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DATE = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?")
_EMPTY = frozenset({"", "无", "没有", "不详", "-", "—", "/", "暂无", "未知"})
_SEXES = {"男": "1", "女": "2", "1": "1", "2": "2", "男性": "1", "女性": "2"}
LONGEST_NAME = 50


@dataclass(frozen=True)
class Line:
    """One line that can be used, and its row in the file."""

    row: int
    name: str
    number: str
    sex: str
    born_on: date | None
    area: str
    guardian: str
    phone: str


@dataclass(frozen=True)
class ReadList:
    """The lines of a list, and what was not read."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def read_list(rows: Sequence[Sequence[Any]], where: str, areas: Mapping[str, str]) -> ReadList:
    """Read a list's rows.

    Parameters
    ----------
    rows : sequence of rows
        As `outside.spreadsheets` gives them.
    where : str
        The file and sheet, for faults.
    areas : mapping
        What may be written for a county (its code or name) and the code it means.

    Raises
    ------
    BadInput
        With every fault of structure, or else of every cell: columns that are missing or stand twice, names that
        are empty, numbers that lost their digits, days that are none, lines that stand twice, counties of another
        city.
    """
    at, places, notes = _heading(rows, where)
    faults: list[Fault] = []
    lines = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if any(_text(cell) for cell in row):
            lines.append(_line(number, {name: row[p] if p < len(row) else None for name, p in places.items()},
                               areas, where, faults))  # fmt: skip
    if not lines:
        raise BadInput(f"{where}表头下面没有任何一行。名单是空的。请核对是否选错了文件。")
    read = [line for line in lines if line is not None]
    faults += _twice(read, where)
    if faults:
        raise BadInput(f"{where}共 {len(lines)} 行，有 {len(faults)} 处须改，没有登记。", faults=faults)
    return ReadList(tuple(read), tuple(notes))


def _heading(rows: Sequence[Sequence[Any]], where: str) -> tuple[int, dict[str, int], list[str]]:
    """The row of headings (from 0), the place of each column, and what was passed over."""
    known = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    scores = [sum(_heard(cell) in known for cell in row) for row in rows[:_LOOKED_AT]]
    if not scores or max(scores) < 2:
        expected = "、".join(aliases[0] for aliases in COLUMNS.values())
        raise BadInput(
            f"{where}前 {_LOOKED_AT} 行中没有名单的表头。应有的列：{expected}（姓名必有，身份证件号和出生日期至少一列）。"
            "请用 xuezheng lists template 生成空表。"
        )
    at = scores.index(max(scores))
    places: dict[str, int] = {}
    faults, passed = [], []
    for place, cell in enumerate(rows[at]):
        heard = _heard(cell)
        if not heard:
            continue
        name = known.get(heard)
        if name is None:
            passed.append(heard)
        elif name in places:
            faults.append(
                Fault(
                    f"“{heard}”与前面的列都是“{COLUMNS[name][0]}”。",
                    f"{where}第 {at + 1} 行第 {place + 1} 列",
                    "请只留一列。",
                )
            )
        else:
            places[name] = place
    faults += _missing(places, passed, f"{where}第 {at + 1} 行")
    if faults:
        raise BadInput(f"{where}的表头有 {len(faults)} 处错误，没有读下去。", faults=faults)
    notes = [f"没有读取的列：{'、'.join(passed)}。"] if passed else []
    return at, places, notes


def _missing(places: Mapping[str, int], passed: Sequence[str], where: str) -> list[Fault]:
    faults = []
    if "name" not in places:
        faults.append(Fault("缺少“姓名”列。", where, _nearest("姓名", passed) or "请补上该列。"))
    if "number" not in places and "born_on" not in places:
        hint = _nearest("身份证件号", passed)
        faults.append(
            Fault("“身份证件号”和“出生日期”一列也没有。", where, hint or "至少要有其中一列，否则无从比对。")
        )
    return faults


def _nearest(wanted: str, passed: Sequence[str]) -> str:
    aliases = next(a for a in COLUMNS.values() if wanted in a)
    for heard in passed:
        if get_close_matches(heard, aliases, n=1, cutoff=0.5):
            return f"“{heard}”是否就是它？请改为“{wanted}”。"
    return ""


def _heard(cell: Any) -> str:
    return re.sub(r"[\s*:：]+|[（(].*?[）)]", "", unicodedata.normalize("NFKC", _text(cell)))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    text = str(cell)
    return text[2:] if text[:2] in (_DATE_MARK, _ERROR_MARK) else text.strip()


def _said(cell: Any) -> str:
    text = unicodedata.normalize("NFKC", _text(cell)).strip()
    return "" if text in _EMPTY else text


def _line(
    row: int, cells: Mapping[str, Any], areas: Mapping[str, str], where: str, faults: list[Fault]
) -> Line | None:
    here: list[Fault] = []

    def tell(column: str, what: str, remedy: str) -> None:
        here.append(Fault(what, f"{where}第 {row} 行“{COLUMNS[column][0]}”列", remedy))

    for column, cell in cells.items():
        if isinstance(cell, str) and cell[:2] == _ERROR_MARK:
            tell(column, f"这一格是错误值 {cell[2:]}。", "请改为实际的值。")
    name = _name(cells.get("name"), tell)
    number = _number(cells.get("number"), tell)
    line = Line(
        row=row,
        name=name,
        number=number,
        sex=_sex(cells.get("sex"), tell),
        born_on=_day(cells.get("born_on"), tell),
        area=_area(cells.get("area"), areas, tell),
        guardian=" ".join(_said(cells.get("guardian")).split())[:LONGEST_NAME],
        phone=_phone(cells.get("phone"), tell),
    )
    faults += here
    return None if here else line


def _name(cell: Any, tell: Any) -> str:
    name = " ".join(_said(cell).split())
    if not name:
        tell("name", "没有填写姓名。", "姓名必填；不是条目的行请删去。")
    elif any(character.isdigit() for character in name) or len(name) > LONGEST_NAME:
        tell("name", f"“{name[:20]}”不像姓名。", "请核对是否错列。")
    return name


def _number(cell: Any, tell: Any) -> str:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if (is_number and abs(cell) >= _EXACT) or _SCIENTIFIC.fullmatch(_said(cell)):
        tell("number", "号码被当作数值存放，末几位已丢失。", "请向来文单位要文本格式的文件，或逐个改正。")
        return ""
    text = _said(cell)
    if text and not read_number(text).text:
        tell("number", f"“{text[:24]}”不像身份证件号。", "请核对；没有号码请留空。")
        return ""
    return text.replace(" ", "").upper()[:24]


def _sex(cell: Any, tell: Any) -> str:
    text = _said(cell)
    if text and text not in _SEXES:
        tell("sex", f"“{text}”不是性别。", "请填男、女，或留空。")
    return _SEXES.get(text, "")


def _day(cell: Any, tell: Any) -> date | None:
    text = _said(cell)
    if not text:
        return None
    found = _DATE.fullmatch(text.split(" ")[0])
    if isinstance(cell, int | float) and not found:
        tell("born_on", f"{text} 像是日期的序号。", "请把该列设为日期格式，或写成 2015-03-02。")
        return None
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass  # told like any text that is no day
    tell("born_on", f"“{text}”不是日期。", "请写成 2015-03-02，或留空。")
    return None


def _area(cell: Any, areas: Mapping[str, str], tell: Any) -> str:
    text = _said(cell)
    if not text:
        return ""
    if text in areas:
        return areas[text]
    near = get_close_matches(text, list(areas), n=1, cutoff=0.6)
    tell(
        "area",
        f"本市登记中没有“{text}”。",
        f"是否为“{near[0]}”？" if near else "请核对是否为外地的名单，或留空。",
    )
    return ""


def _phone(cell: Any, tell: Any) -> str:
    text = re.sub(r"[\s\-]", "", _said(cell))
    if _SCIENTIFIC.fullmatch(text) and not text.isdigit():
        tell("phone", "电话成了科学记数法。", "请改为文本格式。")
        return ""
    return text[:20]


def _twice(lines: Sequence[Line], where: str) -> list[Fault]:
    """Lines about one person: the same number, or without numbers the same name and birthday."""
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for line in lines:
        key = (
            (read_number(line.number).text,) if line.number else (line.name, str(line.born_on), line.guardian)
        )
        if not line.number and line.born_on is None:
            continue
        if key in first:
            faults.append(
                Fault(f"“{line.name}”与第 {first[key]} 行重复。", f"{where}第 {line.row} 行", "请只留一行。")
            )
        first.setdefault(key, line.row)
    return faults
