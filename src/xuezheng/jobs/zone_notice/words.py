"""The words of the notice of zones, the same for every kind of file."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuezheng.allocation.zones.report.picture import Picture, Zone
from xuezheng.reports.docx.appendix import day_in_words


@dataclass(frozen=True)
class Notice:
    """What the plan does not know: who publishes it, when, for which autumn and stage."""

    bureau: str
    on: date
    year: int
    stage: str = "小学"

    @property
    def title(self) -> str:
        """关于公布2026年小学招生片区的通告."""
        return f"关于公布{self.year}年{self.stage}招生片区的通告"


@dataclass(frozen=True)
class Said:
    """One paragraph: its role on the page, its words, and for a signature the characters left free.

    `is_kept`: it is not parted from the next one. No page holds a signature alone (GB/T 9704-2012 7.3.5.5).
    """

    role: str
    words: str = ""
    free: float = 0.0
    is_kept: bool = False


def notice_in_words(picture: Picture, notice: Notice) -> Iterator[Said]:
    """The whole notice, paragraph by paragraph; the role `annex` begins a new page."""
    yield Said("title", notice.title)
    yield Said("body")
    yield from _body(picture, notice)
    yield from _signed(notice)
    yield Said("annex", "附件")
    yield Said("title", "各片区小区名单")
    yield Said("body")
    for zone in picture.zones:
        yield Said("heading2", f"{_called(picture, zone)}（{len(zone.blocks)}个小区）")
        yield Said("body", _listed(picture, zone.blocks.tolist()) + "。")


def _signed(notice: Notice) -> Iterator[Said]:
    """The bureau, two characters from the right edge, and under it the day, beginning two characters later.

    So GB/T 9704-2012 7.3.5.2 places them where no seal is stamped; a longer day keeps the two characters.
    """
    day = day_in_words(notice.on)
    bureau_width, day_width = _width(notice.bureau), _width(day)
    free = max(2.0, 4 + day_width - bureau_width)
    yield Said("body", is_kept=True)
    yield Said("signed", notice.bureau, free, is_kept=True)
    yield Said("signed", day, free + bureau_width - 2 - day_width)


def _body(picture: Picture, notice: Notice) -> Iterator[Said]:
    yield Said(
        "body",
        (
            "根据《中华人民共和国义务教育法》第十二条和招生入学的有关规定，按照免试就近入学的原则，"
            f"现将{notice.year}年{notice.stage}招生片区通告如下。"
        ),
    )
    yield Said("heading1", "一、划片情况")
    yield Said("body", _totals(picture))
    yield Said("heading1", "二、各片区的学校与交界")
    borders = _borders(picture)
    for number, zone in enumerate(picture.zones):
        yield Said("heading2", f"（{_numeral(number + 1)}）{_called(picture, zone)}")
        yield Said("body", _zone_in_words(picture, zone, borders.get(number, {})))
    yield Said("heading1", "三、查询与核对")
    yield Said(
        "body",
        (
            "各片区的全部小区见附件。划片方案及其证书一并公布，任何人都可以查到每个小区所属的学校和路程，"
            "并用公开的核验程序重新核对：每个小区只属于一个片区，每个片区连成一片，学生数不超过学位数。"
        ),
    )
    yield Said("body")
    yield Said("body", "附件：各片区小区名单", is_kept=True)


def _totals(picture: Picture) -> str:
    each = (
        "每个小区属于一个片区，对应一所学校"
        if not picture.has_many
        else "每个小区属于一个片区，片区内有几所学校"
    )
    return (
        f"共划分{len(picture.zones)}个片区，{len(picture.schools)}所学校，{len(picture.blocks)}个小区。"
        f"{each}。适龄学生{int(picture.pupils.sum())}人，学位{int(picture.seats.sum())}个。"
    )


def _called(picture: Picture, zone: Zone) -> str:
    """The schools of a zone; an area of several schools has its name before them."""
    schools = "、".join(picture.school_names[j] for j in zone.schools)
    return f"{zone.name}（{schools}）" if picture.has_many else schools


def _zone_in_words(picture: Picture, zone: Zone, borders: dict[int, list[int]]) -> str:
    seats = int(picture.seats[list(zone.schools)].sum())
    told = f"学位{seats}个，片区内小区{len(zone.blocks)}个。"
    listed = [
        f"与{picture.zones[other].name}片区交界的有{_listed(picture, blocks)}"
        for other, blocks in borders.items()
    ]
    return told + ("；".join(listed) + "。" if listed else "本片区不与其他片区交界。")


def _borders(picture: Picture) -> dict[int, dict[int, list[int]]]:
    """Of each zone the blocks that touch another one, by that other zone; all ascending."""
    touching: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for a, b in picture.pairs.tolist():
        mine, other = int(picture.zone[a]), int(picture.zone[b])
        if mine != other:
            touching[mine][other].add(a)
            touching[other][mine].add(b)
    return {
        mine: {other: sorted(blocks) for other, blocks in sorted(others.items())}
        for mine, others in touching.items()
    }


def _listed(picture: Picture, blocks: Any) -> str:
    return "、".join(picture.block_names[i] for i in blocks)


def _numeral(number: int) -> str:
    """One to 999 as 一, 十二, 一百零五."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def _width(words: str) -> float:
    """In characters; a digit takes half of one."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in words)
