"""Sum, divide, compare, break down: what the machinery promises of every indicator."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_city import small_city

from xuezheng.errors import BadInput, NotFound
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.measuring import evidence, measure
from xuezheng.snapshot import snapshot_from_tables


@pytest.fixture(scope="module")
def city():
    return small_city()


def only(snapshot, code, year=2025, **more):
    (figure,) = measure(snapshot, [code], year, **more)
    return figure


def test_yuan_are_added_without_rounding(city):
    assert only(city, "aid.student_loans.amount").value == Decimal("0.30")


def test_a_rate_divides_sums_and_keeps_both(city):
    figure = only(city, "preschool.gross_enrolment_rate_3y")

    assert figure.value.quantize(Decimal("0.01")) == Decimal("66.67")
    assert (figure.counted, figure.out_of, figure.unit) == (4, 6, "%")


def test_a_fall_is_positive_and_compared_with_last_year(city):
    figure = only(city, "admin.meetings.change_rate")

    assert figure.value == Decimal(300) / 9
    assert (figure.counted, figure.out_of) == (3, 9)


def test_a_fall_needs_both_years():
    city = small_city(ledger_entries=[])

    assert only(city, "admin.meetings.change_rate").value is None
    assert "没有 2024 年" in only(city, "admin.meetings.change_rate").why_not


def test_a_half_year_holds_what_happened_in_it(city):
    code = "aid.student_loans.amount"

    halves = [only(city, code, period=half).value for half in ("h1", "h2")]

    assert halves == [Decimal("0.10"), Decimal("0.20")]


def test_a_fall_of_a_half_year_compares_the_same_half(city):
    assert only(city, "admin.meetings.change_rate", period="h1").value == 0


def test_an_area_without_a_row_has_a_count_of_zero_and_no_rate(city):
    counts = {f.area: f.value for f in measure(city, ["students.total"], 2025, "area")}
    rates = {f.area: f for f in measure(city, ["preschool.gross_enrolment_rate_3y"], 2025, "area")}

    assert counts == {"990102": 3, "990103": 6, "990104": 0}
    assert rates["990104"].value is None
    assert "分母" in rates["990104"].why_not


def test_a_row_takes_its_area_from_its_school_where_it_has_none(city):
    rates = {f.area: f.value for f in measure(city, ["preschool.gross_enrolment_rate_3y"], 2025, "area")}

    assert rates["990102"] == 0
    assert rates["990103"].quantize(Decimal("0.01")) == Decimal("133.33")


def test_a_school_knows_its_area(city):
    figures = measure(city, ["students.total"], 2025, "school")

    assert [(f.school, f.area, f.value) for f in figures] == [
        ("A", "990102", 3), ("B", "990103", 2), ("K", "990103", 4),
    ]  # fmt: skip


def test_a_year_to_come_cannot_be_measured_by_area_either(city):
    (figure,) = measure(city, ["students.total"], 2030, "area")

    assert figure.value is None
    assert figure.why_not == "快照截至 2026-01-15，2030 年还没有数据。"
    assert evidence(city, "kindergartens.count", 2030) == []


def test_a_year_without_rows_cannot_be_measured_by_area_either(city):
    (figure,) = measure(city, ["students.total"], 2019, "area")

    assert figure.value is None
    assert "2019" in figure.why_not


def test_a_filter_that_keeps_nothing_is_zero_when_the_year_has_rows():
    code, primary = "compulsory.class_sizes.large", {"stage": "primary"}
    forms = [{"school": "B", "school_year": 2025, "stage": "junior", "n_classes": 9, "n_large_classes": 1}]

    assert only(small_city(school_returns=forms), code, filters=primary).value == 0
    assert only(small_city(school_returns=[]), code, filters=primary).value is None


def test_figures_come_in_the_order_asked_for(city):
    codes = ["students.total", "kindergartens.count", "students.boarders"]

    assert [figure.indicator for figure in measure(city, codes, 2025)] == codes


@pytest.mark.parametrize(
    ("codes", "more", "told"),
    [
        (["student.total"], {}, r"没有指标“student.total”。最接近的是：students.total"),
        (["students.total"], {"filters": {"grade": "1"}}, r"没有维度“grade”。可用的维度：stage"),
        (["students.total"], {"filters": {"stage": "x"}}, r"没有取值“x”。可用：.*primary（小学"),
        (["students.total"], {"by": "district"}, r"不能按“district”分组。可用：area"),
        (["students.total"], {"period": "q1"}, r"没有时段“q1”。可用：year"),
        (["aid.student_loans.students"], {"filters": {"stage": "senior"}}, r"可用的维度：无"),
    ],
)
def test_a_bad_question_is_told_what_can_be_asked(city, codes, more, told):
    with pytest.raises(BadInput, match=told):
        measure(city, codes, 2025, **more)


def test_an_unknown_code_asked_for_its_rows_is_not_found(city):
    with pytest.raises(NotFound, match="xuezheng indicators list"):
        evidence(city, "nothing.like.it", 2025)


def test_rows_alike_but_for_their_numbers_are_listed_once(city):
    rows = evidence(city, "students.total", 2025)

    assert [(row["school"], row["counted"]) for row in rows] == [("A", 3), ("B", 2), ("K", 4)]
    assert {row["out_of"] for row in rows} == {None}
    assert list(rows[0]) == ["area", "school", "subject", "counted", "out_of", "stage"]


#: A snapshot takes a tenth of a second to make.
a_few = settings(deadline=None, max_examples=25)

AREAS = ("990102", "990103", "990104")
PLACES = st.sampled_from([(school, area) for school in "ABCD" for area in AREAS[:2]])

cities = st.lists(
    st.tuples(
        PLACES,
        st.sampled_from(["preschool", "primary", "junior", "senior"]),
        st.integers(2024, 2025),
        st.booleans(),
        st.booleans(),
    ),
    max_size=25,
)


def some_city(rows):
    """Pupils, forms, loans and movements made from the same few draws."""
    schools = {school: area for (school, area), *_ in rows}
    return snapshot_from_tables(
        {
            "areas": [{"code": area, "kind": "district"} for area in AREAS],
            "schools": [
                {"code": code, "area": area, "kind": "111", "urban_rural": "210", "opened_on": "2001-09-01",
                 "runner": "999" if code in "AB" else "831", "is_inclusive": code == "A"}
                for code, area in schools.items()
            ],
            "enrolments": [
                {"pupil": f"S{at}", "school": place[0], "stage": stage, "school_year": year,
                 "is_boarder": boards}
                for at, (place, stage, year, boards, _) in enumerate(rows)
            ],
            "movements": [
                {"pupil": f"S{at}", "school": place[0], "stage": stage, "kind": "dropout",
                 "reason": "poverty" if boards else "", "on": f"{year}-05-05"}
                for at, (place, stage, year, boards, leaves) in enumerate(rows) if leaves
            ],
            "student_loans": [
                {"code": f"L{at}", "area": place[1], "borrower": f"B{at % 3}", "year": year,
                 "granted_on": f"{year}-0{1 + at % 9}-01", "amount_yuan": f"{at}.{at % 100:02}"}
                for at, (place, _, year, *_) in enumerate(rows)
            ],
            "school_returns": [{"school": code, "school_year": 2025, "stage": "primary", "n_classes": 9,
                                "n_large_classes": 2} for code in schools],
            "population": [{"area": area, "year": 2025, "age": 4, "n_residents": 7} for area in AREAS],
        }
    )  # fmt: skip


CODES = (
    "students.total", "students.boarders", "students.dropout_poverty", "kindergartens.count",
    "kindergartens.inclusive_coverage_rate", "preschool.gross_enrolment_rate_3y",
    "compulsory.dropout_rate.rural", "compulsory.class_sizes.large", "aid.student_loans.amount",
    "aid.student_loans.students",
)  # fmt: skip


@a_few
@given(rows=cities, code=st.sampled_from(CODES))
def test_areas_and_schools_and_rows_add_up_to_the_city(rows, code):
    city = some_city(rows)

    whole = only(city, code)
    listed = evidence(city, code, 2025)

    assert sum(row["counted"] for row in listed) == whole.counted
    assert sum(row["out_of"] or 0 for row in listed) == (whole.out_of or 0)
    if "没有 2025 年" in whole.why_not:
        return
    for by in ("area", "school"):
        parts = measure(city, [code], 2025, by)
        assert sum(part.counted for part in parts) == whole.counted
        assert sum(part.out_of or 0 for part in parts) == (whole.out_of or 0)
        assert sum(part.rows for part in parts) == whole.rows


@a_few
@given(rows=cities, code=st.sampled_from(CODES))
def test_a_value_is_reckoned_from_its_own_sums(rows, code):
    figure = only(some_city(rows), code)

    if figure.value is None:
        assert figure.why_not.endswith("。")
    elif load_catalogue()[code].kind == "rate":
        assert abs(figure.value * figure.out_of - figure.counted * 100) < Decimal("1e-15")
    else:
        assert figure.value == figure.counted


@a_few
@given(rows=cities)
def test_parts_of_a_dimension_add_up_to_the_whole(rows):
    city = some_city(rows)
    stages = load_catalogue()["students.total"].dimensions["stage"]

    parts = [only(city, "students.total", filters={"stage": stage}) for stage in stages]

    assert sum(part.counted for part in parts) == only(city, "students.total").counted


@a_few
@given(rows=cities)
def test_halves_add_up_to_the_year(rows):
    city = some_city(rows)

    halves = [only(city, "aid.student_loans.amount", period=half).counted for half in ("h1", "h2")]

    assert sum(halves) == only(city, "aid.student_loans.amount").counted
