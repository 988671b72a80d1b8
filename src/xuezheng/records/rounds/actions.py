"""The only writers of rounds."""

from collections.abc import Sequence
from datetime import datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting
from xuezheng.records.rounds.models import ClassPlacement, ExamIncident, ExamSitting, Round


def open_round(*, round: Round, by: User, at: datetime) -> Round:
    with acting(by=by, at=at, action="round.open", organisation=round.owner) as act:
        act.expect_new(round, "closed_on")
        act.expect_past(round.opened_on, "开始日期")
        act.save(round)
    return round


def place_pupils(
    *, round: Round, placements: Sequence[ClassPlacement], by: User, at: datetime
) -> Sequence[ClassPlacement]:
    """Write down the classes a round divided its pupils into, all or none."""
    with acting(by=by, at=at, action="round.place", organisation=round.owner) as act:
        act.take(round)
        _expect_open_round(act, round)
        act.expect(
            round.kind == Round.Kind.CLASS_DIVISION,
            f"轮次 {round.code} 不是均衡分班。",
            "请选择均衡分班轮次。",
        )
        act.expect(bool(placements), "没有分班结果。", "请提交分班名单。")
        twice = len(placements) - len({placement.pupil_id for placement in placements})
        act.expect(twice == 0, f"名单中有 {twice} 名学生重复。", "请去掉重复的学生。")
        outside = [p for p in placements if not p.school.organisation.path.startswith(round.owner.path)]
        act.expect(not outside, f"有 {len(outside)} 名学生分到本单位以外的学校。", "请核对学校。")
        act.refuse_faults()
        act.note(round, n_placed=len(placements))
        for placement in placements:
            placement.round = round
            act.save(placement)
    return placements


def record_sitting(*, sitting: ExamSitting, by: User, at: datetime) -> ExamSitting:
    """An examination of a year in an area, with its candidates, seats and rooms."""
    with acting(by=by, at=at, action="sitting.record", organisation=sitting.area.organisation) as act:
        act.expect_new(sitting)
        act.expect(
            sitting.round.kind == Round.Kind.EXAM,
            f"轮次 {sitting.round_id} 不是考试。",
            "请选择考试轮次。",
        )
        act.save(sitting)
    return sitting


def record_incident(*, incident: ExamIncident, by: User, at: datetime) -> ExamIncident:
    organisation = incident.sitting.area.organisation
    with acting(by=by, at=at, action="incident.record", organisation=organisation) as act:
        act.expect_new(incident)
        act.expect_past(incident.on, "日期")
        act.save(incident)
    return incident


def _expect_open_round(act: Act, round: Round) -> None:
    act.expect(
        round.closed_on is None,
        f"轮次 {round.code} 已于 {round.closed_on} 结束。",
        "结束的轮次不再变更；请另开轮次。",
    )
