"""Where a character of a joined paragraph stood in the input."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xuezheng.reports.reading.lines import Line, is_space
from xuezheng.reports.shapes import Block, Cell, Document


@dataclass(frozen=True)
class PlacedBlock(Block):
    """A paragraph that knows the input offset of each of its characters."""

    places: tuple[int, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class Joined:
    """Lines joined into one text without the hard breaks; `places` has one offset a character."""

    text: str
    places: tuple[int, ...]


def input_offset(document: Document, block: int, at: int) -> int:
    """Offset into the decoded input of the character at `at` of a block's text.

    `at` may be the length of the text: then the end of the block is meant. For the end of a
    stretch use `input_span`, since a line may break right after it.
    """
    found = document.blocks[block]
    places = found.places if isinstance(found, PlacedBlock) else ()
    if at >= len(found.text):
        return found.end
    return places[at] if places else found.start + at


def input_span(document: Document, block: int, start: int, end: int) -> tuple[int, int]:
    """Offsets into the decoded input of a stretch of a block's text that is not empty."""
    return input_offset(document, block, start), input_offset(document, block, end - 1) + 1


def join(lines: Sequence[Line]) -> Joined:
    """Join hard line breaks and drop spaces; only between two Latin words a space stays."""
    characters: list[str] = []
    places: list[int] = []
    space: int | None = None
    for line in lines:
        for at, character in enumerate(line.text, line.start):
            if is_space(character):
                space = at if space is None else space
                continue
            if space is not None and characters and _parts_words(characters[-1], character):
                characters.append(" ")
                places.append(space)
            characters.append(character)
            places.append(at)
            space = None
        space = None if space is None and _breaks_no_word(characters) else line.start + len(line.text)
    return Joined("".join(characters), tuple(places))


def _breaks_no_word(characters: Sequence[str]) -> bool:
    """A line that ends in Chinese, a figure or a placeholder may have been broken in mid-word."""
    return not characters or not (characters[-1].isascii() and characters[-1].islower())


def _parts_words(before: str, after: str) -> bool:
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return latin and (before.isalpha() == after.isalpha()) and not (before in "Xx" and after in "Xx")


def placed(
    kind: str, level: int, joined: Joined, start: int, end: int, cell: Cell | None = None
) -> PlacedBlock:
    """A block from a stretch of joined lines."""
    places = joined.places[start:end]
    text = joined.text[start:end]
    return PlacedBlock(kind, level, text, places[0], places[-1] + 1, places, cell=cell)  # type: ignore[arg-type]
