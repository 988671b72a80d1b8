"""The index of many plans in one folder: a plan taken away, added or exchanged is noticed.

`plans.json` names every plan's folder with the SHA-256 of its certificate. Whoever publishes the hash of
this one file has fixed all of them.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.rerunning import again_check
from xuezheng.allocation.verifying import INDEX, Check

FORMAT = 1
CERTIFICATES = ("plan.json", "result.json")


def file_hash(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return digest("sha256", file.read_bytes()).hex()


def index_bytes(folder: Path, beside: Sequence[str] = (), more: Mapping[str, Any] | None = None) -> bytes:
    """The index of the plans that are in a folder, and of named files beside them."""
    statement = {
        "format": FORMAT,
        "plans": {place: file_hash(file) for place, file in _certificates(folder).items()},
        "files": {name: file_hash(folder / name) for name in beside},
        **(more or {}),
    }
    return (json.dumps(statement, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _certificates(folder: Path) -> dict[str, Path]:
    found = {
        file.parent.relative_to(folder).as_posix(): file
        for name in CERTIFICATES
        for file in folder.rglob(name)
    }
    return dict(sorted(found.items()))


def index_checks(folder: Path) -> list[Check]:
    """Whether the folder holds exactly the plans and files its index names, and how it came to be made."""
    raw = (folder / INDEX).read_bytes()
    try:
        said = json.loads(raw)
        plans, files = dict(said["plans"]), dict(said["files"])
        again = [again_check(folder, said["again"])] if "again" in said else []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [Check("index", False, f"{INDEX} 不合格式")]
    found = {place: file_hash(file) for place, file in _certificates(folder).items()}
    faults = [f"缺少 {place}" for place in sorted(plans.keys() - found.keys())]
    faults += [f"多出 {place}" for place in sorted(found.keys() - plans.keys())]
    faults += [
        f"{place} 的证书被换过" for place in sorted(found) if plans.get(place, found[place]) != found[place]
    ]
    faults += [
        f"{name} 被换过或不见了"
        for name, value in sorted(files.items())
        if not (folder / name).is_file() or file_hash(folder / name) != value
    ]
    if faults:
        more = f" 等 {len(faults)} 处" if len(faults) > 10 else ""
        return [Check("index", False, "；".join(faults[:10]) + more), *again]
    told = f"{len(found)} 份方案一份不多一份不少；{INDEX} 的指纹是 {digest('sha256', raw).hex()}"
    return [Check("index", True, told), *again]
