"""The words and the anchors of a docx, read with nothing but the standard library."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REPORT = "{urn:xuezheng:report:1}"
_LARGEST = 50_000_000


def text_in(document: Path) -> str:
    """The text of a docx, one paragraph a line."""
    root = _part(document, "word/document.xml")
    if root is None:
        return ""
    lines = ["".join(word.text or "" for word in line.iter(f"{_WORDS}t")) for line in root.iter(f"{_WORDS}p")]
    return "\n".join(lines)


def anchors_in(document: Path) -> dict[str, Mapping[str, str]]:
    """Attributes of every figure a docx describes, by slot."""
    for name in _names(document):
        root = _part(document, name) if name.startswith("customXml/") else None
        if root is not None and root.tag == f"{_REPORT}report":
            return {entry.get("slot", ""): dict(entry.attrib) for entry in root}
    return {}


def _names(document: Path) -> list[str]:
    try:
        with zipfile.ZipFile(document) as package:
            return sorted(package.namelist())
    except (zipfile.BadZipFile, OSError):
        return []


def _part(document: Path, name: str) -> ElementTree.Element | None:
    """The root of one part; None when it is not there, too large, or declares entities."""
    try:
        with zipfile.ZipFile(document) as package:
            if package.getinfo(name).file_size > _LARGEST:
                return None
            content = package.read(name)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return None
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return None
    try:
        return ElementTree.fromstring(content)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError:
        return None
