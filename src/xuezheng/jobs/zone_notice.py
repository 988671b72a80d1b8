"""The notice of zones (招生划片通告): a GB/T 9704 document of a plan, with every zone's border blocks."""

import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.allocation.zones.report.picture import Picture, Zone, read_picture
from xuezheng.errors import BadInput, CannotFinish
from xuezheng.reports.docx.appendix import day_in_words
from xuezheng.reports.docx.body import APPENDIX, bookmarked
from xuezheng.reports.docx.page import indent_first_line, lay_out, set_font
from xuezheng.reports.docx.saving import fix_properties, save_whole, steady_bytes

#: Converting a long annex to PDF takes LibreOffice a while.
PDF_SECONDS = 300


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


def write_notice(folder: Path, out: Path, notice: Notice) -> Path:
    """Write the notice of a plan's folder as `.docx`, or as `.pdf` where LibreOffice is installed.

    Raises
    ------
    BadInput
        When the folder is no plan of zones, or the name ends in neither.
    CannotFinish
        When LibreOffice is missing or gives no PDF.
    """
    if out.suffix.lower() not in {".docx", ".pdf"}:
        raise BadInput(f"不能写成“{out.name}”。通告只能是 .docx 或 .pdf。请改正文件名。")
    content = notice_bytes(read_picture(folder), notice)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_whole(out, content if out.suffix.lower() == ".docx" else _as_pdf(content))
    return out


def notice_bytes(picture: Picture, notice: Notice) -> bytes:
    """The notice as a docx; the same bytes for the same plan and day."""
    import docx

    document = docx.Document()
    lay_out(document)
    document.add_paragraph(notice.title, style="Title")
    document.add_paragraph()
    for style, words in _body(picture, notice):
        document.add_paragraph(words, style=style)
    _sign(document, notice)
    _annex(document, picture)
    fix_properties(document, title=notice.title, author=notice.bureau, on=notice.on)
    return steady_bytes(document)


def _body(picture: Picture, notice: Notice) -> Iterator[tuple[str, str]]:
    yield (
        "Normal",
        (
            "根据《中华人民共和国义务教育法》第十二条和招生入学的有关规定，按照免试就近入学的原则，"
            f"现将{notice.year}年{notice.stage}招生片区通告如下。"
        ),
    )
    yield "Heading 1", "一、划片情况"
    yield "Normal", _totals(picture)
    yield "Heading 1", "二、各片区的学校与交界"
    borders = _borders(picture)
    for number, zone in enumerate(picture.zones):
        yield "Heading 2", f"（{_numeral(number + 1)}）{_called(picture, zone)}"
        yield "Normal", _zone_in_words(picture, zone, borders.get(number, {}))
    yield "Heading 1", "三、查询与核对"
    yield (
        "Normal",
        (
            "各片区的全部小区见附件。划片方案及其证书一并公布，任何人都可以查到每个小区所属的学校和路程，"
            "并用公开的核验程序重新核对：每个小区只属于一个片区，每个片区连成一片，学生数不超过学位数。"
        ),
    )
    yield "Normal", ""
    yield "Normal", "附件：各片区小区名单"


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


def _sign(document: Any, notice: Notice) -> None:
    """The bureau, two characters from the right edge, and under it the day, beginning two characters later.

    So GB/T 9704-2012 7.3.5.2 places them where no seal is stamped; a longer day keeps the two characters.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    day = day_in_words(notice.on)
    bureau_width, day_width = _width(notice.bureau), _width(day)
    bureau_free = max(2.0, 4 + day_width - bureau_width)
    document.add_paragraph()
    for words, free in ((notice.bureau, bureau_free), (day, bureau_free + bureau_width - 2 - day_width)):
        paragraph = document.add_paragraph(words)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        properties = paragraph._p.get_or_add_pPr()
        indent_first_line(properties, 0)
        indent = properties.get_or_add_ind()
        indent.set(qn("w:rightChars"), str(round(free * 100)))
        indent.set(qn("w:right"), str(round(free * 320)))


def _width(words: str) -> float:
    """In characters; a digit takes half of one."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in words)


def _annex(document: Any, picture: Picture) -> None:
    """On a page of its own: every block of every zone."""
    first = document.add_paragraph()
    bookmarked(first, "附件", APPENDIX, 1)
    set_font(first.runs[0]._r.get_or_add_rPr(), "heading1")
    first.paragraph_format.page_break_before = True
    indent_first_line(first._p.get_or_add_pPr(), 0)
    document.add_paragraph("各片区小区名单", style="Title")
    document.add_paragraph()
    for zone in picture.zones:
        document.add_paragraph(f"{_called(picture, zone)}（{len(zone.blocks)}个小区）", style="Heading 2")
        document.add_paragraph(_listed(picture, zone.blocks.tolist()) + "。")


def _as_pdf(content: bytes) -> bytes:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise CannotFinish(
            "没有找到 LibreOffice。生成 PDF 要用它。请安装，或改写成 .docx 后用 WPS 另存为 PDF。"
        )
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "notice.docx", Path(folder) / "notice.pdf"
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=PDF_SECONDS, check=False)  # noqa: S603
        if not made.is_file():
            raise CannotFinish(
                "LibreOffice 没有生成 PDF。请关闭其他 LibreOffice 窗口后重试，或改写成 .docx。"
            )
        return made.read_bytes()
