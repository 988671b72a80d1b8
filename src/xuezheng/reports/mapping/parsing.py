"""A YAML file as nested mappings whose every value knows its line; every fault in plain words."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Fault, NotFound

#: A mapping of a speech has a few hundred lines; more than this is another file.
LARGEST_FILE = 5_000_000
#: What lies deeper than any of our files is not looked at.
_DEEPEST = 4


@dataclass(frozen=True)
class Entry:
    """One value of the file: a word, a mapping (`children`) or a list, and the line it stands on.

    Of a list only its plain words are kept, as `items`.
    """

    line: int
    word: str = ""
    children: dict[str, "Entry"] | None = None
    is_list: bool = False
    items: tuple["Entry", ...] = ()


@dataclass
class Faults:
    """Faults of one file, each with its line; `seen` are its nodes, for one referred to again is not read again."""

    path: Path
    found: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def add(self, line: int, what: str, remedy: str) -> None:
        """Note one."""
        self.found.append(Fault(what, f"{self.path.name} 第 {line} 行", remedy))


def parse(path: Path, faults: Faults, what: str = "对照表") -> Entry:
    """Read the file without running anything in it.

    Raises
    ------
    NotFound, BadInput
        When the file is not there, is no text, or is not YAML; the line is given.
    """
    import yaml

    text = _text_of(path, what)
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else "某处"
        raise BadInput(
            f"{what} {path} 不符合 YAML 写法：{place}（{error.problem}）。"
            "常见原因是缩进不齐、冒号后没有空格或引号不成对。请改正该行后重试。"
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadInput(f"{what} {path} 不符合 YAML 写法（{_first_line(error)}）。请改正后重试。") from None
    if root is None:
        raise BadInput(f"{what} {path} 是空的。请用 xuezheng report match 生成。")
    return _entry(root, faults, 0)


def _composed(text: str) -> Any:
    """The file's nodes; by the fast reader, and by the one that tells places better where it fails."""
    import yaml

    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _text_of(path: Path, what: str) -> str:
    if not os.path.exists(path):
        raise NotFound(f"没有找到{what} {path}。请检查路径，或用 xuezheng report match 生成。")
    if not path.is_file() or path.stat().st_size > LARGEST_FILE:
        raise BadInput(f"{path} 不是对照表文件。请给出 xuezheng report match 写出的 YAML 文件。")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{what} {path} 不是 UTF-8 文本。请另存为 UTF-8 编码后重试。") from None
    except PermissionError:
        raise BadInput(f"没有权限读取对照表 {path}。请向文件的所有者要读取权限。") from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__


def _entry(node: Any, faults: Faults, depth: int) -> Entry:
    """A node of the file; what lies deeper than the file's own form is not looked at."""
    import yaml

    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        is_empty = node.tag == "tag:yaml.org,2002:null"
        return Entry(line, "" if is_empty else str(node.value).strip())
    if isinstance(node, yaml.SequenceNode):
        words = (one for one in node.value if isinstance(one, yaml.ScalarNode))
        return Entry(line, is_list=True, items=tuple(_entry(one, faults, depth + 1) for one in words))
    if depth > _DEEPEST or id(node) in faults.seen:
        return Entry(line, children={})
    faults.seen.add(id(node))
    return Entry(line, children=dict(_pairs(node, faults, depth)))


def _pairs(node: Any, faults: Faults, depth: int) -> Iterator[tuple[str, Entry]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in seen:
            faults.add(line, f"“{key}”写了两次，第一次在第 {seen[key]} 行。", "请只保留一处。")
            continue
        seen[key] = line
        entry = _entry(value_node, faults, depth + 1)
        yield key, replace(entry, line=line)
