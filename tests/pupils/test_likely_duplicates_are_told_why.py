"""Which entries are likely one child: each rule once, and what must not be taken for a duplicate."""

from dataclasses import replace
from datetime import date

import pytest

from xuezheng.jobs.pupils_duplicates import CERTAIN, LIKELY, POSSIBLE, Entry, find_duplicates, judged
from xuezheng.outside.linkage.numbers import check_digit

FRONT = "11010520150301"


def number(sequence):
    return (front := f"{FRONT}{sequence:03}") + check_digit(front + "0")


A = number(101)
CHILD = Entry("P1", f"G{A}", "张小详", A, "1", date(2015, 3, 1), "13900001111")
BARE = replace(CHILD, id_number="", roll_number="L110105201503010001", phone="")


def other(**said):
    return replace(CHILD, code="P2", roll_number="G2", **said)


@pytest.mark.parametrize(
    ("second", "strength", "words"),
    [
        (other(), CERTAIN, ("身份证件号相同", "姓名相同", "出生日期相同", "监护人电话相同")),
        (other(id_number=""), "", ()),  # same phone, name and day, and no number: see below
        (other(name="张小祥", phone=""), CERTAIN, ("身份证件号相同", "姓名同音", "出生日期相同")),
        (other(name="張小详", phone=""), CERTAIN,
         ("身份证件号相同", "姓名相同（繁简、异体或间隔号不同）", "出生日期相同")),
        (other(name="李四", phone="", born_on=date(2012, 1, 1)), POSSIBLE, ("身份证件号相同",)),
        (other(id_number=A[:10] + ("7" if A[10] != "7" else "8") + A[11:], phone=""), LIKELY,
         ("身份证件号只差一处（错一位或相邻两位颠倒）", "姓名相同", "出生日期相同")),
        (other(id_number="", name="张小祥"), POSSIBLE, ("姓名同音", "出生日期相同", "监护人电话相同")),
        (other(id_number="", born_on=date(2015, 1, 3)), POSSIBLE,
         ("姓名相同", "出生日期只差一处", "监护人电话相同")),
        (replace(BARE, code="P2"), POSSIBLE, ("姓名相同", "出生日期相同", "其中一条是临时学籍号")),
    ],
)  # fmt: skip
def test_each_pair_is_told_with_its_reasons(second, strength, words):
    found = judged(CHILD, second)

    if not strength:
        assert found is not None and found.strength == LIKELY
        assert found.why == ("姓名相同", "出生日期相同", "监护人电话相同")
        return
    assert (found.first, found.second, found.strength, found.why) == ("P1", "P2", strength, words)


@pytest.mark.parametrize(
    "second",
    [
        other(id_number=number(202)),  # a namesake, or a twin: two right numbers are two children
        other(id_number=number(202), name="张小祥"),
        other(id_number="", name="王五"),  # siblings share a telephone
        other(id_number="", phone="", born_on=date(2014, 3, 1)),
        replace(BARE, code="P2", sex="2"),
    ],
)
def test_another_child_is_no_duplicate(second):
    assert judged(CHILD, second) is None
    assert find_duplicates([CHILD, second]) == []


def test_a_number_in_the_roll_number_counts_where_its_column_is_empty():
    found = judged(replace(CHILD, id_number=""), other())

    assert found.strength == CERTAIN


def test_every_pair_that_is_judged_likely_is_also_looked_at():
    """The keys that save comparing all with all leave nothing out here."""
    slip = A[:3] + A[4] + A[3] + A[5:] if A[3] != A[4] else A[:17] + ("0" if A[17] != "0" else "1")
    others = [
        other(), other(id_number=slip, born_on=date(2015, 3, 11)), other(id_number="", name="張小祥"),
        other(id_number="", born_on=date(2015, 1, 3)), replace(BARE, code="P2"),
    ]  # fmt: skip
    for second in others:
        assert find_duplicates([CHILD, second]) == [judged(CHILD, second)] != [None]


def test_a_telephone_of_a_whole_school_says_nothing():
    crowd = [
        replace(BARE, code=f"P{n}", phone="1", born_on=date(2015, 1, 1 + 2 * n), roll_number="G")
        for n in range(10)
    ]

    assert find_duplicates(crowd) == []


def test_the_surest_stand_first():
    pairs = find_duplicates(
        [
            CHILD,
            replace(BARE, code="P3", name="李一", roll_number="L"),
            replace(BARE, code="P4", name="李一"),
            other(),
        ]
    )

    assert [(p.first, p.second, p.strength) for p in pairs] == [("P1", "P2", CERTAIN), ("P3", "P4", POSSIBLE)]
