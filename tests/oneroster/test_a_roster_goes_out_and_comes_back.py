"""A bureau's roster written, taken into an empty bureau, and written again: the same files."""

import json
import subprocess
import sys

import pytest
from databases import environment, opened
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.jobs.oneroster_words import grade_code, own_code, person_name, stage_of, whole_name

PROGRAM = "from xuezheng.cli.main import run; run()"


def xuezheng(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roster") / "city"
    xuezheng("demo", folder, "--pupils", 2000, "--records-only", "--faults", "none")
    return folder


@pytest.fixture
def empty(tmp_path):
    xuezheng("found", tmp_path / "empty", "--name", "霁川市教育局", "--city", "霁川市", "--code", "990100")
    return tmp_path / "empty"


def files(folder):
    return {file.name: file.read_bytes() for file in folder.glob("*.csv")}


def test_out_into_an_empty_bureau_and_out_again_gives_the_same_files(city, empty, tmp_path):
    xuezheng("oneroster", "export", city, tmp_path / "one", "--year", 2025, "--personal")
    assert "没有错误" in xuezheng("oneroster", "check", tmp_path / "one")

    added = json.loads(xuezheng("oneroster", "import", empty, tmp_path / "one", "--json"))["added"]
    xuezheng("oneroster", "export", empty, tmp_path / "two", "--year", 2025, "--personal")

    assert files(tmp_path / "two") == files(tmp_path / "one")
    assert added["pupils"] == added["enrolments"] == 2000
    again = json.loads(xuezheng("oneroster", "import", empty, tmp_path / "one", "--json"))
    assert set(again["added"].values()) == {0} and again["differing"] == []
    with opened(empty) as records:
        events = records.execute("SELECT action FROM audit_event ORDER BY seq").fetchall()
    assert [action for (action,) in events].count("roster.take") == 1


def test_without_being_asked_nothing_personal_but_names_goes_out(city, tmp_path):
    xuezheng("oneroster", "export", city, tmp_path / "out", "--year", 2025)

    assert "demographics.csv" not in files(tmp_path / "out")
    users = (tmp_path / "out" / "users.csv").read_text(encoding="utf-8").splitlines()
    place = users[0].split(",").index("userIds")
    assert {line.split(",")[place] for line in users[1:]} == {""}
    with opened(city) as records:
        detail = records.execute("SELECT detail FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert "oneroster" in str(detail) or "users" in str(detail)


def test_a_roster_that_lacks_what_a_register_needs_says_all_of_it_and_adds_nothing(city, empty, tmp_path):
    xuezheng("oneroster", "export", city, tmp_path / "bare", "--year", 2025)

    said = xuezheng("oneroster", "import", empty, tmp_path / "bare", code=2)

    assert "没有导入任何一行" in said
    assert "users.csv 第 2 行“userIds”列" in said and "没有出生日期或性别" in said
    with opened(empty) as records:
        assert records.execute("SELECT COUNT(*) FROM registers_school").fetchone()[0] == 0


def test_what_differs_is_told_and_left_as_it_is(city, tmp_path):
    xuezheng("oneroster", "export", city, tmp_path / "one", "--year", 2025, "--personal")
    file = tmp_path / "one" / "orgs.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("霁城区实验小学", "霁城区新名小学"), encoding="utf-8")

    said = xuezheng("oneroster", "import", city, tmp_path / "one")

    assert "“学校名称”与名册不同，未改" in said


def test_faults_and_places_that_are_taken_are_told(city, tmp_path):
    xuezheng("oneroster", "export", city, tmp_path / "one", "--year", 2025)
    assert "已存在" in xuezheng("oneroster", "export", city, tmp_path / "one", "--year", 2025, code=2)
    assert "没有已分班的在籍学生" in xuezheng(
        "oneroster", "export", city, tmp_path / "x", "--year", 1999, code=2
    )
    file = tmp_path / "one" / "classes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("homeroom", "club"), encoding="utf-8")
    assert "“club”不是 homeroom" in xuezheng("oneroster", "check", tmp_path / "one", code=3)
    assert "没有导入任何一行" in xuezheng("oneroster", "import", city, tmp_path / "one", code=2)


@given(st.text("张欧阳上官慧·aB艾", min_size=1, max_size=6))
def test_a_name_taken_apart_is_told_whole_where_its_parts_are_not_enough(name):
    parts = person_name(name)

    assert parts["givenName"] and parts["familyName"]
    assert (whole_name(name) or parts["familyName"] + parts["givenName"]) == name


def test_compound_surnames_stay_whole():
    assert person_name("欧阳慧") == {"familyName": "欧阳", "givenName": "慧"}
    assert person_name("欧阳") == {"familyName": "欧", "givenName": "阳"}


@pytest.mark.parametrize(
    ("stage", "grades"), [("primary", 6), ("junior", 3), ("senior", 3), ("preschool", 3)]
)
def test_a_grade_comes_back(stage, grades):
    assert [stage_of(grade_code(stage, g)) for g in range(1, grades + 1)] == [
        (stage, g) for g in range(1, grades + 1)
    ]


def test_a_grade_that_says_nothing_is_none():
    assert (stage_of("UG"), grade_code("special", 2)) == (None, "UG")


@given(st.text(min_size=1, max_size=40), st.sampled_from([10, 12, 24]))
def test_a_number_of_theirs_becomes_a_key_of_ours_the_same_each_time(said, longest):
    code = own_code(said, longest)

    assert code == own_code(said, longest) and 0 < len(code) <= longest and code.isascii()
