"""What every indicator must have; walked over all of them."""

import re
from datetime import date

import pytest
from indicator_examples import FOLDER, file_of
from narwhals import Date, String

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.declaration import EVIDENCE_COLUMNS
from xuezheng.indicators.questions import TABLE_NAMES
from xuezheng.snapshot import snapshot_from_tables
from xuezheng.snapshot.schema import tables

CATALOGUE = load_catalogue()
KINDS = {"count", "sum", "rate", "ratio", "change"}

#: Indicators that reports write without a unit word.
NO_UNIT = {"media.negative_reports.count"}

every_indicator = pytest.mark.parametrize("code", list(CATALOGUE))


@pytest.fixture(scope="module")
def nothing():
    return snapshot_from_tables({})


@every_indicator
def test_it_has_examples(code):
    assert file_of(code).is_file()


@every_indicator
def test_it_is_named_defined_and_sourced(code):
    indicator = CATALOGUE[code]

    assert re.search("[一-鿿]", indicator.label)
    assert re.fullmatch(r"[\x20-\x7e’–]+", indicator.label_en)
    assert re.search("[一-鿿]", indicator.definition)
    assert indicator.definition.endswith("。")
    assert indicator.reference
    assert indicator.kind in KINDS
    assert indicator.unit or code in NO_UNIT
    assert indicator.topics
    assert len(set(indicator.aliases)) == len(indicator.aliases)
    assert indicator.label not in indicator.aliases


@every_indicator
def test_its_definition_will_be_looked_at_again(code):
    year, month = CATALOGUE[code].review_by.split("-")

    assert date(int(year), int(month), 1) > date(2025, 1, 1)
    assert len(month) == 2


@every_indicator
def test_its_registers_are_columns_of_a_snapshot(code):
    indicator = CATALOGUE[code]

    for table, column in indicator.registers.items():
        assert column in {each.name for each in tables()[table]}
        assert TABLE_NAMES[table]
    assert indicator.registers or indicator.kind != "change"


@every_indicator
def test_a_percentage_is_in_hundredths(code):
    indicator = CATALOGUE[code]

    assert (indicator.kind in ("rate", "change")) == (indicator.unit == "%")
    assert indicator.scale == 100 or indicator.kind != "rate"


@every_indicator
def test_its_evidence_has_the_right_columns_in_order(code, nothing):
    schema = CATALOGUE[code].evidence(nothing, 2025).collect_schema()

    dimensions = list(CATALOGUE[code].dimensions)
    must = [*EVIDENCE_COLUMNS, *dimensions]
    assert schema.names() in (must, [*must, "on"], must[1:], [*must[1:], "on"])
    assert {schema[name] for name in ("school", "subject", *dimensions)} == {String}
    assert schema.get("area", String) == String
    assert schema.get("on", Date) == Date
    assert not any(schema[name].is_float() for name in ("counted", "out_of"))
    assert all(schema[name].is_numeric() for name in ("counted", "out_of"))


@every_indicator
def test_values_of_a_dimension_have_chinese_words(code):
    for values in CATALOGUE[code].dimensions.values():
        assert all(re.search("[一-鿿]", words) for words in values.values())


def test_every_example_file_belongs_to_an_indicator():
    written = {".".join(f.relative_to(FOLDER).with_suffix("").parts) for f in FOLDER.rglob("*.yaml")}

    assert written <= set(CATALOGUE)


def test_no_two_indicators_have_the_same_name():
    labels = [indicator.label for indicator in CATALOGUE.values()]

    assert sorted(labels) == sorted(set(labels))
