"""The custom XML part that describes every anchored figure."""

import json
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


def described(package: Any) -> tuple[dict[str, str], tuple[Anchor, ...]] | None:
    """Read the description back: the report's own attributes and its anchors; None without one."""
    for part in package.iter_parts():
        if "customXml" not in str(part.partname) or NAMESPACE.encode() not in part.blob:
            continue
        if b"schemaRefs" in part.blob:
            continue
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        return dict(root.attrib), tuple(_anchor(entry) for entry in root)
    return None


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
