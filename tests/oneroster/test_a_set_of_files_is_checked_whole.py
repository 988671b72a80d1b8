"""OneRoster files: every fault of every file at once, each with file, row and column."""

import zipfile

import pytest

from xuezheng.errors import BadInput, NotFound
from xuezheng.outside.oneroster import check, read_bundle, write_bundle
from xuezheng.outside.oneroster.tables import TABLES

GOOD = {
    "academicSessions": [
        {"sourcedId": "SY", "title": "2025学年", "type": "schoolYear", "startDate": "2025-09-01",
         "endDate": "2026-08-31", "schoolYear": "2026"},
    ],
    "orgs": [
        {"sourcedId": "D", "name": "某县", "type": "district"},
        {"sourcedId": "S", "name": "某校", "type": "school", "parentSourcedId": "D"},
    ],
    "courses": [{"sourcedId": "K", "title": "一年级", "orgSourcedId": "D", "schoolYearSourcedId": "SY"}],
    "classes": [
        {"sourcedId": "C", "title": "一年级1班", "grades": "01", "courseSourcedId": "K", "classCode": "1",
         "classType": "homeroom", "schoolSourcedId": "S", "termSourcedIds": "SY"},
    ],
    "users": [
        {"sourcedId": "U", "enabledUser": "true", "username": "u", "givenName": "三丰", "familyName": "张",
         "primaryOrgSourcedId": "S"},
    ],
    "roles": [{"sourcedId": "R", "userSourcedId": "U", "roleType": "primary", "role": "student", "orgSourcedId": "S"}],
    "enrollments": [
        {"sourcedId": "E", "classSourcedId": "C", "schoolSourcedId": "S", "userSourcedId": "U", "role": "student"},
    ],
    "demographics": [{"sourcedId": "U", "birthDate": "2018-01-02", "sex": "male"}],
}  # fmt: skip


def changed(**cells):
    """The good set with cells of first rows changed: `users__username=""`."""
    tables = {name: [dict(row) for row in rows] for name, rows in GOOD.items()}
    for place, value in cells.items():
        name, column = place.split("__")
        tables[name][0][column] = value
    return tables


def faults_of(folder):
    return [(fault.where, fault.what) for fault in check(read_bundle(folder))]


@pytest.fixture
def write(tmp_path):
    def writing(tables=GOOD):
        write_bundle(tmp_path, tables, system="test")
        return tmp_path

    return writing


def test_a_good_set_has_no_fault_and_is_the_same_when_written_again(write, tmp_path):
    folder = write()
    bundle = read_bundle(folder)
    assert check(bundle) == []
    again = tmp_path / "again"
    again.mkdir()

    write_bundle(
        again, {name: [row for _, row in rows] for name, rows in bundle.tables.items()}, system="test"
    )

    for file in folder.glob("*.csv"):
        assert (again / file.name).read_bytes() == file.read_bytes()


def test_a_zip_of_the_files_is_as_good_as_the_folder(write, tmp_path):
    folder = write()
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as packed:
        for file in folder.glob("*.csv"):
            packed.write(file, file.name)

    assert check(read_bundle(tmp_path / "set.zip")) == []


@pytest.mark.parametrize(
    ("cell", "value", "where", "what"),
    [
        ("users__username", "", "users.csv 第 2 行“username”列", "必填"),
        ("users__enabledUser", "yes", "users.csv 第 2 行“enabledUser”列", "须是 true 或 false"),
        (
            "users__primaryOrgSourcedId",
            "X",
            "users.csv 第 2 行“primaryOrgSourcedId”列",
            "“X”不在 orgs.csv 中",
        ),
        ("users__sourcedId", "一号", "users.csv 第 2 行“sourcedId”列", "不是编号"),
        ("orgs__type", "college", "orgs.csv 第 2 行“type”列", "不是 department、school"),
        ("orgs__parentSourcedId", "D", "orgs.csv 第 2 行“parentSourcedId”列", "上级是它自己"),
        ("orgs__status", "gone", "orgs.csv 第 2 行“status”列", "不是 active、tobedeleted"),
        ("orgs__dateLastModified", "2026-01-01", "orgs.csv 第 2 行“dateLastModified”列", "不是时间"),
        (
            "academicSessions__startDate",
            "2025-02-30",
            "academicSessions.csv 第 2 行“startDate”列",
            "不是日期",
        ),
        (
            "academicSessions__endDate",
            "2025-01-01",
            "academicSessions.csv 第 2 行“endDate”列",
            "早于 startDate",
        ),
        ("academicSessions__schoolYear", "25", "academicSessions.csv 第 2 行“schoolYear”列", "不是四位年份"),
        (
            "classes__termSourcedIds",
            "SY,SX",
            "classes.csv 第 2 行“termSourcedIds”列",
            "“SX”不在 academicSessions.csv",
        ),
        ("classes__courseSourcedId", "", "classes.csv 第 2 行“courseSourcedId”列", "必填"),
        ("roles__role", "cook", "roles.csv 第 2 行“role”列", "不是 aide"),
        (
            "enrollments__userSourcedId",
            "V",
            "enrollments.csv 第 2 行“userSourcedId”列",
            "“V”不在 users.csv 中",
        ),
        ("demographics__sex", "男", "demographics.csv 第 2 行“sex”列", "不是 male、female"),
        ("demographics__sourcedId", "V", "demographics.csv 第 2 行“sourcedId”列", "“V”不在 users.csv 中"),
    ],
)
def test_each_fault_is_told_with_its_place(write, cell, value, where, what):
    found = faults_of(write(changed(**{cell: value})))

    assert any(where == place and what in said for place, said in found), found


def test_a_word_of_ones_own_may_stand_where_the_list_is_open(write):
    assert faults_of(write(changed(orgs__type="ext:kindergarten"))) == []
    assert faults_of(write(changed(roles__roleType="ext:x")))


def test_all_faults_of_all_files_are_told_at_once(write):
    found = faults_of(
        write(changed(users__username="", orgs__name="", courses__orgSourcedId="X", roles__role=""))
    )

    assert {place.split(" ")[0] for place, _ in found} == {
        "users.csv",
        "orgs.csv",
        "courses.csv",
        "roles.csv",
    }


def test_the_same_number_twice_is_told_with_the_first_line(write):
    tables = changed()
    tables["users"].append(dict(tables["users"][0]))

    assert ("users.csv 第 3 行“sourcedId”列", "“U”与第 2 行重复。") in faults_of(write(tables))


def test_manifest_and_files_must_agree(write):
    folder = write()
    (folder / "roles.csv").unlink()
    text = (
        (folder / "manifest.csv")
        .read_text(encoding="utf-8")
        .replace("oneroster.version,1.2", "oneroster.version,1.1")
    )
    text = text.replace("file.demographics,bulk", "file.demographics,absent").replace(
        "file.results,absent", "file.results,some"
    )
    (folder / "manifest.csv").write_text(text, encoding="utf-8")

    said = " ".join(f"{place} {what}" for place, what in faults_of(folder))

    for words in (
        "roles.csv 清单写明 bulk，但没有",
        "是“1.1”，须是 1.2",
        "demographics.csv 清单写明 absent，却有",
        "“some”不是 absent",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda b: b.replace(b"username", b"userName", 1), "缺少这一列"),
        (lambda b: b.replace(b"pronouns\r\n", b"pronouns,shoe\r\n", 1), "规范中没有这一列"),
        (lambda b: b.replace(b"userIds,givenName", b"givenName,userIds", 1), "列的次序与规范不符"),
        (lambda b: b + b"U2,,,true\r\n", "有 4 列，表头有 23 列"),
        (lambda b: b + b'"U2', "CSV 格式有误"),
        (lambda b: b + "张".encode("gbk"), "不是 UTF-8 编码"),
        (lambda b: b + b"\0", "含有空字符"),
        (lambda b: b"", "缺少这一列"),
    ],
)
def test_a_spoilt_file_is_a_fault_and_no_crash(write, spoil, what):
    folder = write()
    (folder / "users.csv").write_bytes(spoil((folder / "users.csv").read_bytes()))

    assert any(what in said for _, said in faults_of(folder))


def test_in_a_delta_every_row_says_when_and_whether(write):
    folder = write()
    text = (
        (folder / "manifest.csv").read_text(encoding="utf-8").replace("file.roles,bulk", "file.roles,delta")
    )
    (folder / "manifest.csv").write_text(text, encoding="utf-8")

    assert [place for place, what in faults_of(folder) if "增量" in what] == [
        "roles.csv 第 2 行“status”列",
        "roles.csv 第 2 行“dateLastModified”列",
    ]


def test_what_is_no_set_is_told_so(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    for place, error, words in (
        (tmp_path / "none", NotFound, "找不到"),
        (tmp_path, NotFound, "没有 manifest.csv"),
        (tmp_path / "a.zip", BadInput, "不是 zip 文件"),
    ):
        with pytest.raises(error, match=words):
            read_bundle(place)


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    from xuezheng.outside.oneroster import reading

    monkeypatch.setattr(reading, "MOST_IN_ALL", 1000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.csv", b"0" * 100_000)

    with pytest.raises(BadInput, match="解开后超过"):
        read_bundle(tmp_path / "bomb.zip")


def test_the_tables_are_those_of_the_binding():
    assert TABLES["users"].names[:8] == (
        "sourcedId", "status", "dateLastModified", "enabledUser", "username", "userIds", "givenName", "familyName",
    )  # fmt: skip
    assert {name: len(table.columns) for name, table in TABLES.items()} == {
        "academicSessions": 9, "orgs": 7, "courses": 10, "classes": 14, "users": 23, "roles": 10,
        "enrollments": 10, "demographics": 16,
    }  # fmt: skip
