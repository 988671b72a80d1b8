"""An indicator is a file; its code is its path."""

import pytest

from xuezheng.errors import NotFound
from xuezheng.indicators.catalogue import declared_in, find, load_catalogue, nearest


def test_a_code_is_a_path():
    assert find("kindergartens.public.count").evidence.__module__.endswith(".kindergartens.public.count")


def test_codes_are_in_order():
    assert list(load_catalogue()) == sorted(load_catalogue())


def test_an_indicator_can_be_looked_for_by_its_chinese_name():
    assert nearest("三年毛入园率", load_catalogue())[0] == "preschool.gross_enrolment_rate_3y"


def test_what_is_like_nothing_is_told_where_to_look():
    with pytest.raises(NotFound, match=r"没有指标“\?\?”。用 xuezheng indicators list"):
        find("??")


@pytest.mark.parametrize("text", ["", "from xuezheng.indicators.kindergartens.count import kindergartens\n"])
def test_a_file_that_declares_no_indicator_of_its_own_is_refused(tmp_path, monkeypatch, text):
    name = f"topic_of_{len(text)}"
    (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(LookupError, match="declares 0 indicators of its own; a file declares one"):
        declared_in(name, name)
