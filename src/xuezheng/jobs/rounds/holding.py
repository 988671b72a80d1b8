"""The steps of a round, each written down once: freeze and commit, reveal the seed, run, check."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, CheckFailed, Fault, NotFound
from xuezheng.jobs.rounds.engines import stamp, told_by
from xuezheng.jobs.rounds.folder import (
    Place,
    canon,
    clear,
    draft_of,
    frozen_of,
    inputs_of,
    make_read_only,
    put,
    read_json,
)

Say = Callable[..., None]
#: How a kind's list of codes is named in its first table; a kind without one draws for its conditions.
Words = Callable[[Mapping[str, Path], Mapping[str, Any], str, Path], Sequence[str]]


def freeze(
    round: Any,
    place: Place,
    *,
    listed: tuple[str, str],
    attempt: int,
    because: str,
    by: Any,
    at: datetime,
    step: Say,
) -> Any:
    """Copy the draft read-only, commit to it, and write the commitment down: all of it or nothing.

    Parameters
    ----------
    listed : tuple of str
        The input and its column that hold the codes drawn for. Empty: the draw is about the conditions as
        a whole, whose hash is then the only line of the list.
    """
    from django.db import transaction

    from xuezheng.records.rounds.actions import commit_round

    draft = draft_of(place)
    half = place.root / f".{secrets.token_hex(8)}"
    try:
        step(0, 3, "冻结名单和条件")
        conditions = _copy(round, draft, place, half)
        step(1, 3, "作出承诺")
        value = _commit(half, draft, listed, conditions, at) if draft["seed"].get("sources") else conditions
        make_read_only(half)
        step(2, 3, "登记")
        with transaction.atomic():
            made = commit_round(
                round=round,
                value=value,
                conditions_sha256=conditions,
                attempt=attempt,
                because=because,
                by=by,
                at=at,
            )
            clear(place.commitment(attempt))
            half.rename(place.commitment(attempt))
    except BaseException:
        clear(half)
        raise
    return made


def _copy(round: Any, draft: Mapping[str, Any], place: Place, half: Path) -> str:
    (half / "inputs").mkdir(mode=0o700, parents=True)
    inputs = {}
    for role, said in sorted(draft["files"].items()):
        source = place.draft / said["stored"]
        if not source.is_file() or hashlib.sha256(source.read_bytes()).hexdigest() != said["sha256"]:
            raise BadInput(f"“{said['name']}”与上传时不同。没有冻结。请重新上传。")
        file = f"{role}{source.suffix}"
        shutil.copyfile(source, half / "inputs" / file)
        inputs[role] = {"file": file, "name": said["name"], "sha256": said["sha256"]}
    conditions = {
        "round": round.pk,
        "kind": round.kind,
        "inputs": inputs,
        "options": draft["options"],
        "seed": draft["seed"],
    }
    put(half / "frozen.json", canon(conditions))
    return hashlib.sha256(canon(conditions)).hexdigest()


def _commit(
    half: Path, draft: Mapping[str, Any], listed: tuple[str, str], conditions: str, at: datetime
) -> str:
    role, column = listed
    if role:
        list_file = next((half / "inputs").glob(f"{role}.*"))
        words = [f"inputs/{list_file.name}", "--column", column]
    else:
        put(half / "list.txt", f"{conditions}\n".encode())
        words = ["list.txt"]
    sources = [word for source in draft["seed"]["sources"] for word in ("--source", source)]
    told = told_by(["draw", "commit", *words, "--out", "committed", *sources, "--at", stamp(at)], inside=half)
    return str(told["commitment"])


def check_sources(sources: Sequence[str], at: datetime) -> None:
    """Refuse sources that are not known, too weak together, or drawn too soon, with every fault.

    Raises
    ------
    BadInput
        What `draw commit` would refuse.
    """
    from xuezheng.allocation.draw.commitment import commit

    commit(["1"], list(sources), at=at)


def sources_of(place: Place, n: int) -> list[dict[str, str]]:
    """The public sources of a commitment in order: code, in words, how its numbers are written."""
    from xuezheng.allocation.draw.sources import draw_moment, groups_of, told

    said = read_json(place.commitment(n) / "committed" / "commit.json")
    found = []
    for entry in said.get("sources", ()):
        moment = draw_moment(entry)
        parts = " + ".join(f"{count} 个（1–{of}）" for count, of in groups_of(entry))
        found.append(
            {
                "code": entry["source"],
                "told": told(entry),
                "form": parts or "64 位十六进制",
                "from": f"{moment:%Y-%m-%d %H:%M}" if moment else "",
            }
        )
    return found


def announcement_of(place: Place, n: int) -> str:
    """The words to be read out; empty where nothing was drawn for."""
    file = place.commitment(n) / "committed" / "announcement.txt"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def check_values(place: Place, n: int, values: Sequence[str], at: datetime) -> None:
    """Refuse numbers that cannot be those the sources published, or that come too early.

    Raises
    ------
    BadInput
        With every fault.
    """
    from xuezheng.allocation.draw.publication import publication

    said = read_json(place.commitment(n) / "committed" / "commit.json")
    publication(said["sources"], values, at=at)


def reveal(
    round: Any,
    place: Place,
    *,
    commitment: int,
    values: Sequence[str],
    sentence: str,
    witnesses: str,
    attempt: int,
    because: str,
    by: Any,
    at: datetime,
    step: Say,
) -> Any:
    """Make the seed from what was published, or from the sentence said before witnesses; write it down."""
    from django.db import transaction

    from xuezheng.allocation.draw.seeding import seed_of
    from xuezheng.records.rounds.actions import enter_seed

    drawn = place.drawn(commitment, attempt)
    _expect_turn(round, "seed", attempt)
    clear(drawn)
    step(0, 2, "开签")
    if (place.commitment(commitment) / "committed").is_dir():
        given = [word for value in values for word in ("--value", value)]
        told = told_by(
            ["draw", "reveal", "committed", "--out", drawn.name, *given, "--at", stamp(at)],
            inside=place.commitment(commitment),
        )
        value = str(told["seed"])
    else:
        drawn.mkdir(mode=0o700)
        value = seed_of(sentence).value.hex()
        put(drawn / "seed.json", canon({"text": sentence}))
    step(1, 2, "登记种子")
    make_read_only(drawn)
    with transaction.atomic():
        return enter_seed(
            round=round,
            value=value,
            witnesses=witnesses,
            attempt=attempt,
            because=because,
            by=by,
            at=at,
        )


def seed_words(place: Place, n: int, seed: Any) -> str:
    """The seed as an engine's `--seed` takes it."""
    said = read_json(place.drawn(n, seed.attempt) / "seed.json").get("text")
    return str(said) if said else f"draw:{seed.value}"


def run(
    round: Any, place: Place, *, words: Words, attempt: int, because: str, by: Any, at: datetime, step: Say
) -> Any:
    """Run the engine on what was frozen with the seed that stands; register step and decision together.

    Taken up again after a dead worker it runs again: same inputs, same seed, same plan.
    """
    from django.db import transaction

    from xuezheng.allocation.plan_index import file_hash
    from xuezheng.records.decisions.actions import compute_for_round
    from xuezheng.records.rounds.actions import enter_run
    from xuezheng.records.rounds.queries import held

    stands = held(round)
    if stands.commit is None or stands.seed is None:
        raise BadInput(
            f"轮次 {round.pk} 还没有{'种子' if stands.commit else '承诺'}。没有运行。请先办完上一步。"
        )
    if stands.n("run") + 1 != attempt or (attempt > 1 and not because.strip()):
        raise BadInput(f"轮次 {round.pk} 已运行 {stands.n('run')} 次。没有再次运行。请刷新；重来须写明理由。")
    n = stands.commit.attempt
    step(0, 0, "核对冻结的文件")
    inputs = inputs_of(place, n, stands.commit.conditions_sha256)
    out = place.plan(n, attempt)
    clear(out)
    frozen = frozen_of(place, n)
    home = place.commitment(n)
    named = {role: file.relative_to(home) for role, file in inputs.items()}
    line = words(named, frozen["options"], seed_words(place, n, stands.seed), Path(out.name))
    told_by(line, step=step, stage="计算", inside=home)
    step(0, 0, "登记结果")
    certificate = file_hash(out / "plan.json")
    make_read_only(out)
    with transaction.atomic():
        enter_run(round=round, value=certificate, attempt=attempt, because=because, by=by, at=at)
        return compute_for_round(
            round=round, certificate_sha256=certificate, by=by, at=at, again_because=because or "轮次重来"
        )


def check(round: Any, place: Place, plan: Path, names: Sequence[str], step: Say) -> dict[str, Any]:
    """Check a plan as anybody can, against the frozen inputs; what was found is kept beside the plan."""
    n = int(plan.parent.name)
    from xuezheng.allocation.plan_index import file_hash
    from xuezheng.records.rounds.queries import held

    commits = [one for one in held(round).steps if one.step == "commit" and one.attempt == n]
    if not commits:
        raise NotFound("没有这个方案的承诺。不能核验。请联系系统管理员。")
    inputs = inputs_of(place, n, commits[0].conditions_sha256)
    given = [
        word
        for name in names
        if name in inputs
        for word in ("--input", f"{name}={inputs[name].relative_to(plan.parent)}")
    ]
    found = told_by(["verify", plan.name, *given], step=step, stage="核验", inside=plan.parent)
    found["certificate_sha256"] = file_hash(plan / "plan.json")
    put(plan.with_name(f"{plan.name}.checked.json"), canon(found))
    if not found["ok"]:
        faults = [Fault(one["detail"], one["name"]) for one in found["checks"] if not one["ok"]]
        raise CheckFailed("方案没有通过核验。没有登记核验。请保留现场，不要公布。", faults=faults)
    return found


def found_in(plan: Path) -> dict[str, Any]:
    """What the last check of a plan found."""
    return read_json(plan.with_name(f"{plan.name}.checked.json"))


def _expect_turn(round: Any, step: str, attempt: int) -> None:
    from xuezheng.records.rounds.queries import held

    done = held(round).n(step)
    if done + 1 != attempt:
        raise BadInput("这一步刚刚已由别人办理。没有重复办理。请刷新后再看。")


def hash_of(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def sealed_away(file: Path, place: Path) -> None:
    """Move a file into a sealed one, and take the open one away."""
    from xuezheng.records.sealing import seal_file

    try:
        seal_file(file, place)
        os.chmod(place, 0o600)
    finally:
        file.unlink(missing_ok=True)
