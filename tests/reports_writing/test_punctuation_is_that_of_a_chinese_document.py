import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.reports.writing.punctuation import full_width


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("同志们:", "同志们："),
        ("今天,我们召开会议;下面,我讲", "今天，我们召开会议；下面，我讲"),
        ("(一)教育实践活动", "（一）教育实践活动"),
        ("达到90%,其中", "达到90%，其中"),
        ("共1,234人", "共1,234人"),
        ("18:00开始", "18:00开始"),
        ("见http://a.cn", "见http://a.cn"),
    ],
)
def test_half_width_marks_beside_chinese_become_full_width(before, after):
    assert full_width(before) == after


@given(st.text())
def test_not_one_character_is_added_or_lost(text):
    assert len(full_width(text)) == len(text)
