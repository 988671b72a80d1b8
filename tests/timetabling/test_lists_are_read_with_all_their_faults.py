"""Every fault of every list is told at once, with file, row and column."""

import pytest
from timetable_lists import EXAMPLE, an_examination, lists, run, the_periods, write

from xuezheng.allocation.tables import table_of
from xuezheng.allocation.timetabling.itc import read_itc
from xuezheng.allocation.timetabling.reading import read_problem, weights_by_default
from xuezheng.errors import BadInput, NotFound


def test_all_faults_of_all_lists_are_told_at_once():
    tables = lists(
        exams=[("A", 60, ""), ("A", 60, ""), ("", 60, ""), ("B", "很久", "")],
        entries=[("甲", "A"), ("甲", "A"), ("", "A"), ("乙", "Z")],
        periods=[*the_periods(2), ("P00", "2026-05-01", "08:00", 60, 0), ("X", "五月一日", "09:00", 60, 0),
                 ("Y", "2026-05-02", "九点", 60, 0), ("Z", "2026-04-11", "09:00", 0, -1)],
        rooms=[("R", 0, 0), ("S", 5, "多")],
        rules=[("before", "A", "B"), ("after", "Q", "B"), ("after", "A", "A"), ("at_period", "A", "P9"),
               ("in_room", "A", "P00"), ("room_alone", "A", "B")],
        weights=[("happiness", 1), ("two_in_a_day", "半"), ("two_in_a_day", 1)],
    )  # fmt: skip

    with pytest.raises(BadInput) as told:
        read_problem(tables)

    text = "\n".join(map(str, told.value.faults))
    for part in (
        "exams 第 3 行 exam 列: “A”与第 2 行重复", "exams 第 4 行 exam 列: 编号是空的", "exams 第 5 行 minutes 列: “很久”",
        "entries 第 3 行 exam 列: 考生“甲”报考“A”与第 2 行重复", "entries 第 4 行 candidate 列: 考生号是空的",
        "entries 第 5 行 exam 列: 考试名单里没有“Z”", "periods 第 4 行 period 列: “P00”与第 2 行重复",
        "periods 第 5 行 date 列: “五月一日”不是日期", "periods 第 6 行 start 列: “九点”不是时间",
        "periods 第 7 行 minutes 列: “0”不是 1 以上的整数", "periods 第 7 行 penalty 列: “-1”",
        "periods 第 7 行 start 列: 开始时场次“P00”还没有结束", "rooms 第 2 行 seats 列: “0”", "rooms 第 3 行 penalty 列",
        "rules 第 2 行 rule 列: 没有规则“before”", "rules 第 3 行 exam 列: 考试名单里没有“Q”",
        "rules 第 4 行 other 列: “A”不能对自己有规则", "rules 第 5 行 other 列: “P9”不在名单里",
        "rules 第 6 行 other 列: “P00”不在名单里", "rules 第 7 行 other 列: “B”是多余的",
        "weights 第 2 行 weight 列: 没有权重“happiness”", "weights 第 3 行 value 列: “半”", "weights 第 4 行 weight 列",
    ):  # fmt: skip
        assert part in text, part
    assert str(told.value).startswith("名单有 23 处不合格。")


def test_missing_columns_and_empty_lists_are_told_at_once():
    tables = an_examination() | {"exams": table_of("exams", {"exam": ["A"]}), "rooms": table_of("rooms", {"room": []}),
                                 "rules": table_of("rules", {"rule": ["after"]})}  # fmt: skip

    with pytest.raises(BadInput) as told:
        read_problem(tables)

    text = str(told.value)
    assert "exams: 没有“minutes”列" in text and "rooms: 没有“seats”列" in text and "rooms: 名单是空的" in text
    assert "rules: 没有“exam”列" in text and "rules: 没有“other”列" in text


def test_rules_and_weights_may_be_left_out_and_penalties_too():
    tables = {name: an_examination()[name] for name in ("exams", "entries", "periods", "rooms")}
    for name in ("periods", "rooms"):
        tables[name] = table_of(name, {c: v for c, v in tables[name].columns.items() if c != "penalty"})

    problem = read_problem(tables)

    assert not problem.rules and {p.penalty for p in problem.periods} == {
        r.penalty for r in problem.rooms
    } == {0}
    assert problem.weights.two_in_a_row == weights_by_default()["two_in_a_row"] > 0


def test_options_that_contradict_each_other_are_told_at_once(tmp_path):
    files = write(tmp_path, an_examination())

    with pytest.raises(BadInput) as few:
        run(
            "timetable", files["exams"], "--seed", "x", "--out", tmp_path / "o", "--seconds", -1, "--part", -1
        )
    with pytest.raises(BadInput) as both:
        run("timetable", files["exams"], "--itc", EXAMPLE, "--part", 3, "--work", -2, "--seed", "x", "--out",
            tmp_path / "o")  # fmt: skip

    assert all(part in str(few.value) for part in ("缺少 ENTRIES、PERIODS、ROOMS", "-1.0 秒", "-1 人"))
    assert all(part in str(both.value) for part in ("又给了 exams", "--part 3", "-2 百万步"))


def test_a_competition_file_is_read_as_tables():
    tables, notes = read_itc(EXAMPLE)

    first = EXAMPLE.read_text("utf-8").splitlines()[1].split(", ")
    assert {name: table.n_rows for name, table in tables.items()} == {
        "exams": 24, "entries": 224,
        "periods": 12, "rooms": 3, "rules": 4, "weights": 7,
    }  # fmt: skip
    assert tables["exams"].columns["minutes"][0] == first[0]
    takers = [
        c
        for c, e in zip(*map(tables["entries"].columns.get, ("candidate", "exam")), strict=True)
        if e == "00"
    ]
    assert takers == first[1:] and tables["periods"].columns["date"][0] == "2007-04-10"
    assert tables["rules"].columns["rule"] == ["after", "different_period", "same_period", "room_alone"]
    assert len(notes) == 1 and "共同的考生" in notes[0]


def test_every_line_of_a_competition_file_that_cannot_be_read_is_told(tmp_path):
    lines = EXAMPLE.read_text("utf-8")
    for old, new in (("\n60, 0\n", "\n60\n"), ("3, AFTER, 7", "3, BEFORE, 7"), ("10, EXCLUSION, 11", "10, EXCLUSION, 99"),
                     ("5, ROOM_EXCLUSIVE", "5, ROOM_SHARED"), ("TWOINAROW, 7", "TWOINAROW, x"), ("FRONTLOAD, 6, 4, 5", "FRONTLOAD, 6"),
                     ("10:04:2007, 09:00:00, 180, 0", "10/04/2007, 09:00:00, 180, 0"),
                     ("10:04:2007, 13:00:00, 180, 0", "10:04:2007, 13:00:00, 180")):  # fmt: skip
        assert old in lines.replace("\r", "")
        lines = lines.replace("\r", "").replace(old, new)
    (tmp_path / "bad.exam").write_text("stray\n" + lines, "utf-8")
    (tmp_path / "short.exam").write_text("[Exams:1]\n60, 1\n", "utf-8")

    with pytest.raises(BadInput, match="bad.exam 有 1 处") as stray:
        read_itc(tmp_path / "bad.exam")
    (tmp_path / "bad.exam").write_text(lines, "utf-8")
    with pytest.raises(BadInput, match="bad.exam 有 8 处") as told:
        read_itc(tmp_path / "bad.exam")
    with pytest.raises(BadInput, match="short.exam 有 5 处") as short:
        read_itc(tmp_path / "short.exam")
    with pytest.raises(NotFound):
        read_itc(tmp_path / "none.exam")

    assert "第 1 行: “stray”不在任何一段之内" in str(stray.value)
    for part in ("第 27 行: “10/04/2007”", "第 28 行: 有 3 格", "第 40 行: 有 1 格", "BEFORE", "没有第 99 门考试",
                 "ROOM_SHARED", "“x”不是非负整数", "“FRONTLOAD, 6”不是权重"):  # fmt: skip
        assert part in str(told.value), part
    assert "缺少 [Periods] 一段" in str(short.value)
