"""The list of a draw: one pseudonymous code for each child, and the groups bound together."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from xuezheng.allocation.draw.canonical import list_bytes
from xuezheng.allocation.tables import cell_text
from xuezheng.errors import BadInput, Fault, NotFound

LONGEST = 64
IDENTITY_NUMBER = re.compile(r"[1-9][0-9]{16}[0-9Xx]", re.ASCII)
SHOWN = 50


def read_codes(path: Path | str, *, column: str = "code") -> list[str]:
    """Read the codes of a list: a txt file, one a line, or a column of a csv, xlsx or parquet table.

    Returns
    -------
    list of str
        Sorted by code point, as the canonical list has them.

    Raises
    ------
    BadInput
        With all faults: empty list, codes twice, not in NFC, with blanks, like an identity number.
    """
    file = Path(path)
    if file.suffix.lower() == ".txt":
        codes = _lines(file)
    else:
        from xuezheng.allocation.tables import read_table

        codes = list(read_table(file, needs=(column,)).columns[column])
    refuse(code_faults(codes, file.name), f"名单 {file.name} 不能用来抽签")
    return sorted(codes)


def _lines(file: Path) -> list[str]:
    if not file.is_file():
        raise NotFound(f"找不到名单 {file}。请检查路径。")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"名单 {file.name} 不是 UTF-8 文本。规范名单只用 UTF-8。请另存为 UTF-8。") from None
    lines = text.removesuffix("\n").split("\n") if text else []
    return [line.removesuffix("\r") for line in lines]


def code_faults(codes: Sequence[str], where: str) -> list[Fault]:
    """Every fault of a list of codes, each with its line."""
    if not codes:
        return [Fault("名单是空的。", where, "请至少放入一个编号。")]
    faults = [
        Fault(f"编号“{code}”{problem}。", f"{where} 第 {i} 个", "请改正后重新公示名单。")
        for i, code in enumerate(codes, start=1)
        if (problem := code_problem(code))
    ]
    faults += [
        Fault(f"编号“{code}”出现了 {count} 次。", where, "每个孩子只能有一个编号。请删去重复的。")
        for code, count in sorted(Counter(codes).items())
        if count > 1
    ]
    return faults


def code_problem(code: str) -> str:
    """What keeps a text from being a code, in Chinese; empty when nothing does."""
    if not code:
        return "是空的"
    if len(code) > LONGEST:
        return f"有 {len(code)} 个字符，最多 {LONGEST} 个"
    if not unicodedata.is_normalized("NFC", code):
        return "不是 Unicode NFC 形式，看上去相同的字会被当成两个"
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp") for letter in code):
        return "含有空格、不可见字符或私用区字符"
    if code[0] in "=+-@＝＋－＠":
        return f"以“{code[0]}”开头，电子表格会把它当成公式"
    if cell_text(code) != code:
        return "像末尾带零的小数，电子表格会改写它"
    if IDENTITY_NUMBER.fullmatch(code):
        return "像身份证号，名单要公开，不得含有个人信息"
    return ""


def read_groups(path: Path | str, codes: Iterable[str]) -> list[tuple[str, ...]]:
    """Read the groups bound together (twins): a table with the columns `pupil` and `group`.

    Returns
    -------
    list of tuple of str
        Each group sorted; the groups in order of their first code.

    Raises
    ------
    BadInput
        With all faults: unknown codes, a code in two groups, a group of one.
    """
    from xuezheng.allocation.tables import read_table

    file = Path(path)
    table = read_table(file, needs=("pupil", "group"))
    bound: dict[str, list[str]] = {}
    for pupil, group in zip(table.columns["pupil"], table.columns["group"], strict=True):
        bound.setdefault(group, []).append(pupil)
    groups = sorted(tuple(sorted(members)) for members in bound.values())
    refuse(group_faults(groups, codes, file.name), f"捆绑名单 {file.name} 不能使用")
    return groups


def group_faults(groups: Sequence[Sequence[str]], codes: Iterable[str], where: str) -> list[Fault]:
    """Every fault of the groups."""
    known = set(codes)
    members = [code for group in groups for code in group]
    faults = [
        Fault(f"编号“{code}”不在抽签名单里。", where, "请改正编号或把它加入名单。")
        for code in sorted(set(members) - known)
    ]
    faults += [
        Fault(f"编号“{code}”在捆绑名单中出现了 {n} 次。", where, "一个孩子只能属于一组。")
        for code, n in sorted(Counter(members).items())
        if n > 1
    ]
    faults += [
        Fault(f"编号“{group[0]}”单独成组。", where, "捆绑的一组至少两人。请补上同组的人或删去它。")
        for group in groups
        if len(group) == 1
    ]
    return faults


def groups_bytes(groups: Iterable[Sequence[str]]) -> bytes:
    """The canonical groups: a group a line, its codes sorted and parted by one blank, lines sorted."""
    return list_bytes(" ".join(sorted(group)) for group in groups)


def groups_from(raw: bytes) -> list[tuple[str, ...]]:
    """The groups of canonical bytes."""
    return [tuple(line.split(" ")) for line in raw.decode("utf-8").splitlines()]


def refuse(faults: Sequence[Fault], sentence: str) -> None:
    """Stop with all faults, if there are any."""
    if faults:
        more = f"，只列前 {SHOWN} 处" if len(faults) > SHOWN else ""
        raise BadInput(f"{sentence}：共 {len(faults)} 处错误{more}。", faults=faults[:SHOWN])
