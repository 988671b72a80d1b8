"""The eight children of docs/algorithms/draw.md, and ways to make other draws."""

import importlib.util
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.commitment import Commitment, commit, commitment_from
from xuezheng.allocation.draw.revealing import Reveal, reveal, write_reveal
from xuezheng.allocation.draw.sources import BEIJING

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "draw"
BEFORE = datetime(2026, 5, 28, 10, 0, tzinfo=BEIJING)
AFTER = datetime(2026, 6, 3, 9, 0, tzinfo=BEIJING)
SOURCES = ("kl8:2026140@2026-06-01", "ssq:2026061@2026-06-02", "dice:3")
KL8 = "kl8=3 7 8 14 19 22 25 31 36 40 44 47 52 55 58 61 66 70 75 79"
VALUES = (KL8, "ssq=4 9 15 20 27 33+12", "dice=5 2 5")
EIGHT = tuple(f"2026-{i:06}" for i in range(1, 9))


def committed(codes: Sequence[str] = EIGHT, sources: Sequence[str] = SOURCES, **options) -> Commitment:
    return commit(codes, sources, at=BEFORE, **options)


def revealed(codes: Sequence[str] = EIGHT, values: Sequence[str] = VALUES, **options) -> Reveal:
    return reveal(committed(codes, **options), values, at=AFTER)


def a_draw(folder: Path, codes: Sequence[str] = EIGHT, **options) -> Path:
    """A whole draw, written to a folder."""
    return write_reveal(folder, revealed(codes, **options))


def a_draw_with_a_beacon(folder: Path) -> Path:
    """A draw into which a drand round was mixed, with its signature."""
    signature = "ab" * 48
    value = f"drand={sha256(bytes.fromhex(signature)).hexdigest()}/{signature}"
    commitment = committed(sources=(*SOURCES[:2], "drand:60000000"))
    return write_reveal(folder, reveal(commitment, [*VALUES[:2], value], at=AFTER + timedelta(days=2000)))


def twenty_codes() -> tuple[str, ...]:
    return tuple(f"K{i:03}" for i in range(1, 21))


def single_file_verifier() -> ModuleType:
    """The verifier of docs/verifier, loaded from its one file."""
    spec = importlib.util.spec_from_file_location(
        "verify_draw", ROOT / "docs" / "verifier" / "verify_draw.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_draw"] = module
    spec.loader.exec_module(module)
    return module


def worked_example() -> str:
    """Section 8 of docs/algorithms/draw.md, from a draw really made."""
    fresh = committed(places=5)
    said = commitment_from(canonical(fresh.statement | {"version": "0.1.0"}), fresh.codes, fresh.groups)
    made = reveal(said, VALUES, at=AFTER)
    proof = made.proof("2026-000003")
    lines = [
        "`list.txt`:",
        "",
        "```",
        *said.codes,
        "```",
        "",
        "`commit.json` (one line; broken here for reading only where a comma stands):",
        "",
        "```",
        *said.raw.decode().replace(',"', ',\n"').split("\n"),
        "```",
        "",
        f"    C      = {said.value}",
        "",
        "`public.json`, after the drawings:",
        "",
        "```",
        *_public(made).replace(',"', ',\n"').replace("},{", "},\n{").split("\n"),
        "```",
        "",
        f"    seed   = {made.seed.hex()}",
        "",
        "With the files at hand: `(printf 'draw-seed-v1\\n%s\\n' $C; cat public.json) | sha256sum`, and the ticket of",
        "one child: `printf 'ticket-v1\\n2026-000003' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$SEED`.",
        "",
        "| Rank | Code | Ticket | Outcome |",
        "|---|---|---|---|",
        *(f"| {r.rank} | {r.code} | `{r.ticket}` | {r.outcome} |" for r in made.results),
        "",
        f"    root   = {made.root}",
        "",
        f"The proof of {proof['code']}, index {proof['index']}, leaf `{made.results[proof['index']].leaf().decode()}`:",
        "",
        "```",
        *proof["path"],
        "```",
    ]
    return "\n".join(lines)


def _public(made: Reveal) -> str:
    from xuezheng.allocation.draw.publication import public_bytes

    return public_bytes(made.public).decode()
