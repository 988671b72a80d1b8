"""Ways to forge a finished plan, and a forger who knows how to make the hashes right again."""

import csv
import io
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.tables import Table, read_table

Rows = list[dict[str, str]]


def rows_of(file: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))


def write_rows(file: Path, rows: Rows, heading: list[str] | None = None) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, heading or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8")


def in_table(name: str, change: Callable[[Rows], Any]) -> Callable[[Path], None]:
    """Change the rows of a table of the folder."""

    def forge(folder: Path) -> None:
        rows = rows_of(folder / name)
        heading = list(rows[0])
        change(rows)
        write_rows(folder / name, rows, heading)

    return forge


def in_certificate(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    """Change the certificate."""

    def forge(folder: Path) -> None:
        read = json.loads((folder / "plan.json").read_bytes())
        change(read)
        (folder / "plan.json").write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")

    return forge


def cover_up(folder: Path) -> None:
    """Make every hash right again, as somebody would who can write the whole folder."""
    plan = read_table(folder / "plan.csv")
    public = Table("public", {name: plan.columns[name] for name in ("pupil", "programme")})
    (folder / "public.csv").write_bytes(public.csv())
    read = json.loads((folder / "plan.json").read_bytes())
    read["plan_sha256"], read["results_root"] = plan.sha256(), results_root(plan)
    read["inputs"] = {name: read_table(folder / "inputs" / f"{name}.csv").sha256() for name in read["inputs"]}
    read["files"] = {name: sha256((folder / name).read_bytes()).hexdigest() for name in read["files"]}
    read["objective"] = sum(1 for cell in plan.columns["programme"] if cell)
    seats = sum(map(int, read_table(folder / "inputs" / "programmes.csv").columns["seats"]))
    read["bound"] = min(plan.n_rows, seats)
    (folder / "plan.json").write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")


def row(rows: Rows, **where: str) -> dict[str, str]:
    """The first row that has these cells."""
    return next(each for each in rows if all(each[name] == cell for name, cell in where.items()))
