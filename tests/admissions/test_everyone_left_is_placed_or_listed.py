"""Those nobody took: placed by number at the first programme with a seat, or listed."""

from small_rounds import a_round, granted, plan_of, wishes

from xuezheng.allocation.admissions.scheme import read_scheme
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.admissions.verify import verify
from xuezheng.allocation.admissions.writing import write_admissions


def scheme(tmp_path, text):
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    return read_scheme(str(file))


PLACED = "batches: [{code: u, rule: lottery}]\nlast_place: skip\nleft_over: {rule: place, same: [{column: district, same_as: district}]}"


def test_seats_left_over_are_given_out_by_number_and_only_once(tmp_path):
    codes = [f"s{i}" for i in range(6)]
    people = [{"pupil": code, "district": "X" if code != "s5" else "Y"} for code in codes]
    programmes = [
        {"programme": p, "seats": n, "district": d}
        for p, n, d in (("P", 1, "X"), ("Q", 2, "X"), ("R", 9, "Z"))
    ]
    problem = a_round(wishes(dict.fromkeys(codes, "P")), programmes, scheme(tmp_path, PLACED), pupils=people)
    plan = solve(problem)
    got = granted(problem, plan)
    by_number = sorted(
        (code for code in codes if code != "s5"), key=lambda code: plan.numbers[codes.index(code)]
    )
    first = min(codes, key=lambda code: plan.numbers[codes.index(code)])
    waiting = [code for code in by_number if code != first]

    assert got[first] == "P"
    assert [got[code] for code in waiting[:2]] == ["Q", "Q"]
    assert not any(got[code] for code in waiting[2:])
    assert first == "s5" or got["s5"] == ""
    assert all(check.ok for check in verify(write_admissions(tmp_path / "plan", problem, plan), {}))


def test_twins_left_over_are_placed_where_both_find_a_seat(tmp_path):
    twins = [{"pupil": code, "group": "g"} for code in ("a", "b")]
    people = [{"pupil": code, "district": "X"} for code in ("a", "b")]
    programmes = [{"programme": p, "seats": n, "district": "X"} for p, n in (("O", 0), ("P", 1), ("Q", 2))]
    problem = a_round(
        wishes({"a": "O", "b": "O"}), programmes, scheme(tmp_path, PLACED), pupils=people, bound=twins
    )

    assert granted(problem, solve(problem)) == {"a": "Q", "b": "Q"}


def test_without_such_a_rule_they_are_listed(tmp_path):
    problem = a_round(wishes({"a": "P", "b": "P"}), plan_of({"P": 1, "Q": 5}), "lottery")
    plan = solve(problem)

    assert sorted(granted(problem, plan).values()) == ["", "P"]
    assert "" in plan.batch


FLOOR = """
batches:
  - {code: unified, rule: parallel, by: [score]}
  - {code: quota, rule: parallel, by: [score], quota: {share: 50%}, floor: {under_line_of: unified, points: 20}}
"""


def test_a_programme_that_did_not_fill_has_no_line_and_no_floor(tmp_path):
    people = [
        {"pupil": code, "school": "J", "score": score} for code, score in (("a", 600), ("b", 590), ("c", 300))
    ]
    rows = [
        {"pupil": code, "rank": 1, "programme": p, "batch": batch}
        for code, p, batch in (("a", "P", "unified"), ("b", "Q", "unified"), ("c", "Q", "quota"))
    ]
    programmes = [{"programme": "P", "seats": 2}, {"programme": "Q", "seats": 4}]
    problem = a_round(rows, programmes, scheme(tmp_path, FLOOR), pupils=people)
    plan = solve(problem)

    assert granted(problem, plan) == {"a": "P", "b": "Q", "c": "Q"}
    assert all(check.ok for check in verify(write_admissions(tmp_path / "plan", problem, plan), {}))


def test_a_programme_that_filled_keeps_those_far_below_its_line_out(tmp_path):
    people = [
        {"pupil": code, "school": "J", "score": score} for code, score in (("a", 600), ("b", 580), ("c", 579))
    ]
    rows = [
        {"pupil": code, "rank": 1, "programme": "P", "batch": batch}
        for code, batch in (("a", "unified"), ("b", "quota"), ("c", "quota"))
    ]
    for seats, expected in ((2, ["P", "P", ""]), (4, ["P", "P", "P"])):
        problem = a_round(rows, plan_of({"P": seats}), scheme(tmp_path, FLOOR), pupils=people)
        assert list(granted(problem, solve(problem)).values()) == expected
