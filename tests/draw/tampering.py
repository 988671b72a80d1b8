"""Ways to forge a finished draw, as changes of its files (name → bytes)."""

import csv
import io
import json
from collections.abc import Callable
from hashlib import sha256

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.commitment import commitment_from
from xuezheng.allocation.draw.hashing import digest, hash_named
from xuezheng.allocation.draw.merkle import layers_of
from xuezheng.allocation.draw.revealing import drawn
from xuezheng.allocation.tables import table_of

Files = dict[str, bytes]
INPUTS = {"commit": "commit.json", "list": "list.txt", "public": "public.json", "groups": "groups.txt"}


def in_json(name: str, change: Callable[[dict], object]) -> Callable[[Files], None]:
    """Change a JSON file; those that must be canonical stay so."""

    def forge(files: Files) -> None:
        read = json.loads(files[name])
        change(read)
        files[name] = (
            canonical(read) if name != "result.json" else json.dumps(read, ensure_ascii=False).encode()
        )

    return forge


def in_rows(change: Callable[[list[dict]], object]) -> Callable[[Files], None]:
    """Change the rows of the result."""

    def forge(files: Files) -> None:
        rows = list(csv.DictReader(io.StringIO(files["result.csv"].decode())))
        change(rows)
        files["result.csv"] = table_of("result", {key: [row[key] for row in rows] for key in rows[0]}).csv()

    return forge


def in_codes(change: Callable[[list[str]], object]) -> Callable[[Files], None]:
    """Change the list."""

    def forge(files: Files) -> None:
        codes = files["list.txt"].decode().splitlines()
        change(codes)
        files["list.txt"] = "".join(f"{code}\n" for code in codes).encode()

    return forge


def in_proofs(change: Callable[[list[dict]], object]) -> Callable[[Files], None]:
    """Change the families' proofs."""

    def forge(files: Files) -> None:
        proofs = [json.loads(line) for line in files["proofs.jsonl"].splitlines()]
        change(proofs)
        files["proofs.jsonl"] = b"".join(canonical(proof) + b"\n" for proof in proofs)

    return forge


def repaired(files: Files) -> None:
    """What a clever forger does afterwards: make every hash of the certificate fit the changed files."""
    certificate = json.loads(files["result.json"])
    certificate["inputs"] = {
        key: sha256(files[file]).hexdigest() for key, file in INPUTS.items() if file in files
    }
    said = json.loads(files["commit.json"])
    certificate["commitment"] = digest(said["hash"], files["commit.json"]).hex()
    rows = list(csv.DictReader(io.StringIO(files["result.csv"].decode())))
    certificate["plan_sha256"] = table_of(
        "result", {key: [row[key] for row in rows] for key in rows[0]}
    ).sha256()
    keys = [key for key in ("code", "rank", "ticket", "outcome") if key in rows[0]]
    leaves = [canonical([int(row[key]) if key == "rank" else row[key] for key in keys]) for row in rows]
    certificate["results_root"] = layers_of(leaves, hash_named(said["hash"]))[-1][0].hex()
    files["result.json"] = json.dumps(certificate, ensure_ascii=False).encode()
    files.pop("proofs.jsonl", None)


def other_digit(text: str, at: int = 0) -> str:
    """The same hex with one digit changed."""
    at %= len(text)
    return text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1 :]


def made_anew(files: Files) -> None:
    """What the office itself could do: carry out a crooked draw from the start, every hash and ticket true."""
    said, public = json.loads(files["commit.json"]), json.loads(files["public.json"])
    codes = files["list.txt"].decode().splitlines()
    groups = [line.split(" ") for line in files.get("groups.txt", b"").decode().splitlines()]
    said["list_digest"] = digest(said["hash"], files["list.txt"]).hex()
    said["groups_digest"] = digest(said["hash"], files["groups.txt"]).hex() if "groups.txt" in files else None
    files["commit.json"] = canonical(said)
    made = drawn(commitment_from(files["commit.json"], codes, groups), public)
    rows = [
        {"rank": str(r.rank), "code": r.code, "ticket": r.ticket}
        | ({"outcome": r.outcome} if r.outcome else {})
        for r in made.results
    ]
    table = table_of("result", {key: [row[key] for row in rows] for key in rows[0]})
    certificate = json.loads(files["result.json"])
    certificate["seed"] = {"hash": said["hash"], "how": "public-draw", "value": made.seed.hex()}
    certificate["options"] = {key: said[key] for key in ("hash", "label", "last_place", "places", "rule")}
    certificate["n"] = said["n"]
    files["result.csv"] = table.csv()
    files["result.json"] = json.dumps(certificate, ensure_ascii=False).encode()
    repaired(files)
