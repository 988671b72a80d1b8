"""The only writers of rounds."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localtime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting, corrector, owners_from, recorder, stage
from xuezheng.records.registers.models import School
from xuezheng.records.registers.queries import schools_below
from xuezheng.records.rounds.models import (
    Application,
    ClassPlacement,
    ExamAbsence,
    ExamIncident,
    ExamRoomChange,
    ExamSitting,
    Round,
    RoundStep,
)
from xuezheng.records.rounds.queries import ORGANISATION_PATHS, held

SHA256 = re.compile(r"[0-9a-f]{64}")
_SITTING = "sitting.area.organisation"

open_round = recorder(Round, action="round.open", owner="owner", later=("closed_on",), past=("opened_on",))
close_round = stage(Round, "closed_on", action="round.close", owner="owner")


def commit_round(
    *,
    round: Round,
    value: str,
    conditions_sha256: str,
    attempt: int,
    by: User,
    at: datetime,
    because: str = "",
) -> RoundStep:
    """Write down what was frozen and announced, before anybody can know the seed."""
    said = {"value": value, "conditions_sha256": conditions_sha256, "because": because}
    return _take_step(round, RoundStep.Step.COMMIT, attempt, said, by, at)


def enter_seed(
    *,
    round: Round,
    value: str,
    witnesses: str,
    attempt: int,
    by: User,
    at: datetime,
    because: str = "",
) -> RoundStep:
    """Write down the seed that the public numbers gave, and who watched."""
    said = {"value": value, "witnesses": witnesses.strip()[:200], "because": because}
    return _take_step(round, RoundStep.Step.SEED, attempt, said, by, at)


def enter_run(
    *, round: Round, value: str, attempt: int, by: User, at: datetime, because: str = ""
) -> RoundStep:
    """Write down the certificate that a run gave."""
    return _take_step(round, RoundStep.Step.RUN, attempt, {"value": value, "because": because}, by, at)


def _take_step(
    round: Round, step: RoundStep.Step, attempt: int, said: dict[str, str], person: User, moment: datetime
) -> RoundStep:
    with acting(by=person, at=moment, action=f"round.{step.value}", organisation=round.owner) as act:
        act.take(round)
        _expect_open_round(act, round, Round.Kind(round.kind))
        _expect_step(act, round, step, attempt, said["because"])
        act.expect(
            SHA256.fullmatch(said["value"]) is not None,
            f"{step.label}的值“{said['value'][:80]}”不是 64 位十六进制。",
            "请重新办理。",
        )
        if step == RoundStep.Step.SEED:
            act.expect(bool(said["witnesses"]), "没有写见证人。", "请写明在场的公证员、家长代表等。")
        act.refuse_faults()
        said["because"] = said["because"].strip()[:200] if attempt > 1 else ""
        row = RoundStep(round=round, step=step, attempt=attempt, by=person.username, at=moment, **said)
        act.note(round, attempt=attempt, value=row.value, because=row.because)
        act.save(row)
    return row


def _expect_step(act: Act, round: Round, step: RoundStep.Step, attempt: int, because: str) -> None:
    """The step comes in its turn, nobody was faster, and doing it again has a reason."""
    stands = held(round)
    before = {RoundStep.Step.SEED: stands.commit, RoundStep.Step.RUN: stands.seed}
    what = {RoundStep.Step.SEED: "承诺", RoundStep.Step.RUN: "种子"}
    if step in before:
        act.expect(before[step] is not None, f"轮次 {round.code} 还没有{what[step]}。", "请先办完上一步。")
    n = stands.n(step) + 1
    if attempt != n:
        last = [one for one in stands.steps if one.step == step]
        told = f"{last[-1].by} 于 {localtime(last[-1].at):%m-%d %H:%M} " if last else ""
        act.expect(False, f"{told}刚刚办过“{step.label}”（第 {n - 1} 次）。", "没有重复办理。请刷新后再看。")
    act.expect(
        n == 1 or bool(because.strip()),
        f"轮次 {round.code} 已{step.label} {n - 1} 次。",
        "只办一次；确需重来，请写明理由，会记入审计并公开。",
    )
    act.refuse_faults()


def place_pupils(
    *, round: Round, placements: Sequence[ClassPlacement], by: User, at: datetime
) -> Sequence[ClassPlacement]:
    """Write down the classes a round divided its pupils into, all or none."""
    with acting(by=by, at=at, action="round.place", organisation=round.owner) as act:
        act.take(round)
        _expect_open_round(act, round, Round.Kind.CLASS_DIVISION)
        act.expect(bool(placements), "没有分班结果。", "请提交分班名单。")
        twice = len(placements) - len({placement.pupil_id for placement in placements})
        act.expect(twice == 0, f"名单中有 {twice} 名学生重复。", "请去掉重复的学生。")
        own = schools_below(round.owner)
        outside = [p for p in placements if p.school_id not in own]
        act.expect(not outside, f"有 {len(outside)} 名学生分到本单位以外的学校。", "请核对学校。")
        act.refuse_faults()
        act.note(round, n_placed=len(placements))
        for placement in placements:
            placement.round = round
            act.save(placement)
    return placements


def _into_open_admissions(act: Act, application: Application) -> None:
    _expect_open_round(act, application.round, Round.Kind.ADMISSIONS)


apply_for_place = recorder(
    Application,
    action="admission.apply",
    owner="round.owner",
    later=("admitted_to",),
    rule=_into_open_admissions,
)


def admit_pupil(*, application: Application, school: School, by: User, at: datetime) -> None:
    """Give a qualified applicant a place at a school of the round's owner."""
    with acting(by=by, at=at, action="admission.admit", organisation=application.round.owner) as act:
        act.take(application)
        _into_open_admissions(act, application)
        pupil, owner = application.pupil_id, application.round.owner
        act.expect(application.is_qualified, f"学生 {pupil} 不符合入学条件。", "请核对申请。")
        act.expect(
            application.admitted_to is None,
            f"学生 {pupil} 已录取到学校 {application.admitted_to_id}。",
            "有误请办理更正。",
        )
        act.expect(
            school.organisation.path.startswith(owner.path),
            f"学校 {school.code} 不属于“{owner.name}”。",
            "请核对学校。",
        )
        act.refuse_faults()
        application.admitted_to = school
        act.detail = {"pupil": pupil, "school": school.code}
        act.save(application, "admitted_to")


def _for_an_exam(act: Act, sitting: ExamSitting) -> None:
    _expect_open_round(act, sitting.round, Round.Kind.EXAM)


record_sitting = recorder(ExamSitting, action="sitting.record", owner="area.organisation", rule=_for_an_exam)
record_incident = recorder(
    ExamIncident,
    action="incident.record",
    owner=_SITTING,
    later=("confirmed_on", "dealt_with_on"),
    past=("on",),
)
confirm_incident = stage(ExamIncident, "confirmed_on", action="incident.confirm", owner=_SITTING)
deal_with_incident = stage(
    ExamIncident, "dealt_with_on", action="incident.deal_with", owner=_SITTING, after="confirmed_on"
)


def _on_the_day(act: Act, row: ExamAbsence | ExamRoomChange) -> None:
    began = row.sitting.held_on
    act.expect(
        began is not None and row.on >= began,
        f"考务 {row.sitting_id} 在 {row.on} 还没有举行。",
        "请核对日期，或先登记举行日期。",
    )


record_absence = recorder(
    ExamAbsence, action="absence.record", owner=_SITTING, past=("on",), rule=_on_the_day
)
record_room_change = recorder(
    ExamRoomChange, action="room_change.record", owner=_SITTING, past=("on",), rule=_on_the_day
)
correct = corrector(owners_from(ORGANISATION_PATHS, without=(ClassPlacement, RoundStep)))


def _expect_open_round(act: Act, round: Round, kind: Round.Kind) -> None:
    act.expect(
        round.closed_on is None,
        f"轮次 {round.code} 已于 {round.closed_on} 结束。",
        "结束的轮次不再变更；请另开轮次。",
    )
    act.expect(round.kind == kind, f"轮次 {round.code} 不是{kind.label}。", f"请选择{kind.label}轮次。")
