"""Steps of a round come in their turn; each is taken once, again only for a reason."""

import pytest
from small_bureau import NOON, Bureau, Role, stored

from xuezheng.errors import BadInput
from xuezheng.records.rounds.actions import commit_round, enter_run, enter_seed
from xuezheng.records.rounds.models import Round, RoundStep
from xuezheng.records.rounds.queries import held

VALUE = "b" * 64


@pytest.fixture
def officer(bureau: Bureau):
    return bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])


def commit(bureau, officer, attempt=1, **more):
    return commit_round(
        round=stored(Round, bureau),
        value=VALUE,
        conditions_sha256=VALUE,
        attempt=attempt,
        by=officer,
        at=NOON,
        **more,
    )


def seed(bureau, officer, attempt=1, **more):
    said = {"value": VALUE, "witnesses": "公证员", **more}
    return enter_seed(round=stored(Round, bureau), attempt=attempt, by=officer, at=NOON, **said)


def run(bureau, officer, attempt=1, **more):
    return enter_run(round=stored(Round, bureau), value=VALUE, attempt=attempt, by=officer, at=NOON, **more)


def test_no_seed_before_the_commitment_and_no_run_before_the_seed(bureau, officer):
    with pytest.raises(BadInput) as told:
        seed(bureau, officer)
    assert "还没有承诺" in str(told.value)
    commit(bureau, officer)
    with pytest.raises(BadInput) as told:
        run(bureau, officer)
    assert "还没有种子" in str(told.value)
    assert RoundStep.objects.count() == 1


def test_a_second_time_takes_a_reason_and_supersedes_what_came_after(bureau, officer):
    commit(bureau, officer)
    seed(bureau, officer)
    run(bureau, officer)
    with pytest.raises(BadInput) as told:
        commit(bureau, officer, attempt=2)
    assert "请写明理由" in str(told.value)

    commit(bureau, officer, attempt=2, because="名单漏了一人")

    stands = held(stored(Round, bureau))
    assert (stands.commit.attempt, stands.seed, stands.run) == (2, None, None)
    with pytest.raises(BadInput):
        run(bureau, officer, attempt=2, because="用旧种子")
    assert seed(bureau, officer, attempt=2, because="名单漏了一人").attempt == 2


def test_the_second_of_two_officers_is_told_who_was_first(bureau, officer):
    commit(bureau, officer)

    with pytest.raises(BadInput) as told:
        commit(bureau, officer)

    assert officer.username in str(told.value) and "刚刚办过" in str(told.value)


def test_a_seed_without_witnesses_is_refused(bureau, officer):
    commit(bureau, officer)
    with pytest.raises(BadInput) as told:
        seed(bureau, officer, witnesses=" ")
    assert "见证人" in str(told.value)
