"""Every fault of the input is listed, with its place and what to do, before anything is solved."""

import pytest
from class_rosters import write_csv

from xuezheng.allocation.classes.reading import Request, read_files, read_problem
from xuezheng.errors import BadInput

ROSTER = {
    "pupil": ["a", "b", "c", "d", "e", "f"],
    "maths": [90, 80, 70, 60, 50, 40],
    "sex": ["m", "f", "m", "f", "m", "f"],
}
ASKED = Request(numeric=("maths",), category=("sex",), n_classes=2)


def read(tmp_path, request=ASKED, roster=None, **tables):
    paths = {}
    for name, columns in {"roster": {**ROSTER, **(roster or {})}, **tables}.items():
        write_csv(tmp_path / f"{name}.csv", columns)
        paths[name] = tmp_path / f"{name}.csv"
    return read_problem(read_files(paths), request)


def faults(tmp_path, request=ASKED, roster=None, **tables):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, request, roster, **tables)
    return str(caught.value)


CASES = {
    "twice": (
        {"roster": {"pupil": ["a", "b", "a", "d", "e", "f"]}},
        "学生“a”出现了 2 次.*第 2、4 行|第 2、4 行.*出现了 2 次",
    ),
    "unknown together": (
        {"together": {"pupil": ["a", "z"], "group": [1, 1]}},
        "together 第 3 行: 名单里没有学生“z”",
    ),
    "unknown apart": ({"apart": {"pupil": ["y"], "group": [1]}}, "没有学生“y”"),
    "both ways": (
        {"together": {"pupil": ["a", "b"], "group": [1, 1]}, "apart": {"pupil": ["b", "a"], "group": [9, 9]}},
        "“a”与“b”既要同班又要分开",
    ),
    "too large": (
        {"together": {"pupil": list("abcd"), "group": [7] * 4}},
        "同班组“7”占 4 个名额，最大的班只有 3 个",
    ),
    "too many apart": ({"apart": {"pupil": list("abc"), "group": [1] * 3}}, "3 名学生.*只有 2 个班"),
    "no such class": ({"fixed": {"pupil": ["a"], "group": ["9"]}}, "没有班级“9”.*班级是：1、2"),
    "fixed and apart": (
        {"fixed": {"pupil": ["a", "b"], "group": [1, 1]}, "apart": {"pupil": ["a", "b"], "group": [1, 1]}},
        "要分开，却都指定到 1 班",
    ),
    "group fixed to two": (
        {"fixed": {"pupil": ["a", "b"], "group": [1, 2]}, "together": {"pupil": ["a", "b"], "group": [5, 5]}},
        "同班组“5”的成员被指定到 1、2 班",
    ),
    "fixed twice": ({"fixed": {"pupil": ["a", "a"], "group": [1, 2]}}, "“a”写了两次"),
    "missing score": ({"roster": {"maths": [90, "", 70, 60, "", 40]}}, "2 名学生没有分数.*缺分不会当作零分"),
    "not a number": (
        {"roster": {"maths": [90, "缺考", 70, 60, 50, 40]}},
        "第 3 行 maths 列: “缺考”不是可用的分数",
    ),
    "not finite": ({"roster": {"maths": [90, "NaN", 70, 60, 50, 40]}}, "“NaN”不是可用的分数"),
    "heads": ({"weight": {"pupil": ["a"], "heads": ["两"]}}, "折算人数“两”"),
    "sizes": ({"classes": {"class": ["x", "y"], "size": [3, 4]}}, "班额合计 7，学生合计 6"),
    "size no number": ({"classes": {"class": ["x", "y"], "size": [3, "三"]}}, "班额“三”不是正整数"),
    "class twice": ({"classes": {"class": ["x", "x"], "size": [3, 3]}}, "班级“x”出现了 2 次"),
    "column": ({"request": Request(("chinese",), ("sex",), 2)}, "没有“chinese”列.*pupil、maths、sex"),
    "classes": ({"request": Request(("maths",), ("sex",), 7)}, "7 个班多于 6 名学生"),
    "none": ({"request": Request(("maths",), ("sex",), 0)}, "班数 0 不是正整数"),
    "names": ({"request": Request(("maths",), (), 2, homophones="name")}, "没有“name”列"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_named_with_its_place(name, tmp_path):
    given, words = CASES[name]
    text = faults(tmp_path, **given)

    import re

    assert re.search(words, text), text


def test_all_faults_are_listed_together(tmp_path):
    text = faults(
        tmp_path,
        roster={"pupil": ["a", "b", "a", "d", "e", "f"], "maths": [90, "x", 70, "", 50, 40]},
        together={"pupil": ["z"], "group": [1]},
        fixed={"pupil": ["b"], "group": ["9"]},
    )

    assert all(words in text for words in ("出现了 2 次", "“x”不是", "没有分数", "“z”", "没有班级“9”"))


def test_a_missing_score_becomes_the_mean_only_when_asked(tmp_path):
    mean = Request(("maths",), ("sex",), 2, missing="mean")

    problem = read(tmp_path, mean, roster={"maths": [90, "", 70, 60, 50, 40]})

    values = [int(v) / problem.scores[0].scale for v in problem.scores[0].whole]
    assert values == [90, 62, 70, 60, 50, 40]
    assert "平均分" in problem.notes[0]


def test_a_constant_column_is_allowed_and_said(tmp_path):
    problem = read(tmp_path, roster={"maths": [60] * 6})

    assert problem.notes == ("“maths”列所有学生都相同，不参与均衡。",)


def test_codes_stay_text_and_decimals_stay_exact(tmp_path):
    problem = read(
        tmp_path, roster={"pupil": ["007", "7", "07", "x", "y", "z"], "maths": ["0.1", "0.25", 3, 4, 5, 6]}
    )

    assert set(problem.pupils) == {"007", "7", "07", "x", "y", "z"}
    assert problem.scores[0].scale == 100
    assert problem.scores[0].whole.tolist()[:2] == [10, 300]


def test_same_sounding_names_are_kept_apart_when_asked(tmp_path):
    names = ["张伟", "张玮", "李静", "李婧", "王芳", "赵敏"]
    request = Request(("maths",), (), 2, homophones="name")

    problem = read(tmp_path, request, roster={"name": names})

    assert [g.tolist() for g in problem.apart] == [[2, 3], [0, 1]] or [g.tolist() for g in problem.apart] == [
        [0, 1],
        [2, 3],
    ]
