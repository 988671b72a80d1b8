"""A second run takes a reason; what was stays beside, in a chain of hashes, and in the bureau's log."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from year_group import run, write_rows

from xuezheng.allocation.rerunning import replacing
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, Occupied

ROOT = Path(__file__).parents[2]


def divide(year, out, *more):
    run(
        "classes", year / "roster.csv", "--classes", 4, "--numeric", "total", "--seed", "once", "--rounds", 0,
        "--no-reports", "--out", out, *more,
    )  # fmt: skip


@pytest.fixture
def thrice(year, tmp_path):
    divide(year, tmp_path / "plan")
    divide(year, tmp_path / "plan", "--again", "名单漏了两人")
    divide(year, tmp_path / "plan", "--again", "家长质疑，主管部门批准")
    return tmp_path / "plan"


def again(folder):
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))["again"]


def failing(folder, year):
    return [c.name for c in verify_plan(folder, {"roster": year / "roster.csv"}).checks if not c.ok]


def test_every_run_and_its_reason_stand_in_the_last_certificate(thrice, year):
    said = again(thrice)

    assert (said["time"], said["before"]["time"]) == (2, 1)
    assert said["before"]["reason"] == "名单漏了两人" and "before" not in said["before"]
    assert failing(thrice, year) == []


def test_a_changed_or_exchanged_old_plan_breaks_the_chain(thrice, year):
    old = thrice.with_name("plan.superseded-1") / "plan.json"
    old.write_text(old.read_text(encoding="utf-8").replace('"rounds": 0', '"rounds": 1'), encoding="utf-8")

    assert failing(thrice, year) == ["again"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda said: said.pop("before"),
        lambda said: said["before"].update(reason=" "),
        lambda said: said.update(time=3),
        lambda said: said["before"].update(reason="另一个理由"),
        lambda said: said.update(replaces_certificate_sha256="0"),
    ],
)
def test_a_rewritten_history_is_caught(forge, thrice, year):
    certificate = json.loads((thrice / "plan.json").read_text(encoding="utf-8"))
    forge(certificate["again"])
    (thrice / "plan.json").write_text(json.dumps(certificate, ensure_ascii=False), encoding="utf-8")

    assert failing(thrice, year) == ["again"]


def test_old_plans_that_were_filed_elsewhere_are_named(thrice, year, tmp_path):
    thrice.with_name("plan.superseded-1").rename(tmp_path / "archive")

    checks = {c.name: c for c in verify_plan(thrice, {"roster": year / "roster.csv"}).checks}
    assert checks["again"].ok and "plan.superseded-1" in checks["again"].detail


def test_a_second_run_that_fails_puts_the_first_one_back(thrice):
    before = (thrice / "plan.json").read_bytes()

    with pytest.raises(KeyError), replacing(thrice, "磁盘满了试试") as more:
        assert not thrice.exists() and more["again"]["time"] == 3
        raise KeyError

    assert (thrice / "plan.json").read_bytes() == before
    assert not thrice.with_name("plan.superseded-3").exists()


def test_a_folder_with_something_else_is_never_moved(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("x")

    with pytest.raises(Occupied, match="不是分班结果"), replacing(tmp_path / "notes", "理由"):
        raise AssertionError
    assert (tmp_path / "notes" / "a.txt").read_text() == "x"


@pytest.mark.parametrize("more", [("--bureau", "x"), ("--round", "r"), ("--by", "sex", "--docx")])
def test_options_that_do_not_go_together_are_refused(more, year, tmp_path):
    with pytest.raises(BadInput):
        divide(year, tmp_path / "no", *more)
    assert not (tmp_path / "no").exists()


# ------------------------------------------------------------------ in a bureau's folder

#: Makes a bureau with rounds of several kinds, runs the verb for each line asked, tells what was written.
PROGRAM = """
import json, sys
from datetime import date
from pathlib import Path
from typer.testing import CliRunner
from xuezheng.records.database import create_bureau
folder, asked = Path(sys.argv[1]), json.loads(sys.argv[2])
folder.mkdir()
create_bureau(folder, name="示例市教育局", city="示例市", city_code="990100")
from xuezheng.cli.main import build
from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.audit.models import Event
from xuezheng.records.decisions.models import Decision
from xuezheng.records.registers.models import Area
from xuezheng.records.rounds.models import Round
office = Organisation.objects.create(code="c", name="示例市教育局", kind="bureau", path="c/")
area = Area.objects.create(code="990100", name="示例市", kind="city", organisation=office)
for name in ("lin", "wang"):
    person = User.objects.create(username=name, organisation=office)
    Grant.objects.create(user=person, role=Grant.Role.OFFICE, organisation=office, granted_on=date(2026, 1, 1))
for code, kind, closed in (
    ("FB", "class_division", None), ("ZS", "admissions", None), ("OLD", "class_division", date(2025, 9, 1)),
):
    Round.objects.create(code=code, kind=kind, name=code, year=2026, area=area, owner=office,
                         opened_on=date(2025, 8, 1), closed_on=closed)
done = [CliRunner().invoke(build(), line) for line in asked]
print(json.dumps({
    "done": [[d.stdout, str(d.exception or "")] for d in done],
    "decisions": list(Decision.objects.order_by("code").values_list("code", "certificate_sha256")),
    "events": [[e.by, e.detail] for e in Event.objects.filter(action="decision.compute").order_by("seq")],
}))
"""


def test_a_bureaus_round_is_divided_once_and_again_only_with_a_logged_reason(year, tmp_path):
    from xuezheng.allocation.plan_index import file_hash

    asked = [
        "classes", year / "roster.csv", "--classes", 4, "--numeric", "total", "--seed", "s", "--rounds", 0,
        "--no-reports", "--bureau", tmp_path / "bureau", "--account", "lin",
    ]  # fmt: skip
    runs = [("FB", "one", ""), ("FB", "two", ""), ("FB", "three", "名单漏了两人")]
    runs += [(code, "no", "") for code in ("ZS", "OLD", "XX")]
    lines = [
        [str(word) for word in (*asked, "--round", code, "--out", tmp_path / out, "--again", why)]
        for code, out, why in runs
    ]
    lines.append([word for word in lines[-1] if word not in ("--account", "lin")])
    environment = {
        n: v for n, v in os.environ.items() if n not in ("DJANGO_SETTINGS_MODULE", "XUEZHENG_USER")
    }

    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "bureau"), json.dumps(lines)],
        env={**environment, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    first, refused, second, *others = told["done"]
    assert "已登记为决定 FB-1" in first[0] and "已登记为决定 FB-2" in second[0]
    assert "已分过班（决定 FB-1）" in refused[1]
    for words, (_, error) in zip(
        ("是招生", "已于 2025-09-01 结束", "没有轮次“XX”", "请加上 --account"), others, strict=True
    ):
        assert words in error
    assert not (tmp_path / "two").exists() and not (tmp_path / "no").exists()
    hashes = [file_hash(tmp_path / name / "plan.json") for name in ("one", "three")]
    assert told["decisions"] == [["FB-1", hashes[0]], ["FB-2", hashes[1]]]
    by, detail = told["events"][1]
    assert by == "lin" and detail["again_because"] == "名单漏了两人" and detail["replaces"] == "FB-1"
    assert "again_because" not in told["events"][0][1]


# ------------------------------------------------------------------ a whole city


@pytest.fixture
def city(year, tmp_path):
    rows = (year / "roster.csv").read_text(encoding="utf-8").splitlines()[1:]
    write_rows(
        tmp_path / "roster.csv", ("pupil", "total", "maths", "sex", "school"),
        [(*row.split(","), f"S{i % 3}") for i, row in enumerate(rows)],
    )  # fmt: skip
    given = [tmp_path / "roster.csv", "--classes", 2, "--numeric", "total", "--by", "school", "--seed", "c"]
    run("classes", *given, "--rounds", 0, "--no-reports", "--workers", 1, "--out", tmp_path / "city")
    return tmp_path


def not_ok(city):
    return [c.name for c in verify_plan(city / "city", {"roster": city / "roster.csv"}).checks if not c.ok]


def test_a_whole_city_passes_and_prints_the_hash_of_its_index(city):
    verdict = verify_plan(city / "city", {"roster": city / "roster.csv"})

    assert verdict.ok and verdict.checks[0].name == "index" and "3 份方案" in verdict.checks[0].detail
    assert verdict.not_checked == ()


def test_a_plan_taken_away_is_noticed(city):
    (city / "city" / "S1").rename(city / "elsewhere")

    assert not_ok(city) == ["index"]


def test_a_plan_added_is_noticed(city):
    import shutil

    shutil.copytree(city / "city" / "S1", city / "city" / "S9")

    assert not_ok(city) == ["index"]


def test_an_exchanged_plan_and_an_edited_table_are_noticed(city):
    file = city / "city" / "S1" / "plan.json"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not_ok(city) == ["index"]

    index = city / "city" / "index.csv"
    index.write_text(index.read_text(encoding="utf-8").replace("S2,", "S7,"), encoding="utf-8")
    checks = verify_plan(city / "city").checks
    assert "S1 的证书被换过" in checks[0].detail and "index.csv 被换过" in checks[0].detail


@pytest.mark.parametrize(
    "words", ["", "[]", '{"plans": 3, "files": {}}', '{"plans": {}, "files": {}, "again": 1}']
)
def test_an_index_that_is_none_does_not_pass(words, city):
    (city / "city" / "plans.json").write_text(words, encoding="utf-8")

    assert "index" in not_ok(city)


def test_without_an_index_it_is_said_that_completeness_was_not_checked(city):
    (city / "city" / "plans.json").unlink()

    assert "plans.json" in verify_plan(city / "city", {"roster": city / "roster.csv"}).not_checked


def test_a_city_is_divided_again_only_for_a_reason(city):
    given = [city / "roster.csv", "--classes", 2, "--numeric", "total", "--by", "school", "--seed", "c"]
    asked = ["classes", *given, "--rounds", 0, "--no-reports", "--workers", 1, "--out", city / "city"]
    with pytest.raises(Occupied, match="同一轮分班只能进行一次"):
        run(*asked)
    run(*asked, "--again", "一所学校名单有误")

    assert not_ok(city) == []
    assert "again" in {c.name for c in verify_plan(city / "city").checks}
    old = city / "city.superseded-1" / "plans.json"
    old.write_text(old.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert not_ok(city) == ["again"]


def test_the_roster_of_a_city_is_looked_through_once(city):
    from xuezheng.allocation.tables import read_table

    table = read_table(city / "roster.csv")

    assert table.rows_by(("school",)) is table.rows_by(("school",))
    assert sum(map(len, table.rows_by(("school",)).values())) == 41
    assert table.rows_by(()) == {(): list(range(41))}
