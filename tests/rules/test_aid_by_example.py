"""Every scheme of student aid has cases an official can read; none may be without one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from xuezheng.errors import NotFound
from xuezheng.rules.aid import (
    Facts,
    all_schemes,
    entitlement,
    entitlements,
    group_of_list,
    groups,
    list_kinds,
    scheme_on,
    share_a_purse,
    term_begins,
)

FOLDER = Path(__file__).parent / "aid"
EXAMPLES = [
    pytest.param(path.stem, example, id=f"{path.stem}: {example['title']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for example in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("kind, example", EXAMPLES)
def test_a_scheme_is_for_whom_its_example_says(kind, example):
    given = {**example["given"], "groups": frozenset(example["given"].get("groups", ()))}
    found = entitlement(kind, Facts(**given), example["when"])
    expect = example["expect"]

    assert found.is_entitled == expect["entitled"]
    assert expect.get("says", "") in found.reason
    if "yuan" in expect:
        assert found.yuan_a_term == (None if expect["yuan"] is None else Decimal(str(expect["yuan"])))


def test_every_scheme_has_an_example_both_ways():
    told = {
        kind: {e["expect"]["entitled"] for k, e in (p.values for p in EXAMPLES) if k == kind}
        for kind in all_schemes()
    }
    assert all(answers == {True, False} for answers in told.values()), told


@pytest.mark.parametrize("kind", all_schemes())
def test_a_scheme_says_where_it_stands_and_its_versions_do_not_overlap(kind):
    versions = all_schemes()[kind]
    for version in versions:
        assert version.source and version.article and version.mark in ("V", "V2", "M")
        assert set(version.groups) <= set(groups())
        assert version.is_for_hardship or version.places
    for later, earlier in zip(versions, versions[1:], strict=False):
        assert earlier.to_on is not None and earlier.to_on < later.from_on


def test_a_day_before_the_first_version_is_told_and_so_is_an_unknown_scheme():
    with pytest.raises(NotFound, match="2010-01-01 没有有效规定"):
        scheme_on("orphan_senior", date(2010, 1, 1))
    with pytest.raises(NotFound, match="没有资助项目“grant”"):
        scheme_on("grant", date(2025, 1, 1))


def test_grants_for_living_are_not_paid_together_and_free_tuition_goes_with_any():
    living, senior, orphan = (
        scheme_on(k, date(2025, 9, 1)) for k in ("living_subsidy", "senior_grant", "orphan_senior")
    )
    assert share_a_purse(living, senior)
    assert not share_a_purse(senior, orphan)
    assert not share_a_purse(living, living)  # the same scheme twice is another fault


def test_an_orphan_of_senior_high_is_told_both_schemes_first():
    told = entitlements(Facts("senior", 1, False, frozenset({"6"})), term_begins(2025, "autumn"))
    assert [one.scheme.kind for one in told if one.is_entitled] == ["orphan_senior", "senior_grant"]
    assert [one.is_entitled for one in told] == sorted([one.is_entitled for one in told], reverse=True)


def test_every_outside_list_stands_for_a_group():
    for kind in list_kinds():
        assert group_of_list(kind) in groups()
