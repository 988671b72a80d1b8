"""An officer's day at the desk: the inbox by clock, the steps of a case, two officers on one case, letters."""

import re

import pytest


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def a_case(client, **more):
    said = {
        "channel": "mayor_line",
        "topic": "招生入学",
        "area": "990102",
        "lead": "990100",
        "received_on": "2026-01-12",
    }
    answer = client.post("/desk/cases/new/", {**said, "phone": "19909998888", "summary": "问招生", **more})
    assert answer.status_code == 302, text_of(answer)
    return answer.url


def seen_on(client, address):
    return re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())[1]


def take(client, address, deed, **said):
    seen = said.pop("seen", None) or seen_on(client, address)
    return client.post(f"{address}{deed}/", {"seen": seen, **said})


def test_what_is_overdue_stands_first_and_every_number_leads_to_its_list(city, client_of):
    page = client_of("bangong").get("/desk/cases/")
    n_late = int(re.search(r"已超期</span><b>(\d+)<", page.content.decode())[1])
    listed = client_of("bangong").get("/desk/cases/?when=late")

    assert listed.context["table"].n_rows == n_late > 0
    left = [line.days_left for line in page.context["table"].left]
    assert left == sorted(left)


def test_a_call_is_taken_in_sent_on_signed_for_answered_closed_and_rated(city, client_of):
    officer = client_of("bangong")
    address = a_case(officer)
    assert "期限 2026-01-19" in text_of(officer.get(address))

    assert take(officer, address, "dispatch", lead="990102").status_code == 302
    assert "派“霁城区教育局”主办" in text_of(officer.get(address))
    district = client_of("quju")
    assert take(district, address, "sign", on="2026-01-15").status_code == 302
    assert take(district, address, "answer", number="教复〔2026〕1号", on="2026-01-15").status_code == 302
    assert take(officer, address, "close", on="2026-01-15", verdict="yes").status_code == 302
    assert (
        take(officer, address, "call-back", result="reached", rating="satisfied", on="2026-01-15").status_code
        == 302
    )
    told = text_of(officer.get(address))
    assert "回访：已联系，满意" in told and "已办结" in told


def test_the_second_officer_is_told_who_was_first_and_nothing_is_done(city, client_of):
    officer = client_of("bangong")
    address = a_case(officer)
    seen = seen_on(officer, address)
    take(officer, address, "dispatch", lead="990102")

    late = take(client_of("bangong"), address, "dispatch", lead="990121", seen=seen)

    assert late.status_code == 409
    assert "bangong" in text_of(late) and "您的操作没有提交" in text_of(late)
    assert "岚坪县教育局”主办" not in text_of(officer.get(address))


def test_a_fault_keeps_what_was_typed_and_says_what_is_wrong(city, client_of):
    officer = client_of("bangong")
    address = a_case(officer)

    answer = take(officer, address, "answer", number="教复〔2026〕9号", on="2025-12-01")

    assert answer.status_code == 422
    assert "教复〔2026〕9号" in answer.content.decode()
    assert "2025-12-01" in text_of(answer) or "早于" in text_of(answer)


def test_what_a_caller_said_is_shown_on_asking_and_the_look_is_logged(city, client_of):
    from xuezheng.records.audit.models import Event

    officer = client_of("bangong")
    address = a_case(officer)
    assert "19909998888" not in officer.get(address).content.decode()

    assert "19909998888" in officer.post(f"{address}content/").content.decode()
    assert Event.objects.order_by("-seq").first().action == "case.read"
    assert officer.get(f"{address}content/").status_code == 405


def test_a_district_does_not_see_another_districts_case(city, client_of):
    address = a_case(client_of("bangong"), area="990121", lead="990121")

    assert client_of("quju").get(address).status_code == 404
    assert client_of("quju").post(f"{address}close/", {"seen": "x"}).status_code == 404
    assert address.split("/")[-2] not in client_of("quju").get("/desk/cases/").content.decode()


@pytest.mark.parametrize("user", ["juzhang", "duxue"])
def test_whoever_may_only_read_is_shown_no_steps_it_may_not_take(city, client_of, user):
    address = a_case(client_of("bangong"))
    steps = [deed.name for deed, _form in client_of(user).get(address).context["steps"]]

    assert set(steps) <= {"extend"}
    assert client_of(user).get("/desk/cases/new/").status_code == 403


def test_letters_hold_what_their_reader_may_read(city, client_of):
    officer = client_of("bangong")
    address = a_case(officer)
    assert officer.get(f"{address}letter/slip.pdf").status_code == 404
    take(officer, address, "dispatch", lead="990102")

    letter = officer.get(f"{address}letter/slip.pdf")

    assert letter.headers["Content-Type"] == "application/pdf" and letter.content.startswith(b"%PDF")
    assert "%E6%B4%BE%E5%8D%95%E5%87%BD.pdf" in letter.headers["Content-Disposition"]  # 派单函


def test_script_in_a_field_is_text(city, client_of):
    officer = client_of("bangong")
    address = a_case(officer, topic="<script>x()</script>")

    assert "<script>x()" not in officer.get(address).content.decode()
    assert "&lt;script&gt;" in officer.get(address).content.decode()


def test_the_month_counts_what_the_verb_counts(city, client_of):
    a_case(client_of("bangong"))
    page = client_of("bangong").get("/desk/cases/month/?month=2026-01")
    book = client_of("bangong").get("/desk/cases/month/?month=2026-01&as=xlsx")

    assert [row.name for row in page.context["table"].rows][-1] == "合计"
    assert book.content.startswith(b"PK")
    assert client_of("bangong").get("/desk/cases/month/?month=13").status_code == 422


@pytest.mark.parametrize(
    "address", ["/desk/cases/", "/desk/cases/all/", "/desk/cases/month/", "/desk/cases/new/"]
)
def test_pages_ask_the_records_few_questions(city, client_of, django_assert_max_num_queries, address):
    officer = client_of("bangong")
    with django_assert_max_num_queries(12):
        assert officer.get(address).status_code == 200


def test_one_case_is_read_with_few_questions(city, client_of, django_assert_max_num_queries):
    officer = client_of("bangong")
    address = a_case(officer)
    take(officer, address, "dispatch", lead="990102")
    officer.get(address)  # shows the message of the step
    with django_assert_max_num_queries(12):
        officer.get(address)
