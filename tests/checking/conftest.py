"""The sample speech as a written document, every figure of it anchored."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xuezheng.reports.docx import docx_bytes
from xuezheng.reports.reading import read
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing import Answer, draft

SAMPLE = Path(__file__).parents[2] / "src/xuezheng/jobs/sample/speech.txt"


def figures_of(document):
    return [slot for slot in document.slots if slot.kind == "figure"]


def answer_for(number, slot):
    """A value of its own for every figure, in the slot's own 万 or 亿."""
    value = Decimal(37 + number * 7) if slot.value is None else Decimal(str(slot.value))
    return Answer(value * slot.scale, slot.unit, 3, "名称", "定义", (), "ab")


@pytest.fixture(scope="session")
def drafted():
    document = read(SAMPLE)
    slots = figures_of(document)
    decisions = {slot.id: Decision(slot.id, "confirmed", indicator="x." + slot.id) for slot in slots}
    answers = {slot.id: answer_for(number, slot) for number, slot in enumerate(slots)}
    return draft(document, decisions, answers, 2025, city="临江市", snapshot="sha256:1")


@pytest.fixture(scope="session")
def clean(drafted):
    """The bytes of a document nobody has touched."""
    return docx_bytes(drafted, snapshot="sha256:1", as_of=date(2026, 1, 15))


@pytest.fixture
def path(clean, tmp_path):
    (tmp_path / "a.docx").write_bytes(clean)
    return tmp_path / "a.docx"
