"""The notice of zones keeps to GB/T 9704 and names every block on a border."""

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import docx
import pytest
from grown_plans import ENDS, certificate_of, grown, picture, street, town, wkt_square, written
from typer.testing import CliRunner

from xuezheng.allocation.tables import table_of
from xuezheng.allocation.zones.report.land import land_of
from xuezheng.allocation.zones.report.picture import picture_of
from xuezheng.cli.main import build
from xuezheng.errors import BadInput
from xuezheng.jobs.zone_notice import Notice, write_map, write_notice
from xuezheng.jobs.zone_notice.document import notice_docx
from xuezheng.jobs.zone_notice.printed import map_html, notice_html
from xuezheng.jobs.zone_notice.words import _numeral
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

    assert notice_docx(made, NOTICE) == notice_docx(made, NOTICE)


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
    path.write_bytes(notice_docx(made, NOTICE))

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
    path.write_bytes(notice_docx(picture(town(tmp_path)), Notice(bureau, on, 2026)))

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


def leaves(path: Path) -> list:
    """The PDF's pages laid out again: each a list of lines, as WeasyPrint drew them."""
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")[:-1]


def squeezed(text: str) -> str:
    return re.sub(r"\s|— ?\d+ ?—", "", text)


def test_the_pdf_says_what_the_docx_says(plan, tmp_path):
    docx_path, pdf = (write_notice(plan, tmp_path / f"n.{kind}", NOTICE) for kind in ("docx", "pdf"))

    assert squeezed("".join(leaves(pdf))) == squeezed("".join(paragraphs(docx_path)))


def test_the_pdf_is_on_the_paper_of_the_standard(plan, tmp_path):
    box = subprocess.run(
        ["pdftotext", "-bbox", str(write_notice(plan, tmp_path / "n.pdf", NOTICE)), "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    mm = 72 / 25.4
    pages = box.split("<page ")[1:]
    assert len(pages) == 3 and all('width="595.2' in page and 'height="841.8' in page for page in pages)
    for page in pages:
        words = [
            [float(n) for n in re.findall(r'M[ia][nx]="([\d.]+)"', line)]
            for line in page.splitlines()
            if "<word" in line
        ]
        inside = [w for w in words if w[1] < (297 - 35) * mm]
        # 28 mm at the left, 26 mm at the right; the first line stands in the first of 22.
        assert min(w[0] for w in inside) >= 28 * mm - 0.5
        assert max(w[2] for w in inside) <= (210 - 26) * mm + 0.5
        assert 37 * mm - 2 <= min(w[1] for w in inside) < 37 * mm + 28.95
        # The page number is under the text, at the outer side.
        number = [w for w in words if w[1] >= (297 - 35) * mm]
        assert number and min(w[1] for w in number) < (297 - 35 + 12) * mm
    outer = [max(float(n) for n in re.findall(r'xMax="([\d.]+)"', page)[-3:]) for page in pages]
    assert outer[0] > 150 * mm > 60 * mm > outer[1]


def test_no_page_holds_a_signature_alone(plan, tmp_path):
    docx_path, pdf = (write_notice(plan, tmp_path / f"n.{kind}", NOTICE) for kind in ("docx", "pdf"))

    [signed] = [page for page in leaves(pdf) if "霁川市教育局" in page]
    assert squeezed(signed).startswith("附件：各片区小区名单霁川市教育局2026年5月20日")
    said = [p for p in docx.Document(str(docx_path)).paragraphs]
    at = [p.text for p in said].index("附件：各片区小区名单")
    assert [p.paragraph_format.keep_with_next for p in said[at : at + 3]] == [True] * 3


def test_the_map_of_zones_is_one_sheet_with_every_zone(plan, tmp_path):
    [sheet] = leaves(write_map(plan, tmp_path / "map.pdf", NOTICE))

    assert "2026年小学招生片区图" in squeezed(sheet)
    for row in ("1东街小学220100米2西街小学225100米", "霁川市教育局2026年5月20日"):
        assert row in squeezed(sheet)


def test_no_map_is_drawn_of_blocks_without_places(tmp_path):
    rows = [{"block": f"B{i}", "pupils": 10, "boarder": 1} for i in range(4)]
    ways = [
        {"block": f"B{i}", "school": s, "metres": abs(i - k) * 100}
        for i in range(4)
        for s, k in (("S1", 0), ("S2", 3))
    ]
    chain = [{"block": f"B{i}", "neighbour": f"B{i + 1}"} for i in range(3)]
    folder = written(tmp_path / "plan", town(tmp_path, rows, distances=ways, adjacency=chain))

    with pytest.raises(BadInput, match="没有坐标，画不出片区图"):
        write_map(folder, tmp_path / "map.pdf", NOTICE)
    with pytest.raises(BadInput, match=r"不能写成“map\.png”"):
        write_map(folder, tmp_path / "map.png", NOTICE)


def test_names_cannot_break_out_of_the_printed_page(tmp_path):
    evil = "</style><script>alert(1)</script>"
    schools = [{**school, "name": evil} for school in ENDS]
    made = picture(town(tmp_path, None, schools))

    assert "<script" not in notice_html(made, NOTICE) and "<script" not in map_html(
        made, land_of(made), NOTICE
    )


def test_the_verb_writes_both(plan, tmp_path):
    command = [
        "zones-notice",
        str(plan),
        "--out",
        str(tmp_path / "n.pdf"),
        "--map",
        str(tmp_path / "map.pdf"),
    ]
    done = CliRunner().invoke(build(), [*command, "--bureau", "局", "--on", "2026-05-20", "--json"])

    assert json.loads(done.stdout) == {"path": str(tmp_path / "n.pdf"), "map": str(tmp_path / "map.pdf")}
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
