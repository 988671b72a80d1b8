"""The audit log from a terminal: prove it, give its head out, read in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.jobs.audit_heads import now_text, read_head, signed_head, write_head
from xuezheng.records.database import open_bureau

if TYPE_CHECKING:
    from xuezheng.records.audit.proof import Proof

CHINA = timezone(timedelta(hours=8))
#: Where a bureau keeps its own copies of the heads it gave out.
KEPT = "audit-heads"


@dataclass(frozen=True)
class Given:
    """A head that was given out, and the files it was written to."""

    head: dict[str, Any]
    files: list[Path]


def verify(folder: Path, heads: tuple[Path, ...] = (), by: str = "") -> "Proof":
    """Prove the log against itself, against the heads named, and against the bureau's own copies.

    Only the auditor may; the look itself is an event.
    """
    open_bureau(folder)
    from xuezheng.records.audit.actions import holder_of, read_log
    from xuezheng.records.audit.proof import prove

    person = holder_of("audit.read", by)
    kept = sorted((folder / KEPT).glob("*.json"))
    published = [_published(file) for file in (*heads, *kept)]
    proof = prove(published)
    read_log(by=person, at=datetime.now(CHINA), asked={"verify": ""})
    return proof


def give_head(folder: Path, out: Path | None = None, by: str = "") -> Given:
    """The head of a whole log, signed; with `out`, written there and kept, and noted in the log."""
    bureau = open_bureau(folder)
    from xuezheng.records.audit.actions import holder_of, publish_head
    from xuezheng.records.audit.proof import prove

    person, at = holder_of("audit.publish", by), datetime.now(CHINA)
    proof = prove(_published(file) for file in sorted((folder / KEPT).glob("*.json")))
    publish_head(proof=proof, by=person, at=at)
    said = {"n": proof.n, "hash": proof.hash, "root": proof.root, "at": now_text(at)}
    head = signed_head(folder, {"bureau": bureau.name, "city_code": bureau.city_code, **said})
    files = write_head(out, head) if out else []
    write_head(folder / KEPT, head)
    return Given(head, files)


def events(
    folder: Path, *, subject: str = "", who: str = "", since: str = "", most: int = 200, by: str = ""
) -> list[dict[str, Any]]:
    """The latest events about a subject, by a person, since a day; only for the auditor, and noted."""
    from xuezheng.errors import BadInput

    open_bureau(folder)
    from xuezheng.records.audit.actions import holder_of, read_log
    from xuezheng.records.audit.proof import latest

    try:
        start = datetime.fromisoformat(since).replace(tzinfo=CHINA) if since else None
    except ValueError:
        raise BadInput(f"--since {since} 不是日期。请写成 YYYY-MM-DD，例如 2026-09-01。") from None
    asked = {name: said for name, said in (("subject", subject), ("by", who), ("since", since)) if said}
    read_log(by=holder_of("audit.read", by), at=datetime.now(CHINA), asked=asked)
    return latest(subject=subject, by=who, since=start, most=most)


def _published(file: Path) -> Any:
    from xuezheng.records.audit.proof import Published

    head = read_head(file)
    return Published(head["n"], head["hash"], head["root"], f"{head['at'][:10]} 公布的链头（{file.name}）")
