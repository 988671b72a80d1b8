"""A bureau's own indicators: the `indicators` of a mapping file, or of `indicators.yaml` in its folder."""

import re
from collections.abc import Mapping
from pathlib import Path

from xuezheng.errors import BadInput
from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import EMPTY, FILLED, PREFIX, Condition, Form, faults_of, indicator_of
from xuezheng.reports.mapping.parsing import Entry, Faults, parse

FILE = "indicators.yaml"
_KEYS = (
    "label", "unit", "register", "year", "since", "until", "count", "sum", "where", "definition", "source",
)  # fmt: skip
_NEEDED = ("label", "unit", "register")
_CODE = re.compile(re.escape(PREFIX) + r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_ROWS = "rows"
_LIKE_THIS = "写法见 docs/how-to/make-an-indicator-from-a-slot.md。"


def with_own(catalogue: Mapping[str, Indicator], *places: Path | None) -> dict[str, Indicator]:
    """The catalogue and the bureau's own indicators from some files; one that is not there has none.

    A place is a mapping file, an `indicators.yaml`, or a bureau's folder that may hold one.

    Raises
    ------
    BadInput
        When a form cannot be used; all faults of a file with their lines.
    """
    known = dict(catalogue)
    for place in places:
        file = place / FILE if place is not None and place.is_dir() else place
        if file is not None and file.is_file():
            known |= read_own(file)
    return known


def read_own(path: Path) -> dict[str, Indicator]:
    """The own indicators a file holds, by code; none when it has no `indicators`."""
    faults = Faults(Path(path))
    root = parse(Path(path), faults, "文件")
    listed = (root.children or {}).get("indicators")
    if listed is None or (listed.children is None and not listed.word and not listed.is_list):
        return {}
    if listed.children is None:
        raise BadInput(f"{path} 第 {listed.line} 行：indicators 之下应按代码逐项列出。{_LIKE_THIS}")
    forms = [form for code, entry in listed.children.items() if (form := _form(code, entry, faults))]
    if faults.found:
        raise BadInput(
            f"{path} 中的自建指标有 {len(faults.found)} 处不能使用。请改正下列各项后重试。",
            faults=faults.found,
        )
    return {form.code: indicator_of(form) for form in forms}


def lines_of(form: Form) -> list[str]:
    """A form as lines of a file, to stand under `indicators:`."""
    import yaml

    given: dict[str, object] = {"label": form.label, "unit": form.unit, "register": form.register}
    given |= {key: word for key in ("year", "since", "until") if (word := getattr(form, key))}
    given |= {"sum": form.total} if form.total else {"count": form.distinct or _ROWS}
    if form.where:
        given["where"] = {one.column: _plain(one) for one in form.where}
    given |= {key: word for key in ("definition", "source") if (word := getattr(form, key))}
    dumped = yaml.safe_dump({form.code: given}, allow_unicode=True, sort_keys=False, width=10**6)
    return ["  " + line for line in dumped.splitlines()]


def _plain(one: Condition) -> object:
    if one.first or one.last:
        return {key: word for key, word in (("from", one.first), ("to", one.last)) if word}
    return one.values[0] if len(one.values) == 1 else list(one.values)


def _form(code: str, entry: Entry, faults: Faults) -> Form | None:
    """One form; None, and every fault noted, when it cannot be used."""
    before = len(faults.found)
    if not _CODE.fullmatch(code):
        faults.add(
            entry.line, f"自建指标的代码“{code}”不能用。", f"请用 {PREFIX} 开头的小写英文，如 {PREFIX}toys。"
        )
    if entry.children is None:
        faults.add(entry.line, f"{code} 之下应列出 label、unit、register 等项。", _LIKE_THIS)
        return None
    given = entry.children
    for key, one in given.items():
        if key not in _KEYS:
            faults.add(one.line, f"{code} 之下不认识“{key}”。", f"可用：{'、'.join(_KEYS)}。")
        elif key != "where" and (one.children is not None or one.is_list):
            faults.add(one.line, f"{code} 的 {key} 应是一个词。", _LIKE_THIS)
    for key in _NEEDED:
        if not _word(given, key):
            faults.add(entry.line, f"{code} 缺少 {key}。", _LIKE_THIS)
    if "count" in given and "sum" in given:
        faults.add(
            given["sum"].line,
            f"{code} 的 count 与 sum 只能写一项。",
            "数记录写 count: rows，求和写 sum: 列名。",
        )
    where = _conditions(code, given.get("where"), faults)
    if len(faults.found) > before:
        return None
    counted = _word(given, "count")
    form = Form(
        code=code,
        total=_word(given, "sum"),
        distinct="" if counted == _ROWS else counted,
        where=where,
        **{key: _word(given, key) for key in _KEYS if key not in ("count", "sum", "where")},
    )
    for fault in faults_of(form):
        faults.add(given.get(fault.key, entry).line, f"{code}：{fault.what}", fault.remedy)
    return form if len(faults.found) == before else None


def _word(given: Mapping[str, Entry], key: str) -> str:
    return given[key].word if key in given else ""


def _conditions(code: str, entry: Entry | None, faults: Faults) -> tuple[Condition, ...]:
    if entry is None or (entry.children is None and not entry.word and not entry.is_list):
        return ()
    if entry.children is None:
        faults.add(entry.line, f"{code} 的 where 应写成“列: 值”。", "没有筛选时删去这一项。")
        return ()
    found = (_condition(code, column, one, faults) for column, one in entry.children.items())
    return tuple(one for one in found if one)


def _condition(code: str, column: str, entry: Entry, faults: Faults) -> Condition | None:
    if entry.children is not None:
        edges = {key: one.word for key, one in entry.children.items()}
        if not edges or edges.keys() - {"from", "to"} or not all(edges.values()):
            faults.add(entry.line, f"{code} 的条件“{column}”只能写 from 和 to。", "如 {from: 10, to: 20}。")
            return None
        return Condition(column, first=edges.get("from", ""), last=edges.get("to", ""))
    words = tuple(one.word for one in entry.items) if entry.is_list else (entry.word,)
    if not words or not all(words):
        remedy = f"要找已填或未填的，写 {FILLED} 或 {EMPTY}。"
        faults.add(entry.line, f"{code} 的条件“{column}”没有值。", remedy)
        return None
    return Condition(column, words)
