"""What the one id of a snapshot covers."""

import hashlib
import json
from pathlib import Path
from typing import Any

import xuezheng.rules
from xuezheng.snapshot.schema import FILE

#: The keys of the manifest that the id covers; the label and the moment of making are not among them.
COVERED = ("format", "bureau", "schema_sha256", "rules_sha256", "as_of", "tables")


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def schema_sha256() -> str:
    """SHA-256 of the schema in force."""
    return sha256_of(FILE)


def rules_sha256() -> str:
    """SHA-256 over every dated rule in force: their paths and bytes, in order of the path."""
    root = Path(next(iter(xuezheng.rules.__path__)))
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.yaml")):
        digest.update(f"{file.relative_to(root).as_posix()}\n{sha256_of(file)}\n".encode())
    return digest.hexdigest()


def identity(manifest: dict[str, Any]) -> str:
    """The id of a snapshot with this manifest."""
    covered = {key: manifest[key] for key in COVERED}
    text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"snapshot-v1\n" + text.encode()).hexdigest()
