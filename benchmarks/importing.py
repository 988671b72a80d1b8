"""How long taking a spreadsheet in takes: `python -m benchmarks.importing [rows]` (100,000 by default).

Peer, in the same run: python-calamine (or the csv module) reading the same file, and a bare `executemany`.
"""

import csv
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

HEADINGS = ["学籍号", "姓名", "性别", "出生日期", "民族", "进城务工人员随迁子女", "留守儿童", "孤儿", "监护人电话",
            "学校", "学年", "学段", "年级", "寄宿"]  # fmt: skip


def main(n: int) -> None:
    """Print seconds of wall clock and processor, and ratios."""
    place = Path(tempfile.mkdtemp(prefix="importing-"))
    try:
        from xuezheng.jobs.demo.building import build

        build(place / "city", pupils=2000, seed="import", faults="none")
        with sqlite3.connect(place / "city" / "records.sqlite3") as records:
            schools = [c for (c,) in records.execute("SELECT code FROM registers_school WHERE kind = '211'")]
        rows = list(_rows(n, schools))
        for kind, write in (("xlsx", _xlsx), ("csv", _csv)):
            path = place / f"pupils.{kind}"
            write(path, rows)
            _measure(place, path, kind)
        _measure_faults(place, rows)
    finally:
        shutil.rmtree(place)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak of one process {peak / 1e6:.2f} GB (goal 2)")


def _rows(n, schools):
    chance = random.Random(1)
    for i in range(n):
        name = chance.choice("张王李赵刘陈杨黄") + chance.choice("晓明天乐子雨") + chance.choice("华光宁轩涵")
        yield [f"G8{i:017d}", name, "男女"[i & 1], f"{2013 + i % 6}-0{1 + i % 9}-1{i % 10}", "01", "否", "否", "否",
               "", chance.choice(schools), 2025, "小学", 1 + i % 6, "否"]  # fmt: skip


def _xlsx(path, rows):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("学生")
    for number, row in enumerate([HEADINGS, *rows]):
        sheet.write_row(number, 0, row)
    book.close()


def _csv(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])


def _measure(place: Path, path: Path, kind: str) -> None:
    from xuezheng.jobs import importing

    folder = place / "work"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(place / "city", folder)
    peer = _timed(lambda: _peer(path, kind, place / "bare.sqlite3"))
    check = _timed(lambda: importing.check_file(folder, "pupils", path))
    run = _timed(lambda: importing.run_file(folder, "pupils", path))
    undo = _timed(lambda: importing.undo_batch(folder))
    for place_in, unit in ((0, "s"), (1, "s of processor, reading child included")):
        p, c, r, u = (took[place_in] for took in (peer, check, run, undo))
        print(f"{kind}: read and bare insert {p:.2f}; check {c:.2f}, run {r:.2f}, undo {u:.2f} {unit}")
        print(
            f"  check and run / peer = {(c + r) / p:.2f} (goal 3 for xlsx); undo / run = {u / r:.2f} (goal 1)"
        )


def _peer(path, kind, bare):
    if kind == "xlsx":
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    else:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    bare.unlink(missing_ok=True)
    with sqlite3.connect(bare) as records:
        records.execute(f"CREATE TABLE t ({', '.join(f'c{i}' for i in range(len(HEADINGS)))})")
        records.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(HEADINGS))})", rows[1:])
    return len(rows)


def _measure_faults(place: Path, rows) -> None:
    """One row in a hundred is wrong in one cell."""
    from xuezheng.jobs import importing

    wrong = [[*row[:2], "男性人", *row[3:]] if i % 100 == 0 else row for i, row in enumerate(rows)]
    path = place / "faults.csv"
    _csv(path, wrong)
    found: list[int] = []
    took, cpu = _timed(
        lambda: found.append(len(importing.check_file(place / "work", "pupils", path)[1].faults))
    )
    print(f"1 % faults: {found[0]:,} told in {took:.2f} s, {cpu:.2f} of processor (goal 10 for 100,000 rows)")


def _timed(do) -> tuple[float, float]:
    """Seconds of wall clock, and of processor with the processes that were started."""
    begun, cpu = time.perf_counter(), _processor()
    do()
    return time.perf_counter() - begun, _processor() - cpu


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
