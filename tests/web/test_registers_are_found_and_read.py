"""Registers: found by name, pinyin and number; masked; within one's organisations; whoever looks is noted."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuezheng.records.accounts.models import Grant, Organisation, User
from xuezheng.records.audit.models import Event
from xuezheng.records.registers.actions import spell_new_names
from xuezheng.records.registers.models import Enrolment, Pupil, SavedFilter, School, Spelling, Teacher
from xuezheng.records.spelling import spelled

PUPILS, SCHOOLS, TEACHERS = "/desk/registers/pupils/", "/desk/registers/schools/", "/desk/registers/teachers/"
#: What a transaction costs is not a question asked of the records.
AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def asked(client, address):
    """The questions a page asks of the database."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return [q["sql"] for q in seen.captured_queries if not q["sql"].startswith(AROUND)]


def codes(answer):
    return re.findall(r">(P\d{9})<", answer.content.decode())


@pytest.fixture
def clerk():
    return User.objects.get(username="xuexiao")


@pytest.fixture
def mine(city, clerk):
    """A pupil of the clerk's school this year."""
    rows = Enrolment.objects.filter(school__organisation=clerk.organisation, school_year=2025)
    return rows.select_related("pupil").order_by("pupil").first().pupil


@pytest.fixture
def theirs(city, clerk):
    """A pupil that was never on the clerk's roll."""
    own = Enrolment.objects.filter(school__organisation=clerk.organisation).values("pupil")
    return Pupil.objects.exclude(pk__in=own).order_by("pk").first()


@pytest.mark.parametrize(
    ("name", "sound", "initials"),
    [
        ("张伟", "zhangwei", "zw"), ("单雄信", "shanxiongxin", "sxx"), ("吕布", "lvbu", "lb"),
        ("尉迟恭", "yuchigong", "ycg"), ("实验小学2部", "shiyanxiaoxue2bu", "syxx2b"), ("·", "-", "-"),
    ],
)  # fmt: skip
def test_a_name_is_spelled_as_it_is_typed(name, sound, initials):
    assert spelled(name) == (sound, initials)


@pytest.mark.parametrize(
    "typed", ["zhangsanfeng", "ZhangSanFeng", "zhang san", "zsf", "张三丰", "三丰", "zs"]
)
def test_a_pupil_is_found_by_sound_initials_and_characters(city, client_of, mine, typed):
    Pupil.objects.filter(pk=mine.pk).update(name="张三丰")

    assert mine.pk in codes(client_of("xuexiao").get(PUPILS, {"q": typed}))


@pytest.mark.parametrize("typed", ["lisanfeng", "sanfeng", "李三", "zx9"])
def test_other_sounds_do_not_find_it(city, client_of, mine, typed):
    Pupil.objects.filter(pk=mine.pk).update(name="张三丰")

    assert mine.pk not in codes(client_of("xuexiao").get(PUPILS, {"q": typed}))


def test_a_whole_number_finds_its_child_and_a_part_finds_nothing(city, client_of, mine):
    client = client_of("xuexiao")

    assert codes(client.get(PUPILS, {"q": mine.roll_number})) == [
        mine.pk,
    ]
    assert codes(client.get(PUPILS, {"q": mine.id_number})) == [mine.pk]
    assert codes(client.get(PUPILS, {"q": mine.id_number[:12]})) == []


def test_names_written_by_whatever_hand_are_spelled_before_the_next_search(city):
    """By an insert, an update and in bulk: the database itself notes them."""
    spell_new_names()
    assert not Spelling.objects.filter(sound="").exists()

    for model, name in ((Pupil, "欧阳新名"), (Teacher, "司马新名"), (School, "新名实验学校")):
        model.objects.filter(pk=model.objects.first().pk).update(name=name)
    Pupil.objects.bulk_create(
        [Pupil(code="PNEW", roll_number="G9", name="诸葛新名", sex="1", born_on="2015-01-01")]
    )

    assert spell_new_names() == 4
    assert set(Spelling.objects.filter(name__contains="新名").values_list("initials", flat=True)) == {
        "oyxm", "smxm", "xmsyxx", "zgxm",
    }  # fmt: skip


def test_every_name_on_the_registers_has_a_sound(city):
    spell_new_names()

    for model in (Pupil, Teacher, School):
        known = Spelling.objects.exclude(sound="").values("name")
        assert not model.objects.exclude(name__in=known).exists()


def test_a_clerk_sees_the_own_roll_and_a_forged_code_is_not_there(city, client_of, mine, theirs):
    client = client_of("xuexiao")
    before = Event.objects.count()

    listed = client.get(PUPILS, {"school": School.objects.exclude(organisation=mine_of(client)).first().pk})
    answers = [
        client.get(f"{PUPILS}{theirs.pk}/"),
        client.get(f"{PUPILS}{theirs.pk}/more/"),
        client.post(f"{PUPILS}{theirs.pk}/whole/", {"reason": "identity"}),
        client.get(f"/desk/registers/history/pupil/{theirs.pk}/"),
        client.get(f"{PUPILS}NOSUCH/"),
    ]

    assert theirs.pk not in codes(listed)
    assert [answer.status_code for answer in answers] == [404] * 5
    assert Event.objects.count() == before
    assert client.get(f"{PUPILS}{mine.pk}/").status_code == 200


def mine_of(client):
    return User.objects.get(pk=client.session["_auth_user_id"]).organisation


def test_numbers_are_masked_and_whole_only_once_with_a_reason_in_the_log(city, client_of, mine):
    client = client_of("xuexiao")
    masked = client.get(f"{PUPILS}{mine.pk}/").content.decode()
    no_reason = client.post(f"{PUPILS}{mine.pk}/whole/", {"reason": "curious"})
    whole = client.post(f"{PUPILS}{mine.pk}/whole/", {"reason": "identity"})
    again = client.get(f"{PUPILS}{mine.pk}/").content.decode()

    assert mine.id_number not in masked and f"{mine.id_number[:6]}********{mine.id_number[-4:]}" in masked
    assert no_reason.status_code == 422
    assert mine.id_number in whole.content.decode() and "no-store" in whole.headers["Cache-Control"]
    assert mine.id_number not in again
    events = Event.objects.filter(subject_code=mine.pk).order_by("seq")
    assert [(e.action, e.by) for e in events] == [
        ("pupil.read", "xuexiao"), ("pupil.unmask", "xuexiao"), ("pupil.read", "xuexiao"),
    ]  # fmt: skip
    assert mine.id_number not in str([event.detail for event in events])


def test_who_does_not_work_with_children_sees_no_whole_name(city, client_of):
    pupil = Enrolment.objects.filter(school_year=2025, pupil__name__regex="^...$").first().pupil

    director = client_of("juzhang").get(PUPILS, {"q": pupil.pk}).content.decode()
    officer = client_of("bangong").get(PUPILS, {"q": pupil.pk}).content.decode()

    assert pupil.name not in director and f"{pupil.name[0]}*{pupil.name[-1]}" in director
    assert pupil.name in officer


def test_filters_narrow_by_school_grade_and_class(city, client_of):
    one = (
        Enrolment.objects.filter(school_year=2025, school_class__isnull=False)
        .select_related("school")
        .first()
    )
    asked_for = {"area": one.school.area_id, "school": one.school_id, "grade": one.grade, "stage": one.stage}
    expected = Enrolment.objects.filter(school=one.school, school_year=2025, grade=one.grade, stage=one.stage)

    found = client_of("bangong").get(PUPILS, asked_for)
    of_class = client_of("bangong").get(PUPILS, {**asked_for, "school_class": one.school_class_id})

    assert f"共 {expected.count()} 行" in found.content.decode()
    assert f"共 {expected.filter(school_class=one.school_class_id).count()} 行" in of_class.content.decode()


def test_a_value_that_is_no_choice_filters_nothing_and_breaks_nothing(city, client_of):
    for asked_for in (
        {"grade": "x' OR 1=1"},
        {"year": "abc"},
        {"school": "nope"},
        {"cols": "password"},
        {"sort": "x"},
    ):
        assert client_of("bangong").get(PUPILS, asked_for).status_code == 200


def test_columns_are_chosen_and_kept_with_a_filter_of_one_s_own(city, client_of):
    client = client_of("bangong")
    chosen = client.get(TEACHERS, {"col": ["name", "degree"], "stage": "primary"})
    assert chosen.status_code == 302 and chosen.url == "?stage=primary&cols=name.degree"

    page = client.get(TEACHERS + chosen.url).content.decode()
    assert ">学历<" in page and ">职称<" not in page.partition("<thead>")[2].partition("</thead>")[0]

    kept = client.post(
        "/desk/registers/filters/teachers/",
        {"name": "小学教师", "asked": "stage=primary&cols=name.degree&page=3"},
    )
    row = SavedFilter.objects.get()
    assert kept.url == f"{TEACHERS}?stage=primary&cols=name.degree"
    assert "小学教师" in client.get(TEACHERS).content.decode()
    assert "小学教师" not in client_of("jijiao").get(TEACHERS).content.decode()
    assert client_of("juzhang").post(f"/desk/registers/filters/teachers/{row.pk}/drop/").status_code == 404
    client.post(f"/desk/registers/filters/teachers/{row.pk}/drop/")
    assert not SavedFilter.objects.exists()


def test_a_list_leaves_the_house_with_masks_and_a_trace(city, client_of, clerk, mine):
    answer = client_of("xuexiao").get(PUPILS, {"as": "xlsx", "q": mine.pk, "cols": "pupil_name.roll_number"})
    refused = client_of("duxue").get(PUPILS, {"as": "csv"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["学生代码", "姓名", "学籍号"]
    assert sheet.max_row == 2 and "********" in sheet["C2"].value
    event = Event.objects.order_by("-seq").first()
    assert (event.action, event.by, event.subject_code) == ("intake.take_out", "xuexiao", "pupils")
    assert event.detail == {
        "rows": 1,
        "columns": ["code", "pupil.name", "roll_number"],
        "columns_asked": ["q"],
    }
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/desk/registers/", SCHOOLS, PUPILS, PUPILS + "?q=zhang", TEACHERS, "/desk/intake/", "/desk/intake/batches/",
        "/desk/registers/all/casework/case/", "/desk/registers/pupils/duplicates/", "{school}", "{pupil}", "{pupil}more/",
        "{teacher}", "/desk/registers/history/school/{code}/", PUPILS + "?area={area}&school={code}&grade=1&q=li",
    ],
)  # fmt: skip
def test_a_page_asks_at_most_twelve_questions(city, client_of, address):
    one = Enrolment.objects.filter(school_year=2025).select_related("school").first()
    address = address.format(
        school=f"{SCHOOLS}{one.school_id}/", pupil=f"{PUPILS}{one.pupil_id}/", code=one.school_id,
        teacher=f"{TEACHERS}{Teacher.objects.first().pk}/", area=one.school.area_id,
    )  # fmt: skip
    client = client_of("bangong")
    client.get(address)  # names are spelled, templates are read

    questions = asked(client, address)

    assert len(questions) <= 12, "\n".join(questions)


def test_more_rows_ask_no_more_often(city, client_of):
    client, school = client_of("bangong"), Enrolment.objects.filter(school_year=2025).first().school_id
    client.get(PUPILS)
    few = asked(client, f"{PUPILS}?school={school}&grade=1")
    many = asked(client, f"{PUPILS}?school={school}")

    assert len(few) == len(many)


def test_the_history_says_who_changed_what_and_never_to_what(city, client_of):
    from xuezheng.records.registers.actions import correct

    school = School.objects.order_by("pk").first()
    officer = User.objects.get(username="bangong")
    from datetime import UTC, datetime

    correct(
        row=school,
        changes={"name": "改名小学"},
        why="typing",
        by=officer,
        at=datetime(2026, 1, 15, tzinfo=UTC),
    )

    text = client_of("bangong").get(f"/desk/registers/history/school/{school.pk}/").content.decode()

    assert "bangong" in text and "更正记录" in text and "学校名称" in text
    assert "改名小学" not in text


def test_the_page_of_a_school_leads_to_its_rolls(city, client_of):
    one = Enrolment.objects.filter(school_year=2025).values_list("school", flat=True).first()
    n = Enrolment.objects.filter(school=one, school_year=2025).count()

    text = client_of("bangong").get(f"{SCHOOLS}{one}/").content.decode()

    assert f"school={one}" in text and f"<b>{n:,}</b>" in text


def test_a_role_held_for_a_division_alone_finds_no_schools_and_is_told_so(city, client_of):
    division = Organisation.objects.get(user__username="jijiao")
    assert division.kind == Organisation.Kind.DIVISION
    Grant.objects.filter(user__username="jijiao").update(organisation=division)
    text = client_of("jijiao").get(PUPILS)

    assert text.status_code == 200 and "没有" in text.content.decode()


@pytest.mark.parametrize("place", [PUPILS, SCHOOLS, TEACHERS])
def test_a_division_s_officer_reads_the_registers_of_every_district(city, client_of, place):
    whole, theirs, a_district = (
        client_of(who).get(place).context["table"].n_rows for who in ("bangong", "jijiao", "quju")
    )

    assert theirs == whole > a_district > 0


def test_a_head_s_telephone_is_whole_only_with_a_reason_in_the_log(city, client_of):
    school = School.objects.exclude(head_phone="").order_by("pk").first()
    client, place = client_of("bangong"), f"{SCHOOLS}{school.pk}/"

    assert school.head_phone not in client.get(place).content.decode()
    assert client.post(place, {"reason": ""}).status_code == 422
    assert client_of("juzhang").post(place, {"reason": "contact"}).status_code == 403
    assert school.head_phone in client.post(place, {"reason": "contact"}).content.decode()
    assert list(Event.objects.filter(action="school.unmask").values_list("by", flat=True)) == ["bangong"]


def test_pupils_are_narrowed_by_what_marks_them(city, client_of):
    of_year = Enrolment.objects.filter(school_year=2025)
    for mark, n in {
        "boarder": of_year.filter(is_boarder=True).count(),
        "migrant": of_year.filter(pupil__is_migrant=True).count(),
        "moved": of_year.filter(pupil__movement__isnull=False).distinct().count(),
    }.items():
        assert f"共 {n} 行" in client_of("bangong").get(PUPILS, {"mark": mark}).content.decode()
