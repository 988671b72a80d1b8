"""Place everybody again from the files, with other code, and compare every step.

The promise: nobody already seated was moved; the order was the day's, then the ticket's; every class that
was shut was shut by the rule named; of those left the least objective won, or the ticket; and this
certificate follows from the one it names.
"""

import json
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.class_changes.recount import Again
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError)


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check a folder; without `roster` and `changes` only hashes, chain and seed can be."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    certificate = read_certificate(folder)
    try:
        checks += [_seed(certificate["seed"]), _chain(folder, certificate)]
        if not checks[-1].ok or not {"roster", "changes"} <= set(inputs):
            return checks
        tables = {name: read_table(path) for name, path in inputs.items()}
        plans = (read_table(folder / "previous" / "plan.csv"), read_table(folder / "plan.csv"))
        return checks + Again(certificate, _previous(folder), plans, tables).checks()
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("options", False, f"证书或表格不完整、不合格（{error!r}）。")]


def _seed(said: dict[str, Any]) -> Check:
    made = seed_of(str(said["text"]), hash=str(said["hash"])).statement
    return Check("seed", made == said, "种子由所写的文字得出" if made == said else "种子不是由所写的文字得出")


def _chain(folder: Path, certificate: dict[str, Any]) -> Check:
    """The certificate before is in the folder, is the one named, and fits the plan beside it."""
    said = certificate["previous"]
    raw = (folder / "previous" / "certificate.json").read_bytes() if _has_previous(folder) else b""
    if digest("sha256", raw).hex() != said["certificate_sha256"]:
        return Check("chain", False, "previous/certificate.json 不是证书所指的上一份")
    plan = read_table(folder / "previous" / "plan.csv")
    before = _previous(folder)
    ok = plan.sha256() == said["plan_sha256"] == before.get("plan_sha256") and before["kind"] == said["kind"]
    ok = ok and said["kind"] in {"classes", "class_changes"}
    return Check("chain", ok, "接在所指的上一份证书之后" if ok else "上一份方案与上一份证书不符")


def _has_previous(folder: Path) -> bool:
    return (folder / "previous" / "certificate.json").is_file()


def _previous(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "previous" / "certificate.json").read_bytes())
    return read
