"""Run as a process of its own: read the first sheet of an xlsx file, print its rows as JSON lines.

A hostile file can abort the reader or take all memory; here it takes only this process with it.
A cell is printed as {"v": value}; dates are printed as their canonical text, numbers as numbers.
"""

import json
import resource
import sys
from typing import Any

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 120


def print_rows(path: str) -> None:
    """Print every row of the first sheet, each as long as the widest."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    for row in sheet.to_python(skip_empty_area=False):
        sys.stdout.write(json.dumps([{"v": _plain(cell)} for cell in row]) + "\n")


def _plain(cell: Any) -> Any:
    from xuezheng.allocation.tables.shape import cell_text

    return cell if isinstance(cell, str | bool | int | float) else cell_text(cell)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    print_rows(sys.argv[1])
