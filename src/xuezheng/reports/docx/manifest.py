"""The description of every anchored figure, carried twice.

A custom XML part keeps it for Word, WPS and python-docx; the document's own properties keep a
packed copy, which is all that is left after a way through OpenDocument.
"""

import json
import zlib
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from xuezheng.reports.writing.shapes import Anchor, Draft

NAMESPACE = "urn:xuezheng:report:1"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_NUMBERS = ("year", "scale", "rows")

_CUSTOM = "/docProps/custom.xml"
_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_COPY = "xuezheng."
#: Word shows and keeps 255 characters of a property.
_PIECE = 240
_LARGEST = 20_000_000


def describe(document: Any, draft: Draft, snapshot: str) -> None:
    """Put the description of every figure into the document's package."""
    root = etree.Element(f"{{{NAMESPACE}}}report", nsmap={None: NAMESPACE})
    root.set("snapshot", snapshot)
    root.set("year", str(draft.year))
    root.set("title", draft.title)
    for anchor in draft.anchors:
        etree.SubElement(root, f"{{{NAMESPACE}}}figure", _attributes(anchor))
    package = document.part.package
    part = Part(PackURI("/customXml/item77.xml"), "application/xml", _bytes(root), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    properties = Part(PackURI("/customXml/itemProps77.xml"), _PROPERTIES_TYPE, _properties(), package)
    part.relate_to(properties, _PROPERTIES_REL)
    copy = Part(PackURI(_CUSTOM), _CUSTOM_TYPE, _packed(_bytes(root)), package)
    package.relate_to(copy, _CUSTOM_REL)


def described(package: Any) -> tuple[dict[str, str], tuple[Anchor, ...]] | None:
    """Read the description back: the report's own attributes and its anchors; None without one."""
    blobs = {str(part.partname): part.blob for part in package.iter_parts()}
    whole = next((blob for name, blob in blobs.items() if _is_description(name, blob)), None)
    if whole is None:
        whole = _unpacked(blobs.get(_CUSTOM, b""))
    if whole is None:
        return None
    root = _parsed(whole)
    return dict(root.attrib), tuple(_anchor(entry) for entry in root)


def _is_description(name: str, blob: bytes) -> bool:
    return "customXml" in name and NAMESPACE.encode() in blob and b"schemaRefs" not in blob


def _parsed(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _packed(description: bytes) -> bytes:
    """The document's own properties, with the description cut into short pieces."""
    words = b64encode(zlib.compress(description, 9)).decode()
    root = etree.Element(f"{{{_CUSTOM_NS}}}Properties", nsmap={None: _CUSTOM_NS, "vt": _VALUE_NS})
    for number, start in enumerate(range(0, len(words), _PIECE)):
        piece = etree.SubElement(root, f"{{{_CUSTOM_NS}}}property")
        piece.set("fmtid", _FORMAT_ID)
        piece.set("pid", str(number + 2))
        piece.set("name", f"{_COPY}{number:04d}")
        etree.SubElement(piece, f"{{{_VALUE_NS}}}lpwstr").text = words[start : start + _PIECE]
    return _bytes(root)


def _unpacked(properties: bytes) -> bytes | None:
    """The description from the document's own properties; None when a piece is missing or spoilt."""
    try:
        pieces = {
            entry.get("name"): "".join(entry.itertext()).strip()
            for entry in (_parsed(properties) if properties else ())
            if entry.get("name", "").startswith(_COPY)
        }
        packed = b64decode("".join(pieces[name] for name in sorted(pieces)), validate=True)
        inflating = zlib.decompressobj()
        whole = inflating.decompress(packed, _LARGEST)
    except (BadBase64, etree.XMLSyntaxError, zlib.error, ValueError):
        return None
    return whole if inflating.eof and NAMESPACE.encode() in whole else None


def _attributes(anchor: Anchor) -> dict[str, str]:
    values = asdict(anchor)
    values["filters"] = json.dumps(values["filters"], ensure_ascii=False, sort_keys=True)
    return {name: str(value) for name, value in values.items()}


def _anchor(entry: Any) -> Anchor:
    known = {field.name for field in fields(Anchor)}
    values: dict[str, Any] = {name: value for name, value in entry.attrib.items() if name in known}
    values["filters"] = json.loads(values.get("filters", "{}"))
    values.update({name: int(values.get(name, "0")) for name in _NUMBERS})
    return Anchor(**values)


def _properties() -> bytes:
    root = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
    root.set(f"{{{_PROPERTIES}}}itemID", "{" + str(uuid5(NAMESPACE_URL, NAMESPACE)).upper() + "}")
    references = etree.SubElement(root, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_PROPERTIES}}}schemaRef", {f"{{{_PROPERTIES}}}uri": NAMESPACE})
    return _bytes(root)


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def redescribe(document: Any, anchors: Iterable[Anchor]) -> None:
    """Put other anchors in the place of those a document carries, in both copies."""
    package = document.part.package
    report = (described(package) or ({}, ()))[0]
    root = etree.Element(f"{{{NAMESPACE}}}report", nsmap={None: NAMESPACE})
    for name, value in report.items():
        root.set(name, value)
    for anchor in anchors:
        etree.SubElement(root, f"{{{NAMESPACE}}}figure", _attributes(anchor))
    for part in package.iter_parts():
        name = str(part.partname)
        if _is_description(name, part.blob):
            part._blob = _bytes(root)
        elif name == _CUSTOM:
            part._blob = _packed(_bytes(root))
