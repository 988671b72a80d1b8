"""A list is read whatever its columns are called, or every fault is told with its row and column."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.errors import BadInput
from xuezheng.outside.linkage.sheet import read_list

AREAS = {"990101": "990101", "霁城区": "990101"}
HEAD = ["序号", "户主姓名", "姓 名", "身份证号码（18位）", "性别", "出生日期", "县区", "联系电话", "家庭收入"]


def _read(*rows, head=HEAD):
    return read_list([head, *rows], "名单.xlsx ", AREAS)


def test_columns_are_known_by_many_names_and_the_others_are_told():
    read = _read(
        ["1", "王大", "王 小明", "990101201503120015", "男", "\0d2015-03-12", "霁城区", 13900001111.0, 3]
    )

    (line,) = read.lines
    assert (line.row, line.name, line.number, line.sex) == (2, "王 小明", "990101201503120015", "1")
    assert (line.born_on, line.area, line.guardian, line.phone) == (
        date(2015, 3, 12), "990101", "王大", "13900001111",
    )  # fmt: skip
    assert read.notes == ("没有读取的列：序号、家庭收入。",)


def test_a_heading_in_the_third_row_is_found_and_rows_keep_their_numbers():
    rows = [
        ["某县低保名单"],
        [None],
        ["姓名", "身份证号"],
        ["王一", "990101201503120015"],
        [None, None],
        ["李二", ""],
    ]
    assert [line.row for line in read_list(rows, "", AREAS).lines] == [4, 6]


@pytest.mark.parametrize(
    "head, says",
    [
        (["编号", "住址"], "没有名单的表头"),
        (["姓名", "性别"], "“身份证件号”和“出生日期”一列也没有"),
        (["身份证号", "性别"], "缺少“姓名”列"),
        (["姓名", "身份证号", "证件号码"], "“证件号码”与前面的列都是“身份证件号”"),
        (["姓名", "性别", "身份证件号玛"], "“身份证件号玛”是否就是它？"),
    ],
)
def test_wrong_columns_are_told_by_name(head, says):
    with pytest.raises(BadInput, match=says):
        _read(["甲"] * len(head), head=head)


CELLS = {
    "name": (["", "990101201503120015"], "没有填写姓名"),
    "column slipped": (["13900001111", ""], "不像姓名"),
    "float": (["王一", 9.90101201503120e17], "末几位已丢失"),
    "scientific": (["王一", "9.90101E+17"], "末几位已丢失"),
    "words": (["王一", "正在办理"], "“正在办理”不像身份证件号"),
    "error": (["王一", "\0e#N/A"], "错误值 #N/A"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_bad_cell_is_told_with_its_row_and_column(case):
    row, says = CELLS[case]
    with pytest.raises(BadInput, match=f"第 2 行“(姓名|身份证件号)”列.*{says}"):
        _read(row, head=["姓名", "身份证号"])


@pytest.mark.parametrize(
    "cell, column, says",
    [("2015-13-45", "出生日期", "不是日期"), (42075.0, "出生日期", "日期的序号"), ("不男", "性别", "不是性别"),
     ("霁诚区", "县区", "是否为“霁城区”"), ("上海市", "县区", "是否为外地的名单")],
)  # fmt: skip
def test_a_bad_day_sex_or_county_is_told(cell, column, says):
    with pytest.raises(BadInput, match=says):
        _read(["王一", "990101201503120015", cell], head=["姓名", "身份证号", column])


def test_all_faults_are_told_at_once_and_lines_that_stand_twice_too():
    with pytest.raises(BadInput) as told:
        _read(
            ["王一", "990101201503120015", None],
            ["", "990101201503120015", None],
            ["王壹", "99010120150312001543", None],
            ["李二", "", date(2015, 1, 1)],
            ["李二", None, "2015/1/1"],
            head=["姓名", "身份证号", "出生日期"],
        )
    assert [fault.what for fault in told.value.faults] == [
        "没有填写姓名。", "“王壹”与第 2 行重复。", "“李二”与第 5 行重复。",
    ]  # fmt: skip


def test_a_list_without_lines_is_refused():
    with pytest.raises(BadInput, match="名单是空的"):
        _read([None, None])


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=8), st.floats(allow_nan=False)), max_size=4),
        max_size=6,
    )
)
def test_whatever_stands_in_a_file_is_read_or_told(rows):
    try:
        read = _read(*rows, head=["姓名", "身份证号", "性别", "出生日期"])
    except BadInput as told:
        assert str(told)
    else:
        assert all(line.name for line in read.lines)
