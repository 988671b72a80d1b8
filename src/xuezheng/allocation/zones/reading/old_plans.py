"""Last year's plan, put beside this year's blocks and schools."""

from collections import Counter

import numpy as np

from xuezheng.allocation.zones.reading.cells import codes_of
from xuezheng.allocation.zones.reading.faults import Faults, Given


def old_schools(
    sheet: Given, blocks: dict[str, int], schools: dict[str, int], faults: Faults, notes: list[str]
) -> np.ndarray:
    """Place of each block's school of last year, int32 (n,).

    -1 is a new block, which the plan does not have, or one whose school has closed: a school that is
    no longer in the table of schools. A plan none of whose schools is there is another city's.
    """
    listed = codes_of(sheet, "block", "小区", faults)
    cells = sheet.column("school")
    if any(";" in cell for cell in cells):
        faults.add("旧方案是多校划片的方案。", "old", "只能与一个小区一所学校的旧方案相比，请换一个文件。")
        return np.full(len(blocks), -1, np.int32)
    faults.add_all(
        (f"没有小区“{code}”。", sheet.where(row, "block"), "请改正编号，或删去这一行。")
        for code, row in listed.items()
        if code not in blocks
    )
    place = {code: j for j, code in enumerate(schools)}
    closed = Counter(cells[row] for row in listed.values() if cells[row] not in place)
    if listed and sum(closed.values()) == len(listed):
        faults.add("旧方案里没有一所学校在学校表中。", "old", "请检查是否选错了文件。")
    elif closed:
        names = "、".join(f"{code or '（空）'}（{n} 个小区）" for code, n in sorted(closed.items()))
        notes.append(f"旧方案中的学校不在学校表里，视为已撤并：{names}。")
    old = np.full(len(blocks), -1, np.int32)
    for i, code in enumerate(blocks):
        if code in listed:
            old[i] = place.get(cells[listed[code]], -1)
    new = [code for code in blocks if code not in listed]
    if new:
        shown = "、".join(new[:10]) + (" 等" if len(new) > 10 else "")
        notes.append(f"旧方案里没有 {len(new)} 个小区，视为新建：{shown}。")
    return old
