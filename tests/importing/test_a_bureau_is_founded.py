"""From nothing to a bureau with districts, schools and children, by files alone."""

import pytest
from databases import opened
from test_import_verbs import content, xuezheng

FOUND = ("--name", "某市教育局", "--city", "某市", "--code", "990100")


def write(path, *lines):
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def bureau(tmp_path):
    said = xuezheng("found", tmp_path / "bureau", *FOUND)
    assert "bangong" in said and "只显示这一次" in said
    return tmp_path / "bureau"


def test_districts_then_schools_then_children_then_a_snapshot(bureau, tmp_path):
    areas = write(
        tmp_path / "a.csv", "行政区划代码,名称,类别,上级", "990102,东区,区,990100", "990103,西县,县,某市"
    )
    schools = write(
        tmp_path / "s.csv",
        "学校标识码,学校名称,办学类型,举办者,城乡分类,所在县区,设立日期",
        "3199000001,东区一小,211,811,111,东区,2000-09-01",
    )
    pupils = write(
        tmp_path / "p.csv",
        "学籍号,姓名,性别,出生日期,学校,学年,学段,年级",
        "G1,王小明,男,2018-03-01,东区一小,2025,小学,1",
    )
    first = content(bureau)
    for register, file in (("areas", areas), ("schools", schools), ("pupils", pupils)):
        xuezheng("import", "run", bureau, register, file)
    with opened(bureau) as records:
        paths = records.execute("SELECT path FROM accounts_organisation ORDER BY path").fetchall()
    assert [p for (p,) in paths] == [
        "990100/", "990100/990102/", "990100/990102/3199000001/", "990100/990103/",
    ]  # fmt: skip
    snapshot = xuezheng("freeze", bureau, "--as-of", "2026-01-15")
    assert "张表" in snapshot
    assert "不能还原 2 条" in xuezheng("import", "undo", bureau, 1)  # the district has a school by now
    for _ in range(2):
        xuezheng("import", "undo", bureau)
    assert "registers_pupil" in first and content(bureau)["registers_pupil"] == []


@pytest.mark.parametrize(
    "words, said",
    [
        (("--name", "", "--city", "某市", "--code", "990100"), "局名"),
        (("--name", "某局", "--city", "某市", "--code", "99010"), "不是市的代码"),
        (("--name", "某局", "--city", "某市", "--code", "990102"), "不是市的代码"),
    ],
)
def test_bad_names_found_nothing(tmp_path, words, said):
    assert said in xuezheng("found", tmp_path / "bureau", *words, code=2)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_overwritten(bureau):
    before = content(bureau)
    xuezheng("found", bureau, *FOUND, code=2)
    assert content(bureau) == before
