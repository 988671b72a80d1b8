"""Read a mapping file back: every fault listed with its line, nothing guessed."""

from collections.abc import Mapping
from pathlib import Path

from xuezheng.errors import BadInput
from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.mapping.deciding import decided
from xuezheng.reports.mapping.parsing import Entry, Faults, parse
from xuezheng.reports.mapping.shapes import FORMAT, fingerprint
from xuezheng.reports.shapes import Decision, Document


def read_mapping(path: Path, document: Document, catalogue: Mapping[str, Indicator]) -> dict[str, Decision]:
    """Read the decisions for a document's slots.

    Raises
    ------
    NotFound
        When the file is not there.
    BadInput
        When it is not YAML, belongs to another text, or names a slot, indicator, unit, filter,
        period, measure or state that cannot be; all such faults are listed with their lines.
    """
    faults = Faults(Path(path))
    slots = slots_of(parse(Path(path), faults), Path(path), faults, document)
    known = {slot.id: slot for slot in document.slots}
    decisions: dict[str, Decision] = {}
    for name, entry in slots.items():
        if name not in known:
            faults.add(entry.line, f"文中没有编号为“{name}”的位置。", _known_slots(known))
        elif decision := decided(known[name], entry, catalogue, faults):
            decisions[name] = decision
    if faults.found:
        raise BadInput(
            f"对照表 {path} 有 {len(faults.found)} 处不能使用。请改正下列各项后重试。", faults=faults.found
        )
    return decisions


def slots_of(root: Entry, path: Path, faults: Faults, document: Document | None = None) -> dict[str, Entry]:
    """The entries of a mapping file, once it is known to be one, and to be this document's."""
    if root.children is None or "slots" not in root.children:
        raise BadInput(f"{path} 不是对照表：缺少 slots 一项。请用 xuezheng report match 生成。")
    head = root.children
    if head.get("format", Entry(1, "")).word != str(FORMAT):
        line = head["format"].line if "format" in head else 1
        faults.add(line, f"format 应为 {FORMAT}。", "请用 xuezheng report match 重新生成。")
    if document is not None:
        _must_be_for(document, head, path)
    slots = head["slots"]
    if slots.word == "" and slots.children is None and not slots.is_list:
        return {}
    if slots.children is None:
        raise BadInput(
            f"{path} 第 {slots.line} 行：slots 之下应按编号逐项列出。请用 xuezheng report match 重新生成。"
        )
    return slots.children


def _must_be_for(document: Document, head: Mapping[str, Entry], path: Path) -> None:
    said = head["text_sha256"].word if "text_sha256" in head else ""
    if said != fingerprint(document):
        title = head["title"].word if "title" in head else ""
        raise BadInput(
            f"对照表 {path} 是为另一份文字做的{f'（《{title}》）' if title else ''}，不是 {document.source}。"
            "文字改动后，编号所指的位置会变。请用 xuezheng report match --from 旧对照表 重新生成，已确认的会保留。"
        )


def _known_slots(known: Mapping[str, object]) -> str:
    listed = list(known)
    return f"可用编号为 {listed[0]} 至 {listed[-1]}。" if listed else "文中没有可填写的位置。"
