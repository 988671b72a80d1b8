"""The files for people that go beside a plan."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from xuezheng.allocation.tables import Table
from xuezheng.allocation.zones.problem import Problem
from xuezheng.allocation.zones.report.figures import moves_table, xlsx_of
from xuezheng.allocation.zones.report.geojson import geojson
from xuezheng.allocation.zones.report.land import land_of
from xuezheng.allocation.zones.report.page import report_page
from xuezheng.allocation.zones.report.picture import Picture, picture_of

_MOVE_HEADINGS = ("小区", "名称", "学生", "原学校", "现学校", "原路程（米）", "现路程（米）", "缘由")
_MOVE_NUMBERS = ("pupils", "metres_before", "metres_after")


def report_files(problem: Problem, plan: Table, statement: Mapping[str, Any]) -> dict[str, bytes]:
    """`report.html`, `plan.geojson` and, beside a plan of last year, `moves.csv` and `moves.xlsx`.

    Parameters
    ----------
    problem : Problem
        Its sheets and its walks are used.
    plan : Table
        `block, school`, or `block, area, school` where zones hold several schools.
    statement : mapping
        The certificate as plain data: objective, bound, options, inputs, and perhaps `notes`.
    """
    return files_of(picture_of(problem.sheets, plan, statement, np.asarray(problem.metres)))


def files_of(picture: Picture, more: Sequence[str] = ()) -> dict[str, bytes]:
    """The same of a plan read from its folder; `more` are further sections of the page."""
    land = land_of(picture)
    files = {
        "report.html": report_page(picture, land, more).encode("utf-8"),
        "plan.geojson": geojson(picture, land),
    }
    moves = moves_table(picture)
    if moves is not None:
        files["moves.csv"] = moves.csv()
        files["moves.xlsx"] = xlsx_of(moves, "换学校的小区", _MOVE_HEADINGS, _MOVE_NUMBERS)
    return files
