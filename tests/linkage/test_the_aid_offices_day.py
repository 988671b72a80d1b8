"""The aid office's day from the terminal: a list is taken in, matched, judged; who was passed over is decided by rows."""

import csv
import json
import subprocess
import sys

import databases
import openpyxl
import pytest
from databases import copied, environment
from sealed_numbers import plain

PROGRAM = "from xuezheng.cli.main import run; run()"
FAULTS = "eligible-not-aided,aid-to-a-pupil-who-left,aid-paid-twice,dropout-for-poverty"


def run(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("aid") / "city"
    run("demo", folder, "--pupils", "2000", "--faults", FAULTS, "--seed", "资助", "--records-only")
    return folder


@pytest.fixture
def city(built, tmp_path):
    return copied(built, tmp_path / "city")


def _planted(city):
    return {
        one["code"]: one["object"] for one in json.loads((city / "planted-faults.json").read_text("utf-8"))
    }


def _rows(city, verb, *more, code=0):
    return json.loads(run("lists", verb, city, "--year", "2025", "--json", *more, code=code))


def _unlisted(city, n):
    """Primary pupils of 2025 on no list and without aid: code, name, number."""
    with databases.opened(city) as records:
        found = records.execute(
            "SELECT p.code, p.name, p.id_number FROM registers_pupil p JOIN registers_enrolment e ON e.pupil_id = p.code "
            "WHERE e.school_year = 2025 AND e.stage = 'primary' AND p.id_number <> '' AND NOT p.is_orphan "
            "AND NOT EXISTS (SELECT 1 FROM programmes_hardshiplisting h WHERE h.pupil_id = p.code) "
            "AND NOT EXISTS (SELECT 1 FROM programmes_listlink k WHERE k.pupil_id = p.code) "
            "AND NOT EXISTS (SELECT 1 FROM programmes_aidaward a WHERE a.pupil_id = p.code) "
            "AND NOT EXISTS (SELECT 1 FROM registers_pupil o WHERE o.name = p.name AND o.code <> p.code) "
            "ORDER BY p.code LIMIT ?",
            (n,),
        ).fetchall()
    return [(code, name, plain(city, "identity", number)) for code, name, number in found]


def _write(path, *rows, head=("姓名", "身份证号码", "监护人")):
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def test_each_planted_fault_is_found_by_its_list_and_nothing_else_is(city, tmp_path):
    planted = _planted(city)

    missed = _rows(city, "missed", "--check", code=3)
    twice = _rows(city, "twice")
    unentitled = _rows(city, "unentitled")
    poverty = _rows(city, "poverty", "--check", code=3)

    assert [row[0] for row in missed["rows"]] == [_listed_open(city)]
    assert "义务教育家庭经济困难学生生活补助" in missed["rows"][0]
    assert [row[0] for row in twice["rows"]] == [planted["aid-paid-twice"]]
    assert {row[0] for row in unentitled["rows"]} == {
        planted["aid-paid-twice"],
        planted["aid-to-a-pupil-who-left"],
    }
    assert {why for row in unentitled["rows"] for why in row if why.startswith(("该学期", "学段不符"))} == {
        "该学期不在籍", "学段不符：该项目用于中职",
    }  # fmt: skip
    assert [row[0] for row in poverty["rows"]] == [planted["dropout-for-poverty"]]
    assert poverty["still_out"] == 1 and poverty["rows"][0][-1] == "仍失学"


def test_the_frozen_figures_are_the_lists(city):
    """What leaves the building and what stands on the desk are decided by the same rules, and counted by two roads."""
    run("freeze", city)
    (snapshot,) = (path.parent for path in city.glob("snapshots/*/manifest.json"))
    codes = {"aid.missed": "missed", "aid.paid_twice": "twice", "aid.unentitled": "unentitled"}
    told = json.loads(
        run("indicators", "measure", snapshot, "--year", "2025", *codes, "aid.coverage", "--json")
    )
    figures = {one["indicator"]: one for one in told}

    for code, verb in codes.items():
        assert float(figures[code]["value"]) == _rows(city, verb)["pupils"] > 0
    coverage = figures["aid.coverage"]
    assert (
        float(coverage["out_of"]) - float(coverage["counted"]) == 1
    )  # the planted one, on the year's own list


def _listed_open(city):
    with databases.opened(city) as records:
        ((pupil,),) = records.execute(
            "SELECT pupil_id FROM programmes_hardshiplisting WHERE year = 2025 AND resolution = ''"
        ).fetchall()
    return pupil


def test_a_list_of_another_office_reveals_a_pupil_and_a_verdict_hides_her_again(city, tmp_path):
    (one, name, number), (two, other_name, _) = _unlisted(city, 2)
    slip = number[:10] + str((int(number[10]) + 1) % 10) + number[11:]
    sent = _write(tmp_path / "低保.csv", [name, slip, "王某"], [other_name, "", ""])

    added = json.loads(run("lists", "add", city, "城乡低保", sent, "--year", "2025", "--json"))
    assert (added["code"], added["entries"], added["unmatched"]) == ("low_income-2025-02", 2, 2)
    assert "已作为名单 low_income-2025-02 登记" in run(
        "lists", "add", city, "low_income", sent, "--year", "2025", code=2
    )

    (matched,) = json.loads(run("lists", "match", city, "--json"))
    assert (matched["linked"], matched["queued"]) == (1, 1)
    pairs = {
        row["pupil"]: row for row in json.loads(run("lists", "queue", city, added["code"], "--all", "--json"))
    }
    assert pairs[one]["proposed"] == "matched" and pairs[two]["why"] == "把握不足"

    told = run("lists", "explain", city, pairs[one]["link"])
    assert "身份证件号只差一处" in told and "第 11 位不同，名单上的号码校验码不符" in told and "合计" in told

    before = {row[0] for row in _rows(city, "missed")["rows"]}
    assert one in before and two not in before
    assert "属实" in run("lists", "confirm", city, pairs[two]["link"])
    assert "对应不成立" in run("lists", "reject", city, pairs[one]["link"])
    after = {row[0] for row in _rows(city, "missed")["rows"]}
    assert two in after and one not in after

    assert "有 2 条已人工核对" in run("lists", "withdraw", city, added["code"], code=2)
    for pair in pairs.values():
        run("lists", "undo", city, pair["link"])
    assert "已撤回" in run("lists", "withdraw", city, added["code"])
    assert {row[0] for row in _rows(city, "missed")["rows"]} == before - {one}


def test_a_result_goes_out_as_text_with_its_definition_and_why_gives_the_article(city, tmp_path):
    out = tmp_path / "应助未助.xlsx"
    told = run("lists", "missed", city, "--year", "2025", "--out", out)
    assert "1 人，1 行" in told and "口径：" in told

    book = openpyxl.load_workbook(out)
    sheet, notes = book["应助未助学生"], book["口径与筛选"]
    pupil = sheet["A2"].value
    assert isinstance(pupil, str) and sheet["A2"].number_format == "@"
    assert {row[0].value for row in notes.iter_rows()} >= {"口径", "年度", "范围", "行数", "导出人"}
    everything = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any(len(text) == 18 and text[:17].isdigit() for text in everything)

    why = json.loads(run("aid", "why", city, pupil, "--year", "2025", "--json"))
    living = next(one for one in why["schemes"] if one["scheme"] == "living_subsidy")
    assert living["entitled"] and living["source"] and living["article"] and living["from"] == "2025-01-01"


def test_what_cannot_be_taken_in_is_told_and_leaves_nothing(city, tmp_path):
    foreign = [[f"外地{'一二三四五六七八九十'[k % 10]}", _of_elsewhere(k), ""] for k in range(25)]
    sent = _write(tmp_path / "外地.csv", *foreign)
    assert "这像是外地的名单" in run("lists", "add", city, "disabled", sent, "--year", "2025", code=2)

    lost = _write(
        tmp_path / "丢位.csv", ["王一", "9.90101E+17", ""], ["", "", ""], ["", "990101201503120015", ""]
    )
    told = run("lists", "add", city, "disabled", lost, "--year", "2025", code=2)
    assert "第 2 行“身份证件号”列: 号码被当作数值存放" in told and "第 4 行“姓名”列: 没有填写姓名" in told

    assert "没有名为“残联”的名单类别" in run("lists", "add", city, "残联", sent, "--year", "2025", code=2)
    assert "登记中没有县区“火星”" in run(
        "lists", "add", city, "orphans", sent, "--year", "2025", "--area", "火星", code=2
    )
    assert "没有第 99999 号对应" in run("lists", "confirm", city, "99999", code=2)
    assert [one["code"] for one in json.loads(run("lists", "list", city, "--json"))] == ["low_income-2025-01"]


def _of_elsewhere(k):
    from xuezheng.outside.linkage.numbers import check_digit

    first = f"44052420150312{k + 100:03d}"
    return first + check_digit(first)


def test_the_empty_sheet_can_be_filled_and_taken_in(city, tmp_path):
    out = tmp_path / "空表.xlsx"
    run("lists", "template", out)
    book = openpyxl.load_workbook(out)
    book["名单"].append(["王小小", "", "女", "2016-05-01", "", "", ""])
    book.remove(book["填写说明"])
    book.save(out)

    added = json.loads(run("lists", "add", city, "orphans", out, "--year", "2025", "--json"))
    assert (added["code"], added["entries"]) == ("orphans-2025-01", 1)
