"""Every fault of every table is told at once, with the school and the figure; nothing is averaged away."""

import pytest
from counties import DAY, STANDARD, costs, county, redirects, schools, teachers

from xuezheng.allocation.balance.reading import Asked, Given, read_problem
from xuezheng.allocation.balance.rulebook import rulebook
from xuezheng.errors import BadInput


def told(*rows, **more):
    with pytest.raises(BadInput) as caught:
        county(*rows, **more)
    return str(caught.value)


FIGURES = {
    "no pupils": (dict(n_pupils=0), "S0.*n_pupils.*学生数是 0"),
    "pupils not told": (dict(n_pupils=""), "S0.*n_pupils.*空白"),
    "half a pupil": (dict(n_pupils="99.5"), "99.5.*整数"),
    "negative area": (dict(teaching_area_m2=-5), "S0.*teaching_area_m2.*-5.*负数"),
    "a missing return": (dict(sports_area_m2=""), "S0.*sports_area_m2.*不能当作零"),
    "words for a number": (dict(equipment_yuan="很多"), "S0.*equipment_yuan.*很多"),
    "square kilometres": (dict(sports_area_m2="0.01"), "S0.*sports_area_m2.*平方公里"),
    "ten thousand yuan": (dict(equipment_yuan="22"), "S0.*equipment_yuan.*万元"),
    "yuan for ten thousand yuan": (dict(equipment_yuan="2200000000"), "S0.*equipment_yuan.*万元"),
    "more above the degree than staff": (dict(n_above_required_degree=11), "S0.*11 人，多于专任教师 10 人"),
    "degrees for kilometres": (dict(x_km="121.47°"), "S0.*x_km.*不是千米数"),
    "neither yes nor no": (dict(may_build="也许"), "S0.*may_build.*也许"),
    "no such stage": (dict(stage="senior"), "senior"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_cannot_be_is_told_with_its_school(name):
    row, words = FIGURES[name]

    with pytest.raises(BadInput, match=words):
        county(row, {})


def test_all_faults_come_together():
    said = told(dict(n_pupils=0), dict(teaching_area_m2=-1, equipment_yuan=""), {})

    assert "3 处" in said
    assert all(word in said for word in ("学生数是 0", "负数", "空白"))


def test_a_school_in_two_districts():
    assert "S0" in told({}, dict(school="S0", area="330998"), area="330999")


def test_a_school_twice():
    assert "写了 2 次" in told({}, dict(school="S0"))


def test_several_districts_need_one_to_be_chosen():
    assert "--area" in told({}, dict(area="330998"))


def test_no_school_of_the_district():
    assert "没有区域“1”的学校" in told({}, area="1")


def test_words_nobody_knows_are_not_forbidden_in_silence():
    said = told({}, forbid=("palace", "build@S9"))

    assert "palace" in said and "S9" in said


COSTS = {
    "an unknown item": (dict(palace=1), "没有项目“palace”"),
    "negative": (dict(build_sports=-4000), "build_sports.*负数"),
    "in ten thousand yuan": (dict(hire_teacher=12), "hire_teacher.*12.*不是万元"),
    "no number": (dict(hire_teacher="十二万"), "十二万"),
    "tenths of a fen": (dict(hire_teacher="120000.001"), "两位小数"),
}


@pytest.mark.parametrize("name", COSTS)
def test_a_cost_that_cannot_be(name):
    values, words = COSTS[name]

    with pytest.raises(BadInput, match=words):
        rulebook(DAY, costs(**values))


def test_all_costs_are_looked_at():
    with pytest.raises(BadInput, match="2 处"):
        rulebook(DAY, costs(palace=1, build_sports=-1))


def test_a_list_of_teachers_that_counts_more_than_the_return():
    assert "名单有 11 人" in told({}, staff=teachers(("S0", "语文", False, False, 11)))


REDIRECTS = {
    "a school nobody knows": (("S9", "S0", 5), "S9"),
    "everybody": (("S0", "S1", 100), "分流 100 人不成立"),
    "to itself": (("S0", "S0", 5), "不成立"),
    "too far": (("S0", "S2", 5), "超过上限"),
}


@pytest.mark.parametrize("name", REDIRECTS)
def test_a_choice_of_redirecting_that_cannot_be(name):
    row, words = REDIRECTS[name]

    assert words in told({}, dict(x_km=1), dict(x_km=50), choices=redirects(row))


def test_more_choices_than_can_all_be_tried():
    many = redirects(*(("S0", "S1", n) for n in range(1, 8)))

    assert "请减到 6 个" in told({}, dict(x_km=1), choices=many)


def test_years_to_come_need_pupils_to_come():
    rules = rulebook(DAY)

    with pytest.raises(BadInput, match="--until 须有学生数预测"):
        read_problem(Given(schools({})), rules, STANDARD, Asked(year=2026, until=2028))


def test_without_a_list_of_teachers_nobody_moves_and_the_plan_says_so():
    problem = county({}, {})

    assert problem.pairs == ()
    assert any("不含教师交流" in note for note in problem.notes)


def test_a_school_without_a_place_is_named():
    problem = county({}, dict(x_km=""), staff=teachers(("S0", "语文", True, False, 6)))

    assert any("没有坐标" in note and "S1" in note for note in problem.notes)
