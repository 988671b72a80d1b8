"""Print an examination from its seating plan: a folder a site, a PDF a kind of sheet."""

import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from xuezheng.errors import BadInput, Fault, NotFound, Occupied
from xuezheng.jobs.exam_prints.reading import (
    ExamRoom,
    Seat,
    Session,
    Site,
    chosen,
    read_sites,
    read_timetable,
)
from xuezheng.jobs.exam_prints.sheets import SHEETS, Occasion
from xuezheng.jobs.printing import pdf_of

__all__ = ["SHEETS", "ExamRoom", "Occasion", "Seat", "Session", "Site", "chosen", "print_sites", "read_sites",
           "read_timetable"]  # fmt: skip

#: Below this many candidates the sheets are made here: starting helpers would take longer.
WORTH_HELPERS = 400


def print_sites(
    sites: Sequence[Site],
    occasion: Occasion,
    out: Path,
    *,
    sheets: Sequence[str] = tuple(SHEETS),
    step: Callable[[int, int], None] = lambda done, of: None,
) -> Path:
    """Write `out/<site>/<sheet>.pdf`, all or nothing.

    Parameters
    ----------
    sites : sequence of Site
        What to print.
    occasion : Occasion
        The head of each sheet.
    out : Path
        A new folder.
    sheets : sequence of str
        Names from `SHEETS`.
    step : callable
        Told how many files are done, of how many.

    Raises
    ------
    Occupied
        When the folder holds something already.
    BadInput
        When a site's code cannot be the name of a folder.
    NotFound
        When there is no such sheet.
    """
    _expect_sheets(sheets)
    _expect_folder_names(sites)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Occupied(f"{out} 已有内容。印好的文件不会被覆盖。请换一个新的文件夹。")
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        for site in sites:
            (part / site.code).mkdir(parents=True)
        _print_all([(site, sheet) for site in sites for sheet in sheets], occasion, part, step)
        part.rename(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return out


def _print_all(
    wanted: Sequence[tuple[Site, str]], occasion: Occasion, folder: Path, step: Callable[[int, int], None]
) -> None:
    n_people = sum(site.n_candidates for site, _ in wanted)
    if n_people < WORTH_HELPERS:
        for done, (site, sheet) in enumerate(wanted, 1):
            _print(site, sheet, occasion, folder)
            step(done, len(wanted))
        return
    helpers = ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))
    try:
        jobs = [helpers.submit(_print, site, sheet, occasion, folder) for site, sheet in wanted]
        for done, job in enumerate(as_completed(jobs), 1):
            job.result()
            step(done, len(jobs))
    finally:
        helpers.shutdown(cancel_futures=True)


def _print(site: Site, sheet: str, occasion: Occasion, folder: Path) -> None:
    (folder / site.code / f"{sheet}.pdf").write_bytes(pdf_of(SHEETS[sheet](site, occasion)))


def _expect_sheets(sheets: Sequence[str]) -> None:
    unknown = [sheet for sheet in sheets if sheet not in SHEETS]
    if unknown:
        raise NotFound(
            f"没有“{'、'.join(unknown)}”这种印件。可印的有：{'、'.join(SHEETS)}。请改用其中的名称。"
        )


def _expect_folder_names(sites: Sequence[Site]) -> None:
    faults = [
        Fault(f"考点号“{site.code}”不能作文件夹名。", "rooms", "请只用文字、数字和连字符。")
        for site in sites
        if site.code.startswith(".") or any(sign in site.code for sign in '/\\:*?"<>|\0')
    ]
    if faults:
        raise BadInput(f"有 {len(faults)} 个考点号不能作文件夹名。没有印出任何文件。", faults=faults)
