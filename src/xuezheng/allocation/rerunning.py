"""A division is made once. Making it again takes a reason, keeps what was, and says so for good."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import read_certificate
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.verifying import INDEX, Check
from xuezheng.errors import Occupied

LONGEST_REASON = 500


@contextmanager
def replacing(folder: Path, reason: str) -> Iterator[dict[str, Any]]:
    """Move an earlier division of the same folder aside, and give what the new certificate says of it.

    Nothing is deleted: the old folder stands beside the new one (`OUT.superseded-1`). The new certificate
    names the reason, the hash of the old certificate's bytes, and how that one came about: a chain back
    to the first run. If the new division fails, the old one is put back.

    Raises
    ------
    Occupied
        When a division is there and no reason is given, or something else is there.
    """
    refuse_a_second_time(folder, reason)
    if not _is_filled(folder):
        yield {}
        return
    entry = _entry(folder, reason.strip()[:LONGEST_REASON])
    aside = folder.with_name(entry["kept_as"])
    shutil.move(folder, aside)
    try:
        yield {"again": entry}
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(aside, folder)
        raise


def refuse_a_second_time(folder: Path, reason: str) -> None:
    """Stop where a folder holds something and nobody said why it should be made again."""
    if _is_filled(folder) and not reason.strip():
        raise Occupied(
            f"{folder} 里已有内容。同一轮分班只能进行一次。确需重来，请用 --again 写明理由，旧结果会保留并记入新证书。"
        )


def _is_filled(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _entry(folder: Path, reason: str) -> dict[str, Any]:
    file = _said_in(folder)
    if file is None:
        raise Occupied(f"{folder} 已有别的内容，不是分班结果。请换一个新的文件夹。")
    old = _read(file)
    before = old.get("again")
    n = time = 1 + (int(before["time"]) if before else 0)
    while folder.with_name(f"{folder.name}.superseded-{n}").exists():
        n += 1
    return {
        "reason": reason,
        "time": time,
        "kept_as": f"{folder.name}.superseded-{n}",
        "replaces_plan_sha256": old.get("plan_sha256", ""),
        "replaces_certificate_sha256": digest("sha256", file.read_bytes()).hex(),
        **({"before": before} if before else {}),
    }


def _said_in(folder: Path) -> Path | None:
    """The certificate of a division, or the index of a city's."""
    names = ("plan.json", INDEX)
    return next((folder / name for name in names if folder.is_dir() and (folder / name).is_file()), None)


def _read(file: Path) -> dict[str, Any]:
    import json

    if file.name == "plan.json":
        return read_certificate(file.parent)
    read = json.loads(file.read_bytes())
    return read if isinstance(read, dict) else {}


def again_check(folder: Path, said: Mapping[str, Any]) -> Check:
    """Whether the chain back to the first run is whole: reasons given, and what is still beside fits.

    A superseded folder that is no longer at hand is named; its hash stands in the certificate.
    """
    entry, absent, times = dict(said), list[str](), list[int]()
    while True:
        times.append(entry["time"])
        if not str(entry["reason"]).strip() or len(str(entry["replaces_certificate_sha256"])) != 64:
            return Check("again", False, f"第 {entry['time']} 次重来没有写明理由，或没有旧证书的指纹")
        old = folder.with_name(str(entry["kept_as"]))
        file = _said_in(old)
        if file is None:
            absent.append(old.name)
        elif digest("sha256", file.read_bytes()).hex() != entry["replaces_certificate_sha256"]:
            return Check("again", False, f"{old.name} 不是证书所说的旧结果")
        elif _read(file).get("again") != entry.get("before"):
            return Check("again", False, f"{old.name} 的来历与证书所说的不同")
        if "before" not in entry:
            break
        entry = dict(entry["before"])
    if times != list(range(len(times), 0, -1)):
        return Check("again", False, f"重来的次数不连续：{times}")
    told = f"；不在手边：{'、'.join(absent)}" if absent else ""
    return Check("again", True, f"重来 {len(times)} 次，每次都有理由和旧证书的指纹{told}")
