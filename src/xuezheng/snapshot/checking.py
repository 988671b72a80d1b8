"""Prove that a snapshot is as it was frozen. Shares no code with the freezer but the id's rule."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from xuezheng.errors import Fault
from xuezheng.snapshot.identity import identity, schema_sha256, sha256_of
from xuezheng.snapshot.reading import read_manifest
from xuezheng.snapshot.schema import arrow_schema, tables


def check(path: Path | str) -> list[Fault]:
    """Every way in which the snapshot differs from what was frozen; an empty list is proof.

    Raises
    ------
    BadInput, NotFound
        When the folder is not a snapshot at all.
    """
    folder = Path(path)
    manifest = read_manifest(folder)
    faults: list[Fault] = []
    remedy = "请换用该快照的其他副本，或重新冻结。"
    try:
        told = identity(manifest)
    except (KeyError, TypeError):
        told = ""
    if told != manifest["id"]:
        faults.append(Fault("编号与清单内容不符。", "manifest.json", remedy))
    if manifest.get("schema_sha256") != schema_sha256():
        faults.append(Fault("表结构不是本版本的表结构。", "manifest.json", "请用冻结时的版本核验。"))
    said = manifest["tables"]
    for name in sorted(set(tables()) | set(said)):
        faults += _table_faults(folder, name, said.get(name), remedy)
    expected = {f"tables/{name}.parquet" for name in said} | {"manifest.json"}
    found = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    faults += [Fault("这个文件不属于该快照。", f, "请移走。") for f in sorted(found - expected)]
    return faults


def _table_faults(folder: Path, name: str, said: dict[str, object] | None, remedy: str) -> list[Fault]:
    file = folder / "tables" / f"{name}.parquet"
    where = f"tables/{name}.parquet"
    if said is None:
        return [Fault("清单中没有这张表。", where, remedy)]
    if not file.is_file():
        return [Fault("缺少这张表。", where, remedy)]
    if sha256_of(file) != said["sha256"]:
        return [Fault("内容与冻结时不同（SHA-256 不符）。", where, remedy)]
    try:
        read = pq.read_metadata(file)
        schema = pq.read_schema(file)
    except pa.ArrowInvalid as error:
        return [Fault(f"这张表无法读取（{error}）。", where, remedy)]
    faults = []
    if read.num_rows != said["rows"]:
        faults.append(Fault(f"实有 {read.num_rows} 行，清单写 {said['rows']} 行。", where, remedy))
    if name in tables() and not schema.equals(arrow_schema(name)):
        faults.append(Fault("列与表结构不符。", where, remedy))
    return faults
