"""How the classes stand before a change: who sits where, what is known of them, what must be kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_faults, read_certificate
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.tables import Table, read_table
from xuezheng.errors import BadInput, Fault, Tampered

KINDS = ("classes", "class_changes")
#: Tables of a division that go on binding after it.
BINDING = ("apart", "weight")


@dataclass(frozen=True)
class Standing:
    """The classes at one moment.

    `base` is what a class's heads are counted from: its given size, or 0 where all are alike; `where` and
    `cells` hold the pupils present; `heads` only those who count more than one; `apart` groups no two of
    whom may meet; `limit` the most heads a class may have.
    """

    classes: tuple[str, ...]
    base: Mapping[str, int]
    numeric: tuple[str, ...]
    category: tuple[str, ...]
    missing: str
    part: Mapping[str, str]
    where: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]
    heads: Mapping[str, int]
    apart: tuple[tuple[str, ...], ...]
    limit: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the roster that matter."""
        return (*self.numeric, *self.category)

    @property
    def label(self) -> str:
        """The beginning of every label of randomness."""
        return "|".join(["class-changes", *(f"{column}={value}" for column, value in self.part.items())])

    def with_pupils(self, pupils: Mapping[str, Mapping[str, str]], room: str) -> "Standing":
        """The same after these pupils, with their cells, have sat down in a class."""
        return replace(
            self,
            where={**self.where, **dict.fromkeys(pupils, room)},
            cells={**self.cells, **pupils},
        )

    def without(self, pupil: str) -> "Standing":
        """The same after a pupil has left."""
        return replace(
            self,
            where={p: c for p, c in self.where.items() if p != pupil},
            cells={p: c for p, c in self.cells.items() if p != pupil},
        )

    def roster(self) -> Table:
        """The pupils present as a table, for the next time."""
        pupils = sorted(self.where)
        columns = {column: [self.cells[p][column] for p in pupils] for column in self.columns}
        return Table(
            "roster", {"pupil": pupils, **columns, **{c: [v] * len(pupils) for c, v in self.part.items()}}
        )


@dataclass(frozen=True)
class Before:
    """The folder a change starts from: how it stands, its certificate, the bytes it was written as."""

    standing: Standing
    certificate: Mapping[str, Any]
    files: Mapping[str, bytes]
    inputs: Mapping[str, Table]


def read_before(folder: Path, inputs: Mapping[str, Path], missing: str = "") -> Before:
    """Read a division, or an earlier change, and the tables its certificate names.

    Parameters
    ----------
    folder : Path
        A plan of kind `classes` or `class_changes`.
    inputs : mapping of str to Path
        At least `roster`; and those of `apart`, `weight` that the certificate names.
    missing : str
        `refuse` or `mean`; the division's own rule when empty.

    Raises
    ------
    BadInput
        When the folder is of another kind, or tables are missing.
    Tampered
        When the plan or a table is not the one certified.
    """
    certificate = read_certificate(folder)
    if faults := certificate_faults(certificate):
        raise Tampered(f"{folder} 的证书不合格：{'；'.join(faults)}。请用原来的文件夹。")
    if certificate["kind"] not in KINDS:
        raise BadInput(f"{folder} 是“{certificate['kind']}”，不是分班结果。请给出分班的文件夹。")
    tables = _tables(certificate, inputs)
    plan = read_table(folder / "plan.csv", needs=("pupil", "class"))
    _same("plan.csv", plan, str(certificate["plan_sha256"]))
    files = {name: (folder / name).read_bytes() for name in ("plan.csv", "plan.json")}
    try:
        standing = _standing(certificate, plan, tables)
    except (KeyError, TypeError, ValueError) as error:
        raise Tampered(f"{folder} 的证书不完整（{error!r}）。请用原来的文件夹。") from None
    return Before(replace(standing, missing=missing or standing.missing), certificate, files, tables)


def certificate_hash(raw: bytes) -> str:
    """SHA-256 of a certificate's file: the link of the chain."""
    return digest("sha256", raw).hex()


def _tables(certificate: Mapping[str, Any], inputs: Mapping[str, Path]) -> dict[str, Table]:
    is_first = certificate["kind"] == "classes"
    wanted = ["roster", *(name for name in BINDING if is_first and name in certificate["inputs"])]
    if lacking := [name for name in wanted if name not in inputs]:
        raise BadInput(
            f"缺少 {'、'.join(lacking)} 表。已有的要求须继续遵守。请用 --input 名称=文件 给出。",
            faults=[Fault("证书写明用过这张表。", name, "请给出当时的那一份。") for name in lacking],
        )
    if strange := sorted(set(inputs) - set(certificate["inputs"]) - {"roster"}):
        raise BadInput(f"证书里没有名为“{'、'.join(strange)}”的输入。请核对名称。")
    tables = {name: read_table(inputs[name], needs=("pupil",), name=name) for name in wanted}
    for name, table in tables.items():
        said = certificate["inputs"][name] if is_first else certificate.get("roster_after_sha256", "")
        _same(name, table, str(said))
    return tables


def _same(name: str, table: Table, said: str) -> None:
    if table.sha256() != said:
        raise Tampered(
            f"{name} 不是证书写明的那一份。指纹应是 {said[:12]}…，实为 {table.sha256()[:12]}…。请用原件。"
        )


def _standing(certificate: Mapping[str, Any], plan: Table, tables: Mapping[str, Table]) -> Standing:
    options = certificate["options"]
    where = dict(zip(plan.columns["pupil"], plan.columns["class"], strict=True))
    numeric, category = tuple(options["numeric"]), tuple(options["category"])
    roster = tables["roster"].columns
    cells = {
        pupil: {column: roster[column][row] for column in (*numeric, *category)}
        for row, pupil in enumerate(roster["pupil"])
        if pupil in where
    }
    if set(cells) != set(where):
        raise ValueError("plan and roster name different pupils")
    return Standing(
        classes=tuple(options["classes"]),
        base=_base(options),
        numeric=numeric,
        category=category,
        missing=str(options["missing"]),
        part=dict(options.get("part") or {}),
        where=where,
        cells=cells,
        heads=_heads(options, tables, where),
        apart=tuple(_apart(options, tables, where)),
        limit=options.get("limit"),
    )


def _base(options: Mapping[str, Any]) -> dict[str, int]:
    if "base" in options:
        return {str(name): int(size) for name, size in options["base"].items()}
    given = bool(options["given_sizes"])
    return {name: int(options["sizes"][name][1]) if given else 0 for name in options["classes"]}


def _heads(
    options: Mapping[str, Any], tables: Mapping[str, Table], where: Mapping[str, str]
) -> dict[str, int]:
    if "heads" in options:
        return {str(pupil): int(n) for pupil, n in options["heads"].items()}
    if "weight" not in tables:
        return {}
    columns = tables["weight"].columns
    rows = zip(columns["pupil"], columns["heads"], strict=True)
    return {pupil: int(n) for pupil, n in rows if pupil in where}


def _apart(
    options: Mapping[str, Any], tables: Mapping[str, Table], where: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """Groups of pupils of this roster to be kept apart, each in text order."""
    if "apart" in tables:
        columns = tables["apart"].columns
        gathered: dict[str, set[str]] = {}
        for pupil, group in zip(columns["pupil"], columns["group"], strict=True):
            if pupil in where:
                gathered.setdefault(group, set()).add(pupil)
        yield from (tuple(sorted(members)) for _, members in sorted(gathered.items()) if len(members) > 1)
    yield from (tuple(group) for group in options.get("homophones", []))
    yield from (tuple(group) for group in options.get("apart", []))
