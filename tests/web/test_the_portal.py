"""What the public sees: one's own result and nobody else's, from the instant on; verifying; zones; appeals."""

import io
import json
import re
import time
from datetime import timedelta
from statistics import median
from urllib.parse import urlencode

import openpyxl
import pytest

TABLE = "准考证号,class,备注\n2026001,七年级 3 班,无\n2026002,七年级 5 班,\n"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture(autouse=True)
def fresh_guesses(monkeypatch):
    from xuezheng.web.portal import appeals, looking_up

    monkeypatch.setattr(looking_up, "GUESSES", looking_up.Guesses(most=10**6))
    monkeypatch.setattr(appeals, "SENT", looking_up.Guesses(most=5))
    monkeypatch.setattr(appeals, "TRIED", looking_up.Guesses(most=20))


def person(name):
    from xuezheng.records.accounts.queries import User

    return User.objects.get(username=name)


def an_approved_decision():
    from xuezheng.records.decisions.queries import Decision

    return Decision.objects.exclude(approved_on=None).first()


@pytest.fixture
def put_out(own, tmp_path):
    """Put results out; the instant lies an hour before or after now."""
    from xuezheng.jobs.publishing import prepare
    from xuezheng.records.decisions.models import Publication
    from xuezheng.web.shown.bureau import now

    def make(stands="past", table=TABLE, plan=None):
        file, codes = tmp_path / "results.csv", tmp_path / "codes.xlsx"
        file.write_text(table, encoding="utf-8")
        codes.unlink(missing_ok=True)
        made = prepare(
            an_approved_decision(), file, folder=own, title="分班结果", number_name="准考证号",
            stands_at=now() + timedelta(hours=1), by=person("bangong"), at=now(), codes_at=codes, plan=plan,
        )  # fmt: skip
        if stands == "past":
            Publication.objects.update(stands_at=now() - timedelta(hours=1))
        rows = list(openpyxl.load_workbook(codes).active.iter_rows(min_row=2, values_only=True))
        return made.code, dict(rows)

    return make


def look_up(address="10.0.0.1", **said):
    """Ask as a browser would, past the frame."""
    from xuezheng.web.portal.looking_up import look_up as answer

    body, told = urlencode(said).encode(), {}
    environ = {
        "REQUEST_METHOD": "POST", "REMOTE_ADDR": address, "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    page = b"".join(
        answer(environ, lambda status, headers: told.update(status=status, headers=dict(headers)))
    )
    return told["status"][:3], page.decode(), told["headers"]


def test_a_family_with_number_and_code_reads_its_result_and_no_other(put_out):
    publication, codes = put_out()

    status, page, headers = look_up(publication=publication, number="2026001", code=codes["2026001"].lower())

    assert status == "200" and "七年级 3 班" in page and "七年级 5 班" not in page
    assert headers["Cache-Control"] == "no-store"
    assert "没有查到" in look_up(publication=publication, number="2026001", code=codes["2026002"])[1]


def test_letters_people_mistake_for_digits_are_taken_as_meant(put_out, monkeypatch):
    from xuezheng.records.decisions.actions import publishing

    monkeypatch.setattr(publishing.secrets, "randbits", lambda n: 0)
    publication, codes = put_out(table="号,班\nA1,3 班\n")

    assert "3 班" in look_up(publication=publication, number="a1", code="OOOO oooo")[1]


def test_nobody_finds_a_result_before_its_instant_nor_after_it_is_withdrawn(put_out, own):
    from xuezheng.records.decisions.actions import withdraw_publication
    from xuezheng.records.decisions.models import Publication
    from xuezheng.web.shown.bureau import now

    publication, codes = put_out(stands="future")
    asked = {"publication": publication, "number": "2026001", "code": codes["2026001"]}
    assert "没有查到" in look_up(**asked)[1]

    Publication.objects.update(stands_at=now() - timedelta(seconds=1))
    assert "七年级 3 班" in look_up(**asked)[1]

    withdraw_publication(publication=Publication.objects.get(), reason="有误", by=person("bangong"), at=now())
    assert "没有查到" in look_up(**asked)[1]


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer_in_the_same_time(put_out):
    publication, _codes = put_out()
    taken = {"number": [], "code": []}
    pages = set()
    for i in range(300):
        for kind, number in (("number", f"9{i:06d}"), ("code", "2026001" if i < 5 else f"2026{i:03d}")):
            began = time.perf_counter()
            _status, page, _headers = look_up(publication=publication, number=number, code=f"AAAA{i:04d}")
            taken[kind].append(time.perf_counter() - began)
            pages.add(page)

    assert len(pages) == 1
    assert abs(median(taken["number"]) - median(taken["code"])) < 0.001


def test_every_answer_is_of_the_same_size(put_out):
    publication, codes = put_out()
    found = look_up(publication=publication, number="2026001", code=codes["2026001"])[1]
    missed = look_up(publication=publication, number="2026001", code="00000000")[1]

    assert len(found.encode()) == len(missed.encode())


def test_ten_thousand_guesses_find_nothing_and_after_ten_a_number_is_silent_even_to_the_right_code(put_out):
    publication, codes = put_out()
    from xuezheng.records.decisions.actions.publishing import ALPHABET

    found = 0
    for i in range(10_000):
        guess = "".join(ALPHABET[(i * 7919 + k * 31) % 32] for k in range(8))
        page = look_up(address=f"10.{i % 200}.1.1", publication=publication, number="2026001", code=guess)[1]
        found += "七年级" in page
        if i == 20:
            assert "暂停查询" in page

    assert found == 0
    assert look_up(publication=publication, number="2026001", code=codes["2026001"])[0] == "429"
    assert "七年级 5 班" in look_up(publication=publication, number="2026002", code=codes["2026002"])[1]


def test_one_address_may_guess_sixty_times_a_minute(put_out, monkeypatch):
    from xuezheng.web.portal import looking_up

    monkeypatch.setattr(looking_up, "GUESSES", looking_up.Guesses())
    publication, codes = put_out()
    said = [look_up(publication=publication, number=f"8{i:05d}", code="A")[0] for i in range(70)]

    assert said.count("200") in range(60, 70) and said[-1] == "429"
    assert look_up("10.9.9.9", publication=publication, number="2026001", code=codes["2026001"])[0] == "200"


def test_nonsense_is_answered_like_a_wrong_code(put_out):
    put_out()
    for said in (
        {},
        {"publication": "x", "number": "<script>", "code": "'; DROP TABLE"},
        {"number": "中" * 5000},
    ):
        status, page, _headers = look_up(**said)
        assert status == "200" and "没有查到" in page and "<script>" not in page


def test_what_is_in_a_table_is_text(put_out):
    publication, codes = put_out(table="号,班\nA1,<b onclick=x()>3</b>\n")

    assert "<b onclick" not in look_up(publication=publication, number="A1", code=codes["A1"])[1]


@pytest.mark.parametrize("table, said", [
    ("号,班\nA1,3\nA1,4\n", "出现两次"), ("号,班\n,3\n", "没有号码"), ("号\nA1\n", "没有结果"), ("号,班\n", "没有结果"),
])  # fmt: skip
def test_a_faulty_table_is_refused_and_leaves_nothing(put_out, own, table, said):
    from xuezheng.errors import BadInput
    from xuezheng.records.decisions.models import Publication

    with pytest.raises(BadInput) as told:
        put_out(table=table)

    assert said in str(told.value)
    assert not Publication.objects.exists() and not list((own / "published").glob("*"))


def test_the_same_decision_is_not_put_out_twice(put_out):
    from xuezheng.errors import BadInput

    put_out()
    with pytest.raises(BadInput, match="须改"):
        put_out()


def test_the_first_page_leads_to_what_stands_and_names_what_is_coming(put_out, client_of):
    publication, _codes = put_out(stands="future")
    assert f"/results/{publication}/" not in client_of("").get("/").content.decode()
    assert "即将公布" in text_of(client_of("").get("/"))
    assert client_of("").get(f"/results/{publication}/").status_code == 404

    from xuezheng.records.decisions.models import Publication
    from xuezheng.web.shown.bureau import now

    Publication.objects.update(stands_at=now() - timedelta(hours=1))
    assert f"/results/{publication}/" in client_of("").get("/").content.decode()
    assert client_of("").get("/results/").url == f"/results/{publication}/"


def a_zone_plan(place):
    square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    features = [
        {"type": "Feature", "properties": {"kind": "block", "block": "B1", "name": "春晓花园", "zone": "Z1", "school": "S1", "metres": 420},
         "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"kind": "school", "school": "S1", "name": "春晓小学"}, "geometry": None},
        {"type": "Feature", "properties": {"kind": "zone", "zone": "Z1", "fill": "#eee"}, "geometry": None},
    ]  # fmt: skip
    place.mkdir()
    (place / "plan.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (place / "plan.json").write_text("{}")
    (place / "inputs").mkdir()
    (place / "inputs" / "roster.csv").write_text("secret")
    return place


def test_a_block_is_found_by_a_part_of_its_name(put_out, client_of, tmp_path, monkeypatch):
    from xuezheng.allocation.plan_index import file_hash
    from xuezheng.records.decisions.models import Decision

    plan = a_zone_plan(tmp_path / "plan")
    Decision.objects.filter(pk=an_approved_decision().pk).update(
        certificate_sha256=file_hash(plan / "plan.json")
    )
    publication, _codes = put_out(plan=plan)

    assert "春晓小学" in text_of(client_of("").get("/zones/?q=春晓"))
    assert "没有找到这个小区" in text_of(client_of("").get("/zones/?q=不存在"))
    shown = text_of(client_of("").get(f"/published/{publication}/"))
    assert "plan.geojson" in shown and "roster" not in shown
    assert client_of("").get(f"/published/{publication}/plan.json").status_code == 200
    for name in ("roster.csv", "..%2F..%2Fsecret.key", "inputs"):
        assert client_of("").get(f"/published/{publication}/{name}").status_code == 404


def test_files_of_another_plan_are_not_published(put_out, tmp_path):
    from xuezheng.errors import BadInput

    with pytest.raises(BadInput, match="不是决定"):
        put_out(plan=a_zone_plan(tmp_path / "plan"))


def test_the_verifying_page_is_the_projects_own_cut_in_three(client_of, city):
    from xuezheng.web.portal.verifying import _place

    whole = _place().read_text(encoding="utf-8")
    client = client_of("")
    page, script, style = (
        client.get(f"/verify/{part}").content.decode() for part in ("", "page.js", "page.css")
    )

    assert f"<script>{script}</script>" in whole and f"<style>{style}</style>" in whole
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style", page)


def test_an_appeal_is_sent_taken_in_as_a_case_and_followed(city, client_of):
    nobody = client_of("")
    sent = nobody.post(
        "/appeals/",
        {"about": "other", "text": "孩子的班级安排与公布的方案不一致，请核对。", "phone": "0370-1234567"},
    )
    code, secret = (
        re.search(r"SS\d{10}", sent.content.decode())[0],
        re.search(r"<dd>(\w{4} \w{4})</dd>", sent.content.decode())[1],
    )

    assert "已收到" in text_of(nobody.post("/appeals/follow/", {"code": code, "secret": secret}))
    assert "没有查到" in text_of(nobody.post("/appeals/follow/", {"code": code, "secret": "00000000"}))
    officer = client_of("bangong")
    assert code in officer.get("/desk/cases/appeals/").content.decode()
    taken = officer.post(f"/desk/cases/appeals/{code}/accept/", {"area": "990102"})
    assert taken.status_code == 302
    told = text_of(nobody.post("/appeals/follow/", {"code": code, "secret": secret}))
    assert "已受理" in told and "办理期限" in told


def test_an_appeal_is_refused_with_a_reason_its_sender_reads(city, client_of):
    sent = client_of("").post("/appeals/", {"about": "other", "text": "请把我家孩子换到另外一个班级去。"})
    code, secret = (
        re.search(r"SS\d{10}", sent.content.decode())[0],
        re.search(r"<dd>(\w{4} \w{4})</dd>", sent.content.decode())[1],
    )
    officer = client_of("bangong")
    assert officer.post(f"/desk/cases/appeals/{code}/refuse/", {"reason": " "}).status_code == 422

    officer.post(f"/desk/cases/appeals/{code}/refuse/", {"reason": "分班结果不因个人要求调整。"})

    assert "不因个人要求" in text_of(client_of("").post("/appeals/follow/", {"code": code, "secret": secret}))


@pytest.mark.parametrize(
    "said", [{"text": "短"}, {"phone": "<x>"}, {"about": "no-such"}, {"text": "长" * 1001}]
)
def test_a_faulty_appeal_is_told_and_kept_in_the_form(city, client_of, said):
    good = {"about": "other", "text": "孩子的班级安排与方案不一致。", "phone": ""}
    answer = client_of("").post("/appeals/", {**good, **said})

    assert answer.status_code == 422
    assert (good | said)["text"] in answer.content.decode()


def test_nobody_floods_the_appeals(city, client_of):
    said = [
        client_of("").post("/appeals/", {"about": "other", "text": f"第 {i} 次提交同样的申诉。"}).status_code
        for i in range(7)
    ]

    assert said == [200] * 5 + [422] * 2
