"""A line with a slip finds its pupil; one that could be two people is left to a person; the answer is one."""

from datetime import date

import numpy as np
import pytest
from made_people import ZIXUAN, as_table, people, table

from xuezheng.jobs.demo.outside_lists import make_list
from xuezheng.outside.linkage.matching import match
from xuezheng.outside.linkage.numbers import check_digit
from xuezheng.outside.linkage.resolving import Pair, resolve
from xuezheng.outside.linkage.weights import weights

REGISTER = people(seed=41, n=3000)
NUMBER = ZIXUAN["number"]


def _with(place: int, digit: str) -> str:
    return NUMBER[:place] + digit + NUMBER[place + 1 :]


def _turned(place: int) -> str:
    return NUMBER[:place] + NUMBER[place + 1] + NUMBER[place] + NUMBER[place + 2 :]


SLIPS = {
    **{f"digit {k}": {"number": _with(k, str((int(NUMBER[k]) + 3) % 10))} for k in range(17)},
    **{f"turned {k}": {"number": _turned(k)} for k in range(16) if NUMBER[k] != NUMBER[k + 1]},
    **{f"dropped {k}": {"number": NUMBER[:k] + NUMBER[k + 1 :]} for k in (2, 8, 12, 15)},
    "certificate": {"number": NUMBER + "43"},
    "no number": {"number": "", "born_on": date(2015, 3, 12)},
    "grandmother's number": {"number": "990101195608120021", "born_on": date(2015, 3, 12), "area": "990101"},
    "variant": {"name": "王子軒"},
    "sound": {"name": "王梓宣"},
    "swapped": {"name": "王轩子"},
    "one missing": {"name": "王轩"},
    "one other": {"name": "王子铭"},
    "surname only, number right": {"name": "王浩然"},
    "spaces": {"name": "王 子 轩"},
}


@pytest.fixture(scope="module")
def register():
    import pyarrow as pa

    return pa.concat_tables([as_table(REGISTER), table(ZIXUAN).drop(["guardian"])], promote_options="default")


def _found(entries, register):
    """The best pair of each line."""
    return {pair.entry: pair for pair in reversed(match(table(*entries), register).pairs)}


def test_every_slip_alone_is_seen_through(register):
    """All in one list: they compete for the pupil, so what is asked is the pair, its levels and what it weighs."""
    base = {"name": ZIXUAN["name"], "number": NUMBER, "area": ZIXUAN["area"]}
    entries = [{**base, **slip, "code": name} for name, slip in SLIPS.items()]
    found = _found(entries, register)

    best = {name: pair for name, pair in found.items() if pair.pupil == "P1"}
    assert set(best) == set(SLIPS)
    assert [name for name, pair in best.items() if pair.weight < weights().matched_from * 100] == []
    levels = {name: {c: level for c, level, _ in pair.features} for name, pair in best.items()}
    assert {name: levels[name]["name"] for name in NAMED} == NAMED
    assert levels["grandmother's number"]["number"] == levels["no number"]["number"] == "same_day"
    assert levels["certificate"]["number"] == "same_number"
    assert {levels[name]["number"] for name in SLIPS if name[0] in "dt"} == {"one_slip"}


NAMED = {
    "variant": "same_name", "sound": "same_sound", "swapped": "swapped", "one missing": "one_missing",
    "one other": "one_other", "surname only, number right": "same_surname", "spaces": "same_name",
}  # fmt: skip


def test_a_number_with_a_slip_is_looked_up_whatever_else_is_written(register):
    """No name, county or birthday helps here: only the parts of the number that stayed whole."""
    slips = [name for name in SLIPS if name.startswith(("digit", "turned", "dropped"))]
    entries = [{"name": "汪铭", "number": SLIPS[name]["number"], "code": name} for name in slips]
    found = _found(entries, register)

    assert [name for name in slips if name not in found or found[name].pupil != "P1"] == []


def test_two_lines_about_one_pupil_wait_for_a_person(register):
    line = {"name": ZIXUAN["name"], "number": NUMBER, "area": ZIXUAN["area"]}
    found = _found([{**line, "code": "E1"}, {**line, "code": "E2"}], register)

    assert {pair.outcome for pair in found.values()} == {"queued"}
    assert {pair.why for pair in found.values()} == {"名单中有两条以上对应同一学生"}


def test_a_twin_who_is_on_no_roll_is_not_taken_for_the_other(register):
    first = NUMBER[:14] + "003"
    twin = {
        "code": "E1", "name": "王子铭", "number": first + check_digit(first), "born_on": ZIXUAN["born_on"],
        "area": ZIXUAN["area"], "sex": "1", "phone": "19900000001",
    }  # fmt: skip
    (pair,) = _found([twin], register).values()
    assert (pair.outcome, pair.why) == ("queued", "号码不同")
    assert ("number", "same_day_other_number") in {feature[:2] for feature in pair.features}


def test_a_name_and_nothing_else_is_never_enough(register):
    common = REGISTER.name[0]
    found = _found([{"code": "E1", "name": common, "area": REGISTER.area[0]}], register)
    assert [pair for pair in found.values() if pair.outcome == "matched"] == []


def test_a_stranger_is_nobody(register):
    stranger = {"code": "E1", "name": "欧阳不在", "number": "440524188001010014", "area": "990101"}
    assert _found([stranger], register) == {}


def test_an_empty_list_or_register_gives_an_empty_answer(register):
    assert match(table(), register).pairs == ()
    assert match(table({"code": "E1", "name": "王"}), table()).pairs == ()


def test_a_made_list_is_found_and_the_order_of_rows_changes_nothing():
    """Fresh seeds: the weights were not set on them."""
    made = make_list(np.random.default_rng(977), REGISTER, 500)
    entries = table(*made.entries)
    pupils = as_table(REGISTER)
    found = match(entries, pupils, threads=2)

    linked = found.of("matched")
    right = sum(made.truth[pair.entry] == pair.pupil for pair in linked)
    n_true = sum(pupil != "" for pupil in made.truth.values())
    assert right >= 0.99 * len(linked)
    assert right >= 0.97 * n_true
    assert len({pair.pupil for pair in linked}) == len({pair.entry for pair in linked}) == len(linked)

    shuffled = np.random.default_rng(1)
    again = match(
        entries.take(shuffled.permutation(entries.num_rows)),
        pupils.take(shuffled.permutation(pupils.num_rows)),
        threads=1,
    )
    assert again == found


def _pair(entry: str, pupil: str, weight: int, name: str = "same_name") -> Pair:
    return Pair(entry, pupil, weight, (("name", name, weight),))


def test_the_best_pair_wins_by_the_margin_and_the_loser_waits():
    known = weights()
    decided = resolve([_pair("E1", "P1", 3000), _pair("E2", "P1", 1000)], known)
    assert [(p.entry, p.outcome, p.why) for p in decided] == [
        ("E1", "matched", ""),
        ("E2", "queued", "该学生已与另一条对应"),
    ]


def test_a_pupil_that_is_linked_is_no_candidate_of_a_line_that_has_another():
    decided = resolve([_pair("E1", "P1", 3000), _pair("E2", "P1", 500), _pair("E2", "P2", 400)], weights())
    assert [(p.entry, p.pupil, p.outcome) for p in decided] == [
        ("E1", "P1", "matched"),
        ("E2", "P2", "queued"),
    ]


@pytest.mark.parametrize(
    "pairs, why",
    [
        ([("E1", "P1", 300, "same_name")], "把握不足"),
        ([("E1", "P1", 3000, "same_name"), ("E1", "P2", 2700, "same_name")], "有两名以上学生相近"),
        ([("E1", "P1", 3000, "same_surname")], "姓名不同，号码也不能证实"),
        ([("E1", "P1", 2000, "same_name"), ("E1", "P2", 2000, "same_name")], "有两名以上学生相近"),
    ],
)
def test_a_doubt_is_named(pairs, why):
    assert resolve([_pair(*pair) for pair in pairs], weights())[0].why == why


def test_pairs_that_weigh_the_same_come_in_the_order_of_their_codes():
    pairs = [_pair("E1", pupil, 200) for pupil in ("P3", "P1", "P2")]
    assert [p.pupil for p in resolve(pairs, weights())] == [p.pupil for p in resolve(pairs[::-1], weights())]
    assert [p.pupil for p in resolve(pairs, weights())] == ["P1", "P2", "P3"]
