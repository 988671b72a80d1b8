"""The document for the file says what the page says, and is only written for a plan that passes."""

import io
import re
import shutil
import zipfile
from datetime import date
from html import unescape

import pytest
from year_group import run, write_rows

from xuezheng.errors import BadInput, NotFound, Tampered
from xuezheng.jobs.class_dossier import dossier_docx

ON = date(2026, 9, 1)


@pytest.fixture(scope="module")
def divided(year, tmp_path_factory):
    folder = tmp_path_factory.mktemp("divided")
    run(
        "classes", year / "roster.csv", "--classes", 4, "--numeric", "total,maths", "--category", "sex",
        "--seed", "d", "--rounds", 1, "--apart", year / "apart.csv", "--out", folder / "plan", "--docx",
    )  # fmt: skip
    return folder / "plan", {"roster": year / "roster.csv", "apart": year / "apart.csv"}


def told(raw):
    """All words of a docx in one line."""
    from docx import Document

    document = Document(io.BytesIO(raw))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def test_page_and_document_say_the_same(divided):
    folder, _ = divided
    page = unescape((folder / "report.html").read_text(encoding="utf-8"))
    sentences, cells = told((folder / "report.docx").read_bytes())

    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.S)
    for cell in re.findall(r"<t[dh]>(.*?)</t[dh]>", body):
        assert cell in cells, cell
    plain = {
        re.sub(r"<.*?>", "", p).replace("横轴是", "图中横轴是") for p in re.findall(r"<p>(.*?)</p>", body)
    }
    whole = "\n".join(sentences)
    lacking = [p for p in plain if p not in whole and "横线从最低分" not in p]
    assert lacking == []
    assert "1/4 处" in cells and "10,000 次" in whole


def test_it_has_two_charts_drawn_by_the_office_suite_and_no_picture_files(divided):
    folder, _ = divided
    with zipfile.ZipFile(folder / "report.docx") as zipped:
        names = zipped.namelist()
        charts = [zipped.read(name).decode() for name in names if "/charts/chart" in name]

    assert len(charts) == 2 and not [name for name in names if name.startswith("word/media")]
    assert "本方案" in charts[0] and "蛇形" in charts[0] and charts[1].count("<c:ser>") == 5


def test_the_same_day_gives_the_same_bytes(divided):
    folder, inputs = divided

    assert dossier_docx(folder, inputs, on=ON) == dossier_docx(folder, inputs, on=ON)


def test_classes_of_given_sizes_and_hand_placements_stand_under_their_own_names(year, tmp_path):
    write_rows(tmp_path / "classes.csv", ("class", "size"), [("乙", 11), ("甲", 14), ("丙", 16)])
    write_rows(tmp_path / "fixed.csv", ("pupil", "group"), [("P05", "甲")])
    tables = {name: tmp_path / f"{name}.csv" for name in ("classes", "fixed")} | {
        "roster": year / "roster.csv"
    }
    run(
        "classes", year / "roster.csv", "--classes", tables["classes"], "--fixed", tables["fixed"],
        "--numeric", "total", "--category", "sex", "--seed", "d", "--rounds", 1, "--out", tmp_path / "plan",
    )  # fmt: skip

    run(
        "classes-dossier",
        tmp_path / "plan",
        *[f"--input={n}={p}" for n, p in tables.items()],
        "--out",
        tmp_path / "d.docx",
        "--on",
        "2026-09-01",
    )

    page = unescape((tmp_path / "plan" / "report.html").read_text(encoding="utf-8"))
    cells = told((tmp_path / "d.docx").read_bytes())[1]
    assert all(cell in cells for cell in re.findall(r"<t[dh]>(.*?)</t[dh]>", page))


def test_a_wide_table_is_parted_and_every_part_names_its_rows():
    from xuezheng.allocation.classes.report.figures import Grid
    from xuezheng.jobs.class_dossier.document import _parted

    heading = ("类别", *(f"{n}" for n in range(1, 61)))
    grid = Grid("t", "", heading, (("女", *("25" for _ in range(60))),))

    parts = list(_parted(grid))

    assert len(parts) > 1 and all(part[0] == 0 for part in parts)
    assert sorted(column for part in parts for column in part[1:]) == list(range(1, 61))


def test_a_plan_that_does_not_pass_gets_no_document(divided, tmp_path):
    folder, inputs = divided
    forged = shutil.copytree(folder, tmp_path / "forged")
    plan = (forged / "plan.csv").read_text(encoding="utf-8")
    (forged / "plan.csv").write_text(plan.replace("P05,", "P99,"), encoding="utf-8")

    with pytest.raises(Tampered, match="没有通过核验"):
        dossier_docx(forged, inputs, on=ON)
    with pytest.raises(BadInput, match="缺少 apart 表"):
        dossier_docx(folder, {"roster": inputs["roster"]}, on=ON)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (("--out", "d.doc"), BadInput, "不是 docx 文件名"),
        (("--out", "nowhere/d.docx"), NotFound, "没有文件夹"),
        (("--out", "d.docx", "--on", "1 Sept"), BadInput, "不是日期"),
    ],
)
def test_bad_names_and_days_are_refused(options, error, words, divided, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=words):
        run("classes-dossier", divided[0], f"--input=roster={divided[1]['roster']}", *options)


def test_other_folders_are_refused(staff, tmp_path):
    run("teams", staff, "--classes", 6, "--seed", "s", "--rounds", 0, "--out", tmp_path / "t")
    with pytest.raises(BadInput, match="不是分班结果"):
        dossier_docx(tmp_path / "t", {}, on=ON)
