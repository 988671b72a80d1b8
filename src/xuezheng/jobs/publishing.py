"""Put a decision's results out: prepared beforehand, seen from a stated instant on, each under a printed code."""

import csv
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Fault, NotFound
from xuezheng.outside.spreadsheets import read_sheets

#: What may leave the building of a plan's folder: no list with scores, no inputs.
PUBLIC_FILES = (
    "plan.json", "plan.csv", "result.json", "commit.json", "list.txt", "public.json", "result.csv", "plan.geojson",
)  # fmt: skip
#: Of a plan, and of a draw.
CERTIFICATES = ("plan.json", "result.json")
#: Headings of the engines' plans, as a family reads them.
WORDS = {
    "class": "班级", "programme": "录取学校或专业", "school": "学校", "site": "考点", "room": "考场", "seat": "座位号",
    "paper": "试卷", "ticket": "准考证号", "column": "列", "row": "排",
}  # fmt: skip
MOST = 1_000_000


@dataclass(frozen=True)
class Prepared:
    """What was prepared: the publication's code, how many results, where the codes are."""

    code: str
    n_results: int
    codes: Path


def public_folder(folder: Path, code: str) -> Path:
    """Where the files of a publication lie."""
    return folder / "published" / code


def results_in(file: Path) -> list[tuple[str, str]]:
    """Read a table of results: the first column is the number, every other is shown under its heading.

    Raises
    ------
    NotFound, BadInput
        When the file is not there, has no rows, or a number is empty or stands twice.
    """
    header, rows = _table(file)
    faults, seen, found = [], set(), []
    for line, row in enumerate(rows, start=2):
        number = row[0].strip().upper() if row else ""
        if not number or number in seen:
            what = f"号码“{number}”出现两次。" if number else "没有号码。"
            faults.append(Fault(what, f"{file.name} 第 {line} 行", "第一列须是每人唯一的号码。"))
        seen.add(number)
        shown = [
            (WORDS.get(name, name), value.strip()) for name, value in zip(header[1:], row[1:], strict=False)
        ]
        found.append((number, "\n".join(f"{name}\t{value}" for name, value in shown if value)))
    if faults:
        raise BadInput(f"{file.name} 有 {len(faults)} 处错误。没有公布。", faults=faults[:100])
    return found


def _table(file: Path) -> tuple[list[str], list[list[str]]]:
    if not file.is_file():
        raise NotFound(f"找不到结果表 {file}。没有公布。请核对路径。")
    if file.suffix.lower() == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as text:
            lines = [line for line in csv.reader(text) if line]
    else:
        lines = [["" if cell is None else str(cell) for cell in row] for row in read_sheets(file)[0].rows]
    if len(lines) < 2 or len(lines[0]) < 2:
        raise BadInput(f"{file.name} 没有结果。第一行须是列名，第一列是号码，其余各列是结果。请核对文件。")
    if len(lines) - 1 > MOST:
        raise BadInput(f"{file.name} 超过 {MOST} 行。没有公布。请分批公布。")
    return lines[0], lines[1:]


def prepare(
    decision: Any,
    table: Path,
    *,
    folder: Path,
    title: str,
    number_name: str,
    stands_at: datetime,
    by: Any,
    at: datetime,
    codes_at: Path,
    plan: Path | None = None,
    step: Callable[..., None] = lambda *said: None,
) -> Prepared:
    """Write the results, the public files and the list of codes; all of it or nothing.

    `codes_at` becomes a workbook with number and code, readable by its owner only: print it and delete it.
    `plan` is the folder of the certificate the decision rests on; its hash must be the decision's.
    """
    from django.db import transaction

    from xuezheng.records.decisions.actions import prepare_publication

    step(0, 3, "读取结果")
    results = results_in(table)
    files = _public_files(plan, decision) if plan else []
    half = folder / "published" / f".{secrets.token_hex(8)}"
    try:
        half.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, half / file.name)
        step(1, 3, "写入结果")
        with transaction.atomic():
            made, codes = prepare_publication(
                decision=decision, title=title, number_name=number_name, stands_at=stands_at, results=results,
                files=[file.name for file in files], by=by, at=at,
            )  # fmt: skip
            step(2, 3, "写查询码")
            _write_codes(codes_at, number_name, codes)
            half.rename(public_folder(folder, str(made.pk)))
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        codes_at.unlink(missing_ok=True)
        raise
    return Prepared(str(made.pk), len(results), codes_at)


def _public_files(plan: Path, decision: Any) -> list[Path]:
    from xuezheng.allocation.plan_index import file_hash

    certificate = next((plan / name for name in CERTIFICATES if (plan / name).is_file()), None)
    if certificate is None:
        raise NotFound(f"{plan} 中没有 plan.json 或 result.json。公布的文件须有证书。请给出方案文件夹。")
    if file_hash(certificate) != decision.certificate_sha256:
        raise BadInput(
            f"{certificate} 不是决定 {decision.code} 的证书（散列值不同）。没有公布。请给出核验过的方案。"
        )
    return [plan / name for name in PUBLIC_FILES if (plan / name).is_file()]


def _write_codes(place: Path, number_name: str, codes: Sequence[tuple[str, str]]) -> None:
    import xlsxwriter

    descriptor = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as out, xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("查询码")
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for place_of, heading in enumerate((number_name, "查询码")):
            sheet.write_string(0, place_of, heading, bold)
        for line, (number, code) in enumerate(codes, start=1):
            sheet.write_string(line, 0, number, text)
            sheet.write_string(line, 1, f"{code[:4]} {code[4:]}", text)
        sheet.autofit()


def told(prepared: Prepared) -> Iterable[str]:
    """What was done, for a terminal."""
    yield f"已准备 {prepared.n_results} 条结果，公布编号 {prepared.code}。"
    yield f"查询码在 {prepared.codes}，只有这一份：请打印在准考证或回执上，然后删除。"


def prepare_for(
    folder: Path,
    code: str,
    table: Path,
    *,
    title: str,
    number_name: str,
    stands_at: datetime,
    codes_at: Path,
    plan: Path | None,
    by: str,
) -> Prepared:
    """The same from a terminal: the bureau, the decision and the person by their names."""
    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    from xuezheng.records.decisions.queries import Decision, visible_to

    decision = visible_to(Decision, desk.person).filter(pk=code).first()
    if decision is None:
        raise NotFound(f"没有编号为“{code}”的决定，或不在您的管辖范围内。没有公布。请核对编号。")
    if codes_at.exists():
        raise BadInput(f"{codes_at} 已经存在。没有公布。请换一个文件名。")
    return prepare(
        decision, table, folder=folder, title=title or decision.title, number_name=number_name, stands_at=stands_at,
        by=desk.person, at=desk.at, codes_at=codes_at, plan=plan,
    )  # fmt: skip


def withdraw(folder: Path, code: str, *, reason: str, by: str) -> None:
    """Take a publication back, from a terminal."""
    from uuid import UUID

    from xuezheng.jobs.casework import sit_down

    desk = sit_down(folder, by)
    from xuezheng.records.decisions.actions import withdraw_publication
    from xuezheng.records.decisions.queries import Publication, visible_to

    try:
        found = visible_to(Publication, desk.person).filter(pk=UUID(code)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(f"没有编号为“{code}”的公布。没有撤下。请核对编号。")
    withdraw_publication(publication=found, reason=reason, by=desk.person, at=desk.at)
