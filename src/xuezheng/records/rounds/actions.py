"""The only writers of rounds."""

from collections.abc import Sequence
from datetime import datetime

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
)
from xuezheng.records.rounds.queries import ORGANISATION_PATHS

_SITTING = "sitting.area.organisation"

open_round = recorder(Round, action="round.open", owner="owner", later=("closed_on",), past=("opened_on",))
close_round = stage(Round, "closed_on", action="round.close", owner="owner")


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
correct = corrector(owners_from(ORGANISATION_PATHS, without=(ClassPlacement,)))


def _expect_open_round(act: Act, round: Round, kind: Round.Kind) -> None:
    act.expect(
        round.closed_on is None,
        f"轮次 {round.code} 已于 {round.closed_on} 结束。",
        "结束的轮次不再变更；请另开轮次。",
    )
    act.expect(round.kind == kind, f"轮次 {round.code} 不是{kind.label}。", f"请选择{kind.label}轮次。")
