"""The long steps of a round, done by the worker: each ends with something written down, or with nothing."""

import csv
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs.rounds import holding
from xuezheng.jobs.rounds.folder import Place, place_of, put
from xuezheng.records.accounts.queries import acting_person
from xuezheng.records.rounds.queries import Round, held, visible_to
from xuezheng.web.desk.rounds.kinds import kind_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.work import Step, kind


def _sit_down(given: Mapping[str, Any]) -> tuple[Any, Round, Place]:
    person = acting_person(given["by"])
    round = visible_to(Round, person).filter(pk=given["round"]).first()
    if round is None:
        raise NotFound(f"没有轮次“{given['round']}”。可能不属于您的机构。请核对编号。")
    return person, round, place_of(Path(settings.FOLDER), round.pk)


def _is_done(round: Round, step: str, given: Mapping[str, Any]) -> bool:
    """Whether a worker that died afterwards had written this very step down already."""
    return any(
        one.step == step and one.attempt == given["attempt"] and one.by == given["by"]
        for one in held(round).steps
    )


def _page(round: Round) -> Mapping[str, Any]:
    return {"next": reverse("desk:rounds-round", args=[round.pk])}


@kind("rounds.freeze")
def freeze(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Freeze what is in the draft and commit to it."""
    person, round, place = _sit_down(given)
    if _is_done(round, "commit", given):
        return _page(round)
    holding.freeze(
        round, place, listed=kind_of(round.kind).listed, attempt=given["attempt"], because=given["because"],
        by=person, at=now(), step=step,
    )  # fmt: skip
    return _page(round)


@kind("rounds.seed")
def seed(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Make the seed from the public numbers."""
    person, round, place = _sit_down(given)
    if _is_done(round, "seed", given):
        return _page(round)
    holding.reveal(
        round, place, commitment=given["commitment"], values=given["values"], sentence=given["sentence"],
        witnesses=given["witnesses"], attempt=given["attempt"], because=given["because"], by=person, at=now(),
        step=step,
    )  # fmt: skip
    return _page(round)


@kind("rounds.run")
def run(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Run the engine once."""
    person, round, place = _sit_down(given)
    if not _is_done(round, "run", given):
        holding.run(
            round, place, words=kind_of(round.kind).words, attempt=given["attempt"], because=given["because"],
            by=person, at=now(), step=step,
        )  # fmt: skip
    return {"next": reverse("desk:rounds-result", args=[round.pk, given["attempt"]])}


@kind("rounds.check")
def check(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Check a plan again, without the engine."""
    _person, round, place = _sit_down(given)
    holding.check(round, place, place.plan_of_run(given["run"]), kind_of(round.kind).checked, step)
    return {"next": reverse("desk:rounds-result", args=[round.pk, given["run"]]) + "#checks"}


@kind("rounds.publish")
def publish(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Write the results for everyone to look up; the codes lie sealed until they are fetched, once."""
    from xuezheng.jobs.publishing import prepare
    from xuezheng.records.decisions.queries import Decision
    from xuezheng.records.decisions.queries import visible_to as decisions_visible_to
    from xuezheng.web.desk.rounds.slips import bundle_of

    person, round, place = _sit_down(given)
    decision = decisions_visible_to(Decision, person).filter(pk=given["decision"], round=round).first()
    if decision is None:
        raise NotFound("没有这个决定。没有公布。请刷新后再看。")
    plan = place.plan_of_run(given["run"])
    with tempfile.TemporaryDirectory(dir=place.root) as half:
        table, codes = Path(half) / "results.csv", Path(half) / "codes.xlsx"
        _write_results(plan / "plan.csv", kind_of(round.kind).published, table)
        made = prepare(
            decision, table, folder=Path(settings.FOLDER), title=given["title"],
            number_name=given["number_name"], stands_at=datetime.fromisoformat(given["stands_at"]),
            by=person, at=now(), codes_at=codes, plan=plan, step=step,
        )  # fmt: skip
        step(2, 3, "封存查询码")
        from xuezheng.records.sealing import seal_bytes

        put(place.root / f"codes-{made.code}", seal_bytes(codes.read_bytes()))
        step(2, 3, "排印查询码条")
        bundle = bundle_of(codes, title=given["title"], number_name=given["number_name"])
        put(place.root / f"codes-{made.code}", seal_bytes(bundle))
    return _page(round)


def _write_results(plan: Path, columns: tuple[str, ...], out: Path) -> None:
    with (
        plan.open(encoding="utf-8-sig", newline="") as text,
        out.open("w", encoding="utf-8", newline="") as to,
    ):
        rows = csv.DictReader(text)
        missing = [name for name in columns if name not in (rows.fieldnames or ())]
        if missing:
            raise BadInput(f"plan.csv 没有列 {'、'.join(missing)}。没有公布。请核对方案。")
        lines = csv.writer(to)
        lines.writerow(columns)
        lines.writerows([row[name] for name in columns] for row in rows)
