"""Bulk edit: a preview row by row, done once, taken back as any batch; nobody's change is overwritten unseen."""

import html
import re

import pytest

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.models import Event
from xuezheng.records.intake.models import Batch
from xuezheng.records.registers.models import Enrolment, School, Teacher
from xuezheng.web.shown.work import carry_out

CHANGE = "/desk/registers/change/teachers/"


@pytest.fixture
def three(city):
    """Three teachers of one school who are not backbone teachers."""
    one = Teacher.objects.filter(is_backbone=False, left_on=None).order_by("school", "pk").first()
    return list(Teacher.objects.filter(school=one.school, is_backbone=False, left_on=None).order_by("pk")[:3])


def hidden(page):
    """What the form of a page carries."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def preview(client, rows, value="是", field="is_backbone"):
    picked = {"pick": [row.pk for row in rows], "field": field, "back": "stage=primary"}
    ask = client.post(CHANGE, picked)
    assert ask.status_code == 200
    return client.post(CHANGE, hidden(ask) | {"value": value})


def confirm(client, page):
    form = page.content.decode().rpartition('<form method="post">')[2]
    said = {n: html.unescape(v) for n, v in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    return client.post(CHANGE, said)


def backbones(rows):
    return list(
        Teacher.objects.filter(pk__in=[row.pk for row in rows])
        .order_by("pk")
        .values_list("is_backbone", flat=True)
    )


def test_rows_are_looked_at_changed_and_taken_back(city, client_of, three):
    client = client_of("bangong")
    page = preview(client, three)
    text = page.content.decode()
    assert "将改动 3 条" in text and all(row.pk in text for row in three)
    assert backbones(three) == [False] * 3

    done = confirm(client, page)
    batch = Batch.objects.get()
    assert done.url == f"/desk/intake/batches/{batch.pk}/"
    assert (batch.n_changed, batch.n_new, batch.by) == (3, 0, "bangong")
    assert backbones(three) == [True] * 3
    assert Event.objects.filter(action="intake.run").count() == 1

    asked = client.post(done.url)
    carry_out.func(re.search(r"/work/([0-9a-f-]+)/", asked.url)[1])
    assert backbones(three) == [False] * 3


def test_only_what_differs_is_changed(city, client_of, three):
    Teacher.objects.filter(pk=three[0].pk).update(is_backbone=True)
    client = client_of("bangong")
    page = preview(client, three)
    assert "将改动 2 条" in page.content.decode() and "1 条本来就是这个值" in page.content.decode()

    confirm(client, page)

    assert Batch.objects.get().n_changed == 2


def test_sent_twice_is_done_once(city, client_of, three):
    client = client_of("bangong")
    page = preview(client, three)
    confirm(client, page)

    again = confirm(client, page)

    assert again.status_code in (409, 422) and Batch.objects.count() == 1


def test_the_second_of_two_officers_is_told_and_nothing_is_overwritten(city, client_of, three):
    client = client_of("bangong")
    page = preview(client, three, value="高级", field="title")
    Teacher.objects.filter(pk=three[1].pk).update(title="别人改的")

    answer = confirm(client, page)
    text = answer.content.decode()

    assert answer.status_code == 409 and "有 1 条在预览之后被改过" in text
    assert "别人改的" in text and "预览后有人改过" in text
    assert not Batch.objects.exists()
    assert Teacher.objects.get(pk=three[1].pk).title == "别人改的"


def test_a_change_beside_the_column_survives(city, client_of, three):
    client = client_of("bangong")
    page = preview(client, three)
    Teacher.objects.filter(pk=three[1].pk).update(title="别人改的")

    confirm(client, page)

    row = Teacher.objects.get(pk=three[1].pk)
    assert (row.title, row.is_backbone) == ("别人改的", True)


def test_what_a_model_does_not_allow_is_told_row_by_row_and_cannot_be_done(city, client_of, three):
    page = preview(client_of("bangong"), three, value="1950-01-01", field="left_on")
    text = page.content.decode()

    assert text.count("离职日期不能早于入职日期") == 3 and "确认修改" not in text
    assert confirm(client_of("bangong"), page).status_code == 422
    assert not Batch.objects.exists()


@pytest.mark.parametrize("value", ["也许", "<script>alert(1)</script>"])
def test_a_value_that_is_none_is_refused_and_shown_as_text(city, client_of, three, value):
    page = preview(client_of("bangong"), three, value=value)

    assert "确认修改" not in page.content.decode() and "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("field", ["name", "code", "school", "born_on", "nothing", "__class__"])
def test_who_somebody_is_cannot_be_changed_in_bulk(city, client_of, three, field):
    answer = client_of("bangong").post(CHANGE, {"pick": [three[0].pk], "field": field, "value": "x"})

    assert answer.status_code == 302 and "/change/" not in answer.url
    assert not Batch.objects.exists()


def test_rows_of_others_are_not_there(city, client_of):
    clerk = User.objects.get(username="xuexiao")
    own = Enrolment.objects.filter(school__organisation=clerk.organisation, school_year=2025)
    other = (
        Enrolment.objects.filter(school_year=2025).exclude(school__organisation=clerk.organisation).first()
    )
    said = {"pick": [own.first().pk, other.pk], "field": "is_boarder", "value": "是"}

    answer = client_of("xuexiao").post("/desk/registers/change/pupils/", said)

    assert answer.status_code == 404
    other.refresh_from_db()
    assert not Batch.objects.exists()


def test_a_school_changes_its_own_pupils(city, client_of):
    clerk = User.objects.get(username="xuexiao")
    own = Enrolment.objects.filter(
        school__organisation=clerk.organisation, school_year=2025, is_boarder=False
    )
    rows = list(own.order_by("pk")[:5])
    client = client_of("xuexiao")
    ask = client.post(
        "/desk/registers/change/pupils/", {"pick": [row.pk for row in rows], "field": "is_boarder"}
    )
    page = client.post("/desk/registers/change/pupils/", hidden(ask) | {"value": "是"})
    form = page.content.decode().rpartition('<form method="post">')[2]
    said = {n: html.unescape(v) for n, v in re.findall(r'name="(\w+)" value="([^"]*)"', form)}

    done = client.post("/desk/registers/change/pupils/", said)

    assert done.status_code == 302
    assert Enrolment.objects.filter(pk__in=[row.pk for row in rows], is_boarder=True).count() == 5
    one = client.get(f"/desk/registers/history/pupil/{rows[0].pupil_id}/")
    assert one.status_code == 200


@pytest.mark.parametrize("picked", [[], ["nonsense"], ["99999999999"]])
def test_a_choice_of_nothing_changes_nothing(city, client_of, picked):
    answer = client_of("bangong").post(CHANGE, {"pick": picked, "field": "is_backbone", "value": "是"})

    assert answer.status_code in (302, 404)


def test_who_sends_nothing_in_changes_nothing(city, client_of, three):
    answer = client_of("juzhang").post(CHANGE, {"pick": [three[0].pk], "field": "is_backbone", "value": "是"})

    assert answer.status_code == 403
    assert School.objects.exists() and backbones(three) == [False] * 3


def test_all_rows_of_a_filter_are_changed_beyond_the_page_that_is_shown(city, client_of):
    some = Enrolment.objects.filter(school_year=2025, stage="primary", grade=1)
    others = Enrolment.objects.filter(is_boarder=True).exclude(pk__in=some.values("pk")).count()
    client, place = client_of("bangong"), "/desk/registers/change/pupils/"
    assert some.count() > 50

    asked = {"all": "1", "field": "is_boarder", "back": "stage=primary&grade=1&page=2"}
    page = client.post(place, hidden(client.post(place, asked)) | {"value": "是"})
    form = page.content.decode().rpartition('<form method="post">')[2]
    client.post(place, {n: html.unescape(v) for n, v in re.findall(r'name="(\w+)" value="([^"]*)"', form)})

    assert not some.filter(is_boarder=False).exists()
    assert Enrolment.objects.filter(is_boarder=True).exclude(pk__in=some.values("pk")).count() == others


def test_all_rows_are_no_more_than_can_be_looked_at(city, client_of):
    more = Enrolment.objects.filter(school_year=2025).count()
    answer = client_of("bangong").post(
        "/desk/registers/change/pupils/", {"all": "1", "field": "is_boarder", "back": ""}
    )

    assert more <= 2000 or (answer.status_code == 422 and "一次最多" in answer.content.decode())
    assert not Batch.objects.exists()
