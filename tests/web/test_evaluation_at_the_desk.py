"""Evaluation: verdicts with reasons that lead to rows, heat maps, reports; each person's own places."""

import io
import re

import docx
import openpyxl
import pytest
from example_figures import figures, figures_of  # noqa: F401

from xuezheng.jobs.figures import judged
from xuezheng.standards.catalogue import load_standards
from xuezheng.web.shown.work import KINDS

HOME = "/desk/evaluation/"
PLACE = HOME + "quality_balance/990102/"
MOST_QUERIES = 12


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def office(client_of, figures):  # noqa: F811
    return client_of("bangong")


def test_every_standard_says_how_many_pass(office, figures):  # noqa: F811
    shown = text_of(office.get(HOME))

    for code, standard in load_standards().items():
        assert standard.label in shown and f"{HOME}{code}/" in shown
    states = [place["state"] for place in judged.summary_of(figures, "quality_balance")["places"]]
    assert re.search(rf'不通过</span> <b class="num">{states.count("unmet")}</b>', shown)


def test_a_standard_lists_its_places_part_by_part(office):
    answer = office.get(HOME + "quality_balance/?as=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["数据"].values)

    assert rows[0][:3] == ("县区", "结论", "申报资格")
    assert [row[0] for row in rows[1:]][:2] == ["霁城区", "澄湾区"]
    assert {row[1] for row in rows[1:]} <= {"通过", "不通过", "无法判定"}


def test_a_place_shows_schools_against_measures_shaded_and_marked(office, figures):  # noqa: F811
    shown = text_of(office.get(PLACE))
    one = judged.place_of(figures, "quality_balance", "990102")
    cells = [cell for heat in one["heats"] for line in heat["lines"] for cell in line["cells"]]

    assert one["lead"] in shown
    body = "".join(
        re.findall(r"<tbody>.*?</tbody>", shown.split('id="heat"')[1].split("</section>")[0], re.S)
    )
    assert len(re.findall(r'<td class="band-', body)) == len(cells) > 10
    assert body.count("★") >= len([near for near in one["spread"] if near["weakest"]])
    assert 'scope="row"' in body and "style=" not in shown
    for part in one["parts"]:
        for item in part["items"]:
            assert item["label"] in shown


def test_an_unmet_item_is_open_and_leads_to_its_rows(office, figures):  # noqa: F811
    one = judged.place_of(figures, "quality_balance", "990102")
    unmet = next(
        item for part in one["parts"] for item in part["items"] if item["state"] == "unmet" and item["n_rows"]
    )
    address = f"{PLACE}items/{unmet['item']}/"

    assert address in text_of(office.get(PLACE))
    assert unmet["reason"] in text_of(office.get(address))
    listed = office.get(address + "?as=csv").content.decode("utf-8-sig").strip().split("\r\n")
    assert len(listed) == unmet["n_rows"] + 1


def test_each_sees_their_own_places(client_of, figures):  # noqa: F811
    district, clerk = client_of("quju"), client_of("xuexiao")

    assert district.get(PLACE).status_code == 200
    for other in ("990103/", "990103/items/schools.primary/", "990103/report.docx"):
        assert district.get(HOME + "quality_balance/" + other).status_code == 404
    assert district.post(HOME + "quality_balance/990103/reports/", {"ending": "docx"}).status_code == 404
    assert "澄湾区" not in text_of(district.get(HOME + "quality_balance/"))
    assert "没有您可见的评估对象" in text_of(clerk.get(HOME))
    assert clerk.get(PLACE).status_code == 404
    assert client_of("duxue").get(PLACE).status_code == 200
    assert client_of("anquan").get(PLACE).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "no_such/", "no_such/990102/", "quality_balance/123456/", "quality_balance/..%2f..%2fplaces/",
        "quality_balance/990102/items/no.such/", "quality_balance/990102/report.exe", "quality_balance/990102/report.docx",
    ],
)  # fmt: skip
def test_a_forged_address_is_no_page(office, address):
    assert office.get(HOME + address).status_code == 404


def test_a_report_of_another_kind_cannot_be_asked_for(office):
    assert office.post(PLACE + "reports/", {"ending": "../../x"}).status_code == 404
    assert office.get(PLACE + "reports/").status_code == 405


def test_a_report_is_written_by_the_worker_and_fetched(own, client_of):
    figures_of(own)
    district = client_of("quju")
    assert district.post(PLACE + "reports/", {"ending": "docx"}).url.startswith("/desk/work/")

    for ending in ("docx", "xlsx"):
        given = {"standard": "quality_balance", "place": "990102", "ending": ending, "year": 2025}
        assert KINDS["evaluation.report"](given, lambda *_: None)["next"] == PLACE + "#reports"
    document = district.get(PLACE + "report.docx")
    workbook = district.get(PLACE + "report.xlsx")

    assert "霁城区" in "".join(p.text for p in docx.Document(io.BytesIO(document.content)).paragraphs)
    assert openpyxl.load_workbook(io.BytesIO(workbook.content)).sheetnames
    assert "attachment" in document.headers["Content-Disposition"]
    assert "report.docx" in text_of(district.get(PLACE))
    assert client_of("xuexiao").get(PLACE + "report.docx").status_code == 404


@pytest.mark.parametrize(
    "more",
    ["", "quality_balance/", "quality_balance/990102/", "quality_balance/990102/items/schools.primary/"],
)
@pytest.mark.parametrize("who", ["bangong", "quju"])
def test_few_questions_to_the_database(client_of, figures, django_assert_max_num_queries, more, who):  # noqa: F811
    client = client_of(who)
    client.get(HOME + more)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(HOME + more).status_code == 200


def test_before_anything_is_computed_the_page_says_what_to_do(own, client_of):
    if (own / "figures").exists():
        (own / "figures").rename(own / "gone")

    assert "冻结并计算" in text_of(client_of("bangong").get(HOME))
    assert "请办公室在“指标”页计算" in text_of(client_of("quju").get(HOME))
    assert client_of("quju").get(HOME + "quality_balance/").url == HOME
    assert client_of("quju").get(PLACE).status_code == 404
