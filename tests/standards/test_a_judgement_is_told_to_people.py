"""`xuezheng judge`: the verb, its exit codes, and what the document, the workbook and the page say."""

import json
import re
import zipfile

import docx
import openpyxl
import pytest
from example_cities import snapshot_of
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.errors import BadInput, XuezhengError


def run(*words):
    result = CliRunner().invoke(build(), ["judge", *map(str, words)])
    if isinstance(result.exception, XuezhengError):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def city():
    return snapshot_of("default")


@pytest.fixture(scope="module")
def written(city, tmp_path_factory):
    """The three reports of the whole city, and what `--json` says of it."""
    folder = tmp_path_factory.mktemp("judged")
    files = {kind: folder / f"a.{kind}" for kind in ("docx", "xlsx", "html")}
    options = [word for kind, path in files.items() for word in (f"--{kind}", path)]
    result = run("quality-balance", city, "--year", 2025, "--json", *options)
    return files, json.loads(result.stdout), result.exit_code


def test_without_a_standard_all_are_listed():
    listed = json.loads(run("--json").stdout)

    assert {each["standard"] for each in listed} >= {
        "quality_balance",
        "basic_balance",
        "preschool_universal",
    }
    of_balance = next(each for each in listed if each["standard"] == "quality_balance")
    assert {"无违规择校", "绩效工资制度落实", "初中三年巩固率"} <= set(of_balance["findings"])
    assert "义务教育优质均衡" in run().stdout


def test_the_exit_code_says_whether_all_passed(written):
    _, data, code = written

    assert code == (0 if data["passed"] else 3)
    assert data["passed"] == all(each["verdict"] == "passed" for each in data["verdicts"])


def test_a_place_that_passes_gives_zero(city, written):
    _, data, _ = written
    passed = [each["place"] for each in data["verdicts"] if each["verdict"] == "passed"]
    failed = [each["place"] for each in data["verdicts"] if each["verdict"] == "failed"]

    assert passed and failed, "the example city has districts of both kinds"
    assert run("quality_balance", city, "--year", 2025, "--area", passed[0]).exit_code == 0
    assert run("quality_balance", city, "--year", 2025, "--area", failed[0]).exit_code == 3


def test_every_figure_leads_to_its_rows(written):
    """The rows under an item sum to the figure the item states."""
    _, data, _ = written
    items = [item for each in data["verdicts"] for part in each["parts"] for item in part["items"]]
    shares = [
        item
        for item in items
        if item["unit"] == "%" and item["value"] is not None and "：" not in item["reason"]
    ]

    assert len(shares) >= 10
    for item in shares:
        counted = sum(row["counted"] or 0 for row in item["rows"])
        out_of = sum(row["out_of"] or 0 for row in item["rows"])
        assert item["value"] == pytest.approx(counted * 100 / out_of)
    for item in items:
        assert item["rows"] or item["state"] == "unknown" or "没有" in item["reason"], item


def test_the_terminal_names_weakest_schools_distances_and_last_year(city):
    told = run("quality_balance", city, "--year", 2025).stdout

    for words in ("口径　一贯制学校：", "最弱学校与距离", "余量", "比上年"):
        assert words in told


def test_the_document_has_shaded_heat_maps(written):
    files, data, _ = written
    document = docx.Document(files["docx"])
    text = "\n".join(p.text for p in document.paragraphs)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    fills = {fill for cell in cells for fill in re.findall(r'w:fill="(\w+)"', cell._tc.xml)}

    assert {each["name"] for each in data["verdicts"]} <= {p.text for p in document.paragraphs}
    assert "口径——一贯制学校" in text and data["snapshot"] in text
    assert {"E9F7EF", "A9DFBF", "C0392B"} <= fills


def test_the_workbook_has_conditional_formats_and_every_row(written):
    files, data, _ = written
    book = openpyxl.load_workbook(files["xlsx"])
    heat = book["热力图 小学"]
    rows = sum(len(i["rows"]) for e in data["verdicts"] for p in e["parts"] for i in p["items"])

    assert len([rule for rules in heat.conditional_formatting for rule in rules.rules]) == 6
    assert heat["E2"].value == 4.2 and isinstance(heat["E3"].value, int | float)
    assert isinstance(heat["B3"].value, str), "a school's code stays text"
    assert book["逐校依据"].max_row == rows + 1


def test_without_thresholds_each_district_is_coloured_against_its_own_mean(city, tmp_path):
    run("basic_balance", city, "--year", 2025, "--xlsx", tmp_path / "a.xlsx")
    heat = openpyxl.load_workbook(tmp_path / "a.xlsx")["热力图 小学"]
    means = {row[0].row for row in heat.iter_rows(min_row=2) if str(row[0].value).endswith("平均值")}
    held_against = {
        int(re.findall(r"E\$(\d+)", rule.formula[0])[0])
        for rules in heat.conditional_formatting
        for rule in rules.rules
        if "$" in rule.formula[0]
    }

    assert len(means) > 1 and held_against == means


def test_the_page_fetches_nothing(written):
    files, _, _ = written
    page = files["html"].read_text(encoding="utf-8")

    assert "default-src 'none'" in page and not re.search(r"(src|href)=\"(?!#)", page)
    assert page.count('class="heat"') >= 2 and "△" in page


def test_the_same_snapshot_gives_the_same_document(city, tmp_path):
    for name in ("a", "b"):
        run("model_senior", city, "--year", 2025, "--docx", tmp_path / f"{name}.docx")

    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "a.docx")


def test_what_is_missing_is_told(city, tmp_path):
    with pytest.raises(BadInput, match=r"没有给出快照或年度"):
        run("quality_balance")
    with pytest.raises(BadInput, match=r"不以 \.docx 结尾"):
        run("quality_balance", city, "--year", 2025, "--docx", tmp_path / "a.pdf")
    with pytest.raises(BadInput, match=r"没有计算引擎“abacus”"):
        run("quality_balance", city, "--year", 2025, "--engine", "abacus")
