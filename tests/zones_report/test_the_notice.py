"""The notice of zones keeps to GB/T 9704 and names every block on a border."""

from datetime import date
from pathlib import Path

import docx
import pytest
from grown_plans import ENDS, certificate_of, grown, picture, street, town, wkt_square, written
from typer.testing import CliRunner

from xuezheng.allocation.tables import table_of
from xuezheng.allocation.zones.report.picture import picture_of
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, CannotFinish
from xuezheng.jobs.zone_notice import Notice, _numeral, notice_bytes, write_notice
from xuezheng.reports.checking.layout import check_layout

NOTICE = Notice("霁川市教育局", date(2026, 5, 20), 2026)


def paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


@pytest.fixture
def plan(tmp_path):
    return written(tmp_path / "plan", town(tmp_path))


def test_the_notice_says_who_borders_whom(plan, tmp_path):
    path = write_notice(plan, tmp_path / "n.docx", NOTICE)

    said = paragraphs(path)
    assert said[0] == "关于公布2026年小学招生片区的通告"
    assert (
        "共划分2个片区，2所学校，4个小区。每个小区属于一个片区，对应一所学校。适龄学生40人，学位45个。"
        in said
    )
    assert "（一）东街小学" in said and "（二）西街小学" in said
    assert "学位20个，片区内小区2个。与西街小学片区交界的有1号院。" in said
    assert "学位25个，片区内小区2个。与东街小学片区交界的有2号院。" in said
    annex = said.index("附件")
    assert said[annex:][3:7] == [
        "东街小学（2个小区）",
        "0号院、1号院。",
        "西街小学（2个小区）",
        "2号院、3号院。",
    ]
    assert said[annex - 2 : annex] == ["霁川市教育局", "2026年5月20日"]


def test_the_page_is_that_of_the_standard(plan, tmp_path):
    assert check_layout(write_notice(plan, tmp_path / "n.docx", NOTICE)) == ()


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    made = picture(town(tmp_path))

    assert notice_bytes(made, NOTICE) == notice_bytes(made, NOTICE)


def test_a_zone_may_border_several_and_none(tmp_path):
    rows = [
        {"block": f"{i}{j}", "pupils": 3, "boarder": 0, "wkt": wkt_square(i, j)}
        for i in range(3)
        for j in range(2)
    ]
    schools = [{"school": s, "block": b, "seats": 9} for s, b in (("甲", "00"), ("乙", "10"), ("丙", "20"))]
    folder = written(tmp_path / "three", town(tmp_path, rows, schools))
    alone = written(tmp_path / "one", town(tmp_path, street(), ENDS[:1]))

    three = paragraphs(write_notice(folder, tmp_path / "3.docx", NOTICE))
    one = paragraphs(write_notice(alone, tmp_path / "1.docx", NOTICE))

    # Codes are in the order of their characters: 丙, 乙, 甲.
    assert "学位9个，片区内小区2个。与丙片区交界的有10、11；与甲片区交界的有10、11。" in three
    assert "学位20个，片区内小区4个。本片区不与其他片区交界。" in one


def test_the_schools_of_an_area_are_named(tmp_path):
    problem = town(tmp_path)
    plan = table_of("plan", {"block": problem.blocks, "area": ["一片"] * 4, "school": ["S1;S2"] * 4})
    made = picture_of(problem.sheets, plan, certificate_of(problem, grown(problem)).statement(plan))
    path = tmp_path / "n.docx"
    path.write_bytes(notice_bytes(made, NOTICE))

    said = paragraphs(path)

    assert "（一）一片（东街小学、西街小学）" in said and any("片区内有几所学校" in p for p in said)


@pytest.mark.parametrize(
    "bureau, on, free",
    [
        ("霁川市霁城区教育局", date(2026, 5, 20), (2, 2.5)),  # 9 and 6.5 characters
        ("某局", date(2026, 12, 31), (9, 2)),  # 2 and 7 characters
    ],
)
def test_the_signature_stands_where_the_standard_puts_it(tmp_path, bureau, on, free):
    from docx.oxml.ns import qn

    path = tmp_path / "n.docx"
    path.write_bytes(notice_bytes(picture(town(tmp_path)), Notice(bureau, on, 2026)))

    lines = [p for p in docx.Document(str(path)).paragraphs if p.alignment is not None and p.alignment == 2]
    assert [int(p._p.pPr.ind.get(qn("w:rightChars"))) / 100 for p in lines] == list(free)


@pytest.mark.parametrize(
    "number, words", [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (150, "一百五十"), (300, "三百")]
)  # fmt: skip
def test_zones_are_numbered_in_words(number, words):
    assert _numeral(number) == words


def test_other_endings_and_days_are_refused(plan, tmp_path):
    with pytest.raises(BadInput, match=r"不能写成“n\.txt”"):
        write_notice(plan, tmp_path / "n.txt", NOTICE)
    command = ["zones-notice", str(plan), "--out", str(tmp_path / "n.docx"), "--bureau", "局"]
    refused = CliRunner().invoke(build(), [*command, "--on", "5月"])
    done = CliRunner().invoke(build(), [*command, "--on", "2026-05-20", "--stage", "初中"])

    assert isinstance(refused.exception, BadInput) and "不是日期" in str(refused.exception)
    assert done.exit_code == 0 and paragraphs(tmp_path / "n.docx")[0] == "关于公布2026年初中招生片区的通告"


def test_a_pdf_needs_libreoffice_and_says_so(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotFinish, match="没有找到 LibreOffice"):
        write_notice(plan, tmp_path / "n.pdf", NOTICE)


def test_a_pdf_is_what_libreoffice_made_or_nothing(plan, tmp_path, monkeypatch):
    office = tmp_path / "soffice"
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    office.write_text('#!/bin/sh\nprintf "%%PDF-1.7" > "${7%docx}pdf"\n')
    office.chmod(0o755)

    write_notice(plan, tmp_path / "n.pdf", NOTICE)

    assert (tmp_path / "n.pdf").read_bytes() == b"%PDF-1.7"
    office.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(CannotFinish, match="没有生成 PDF"):
        write_notice(plan, tmp_path / "m.pdf", NOTICE)
    assert not (tmp_path / "m.pdf").exists()
