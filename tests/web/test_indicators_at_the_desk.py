"""Indicators: found, shown, drilled into; each person's own rows; computed by the office once."""

import csv
import io
import json
import re

import openpyxl
import pytest
from example_figures import figures, figures_of  # noqa: F401

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.web.shown.work import KINDS

HOME = "/desk/indicators/"
MOST_QUERIES = 12


def text_of(answer):
    return answer.content.decode()


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def office(client_of, figures):  # noqa: F811
    return client_of("bangong")


def test_the_catalogue_has_every_indicator_with_its_latest_figure(office, figures):  # noqa: F811
    listed = {row["代码"]: row for row in rows_of(office.get(HOME + "?as=csv"))}

    assert set(listed) == set(load_catalogue())
    known = [code for code in listed if listed[code]["最近数值"]]
    assert len(known) > 250
    for code in known[::20]:
        assert float(listed[code]["最近数值"]) == pytest.approx(float(figures.latest(code).value), abs=0.005)
        assert int(listed[code]["年度"]) == figures.latest(code).year


@pytest.mark.parametrize(
    "words", ["教职工总数", "jzgzs", "jiaozhigongzongshu", "staff of all", "teachers.total", "JZGZS"]
)
def test_an_indicator_is_found_by_name_sound_initials_english_and_code(office, words):
    found = {row["代码"] for row in rows_of(office.get(HOME, {"q": words, "as": "csv"}))}

    assert "teachers.total" in found
    assert len(found) < 20


def test_by_topic_and_kind(office):
    for row in rows_of(office.get(HOME, {"topic": "教师队伍", "kind": "rate", "as": "csv"})):
        one = load_catalogue()[row["代码"]]
        assert "教师队伍" in one.topics and one.kind == "rate"


def test_a_page_says_the_figure_its_sum_its_definition_and_its_source(office, figures):  # noqa: F811
    shown = text_of(office.get(HOME + "appeals.satisfaction_rate/"))
    told = figures.city("appeals.satisfaction_rate", 2025)

    assert f"{told.counted:,.0f} ÷ {told.out_of:,.0f} × 100" in shown
    assert load_catalogue()["appeals.satisfaction_rate"].definition in shown
    assert figures.id[:12] in shown and "data-saves-chart" in shown
    pictures = [
        json.loads(text.replace("&quot;", '"').replace("&#x27;", "'"))
        for text in re.findall(r'data-chart="([^"]*)"', shown)
    ]
    assert len(pictures) == 3
    assert pictures[0]["series"][0]["data"][-1] == pytest.approx(float(told.value), abs=0.005)
    assert pictures[1]["map"] == HOME + "map/"


@pytest.mark.parametrize("code", ["no.such", "teachers", "..%2F..%2Fsecret.key", "%3Cscript%3E"])
@pytest.mark.parametrize("more", ["", "rows/", "schools/"])
def test_a_forged_code_is_no_page(office, code, more):
    assert office.get(f"{HOME}{code}/{more}").status_code == 404


@pytest.mark.parametrize("year", ["1900", "abc", "", "2025' OR 1=1", "<script>"])
def test_a_year_that_was_not_computed_is_the_reported_one(office, year):
    answer = office.get(HOME + "schools.count/", {"year": year})

    assert answer.status_code == 200
    assert '?year=2025" aria-current="page"' in text_of(answer)


def test_what_is_typed_is_shown_as_text(office):
    shown = text_of(office.get(HOME, {"q": "<script>alert(1)</script>"}))

    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown


def test_everyone_sees_totals_and_only_their_own_rows(client_of, figures):  # noqa: F811
    everything = rows_of(client_of("bangong").get(HOME + "teachers.total/rows/?as=csv"))
    district = rows_of(client_of("quju").get(HOME + "teachers.total/rows/?as=csv"))
    school = rows_of(client_of("xuexiao").get(HOME + "teachers.total/rows/?as=csv"))

    assert len(everything) == figures.city("teachers.total", 2025).rows
    assert 0 < len(school) < len(district) < len(everything)
    assert len({row["学校"] for row in school}) == 1
    assert {row["县区"] for row in district} == {"霁城区"}
    page = text_of(client_of("xuexiao").get(HOME + "teachers.total/"))
    assert f"<b>{figures.city('teachers.total', 2025).value:,}</b>" in page
    hidden = text_of(client_of("xuexiao").get(HOME + "teachers.total/rows/"))
    assert f"另有 {len(everything) - len(school)} 行属于别的单位" in hidden


def test_a_clerk_s_schools_are_the_clerk_s_whatever_the_address_asks(client_of, figures):  # noqa: F811
    other = figures.schools("teachers.total", 2025)[-1].place
    clerk = client_of("xuexiao")

    assert len(rows_of(clerk.get(HOME + "teachers.total/schools/?as=csv"))) == 1
    assert rows_of(clerk.get(HOME + f"teachers.total/rows/?school={other}&as=csv")) == []
    assert figures.school_name(other) not in text_of(clerk.get(HOME + "teachers.total/schools/"))


def test_the_workbook_says_what_it_is_of(office):
    answer = office.get(HOME + "teachers.total/rows/?as=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows()}

    assert "快照" in notes["口径"] and "年末在岗的教职工" in notes["口径"]


@pytest.mark.parametrize(
    "more", ["", "teachers.total/", "teachers.total/schools/", "teachers.total/rows/", "map/"]
)
@pytest.mark.parametrize("who", ["bangong", "quju", "xuexiao"])
def test_few_questions_to_the_database(client_of, figures, django_assert_max_num_queries, more, who):  # noqa: F811
    client = client_of(who)
    client.get(HOME + more)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(HOME + more).status_code == 200


@pytest.mark.parametrize(
    "who, status", [("", 302), ("juzhang", 403), ("quju", 403), ("xuexiao", 403), ("xitong", 403)]
)
def test_only_the_office_freezes_and_computes(client_of, city, who, status):
    assert client_of(who).post(HOME + "compute/", {"what": "new"}).status_code == status


def test_the_office_s_wish_is_carried_out(own, client_of):
    figures_of(own)
    (own / "figures").rename(own / "kept")
    office = client_of("bangong")

    for place in ("", "schools.count/"):
        assert "最新的快照还没有计算指标" in text_of(office.get(HOME + place))
    assert office.get(HOME + "schools.count/rows/").url == HOME + "schools.count/"
    assert office.post(HOME + "compute/", {"what": "latest"}).url.startswith("/desk/work/")
    again = office.post(HOME + "compute/", {"what": "new"})
    assert again.status_code == 422 or again.url.startswith(
        "/desk/work/"
    )  # the same matter is asked for once

    (own / "kept").rename(own / "figures")  # what is there already is not computed again
    said = []
    outcome = KINDS["indicators.compute"]({"freeze": False}, lambda *told: said.append(told))

    assert (outcome["next"], said[0]) == (HOME, (0, 0, "核验快照"))
    assert "数据截至 2026-01-15" in text_of(office.get(HOME))


def test_touched_figures_are_said_to_be_touched(own, client_of):
    file = figures_of(own).path / "figures.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"\0")

    shown = text_of(client_of("bangong").get(HOME))

    assert "figures.parquet 与计算时不同" in shown and "冻结并计算" in shown
    assert client_of("quju").get(HOME + "schools.count/").status_code == 200


def test_without_a_map_the_figures_stay(own, client_of):
    figures_of(own)
    (own / "map" / "areas.geojson").unlink()
    office = client_of("bangong")

    shown = text_of(office.get(HOME + "teachers.total/"))

    assert office.get(HOME + "map/").status_code == 404
    assert "县区比较" in shown and 'id="map"' not in shown
    assert office.get(HOME + "teachers.total/schools/").status_code == 200
