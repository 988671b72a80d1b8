"""`python -m benchmarks.audit [N]`: the log against a bare hash loop, sealing against bare AES-GCM.

The bound of proving is the work no proof can leave out: SHA-256 over the same texts, made beforehand. The
bound of sealing is the cipher alone: `AESGCM.encrypt` over the same numbers with a nonce given. Rates are
per second of processor time; appending is told by the clock as well, for each append waits for the disk.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

N = 100_000
APPENDS = 3_000


def measured(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock and of the processor; the better of two runs."""
    runs = []
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(runs, key=lambda run: run[1])


def tell(what: str, n: int, wall: float, cpu: float, goal: str = "") -> None:
    print(f"{what:<44} {n / wall:>12,.0f}/s by the clock {n / cpu:>12,.0f}/s of processor  {goal}")


def log(folder: Path, n: int) -> None:
    """Append one by one, then many at once; prove all of them."""
    from datetime import UTC, datetime

    from django.db import connection, transaction

    from xuezheng.records.accounts.models import User
    from xuezheng.records.audit.actions import record_event
    from xuezheng.records.audit.proof import _text, prove, stored_rows

    by = User.objects.create(username="bench")

    def append(many: int) -> None:
        for i in range(many):
            record_event(
                by=by, at=datetime.now(UTC), action="pupil.read", subject_kind="registers.pupil",
                subject_code=f"P{i:09d}", organisation_path="990000/990100/", detail={"fields": ["a", "b"]},
            )  # fmt: skip

    tell("append, one transaction each", APPENDS, *measured(lambda: append(APPENDS)), "goal 2,000")
    with transaction.atomic():
        wall, cpu = time.perf_counter(), time.process_time()
        append(n)
        tell("append, one transaction", n, time.perf_counter() - wall, time.process_time() - cpu)
    total = prove().n
    tell(f"prove {total:,} events with their tree", total, *measured(prove), "goal 100,000")
    rows = list(stored_rows())
    texts = [b"audit-v1\n" + b"x" * 40 + _text(row, row[7], {}) for row in rows]
    tell("bound: SHA-256 over the same texts", total, *measured(lambda: [sha256(t).digest() for t in texts]))
    print(f"database: {connection.vendor}")


def sealing(n: int) -> None:
    """Seal, open and look up identity numbers under both suites."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from xuezheng.records.registers.models import Pupil
    from xuezheng.records.sealing import keys
    from xuezheng.records.sealing.suites import sealer

    numbers = [f"1101012015{i:08d}" for i in range(n)]
    raw, nonce, cipher = [x.encode() for x in numbers], os.urandom(12), AESGCM(os.urandom(32))
    field: Any = Pupil._meta.get_field("id_number")
    texts = field.seal_many(numbers)
    tell(
        "seal_many, AES-256-GCM + HMAC-SHA-256",
        n,
        *measured(lambda: field.seal_many(numbers)),
        "goal 150,000",
    )
    tell("open_many", n, *measured(lambda: field.open_many(texts)))
    tell(
        "bound: AESGCM.encrypt alone",
        n,
        *measured(lambda: [cipher.encrypt(nonce, x, b"identity") for x in raw]),
    )
    sm = sealer(keys.new_key(keys.SUITES[1]), "identity")
    tell("seal, SM4-GCM + HMAC-SM3", n, *measured(lambda: [sm.seal(x) for x in numbers]))


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    with tempfile.TemporaryDirectory() as place:
        from xuezheng.records.database import create_bureau

        create_bureau(Path(place), name="x", city="x", city_code="990000")
        log(Path(place), n)
        sealing(n)


if __name__ == "__main__":
    main()
