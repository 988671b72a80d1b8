"""The counting against an independent one in fractions, school by school."""

from decimal import Decimal
from fractions import Fraction

import pytest
from example_cities import snapshot_of
from hypothesis import given, settings
from hypothesis import strategies as st
from resource_tables import LIMITS, exact_square, table_of

from xuezheng.snapshot import open_snapshot
from xuezheng.standards.counting import count
from xuezheng.standards.measures import SEVEN
from xuezheng.standards.resources import school_resources

#: Per hundred or per pupil, times ten thousand: (primary, junior), as the method's table has them.
FLOORS = {
    "above_required_degree": (42000, 53000), "backbone_teachers": (10000, 10000),
    "arts_and_sport_teachers": (9000, 9000), "teaching_area": (45000, 58000), "sports_area": (75000, 102000),
    "equipment": (20000000, 25000000), "multimedia_rooms": (23000, 24000),
}  # fmt: skip


def schools():
    """Schools whose figures are believable, some of them just about their thresholds."""
    sizes = st.integers(20, 3000)
    return st.lists(
        st.tuples(sizes, *(st.integers(70, 300) for _ in SEVEN), st.sampled_from(["primary", "junior"])),
        min_size=1,
        max_size=12,
    )


def made(listed):
    rows = []
    for n, (pupils, *shares, stage) in enumerate(listed):
        row = {"school": f"S{n:02d}", "n_pupils": pupils, "stage": stage}
        for measure, share in zip(SEVEN, shares, strict=True):
            floor = Fraction(FLOORS[measure.code][stage == "junior"], 10_000) * share / 100
            held = floor * pupils / measure.scale
            is_count = measure.column.startswith("n_")
            row[measure.column] = round(held) if is_count else str(Decimal(round(held * 100)) / 100)
        rows.append(row)
    return sorted(rows, key=lambda row: (row["stage"], row["school"]))


def reckoned(rows, stage, measure):
    mine = [row for row in rows if row["stage"] == stage]
    return [(row["n_pupils"], Fraction(str(row[measure.column])) * measure.scale) for row in mine]


@settings(max_examples=60)
@given(schools())
def test_every_coefficient_is_the_square_root_of_the_exact_one(listed):
    rows = made(listed)

    spreads = list(count(table_of(rows), LIMITS).spreads())

    assert len(spreads) == 7 * len({row["stage"] for row in rows})
    for spread in spreads:
        pairs = reckoned(rows, spread.stage, spread.measure)
        if not any(x for _, x in pairs):
            assert spread.cv is None and spread.state == "unknown"
            continue
        square = exact_square(pairs)
        assert spread.cv**2 == pytest.approx(float(square), rel=1e-9, abs=1e-20)
        limit = Fraction("0.5") if spread.stage == "primary" else Fraction("0.45")
        assert spread.state == ("met" if square <= limit**2 else "unmet")


@settings(max_examples=60)
@given(schools())
def test_every_school_is_judged_as_by_fractions(listed):
    rows = made(listed)

    counted = count(table_of(rows), LIMITS)

    for at, row in enumerate(rows):
        shares = [
            Fraction(str(row[m.column])) * m.scale / row["n_pupils"]
            / Fraction(FLOORS[m.code][row["stage"] == "junior"], 10_000)
            for m in SEVEN
        ]  # fmt: skip
        passes = sum(share >= 1 for share in shares) >= 6 and min(shares) >= Fraction(85, 100)
        assert counted.passes[at] == int(passes), shares


def test_a_coefficient_of_exactly_the_limit_is_within_it():
    """Two equal schools at 1 ± 0.5 of the mean: floating point alone would say 0.5000000000000001 or less."""
    for mean in (3, 7, 11, 13, 22, 31, 59, 97):
        rows = [
            {"school": s, "n_pupils": 1000 + mean, "teaching_area_m2": f"{mean * share}", "sports_area_m2": "9000",
             "equipment_yuan": "3000000", "n_above_required_degree": 50, "n_backbone_teachers": 12,
             "n_arts_and_sport_teachers": 12, "n_multimedia_rooms": 25}
            for s, share in (("A", Decimal("1500")), ("B", Decimal("500")))
        ]  # fmt: skip

        spread = next(s for s in count(table_of(rows), LIMITS).spreads() if s.measure.code == "teaching_area")

        assert spread.state == "met"


def test_the_example_city_is_counted_as_by_fractions():
    snapshot = open_snapshot(snapshot_of("none"))
    table = school_resources(snapshot, 2025)
    rows = [row for row in table.to_pylist() if row["why_out"] == ""]

    spreads = list(count(table, LIMITS).spreads())

    assert len(spreads) >= 7
    for spread in spreads:
        mine = [row for row in rows if (row["area"], row["stage"]) == (spread.area, spread.stage)]
        pairs = [(row["n_pupils"], Fraction(row[spread.measure.column])) for row in mine]
        assert spread.cv**2 == pytest.approx(float(exact_square(pairs)), rel=1e-9, abs=1e-20)
