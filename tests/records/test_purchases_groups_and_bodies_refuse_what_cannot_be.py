"""Purchases, groups of schools, institutions, results: what their actions do not take."""

from functools import partial

from deeds import on
from refusals import Refusal, check, titles
from small_bureau import LAST_YEAR, TOMORROW, YESTERDAY, Role, a, stored

from xuezheng.records.ledger import actions as ledger
from xuezheng.records.ledger.models import Budget, ScoreBand, UniversityAdmission
from xuezheng.records.programmes import actions as programmes
from xuezheng.records.programmes.models import Delivery, GroupMember, PlacePurchase, SchoolGroup
from xuezheng.records.registers import actions as registers
from xuezheng.records.registers.models import Campus, PartyAdviser, TrainingInstitution

CLERK = {"role": Role.SCHOOL_CLERK, "where": "sA"}


def _new(action, model, **other):
    return lambda b: partial(action, row=a(model, b, **other))


def _join_what_has_ended(b):
    stored(SchoolGroup, b, ended_on=YESTERDAY)
    return partial(programmes.join_group, row=a(GroupMember, b))


REFUSALS = [
    Refusal("a yearly form of a year to come", _new(registers.submit_campus, Campus, year=2025),
            "2025 年还没有到", **CLERK),
    Refusal("a form received tomorrow", _new(registers.submit_campus, Campus, received_on=TOMORROW),
            "报送日期", **CLERK),
    Refusal("a new institution that is closed already",
            _new(registers.register_institution, TrainingInstitution, closed_on=YESTERDAY, ending="turned"),
            "压减日期"),
    Refusal("an institution closed in no way", on(registers.close_institution, TrainingInstitution, ending=""),
            "没有填“压减方式”"),
    Refusal("an institution closed twice",
            on(registers.close_institution, TrainingInstitution, {"closed_on": YESTERDAY, "ending": "turned"},
               ending="banned"), "已有压减日期"),
    Refusal("an adviser sent tomorrow", _new(registers.send_adviser, PartyAdviser, sent_on=TOMORROW), "选派日期"),
    Refusal("equipment that is still to come", _new(programmes.record_delivery, Delivery, on=TOMORROW),
            "到货日期", **CLERK),
    Refusal("places bought at a public school", _new(programmes.buy_places, PlacePurchase), "不是民办学校"),
    Refusal("joining a group that has ended", _join_what_has_ended, "已于 2024-09-01 终止"),
    Refusal("leaving a group twice", on(programmes.leave_group, GroupMember, {"left_on": LAST_YEAR}),
            "已有退出日期"),
    Refusal("a score band of next year", _new(ledger.record_score_band, ScoreBand, year=2025), "2025 年还没有到"),
    Refusal("a university's choice of next year",
            _new(ledger.record_university_admission, UniversityAdmission, year=2025), "2025 年还没有到"),
    Refusal("a budget of next year", _new(ledger.record_budget, Budget, year=2025), "2025 年还没有到"),
]  # fmt: skip


@titles(REFUSALS)
def test_it_is_refused_in_words_and_nothing_is_written(bureau, refusal):
    check(bureau, refusal)
