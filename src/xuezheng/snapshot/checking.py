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
    remedy = "Use another copy of this snapshot, or freeze again."
    try:
        told = identity(manifest)
    except (KeyError, TypeError):
        told = ""
    if told != manifest["id"]:
        faults.append(Fault("The id does not belong to this manifest.", "manifest.json", remedy))
    if manifest.get("schema_sha256") != schema_sha256():
        faults.append(
            Fault("The schema is not the one of this version.", "manifest.json", "Check it with its version.")
        )
    said = manifest["tables"]
    for name in sorted(set(tables()) | set(said)):
        faults += _table_faults(folder, name, said.get(name), remedy)
    expected = {f"tables/{name}.parquet" for name in said} | {"manifest.json"}
    found = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    faults += [
        Fault("This file does not belong to the snapshot.", f, "Remove it.") for f in sorted(found - expected)
    ]
    return faults


def _table_faults(folder: Path, name: str, said: dict[str, object] | None, remedy: str) -> list[Fault]:
    file = folder / "tables" / f"{name}.parquet"
    where = f"tables/{name}.parquet"
    if said is None:
        return [Fault("The manifest does not name this table.", where, remedy)]
    if not file.is_file():
        return [Fault("The table is missing.", where, remedy)]
    if sha256_of(file) != said["sha256"]:
        return [Fault("The bytes are not those that were frozen.", where, remedy)]
    try:
        read = pq.read_metadata(file)
        schema = pq.read_schema(file)
    except pa.ArrowInvalid as error:
        return [Fault(f"The table cannot be read ({error}).", where, remedy)]
    faults = []
    if read.num_rows != said["rows"]:
        faults.append(Fault(f"It has {read.num_rows} rows, the manifest says {said['rows']}.", where, remedy))
    if name in tables() and not schema.equals(arrow_schema(name)):
        faults.append(Fault("Its columns are not those of the schema.", where, remedy))
    return faults
