"""The notice of zones (招生划片通告): a GB/T 9704 document of a plan, with every zone's border blocks.

The same words as a docx, to be worked on, and as a PDF, to be put up; and the map of all zones as a sheet.
"""

from pathlib import Path

from xuezheng.allocation.zones.report.land import land_of
from xuezheng.allocation.zones.report.picture import read_picture
from xuezheng.errors import BadInput
from xuezheng.jobs.printing import pdf_of
from xuezheng.jobs.zone_notice.document import notice_docx
from xuezheng.jobs.zone_notice.printed import map_html, notice_html
from xuezheng.jobs.zone_notice.words import Notice
from xuezheng.reports.docx.saving import save_whole

__all__ = ["Notice", "write_map", "write_notice"]


def write_notice(folder: Path, out: Path, notice: Notice) -> Path:
    """Write the notice of a plan's folder as `.docx` or as `.pdf`.

    Raises
    ------
    BadInput
        When the folder is no plan of zones, or the name ends in neither.
    CannotFinish
        When a PDF is asked for and the machine cannot set Chinese type.
    """
    if out.suffix.lower() not in {".docx", ".pdf"}:
        raise BadInput(f"不能写成“{out.name}”。通告只能是 .docx 或 .pdf。请改正文件名。")
    picture = read_picture(folder)
    is_docx = out.suffix.lower() == ".docx"
    content = notice_docx(picture, notice) if is_docx else pdf_of(notice_html(picture, notice))
    return _saved(out, content)


def write_map(folder: Path, out: Path, notice: Notice) -> Path:
    """Write the map of all zones as a sheet to hang up, `.pdf`.

    Raises
    ------
    BadInput
        When the blocks of the plan have no places, or the name does not end in `.pdf`.
    """
    if out.suffix.lower() != ".pdf":
        raise BadInput(f"不能写成“{out.name}”。片区图只能是 .pdf。请改正文件名。")
    picture = read_picture(folder)
    land = land_of(picture)
    if land is None:
        raise BadInput(
            "方案里的小区没有坐标，画不出片区图。距离表只说远近，不说位置。请用带坐标的小区表划片。"
        )
    return _saved(out, pdf_of(map_html(picture, land, notice)))


def _saved(out: Path, content: bytes) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    save_whole(out, content)
    return out
