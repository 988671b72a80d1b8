"""A short text, its slots and its answers."""

from decimal import Decimal

import pytest

from xuezheng.reports.shapes import Block, Decision, Document, Slot
from xuezheng.reports.writing import Answer

PARAGRAPHS = (
    ("title", 0, "教育局局长会议讲话"),
    ("body", 0, "同志们:"),
    ("body", 0, "今天,我们召开20XX年全市教育工作会议,总结20XX年工作,谱写XX教育新篇章。下面,我讲两点意见。"),
    ("heading", 1, "一、20XX年工作回顾"),
    ("body", 0, "四是新改扩建XX所幼儿园全部竣工。咨询电话2000余次,投入资金XX万元,受理网络问政XX件。负面报道为零。"),
    ("heading", 1, "二、今年任务"),
    ("body", 0, "同志们,让我们共同努力!"),
)  # fmt: skip


def _slot(name, kind, block, text, *, after="", **more):
    words = PARAGRAPHS[block][2]
    at = words.index(after) + len(after)
    assert words[at:].startswith(text)
    return Slot(
        id=name, kind=kind, text=text, value=None, unit=more.get("unit", ""),
        scale=more.get("scale", 1), approx=more.get("approx", ""), start=block * 1000 + at,
        end=block * 1000 + at + len(text), clause=words, block=block, at=at,
        name_kind=more.get("name_kind", ""),
    )  # fmt: skip


@pytest.fixture
def document():
    blocks = tuple(
        Block(kind, level, text, index * 1000, index * 1000 + len(text))
        for index, (kind, level, text) in enumerate(PARAGRAPHS)
    )
    slots = (
        _slot("S1", "date", 2, "20XX", after="召开", name_kind="meeting_year"),
        _slot("S2", "date", 2, "20XX", after="总结", name_kind="report_year"),
        _slot("S3", "name", 2, "XX", after="谱写", name_kind="city"),
        _slot("S4", "structural", 2, "两", after="我讲", unit="点"),
        _slot("S5", "date", 3, "20XX", after="一、", name_kind="report_year"),
        _slot("S6", "figure", 4, "XX", after="新改扩建", unit="所"),
        _slot("S7", "figure", 4, "2000", after="咨询电话", unit="次", approx="余"),
        _slot("S8", "figure", 4, "XX", after="投入资金", unit="万元", scale=10000),
        _slot("S9", "figure", 4, "XX", after="网络问政", unit="件"),
        _slot("S10", "figure", 4, "零", after="报道为"),
    )
    return Document(PARAGRAPHS[0][2], "speech.txt", blocks, slots, ())


@pytest.fixture
def decisions():
    codes = {"S6": "kindergartens.done", "S7": "calls", "S8": "funds", "S9": "online", "S10": "negative"}
    states = {"S9": "suggested"}
    return {
        slot: Decision(slot, states.get(slot, "confirmed"), indicator=code) for slot, code in codes.items()
    }


@pytest.fixture
def answers():
    rows = ({"area": "01", "school": "A", "subject": "甲园", "counted": 1, "out_of": 1},)
    values = {"S6": 42, "S7": 2137, "S8": "1234567.8", "S9": 18, "S10": 0}
    return {slot: Answer(Decimal(value), "", 1, "名称", "定义", rows, "ab") for slot, value in values.items()}
