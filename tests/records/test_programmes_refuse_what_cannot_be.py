"""Programmes: targets, projects, funds, aid, activities."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from deeds import on
from refusals import Refusal, check, titles
from small_bureau import LAST_YEAR, NOON, TODAY, TOMORROW, YEAR_END, YESTERDAY, Role, a, stored

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import Grant
from xuezheng.records.programmes import actions
from xuezheng.records.programmes.models import (
    Activity,
    ActivityParticipation,
    AidAward,
    AidScheme,
    Campaign,
    CampaignParticipant,
    Contest,
    Fund,
    HardshipListing,
    Milestone,
    Project,
    Target,
)  # fmt: skip
from xuezheng.records.registers.models import Enrolment, Pupil

DIRECTOR = {"role": Role.DIRECTOR, "where": "city"}
CLERK = {"role": Role.SCHOOL_CLERK, "where": "sA"}
OFFICE = {"role": Role.OFFICE, "where": "city"}
TARGET_APPROVED = {"approved_on": TODAY, "approved_by": "x"}


def _set(**other):
    return lambda b: partial(actions.set_target, row=a(Target, b, **other))


def _approve(**given):
    return lambda b: partial(actions.approve_target, target=stored(Target, b, **given))


def _award(**other):
    def do(b):
        stored(Enrolment, b)
        return partial(actions.award_aid, row=a(AidAward, b, **other))

    return do


def _resolve(resolution, /, **given):
    return lambda b: partial(
        actions.resolve_listing,
        listing=stored(HardshipListing, b, **given),
        resolution=resolution,
    )


def _enter(*letters, **other):
    def do(b):
        rows = [ActivityParticipation(school=b.schools[x], pupil=stored(Pupil, b)) for x in letters]
        return partial(actions.enter_pupils, activity=stored(Activity, b), participations=rows)

    return do


REFUSALS = [
    Refusal("a target whose day has come", _set(due_on=TODAY), "完成期限 2024-09-02 已到。目标须在结果之前设定"),
    Refusal("a target approved as it is set", _set(**TARGET_APPROVED), "有 2 处须改.*已填“批准日期”.*已填“批准人”"),
    Refusal("a second target for the same figure", lambda b: partial(
        actions.set_target, row=a(Target, b, code="T2", area=stored(Target, b).area)), "已有同样的记录（指标代码"),
    Refusal("an approval on the due day", _approve(due_on=TODAY), "完成期限 2024-09-02 已到，结果已定", **DIRECTOR),
    Refusal("an approval after the due day", _approve(set_on=LAST_YEAR, due_on=YESTERDAY), "结果已定", **DIRECTOR),
    Refusal("a second approval", _approve(**TARGET_APPROVED), "已于 2024-09-02 批准", **DIRECTOR),
    Refusal("a project accepted before it is completed", on(
        actions.accept_project, Project, {"started_on": TODAY}), "还没有竣工日期"),
    Refusal("a project completed before it is started", on(actions.complete_project, Project), "还没有开工日期"),
    Refusal("a project topped out before its start", lambda b: partial(
        actions.top_out_project, row=stored(Project, b, started_on=TODAY), on=YESTERDAY), "各阶段日期须依次"),
    Refusal("a project started tomorrow", lambda b: partial(
        actions.start_project, row=stored(Project, b), on=TOMORROW), "开工日期 2024-09-03 晚于今天"),
    Refusal("a project started twice", on(actions.start_project, Project, {"started_on": LAST_YEAR,
            "planned_on": LAST_YEAR}), "已有开工日期 2023-06-01"),
    Refusal("a cancelled project started", on(actions.start_project, Project, {"cancelled_on": YESTERDAY}),
            "已有取消日期 2024-09-01"),
    Refusal("a completed project cancelled", on(actions.cancel_project, Project, {
        "started_on": TODAY, "completed_on": TODAY}), "已有竣工日期"),
    Refusal("a project planned with its end", lambda b: partial(actions.plan_project, row=a(
        Project, b, completed_on=TODAY, started_on=TODAY)), "已填“开工日期”.*已填“竣工日期”"),
    Refusal("spending that shrinks", lambda b: partial(
        actions.report_spending, project=stored(Project, b, spent_yuan=100), spent_yuan=99), "少于已报的 100"),
    Refusal("a milestone reached twice", on(actions.reach_milestone, Milestone, {"done_on": TODAY}), "已有实际完成日期"),
    Refusal("money that arrived before it was granted", lambda b: partial(
        actions.record_fund, row=a(Fund, b, arrived_on=YESTERDAY)), "到账日期不能早于下达日期（到账日期 2024-09-01"),
    Refusal("no money", lambda b: partial(actions.record_fund, row=a(Fund, b, amount_yuan=0)), "金额须大于零"),
    Refusal("money that arrived twice", on(actions.receive_fund, Fund, {"arrived_on": TODAY}), "已有到账日期"),
    Refusal("aid of a scheme that ended", lambda b: _award(scheme=stored(
        AidScheme, b, ended_on=date(2023, 12, 31)))(b), "资助项目 HA 在 2024 年不执行"),
    Refusal("aid of a scheme that has not begun", _award(year=2011), "在 2011 年不执行"),
    Refusal("aid to a pupil not on the roll", lambda b: partial(actions.award_aid, row=a(AidAward, b)),
            "学生 pA 不在学校 sA 的在籍名册上"),
    Refusal("aid of nothing", _award(amount_yuan=0), "资助金额须大于零"),
    Refusal("aid paid tomorrow", _award(paid_on=TOMORROW), "发放日期 2024-09-03 晚于今天"),
    Refusal("aid twice a term", lambda b: (stored(AidAward, b), _award()(b))[1], "已有同样的记录（资助项目 HA"),
    Refusal("a listing of a pupil not on the roll", lambda b: partial(
        actions.list_hardship, row=a(HardshipListing, b)), "不在学校 sA 的在籍名册上", **CLERK),
    Refusal("called aided without an award", _resolve("aided"), "没有资助记录，不能写“已资助”", **CLERK),
    Refusal("resolved to nothing", _resolve(""), "没有选择落实情况", **CLERK),
    Refusal("resolved twice", _resolve("refused", resolution="refused"), "已落实为“家庭书面放弃”", **CLERK),
    Refusal("not eligible, and no reason given", _resolve("not_eligible"), "认定不符合条件须写明原因", **CLERK),
    Refusal("a resolution nobody knows", _resolve("perhaps"), "“落实情况”", **CLERK),
    Refusal("a unit that joins a campaign that ended", lambda b: partial(actions.join_campaign, row=a(
        CampaignParticipant, b, campaign=stored(Campaign, b, ended_on=TODAY))), "活动 CA 已于 2024-09-02 结束"),
    Refusal("a contest announced by a district", lambda b: partial(actions.announce_contest, row=a(Contest, b)),
            "不能在“某市教育局”登记技能大赛", error=Exception),
    Refusal("an activity nobody came to", _enter(), "没有参加学生"),
    Refusal("a pupil who came twice", _enter("A", "A"), "有 1 名学生重复"),
    Refusal("a school from another district", _enter("B"), "有 1 名学生的学校不在活动所在区域"),
]  # fmt: skip


@titles(REFUSALS)
def test_a_programme_refuses(bureau, refusal):
    check(bureau, refusal)


def test_who_set_a_target_cannot_approve_it_even_as_director(bureau):
    both = bureau.person(Role.DIRECTOR)
    Grant.objects.create(user=both, role=Role.OFFICE, organisation=bureau.city, granted_on=TODAY)
    target = actions.set_target(row=a(Target, bureau), by=both, at=NOON)

    with pytest.raises(BadInput, match="设定，不能由本人批准"):
        actions.approve_target(target=target, by=both, at=NOON)

    assert Target.objects.get().approved_on is None


def test_a_target_is_set_on_the_day_it_is_written_down_and_approved_by_name(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    director = bureau.person(Role.DIRECTOR)
    target = a(Target, bureau, set_on=LAST_YEAR)  # antedated: the day of writing counts

    actions.set_target(row=target, by=officer, at=NOON)
    actions.approve_target(target=target, by=director, at=datetime(2024, 12, 30, 4, tzinfo=UTC))

    target.refresh_from_db()
    assert (target.set_on, target.approved_on, target.due_on) == (TODAY, date(2024, 12, 30), YEAR_END)
    assert target.approved_by == director.username


def test_a_project_walks_from_plan_to_acceptance(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    project = actions.plan_project(row=a(Project, bureau), by=officer, at=NOON)

    for step in ("start", "top_out", "complete", "accept"):
        getattr(actions, f"{step}_project")(row=project, on=TODAY, by=officer, at=NOON)

    project.refresh_from_db()
    assert project.started_on == project.topped_out_on == project.completed_on == project.accepted_on == TODAY


def test_a_listed_pupil_is_aided_once_an_award_is_written(bureau):
    clerk = bureau.person(Role.SCHOOL_CLERK, bureau.schools["A"].organisation)
    stored(AidAward, bureau)

    _resolve("aided")(bureau)(by=clerk, at=NOON)

    assert HardshipListing.objects.get().resolution == "aided"


def test_a_director_s_day_is_the_day_in_china(bureau):
    """At 16:30 UTC it is already tomorrow in Shanghai."""
    director, target = bureau.person(Role.DIRECTOR), stored(Target, bureau, due_on=TOMORROW)

    with pytest.raises(BadInput, match="结果已定"):
        actions.approve_target(target=target, by=director, at=datetime(2024, 9, 2, 16, 30, tzinfo=UTC))
    actions.approve_target(target=target, by=director, at=datetime(2024, 9, 2, 15, 30, tzinfo=UTC))

    target.refresh_from_db()
    assert target.approved_on == TODAY
