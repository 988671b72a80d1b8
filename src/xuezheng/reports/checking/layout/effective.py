"""The formatting a reader sees: direct formatting, else the style's, else the document's default."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn


class Effective:
    """Looks formatting up through the styles of a document."""

    def __init__(self, document: Any) -> None:
        self._styles = {
            style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))
        }
        self._default_id = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph"
                and style.get(qn("w:default")) in ("1", "true", "on")
            ),
            None,
        )
        defaults = document.styles.element.find(qn("w:docDefaults"))
        self._defaults: Any = defaults

    def style_id(self, paragraph: Any) -> str | None:
        """Id of a paragraph's style."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return named.get(qn("w:val")) if named is not None else self._default_id

    def style_name(self, paragraph: Any) -> str:
        """Name of a paragraph's style, in lower case, as the file has it."""
        style = self._styles.get(self.style_id(paragraph))
        name = style.find(qn("w:name")) if style is not None else None
        return str(name.get(qn("w:val"), "")).lower() if name is not None else ""

    def of_paragraph(self, paragraph: Any, tag: str, attribute: str) -> str | None:
        """An attribute of a paragraph property; None when nothing sets it."""
        levels = [paragraph.find(qn("w:pPr")), *self._of_styles(self.style_id(paragraph), "w:pPr")]
        return _first(levels, tag, attribute)

    def of_run(self, run: Any, paragraph: Any, tag: str, *attributes: str) -> str | None:
        """The nearest of some attributes of a run property; None when nothing sets one."""
        own: Any = run.find(qn("w:rPr"))
        named = own.find(qn("w:rStyle")) if own is not None else None
        levels = [own]
        if named is not None:
            levels += self._of_styles(named.get(qn("w:val")), "w:rPr", with_defaults=False)
        levels += self._of_styles(self.style_id(paragraph), "w:rPr")
        return _first(levels, tag, *attributes)

    def is_on(self, run: Any, paragraph: Any, tag: str) -> bool:
        """Whether a switch such as w:b is on for a run."""
        own = run.find(qn("w:rPr"))
        for level in [own, *self._of_styles(self.style_id(paragraph), "w:rPr")]:
            element = level.find(qn(tag)) if level is not None else None
            if element is not None:
                return element.get(qn("w:val"), "1") not in ("0", "false", "off", "none")
        return False

    def _of_styles(self, style_id: str | None, tag: str, *, with_defaults: bool = True) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id is not None and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style.find(qn(tag))
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else None
        if with_defaults and self._defaults is not None:
            yield self._defaults.find(f"{qn(tag + 'Default')}/{qn(tag)}")


def _first(levels: Iterable[Any], tag: str, *attributes: str) -> str | None:
    for level in levels:
        element = level.find(qn(tag)) if level is not None else None
        if element is None:
            continue
        for attribute in attributes:
            value = element.get(qn(attribute))
            if value is not None:
                return str(value)
    return None
