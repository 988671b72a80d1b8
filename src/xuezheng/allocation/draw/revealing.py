"""From a commitment and the published numbers to the order, the tree of results and the certificate."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.draw.canonical import canonical, list_bytes
from xuezheng.allocation.draw.codes import groups_bytes, groups_from, refuse
from xuezheng.allocation.draw.commitment import Commitment, commitment_from
from xuezheng.allocation.draw.commitment_form import commitment_faults
from xuezheng.allocation.draw.hashing import digest, hash_named
from xuezheng.allocation.draw.merkle import layers_of, path_of
from xuezheng.allocation.draw.orders import line_up, outcomes, start_and_step, units_of
from xuezheng.allocation.draw.publication import entry_faults, public_bytes, publication, seed_from
from xuezheng.allocation.tables import table_of
from xuezheng.errors import BadInput, Fault, NotFound

WORDS = {True: "in", False: "out"}


@dataclass(frozen=True)
class Result:
    """One family's line of the result; `outcome` is `in` or `out`, empty when there are no places."""

    code: str
    rank: int
    ticket: str
    outcome: str

    def leaf(self) -> bytes:
        """The canonical bytes of this line: the leaf of the tree."""
        return canonical([self.code, self.rank, self.ticket, *([self.outcome] if self.outcome else [])])


@dataclass(frozen=True)
class Reveal:
    """A draw carried out: what was committed, what was published, and the line that came of it."""

    commitment: Commitment
    public: Mapping[str, Any]
    seed: bytes
    results: tuple[Result, ...]

    @cached_property
    def layers(self) -> list[list[bytes]]:
        """The tree of results, layer by layer."""
        said = self.commitment.statement
        return layers_of([result.leaf() for result in self.results], hash_named(said["hash"]))

    @property
    def root(self) -> str:
        """The root of the tree, in hex."""
        return self.layers[-1][0].hex()

    def proof(self, code: str) -> dict[str, Any]:
        """What a family needs to show that its line is in the published result.

        Raises
        ------
        NotFound
            When the code was not in this draw.
        """
        for index, result in enumerate(self.results):
            if result.code == code:
                return self._proof(index)
        raise NotFound(f"编号“{code}”不在这次抽签的名单里。请核对编号，区分大小写。")

    def proofs(self) -> bytes:
        """Every family's proof, one canonical line each, in order of rank."""
        return b"".join(canonical(self._proof(i)) + b"\n" for i in range(len(self.results)))

    def _proof(self, index: int) -> dict[str, Any]:
        result = self.results[index]
        made = {
            "code": result.code,
            "commitment": self.commitment.value,
            "format": "draw-proof-v1",
            "hash": self.commitment.statement["hash"],
            "index": index,
            "n": len(self.results),
            "path": [node.hex() for node in path_of(self.layers, index)],
            "rank": result.rank,
            "root": self.root,
            "ticket": result.ticket,
        }
        return {**made, "outcome": result.outcome} if result.outcome else made


def reveal(commitment: Commitment, values: Sequence[str], *, at: datetime) -> Reveal:
    """Carry out a draw with the numbers the public sources published.

    Parameters
    ----------
    commitment : Commitment
        As it was published.
    values : sequence of str
        The published numbers, as `publication` reads them.
    at : datetime
        The moment of revealing.

    Raises
    ------
    BadInput
        When list or groups no longer fit the commitment, or the numbers have faults (all listed).
    """
    said = commitment.statement
    refuse(_mismatches(commitment), "名单与承诺不符，不能开签")
    return drawn(commitment, publication(said["sources"], values, at=at))


def drawn(commitment: Commitment, public: Mapping[str, Any]) -> Reveal:
    """Put everybody in line, once commitment and published numbers are known to be good."""
    said = commitment.statement
    seed = seed_from(said["hash"], commitment.value, public_bytes(public))
    units = units_of(commitment.codes, commitment.groups)
    numbers = [
        [n for group in source["numbers"] for n in group]
        for source in public["sources"]
        if "numbers" in source
    ]
    line = line_up(said["rule"], seed, said["label"], units, said["hash"], numbers)
    places = outcomes(line, said["places"], said["last_place"])
    results: list[Result] = []
    for (unit, ticket), admitted in zip(line, places, strict=True):
        outcome = "" if admitted is None else WORDS[admitted]
        results += [Result(code, len(results) + i, ticket, outcome) for i, code in enumerate(unit, start=1)]
    return Reveal(commitment, public, seed, tuple(results))


def _mismatches(commitment: Commitment) -> list[Fault]:
    said = commitment.statement
    faults = []
    if digest(said["hash"], list_bytes(commitment.codes)).hex() != said["list_digest"]:
        faults.append(Fault("名单的杂凑值与承诺的不同。", "list.txt", "请用作承诺时的那份名单。"))
    bound = digest(said["hash"], groups_bytes(commitment.groups)).hex() if commitment.groups else None
    if bound != said["groups_digest"]:
        faults.append(Fault("捆绑名单的杂凑值与承诺的不同。", "groups.txt", "请用作承诺时的那份捆绑名单。"))
    return faults


def read_commitment(folder: Path | str) -> Commitment:
    """Read what `draw commit` wrote.

    Raises
    ------
    NotFound
        When commit.json or list.txt is not there.
    BadInput
        When commit.json is not a commitment of this form.
    """
    place = Path(folder)
    for name in ("commit.json", "list.txt"):
        if not (place / name).is_file():
            raise NotFound(f"{place} 里没有 {name}。它不是承诺的文件夹。请检查路径。")
    raw = (place / "commit.json").read_bytes()
    if faults := commitment_faults(raw):
        raise BadInput(
            f"{place}/commit.json 不是合格的承诺。", faults=[Fault(f"{f}。", "commit.json") for f in faults]
        )
    try:
        codes = (place / "list.txt").read_bytes().decode("utf-8").split("\n")[:-1]
        groups = groups_from((place / "groups.txt").read_bytes()) if (place / "groups.txt").is_file() else []
    except UnicodeDecodeError:
        raise BadInput(f"{place} 里的名单不是 UTF-8 文本，已被改动。请用作承诺时的那份。") from None
    return commitment_from(raw, codes, groups)


def write_reveal(folder: Path | str, made: Reveal, *, with_proofs: bool = True) -> Path:
    """Write the whole draw: commitment, list, numbers, result, certificate, and every family's proof.

    Raises
    ------
    Occupied
        When the folder is already there and not empty.
    """
    said = made.commitment.statement
    inputs = {"commit": made.commitment.raw, "list": list_bytes(made.commitment.codes)}
    inputs["public"] = public_bytes(made.public)
    if made.commitment.groups:
        inputs["groups"] = groups_bytes(made.commitment.groups)
    certificate = Certificate(
        kind="draw",
        inputs={name: digest("sha256", raw).hex() for name, raw in sorted(inputs.items())},
        options={key: said[key] for key in ("hash", "label", "last_place", "places", "rule")},
        seed={"hash": said["hash"], "how": "public-draw", "value": made.seed.hex()},
        algorithm=f"draw-v1/{said['rule']}",
        violations={"missing": 0, "strange": 0, "twice": 0},
        more={"commitment": made.commitment.value, "n": said["n"], **_start_and_step(made)},
    )
    files = {**made.commitment.files(), "public.json": inputs["public"]}
    if with_proofs:
        files["proofs.jsonl"] = made.proofs()
    columns = {
        key: [str(getattr(r, key)) for r in made.results] for key in ("rank", "code", "ticket", "outcome")
    }
    if said["places"] is None:
        del columns["outcome"]
    return write_plan(folder, certificate, table_of("result", columns), files, root=made.root)


def _start_and_step(made: Reveal) -> dict[str, int]:
    """For the rules done by hand: the two numbers a family needs, printed in the certificate."""
    said = made.commitment.statement
    if said["rule"] not in ("circle", "difference"):
        return {}
    n = len(units_of(made.commitment.codes, made.commitment.groups))
    start, step = start_and_step(made.seed, said["label"], n, said["hash"])
    return {"start": start, "step": step}


def read_reveal(folder: Path | str) -> Reveal:
    """Read a finished draw and carry it out again from its commitment and published numbers.

    Raises
    ------
    NotFound, BadInput
        When a file of the draw is not there, or is not what `draw reveal` writes.
    """
    place = Path(folder)
    commitment = read_commitment(place)
    if not (place / "public.json").is_file():
        raise NotFound(f"{place} 里没有 public.json。还没有开签。请先 draw reveal。")
    refuse(_mismatches(commitment), "名单与承诺不符，不能出凭证")
    try:
        public = json.loads((place / "public.json").read_bytes())
        pairs = list(zip(commitment.statement["sources"], public["sources"], strict=True))
        faults = [fault for entry, numbers in pairs for fault in entry_faults(entry, numbers)]
    except (ValueError, KeyError, TypeError):
        raise BadInput(f"{place}/public.json 不合格式，已被改动。请用 xuezheng verify 核验。") from None
    refuse(faults, "公布的号码不能使用")
    return drawn(commitment, public)
