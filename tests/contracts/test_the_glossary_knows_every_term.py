"""GLOSSARY.md has one row for every model and every indicator, and says what the source says."""

from pathlib import Path

import pytest
from django.apps import apps

from xuezheng.errors import BadInput
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.jobs.glossary import LAWS, fill, model_rows

TEXT = (Path(__file__).parents[2] / "GLOSSARY.md").read_text(encoding="utf-8")
MODELS = [model for model in apps.get_models() if model.__module__.startswith("xuezheng.")]


def test_the_derived_tables_are_up_to_date():
    assert fill(TEXT) == TEXT, "run make docs"


def test_every_model_and_indicator_has_one_row():
    for model in MODELS:
        assert TEXT.count(f"| `{model._meta.app_label}.{model.__name__}` |") == 1, model
    for code in load_catalogue():
        assert TEXT.count(f"| `{code}` |") == 1, code


def test_every_row_says_what_it_means():
    assert [name for label, name, meaning, _ in model_rows() if not meaning or label.isascii()] == []


def test_every_law_belongs_to_a_model():
    assert set(LAWS) <= {model.__name__ for model in MODELS}


def test_a_glossary_without_its_marks_is_told():
    with pytest.raises(BadInput, match="“indicators”表的标记"):
        fill(TEXT.replace("<!-- indicators: end -->", ""))
