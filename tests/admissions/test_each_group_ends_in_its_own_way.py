"""Groups of one batch may decide between equals each in its own way: by lot, all together, or not at all."""

import pytest
from forged_admissions import cover_up, in_certificate
from small_rounds import a_round, granted, plan_of, wishes

from xuezheng.allocation.admissions.scheme import read_scheme
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.admissions.verify import verify
from xuezheng.allocation.admissions.writing import write_admissions
from xuezheng.errors import BadInput

RULES = """
batches:
  - code: zone
    rule: deferred
    groups:
      - {code: home, when: [{column: home, is: "1"}], by: [{column: years}], then: all}
      - {code: migrant, when: [{column: permit, is: "1"}], by: [points], then: lottery}
      - {code: rest, then: refuse}
points: {items: [{column: months, each: 1}]}
"""


def pupil(code, **known):
    return {"pupil": code, "home": 0, "permit": 0, "years": 0, "months": 0, **known}


def the_round(tmp_path, people, seats, rules=RULES, seed="a seed", **others):
    file = tmp_path / "rules.yaml"
    file.write_text(rules, encoding="utf-8")
    rows = wishes({one["pupil"]: "P" for one in people})
    return a_round(rows, plan_of({"P": seats}), read_scheme(str(file)), seed, pupils=people, **others)


def checks(tmp_path, problem, plan):
    return [c.name for c in verify(write_admissions(tmp_path / "plan", problem, plan), {}) if not c.ok]


HOME = [pupil("h1", home=1, years=6), pupil("h2", home=1, years=4), pupil("h3", home=1, years=4)]
MIGRANTS = [pupil("m1", permit=1, months=9), *(pupil(f"m{i}", permit=1, months=5) for i in range(2, 6))]


def test_equals_of_one_group_all_come_in(tmp_path):
    problem = the_round(tmp_path, HOME + MIGRANTS, 2)
    plan = solve(problem)

    assert [code for code, where in granted(problem, plan).items() if where] == ["h1", "h2", "h3"]
    assert plan.lines[0].cells() | {"batch": ""} == {
        "batch": "", "programme": "P", "school": "", "size": "1", "seats": "2", "admitted": "3",
        "state": "line", "wish": "", "group": "home", "values": "years=4", "lottery": "",
    }  # fmt: skip
    assert checks(tmp_path, problem, plan) == []


def test_equals_of_another_group_draw_lots_for_the_seats_left(tmp_path):
    drawn = set()
    for seed in range(8):
        problem = the_round(tmp_path, HOME + MIGRANTS, 5, seed=str(seed))
        plan = solve(problem)
        inside = {code for code, where in granted(problem, plan).items() if where}
        assert len(inside) == 5 and {"h1", "h2", "h3", "m1"} < inside
        assert plan.lines[0].lottery > 0
        drawn |= inside
    assert checks(tmp_path, problem, plan) == []
    assert len(drawn) > 5


def test_ties_are_refused_only_in_the_group_that_must_have_none(tmp_path):
    equals = [pupil("r1"), pupil("r2")]

    with pytest.raises(BadInput, match="r1、r2: 两人各项都相同") as caught:
        solve(the_round(tmp_path, HOME + MIGRANTS + equals, 9))
    assert "h2" not in str(caught.value) and "m2" not in str(caught.value)
    solve(the_round(tmp_path, HOME + MIGRANTS + equals[:1], 9))


def test_a_group_without_a_rule_of_its_own_has_that_of_the_batch(tmp_path):
    rules = RULES.replace(", then: all", "").replace("rule: deferred", "rule: deferred\n    then: all")
    problem = the_round(tmp_path, HOME, 2, rules)

    assert solve(problem).n_placed == 3


def test_an_unknown_rule_of_a_group_is_told_with_its_place(tmp_path):
    with pytest.raises(BadInput, match="第 1 组 then: “queue”不认识。 只能是 lottery、all、refuse"):
        the_round(tmp_path, HOME, 2, RULES.replace("then: all", "then: queue"))


def test_a_shared_last_place_is_not_excused_by_the_rule_of_another_group(tmp_path):
    equals = [pupil("r1"), pupil("r2")]
    problem = the_round(tmp_path, HOME[:1] + equals, 2, RULES.replace("then: refuse", "then: all"))
    folder = write_admissions(tmp_path / "plan", problem, solve(problem))
    assert solve(problem).n_placed == 3

    in_certificate(lambda c: c["options"]["scheme"]["batches"][0]["groups"][2].update(end="refuse"))(folder)
    cover_up(folder)

    assert [check.name for check in verify(folder, {}) if not check.ok] == ["quota"]


def test_twins_of_a_group_that_shares_places_cannot_give_way(tmp_path):
    pair = [{"pupil": "h2", "group": "g"}, {"pupil": "h3", "group": "g"}]

    with pytest.raises(BadInput, match="“顺延”与“同分全部录取”不能并用"):
        the_round(tmp_path, HOME, 2, RULES + "last_place: skip\n", bound=pair)
