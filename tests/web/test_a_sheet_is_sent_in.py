"""Intake: a sheet is tried, looked at, taken in and taken back; everything wrong with it is told; twice is once."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.models import Event
from xuezheng.records.decisions.models import Work
from xuezheng.records.intake.models import Batch
from xuezheng.records.registers.models import Facility, School
from xuezheng.web.desk.intake import uploads
from xuezheng.web.shown.uploads import MOST_BYTES
from xuezheng.web.shown.work import carry_out, take_up_what_was_dropped

INTAKE = "/desk/intake/"


@pytest.fixture
def clerk(own):
    return User.objects.get(username="xuexiao")


@pytest.fixture
def school(clerk):
    return School.objects.get(organisation=clerk.organisation)


@pytest.fixture
def heads(own):
    from xuezheng.records.intake.forms.layouts import columns_of, layout_of

    return [column.heading for column in columns_of(layout_of("facilities")) if column.is_required]


def a_sheet(*rows, name="校舍.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def a_row(heads, school, code, **other):
    """A row of a building, by heading."""
    from xuezheng.records.intake.forms.layouts import columns_of, layout_of

    usual = {
        "code": code,
        "school": school.pk,
        "kind": "teaching",
        "floor_area_m2": 900,
        "built_on": "2020-09-01",
    }
    said = usual | other
    columns = {c.heading: c for c in columns_of(layout_of("facilities"))}
    return [said.get(columns[head].name, "1") for head in heads]


def send(client, file, layout="facilities"):
    return client.post(INTAKE, {"layout": layout, "file": file})


def worked(answer):
    """The worker does what was asked for; gives the address it leads on to."""
    assert answer.status_code == 302, answer.content.decode()
    code = re.search(r"/work/([0-9a-f-]+)/", answer.url)[1]
    carry_out.func(code)
    work = Work.objects.get(code=code)
    assert work.state == "done", work.told
    return work.outcome["next"]


def looked_at(client, file):
    """A sheet sent in and tried: the page of what it would do."""
    address = worked(send(client, file))
    return address, client.get(address)


def take_in(client, address, page):
    digest = re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]
    return client.post(address, {"digest": digest})


def test_a_sheet_goes_in_and_out_again(own, client_of, heads, school):
    client = client_of("xuexiao")
    address, page = looked_at(
        client, a_sheet(heads, a_row(heads, school, "B-1"), a_row(heads, school, "B-2"))
    )
    assert "<b>2</b><span>新增" in page.content.decode()
    assert not Facility.objects.filter(code__startswith="B-").exists()

    batch_page = worked(take_in(client, address, page))
    batch = Batch.objects.get()
    assert batch_page == f"{INTAKE}batches/{batch.pk}/" and batch.file_name == "校舍.xlsx"
    assert Facility.objects.filter(code__startswith="B-").count() == 2
    assert client.get(batch_page).status_code == 200

    back = worked(client.post(batch_page))
    assert not Facility.objects.filter(code__startswith="B-").exists()
    assert "<b>2</b><span>已还原" in client.get(back).content.decode()


def test_what_somebody_changed_since_is_kept_and_told(own, client_of, heads, school):
    client = client_of("xuexiao")
    address, page = looked_at(client, a_sheet(heads, a_row(heads, school, "B-1")))
    batch_page = worked(take_in(client, address, page))
    Facility.objects.filter(code="B-1").update(floor_area_m2=777)

    text = client.get(worked(client.post(batch_page))).content.decode()

    assert "<b>1</b><span>保留" in text and "B-1" in text and "有人改过" in text
    assert Facility.objects.filter(code="B-1").exists()


def test_faults_are_told_by_row_and_column_and_marked_in_the_own_file(own, client_of, heads, school):
    client = client_of("xuexiao")
    rows = [a_row(heads, school, "B-1"), a_row(heads, school, "B-2", built_on="昨天", floor_area_m2="很大")]

    address, page = looked_at(client, a_sheet(heads, *rows))
    text = page.content.decode()

    assert "有 2 处错误" in text and "昨天" in text and "很大" in text and 'name="digest"' not in text
    marked = openpyxl.load_workbook(BytesIO(client.get(address + "annotated/").content)).active
    assert marked.cell(1, marked.max_column).value == "核对意见"
    assert "建筑面积" in marked.cell(3, marked.max_column).value
    digest = uploads.read(address.split("/")[-2], "xuexiao").digest
    assert client.post(address, {"digest": digest}).status_code == 422
    assert not Batch.objects.exists()


def test_script_in_a_cell_is_text(own, client_of, heads, school):
    evil = "<script>alert(1)</script>"

    _, page = looked_at(client_of("xuexiao"), a_sheet(heads, a_row(heads, school, "B-1", kind=evil)))

    assert evil not in page.content.decode() and "&lt;script&gt;" in page.content.decode()


def test_sent_twice_and_back_after_the_deed_is_done_once(own, client_of, heads, school):
    client = client_of("xuexiao")
    file = a_sheet(heads, a_row(heads, school, "B-1"))
    address, page = looked_at(client, file)
    first = take_in(client, address, page)
    second = take_in(client, address, page)
    assert second.status_code == 422 and "正在办理" in second.content.decode()

    batch_page = worked(first)
    assert take_in_again(client, address, page).url == batch_page
    assert client.get(address).url == batch_page
    assert Batch.objects.count() == 1 and Event.objects.filter(action="intake.run").count() == 1


def take_in_again(client, address, page):
    return take_in(client, address, page)


def test_what_was_looked_at_is_what_is_taken_in(own, client_of, heads, school):
    """A kept file that was changed since, or a digest of another one, is refused."""
    client = client_of("xuexiao")
    address, page = looked_at(client, a_sheet(heads, a_row(heads, school, "B-1")))
    other, _ = looked_at(client, a_sheet(heads, a_row(heads, school, "B-2")))
    assert (
        client.post(other, {"digest": uploads.read(address.split("/")[-2], "xuexiao").digest}).status_code
        == 422
    )

    place = Path(own) / "uploads" / address.split("/")[-2] / "file"
    (Path(own) / "uploads" / other.split("/")[-2] / "file").replace(place)
    answer = take_in(client, address, page)
    code = re.search(r"/work/([0-9a-f-]+)/", answer.url)[1]
    carry_out.func(code)

    assert Work.objects.get(code=code).state == "failed"
    assert "与上传时不同" in Work.objects.get(code=code).told
    assert not Batch.objects.exists()


def test_a_worker_that_died_after_the_deed_finds_it_done(own, client_of, heads, school):
    client = client_of("xuexiao")
    address, page = looked_at(client, a_sheet(heads, a_row(heads, school, "B-1")))
    asked = take_in(client, address, page)
    code = re.search(r"/work/([0-9a-f-]+)/", asked.url)[1]
    carry_out.func(code)
    # The worker died before it could say so: the work runs and nobody is heard of.
    work = Work.objects.get(code=code)
    work.state, work.outcome, work.asked_at = "running", {}, work.asked_at - timedelta(days=300)
    work.save()

    assert take_up_what_was_dropped() == 1
    carry_out.func(code, again=True)

    work.refresh_from_db()
    assert (work.state, work.outcome["next"]) == ("done", f"{INTAKE}batches/{Batch.objects.get().pk}/")


def test_another_s_file_is_not_there(own, client_of, heads, school):
    address, page = looked_at(client_of("xuexiao"), a_sheet(heads, a_row(heads, school, "B-1")))

    other = client_of("bangong")

    assert other.get(address).status_code == 404
    assert take_in(other, address, page).status_code == 404
    assert other.get(address + "annotated/").status_code == 404


def test_rows_of_another_school_are_refused(own, client_of, heads, school):
    stranger = School.objects.exclude(pk=school.pk).first()

    _, page = looked_at(client_of("xuexiao"), a_sheet(heads, a_row(heads, stranger, "B-1")))

    assert "不属于您可以报送的机构" in page.content.decode()


def test_a_batch_of_another_school_is_not_there(own, client_of, heads, school):
    stranger = School.objects.exclude(pk=school.pk).first()
    client = client_of("bangong")
    address, page = looked_at(client, a_sheet(heads, a_row(heads, stranger, "B-1")))
    batch_page = worked(take_in(client, address, page))

    for answer in (client_of("xuexiao").get(batch_page), client_of("xuexiao").post(batch_page),
                   client_of("xuexiao").get(batch_page + "file/")):  # fmt: skip
        assert answer.status_code == 404
    assert Batch.objects.get().state == "done"
    assert client.get(batch_page + "file/").content[:2] == b"PK"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../../../etc/cron.d/x.xlsx", "x.xlsx"), ("..\\..\\boot.xlsx", "boot.xlsx"), ("a\x00b\r\n.xlsx", "a_b_.xlsx"),
        ("‮xslx.exe.xlsx", "_xslx.exe.xlsx"), ("<img src=x onerror=alert(1)>.xlsx", "_img src=x onerror=alert(1)_.xlsx"),
        ("表" * 300 + ".xlsx", "表" * 80 + ".xlsx"), (".xlsx", "未命名.xlsx"),
    ],
)  # fmt: skip
def test_a_hostile_name_becomes_a_plain_one(name, told):
    fit = uploads.fit_name(name if name != ".xlsx" else "/.xlsx")

    assert fit == told or (name == ".xlsx" and fit in (".xlsx", "xlsx", "未命名.xlsx"))
    assert not set(fit) & set('/\\\x00\r\n"<>|:*?')


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("run.exe", b"MZ"), "不是表格文件"),
        (SimpleUploadedFile("empty.xlsx", b""), "文件"),
        (None, "没有选择文件"),
    ],
)
def test_what_is_no_sheet_stays_on_the_page_with_the_choice_kept(own, client_of, file, told):
    answer = client_of("xuexiao").post(INTAKE, {"layout": "facilities"} | ({"file": file} if file else {}))
    text = answer.content.decode()

    assert answer.status_code == 422 and told in text
    assert re.search(r'value="facilities" selected', text)


def test_a_file_that_says_it_is_a_sheet_and_is_not_is_refused_in_words(own, client_of):
    answer = send(client_of("xuexiao"), SimpleUploadedFile("x.xlsx", b"PK\x03\x04 not a workbook"))
    code = re.search(r"/work/([0-9a-f-]+)/", answer.url)[1]
    carry_out.func(code)

    work = Work.objects.get(code=code)
    assert work.state == "failed" and "x.xlsx" in work.told
    assert "x.xlsx" in client_of("xuexiao").get(f"/desk/work/{code}/").content.decode()


def test_a_file_that_is_too_large_is_thrown_away_as_it_comes(own, client_of):
    answer = send(client_of("xuexiao"), SimpleUploadedFile("x.csv", b"x" * MOST_BYTES))

    assert answer.status_code == 422 and "超过 40 MB" in answer.content.decode()
    assert not (Path(own) / "uploads").exists()


def test_what_was_sent_is_sealed_until_it_is_taken_in(own, client_of, heads, school):
    address, _ = looked_at(client_of("xuexiao"), a_sheet(heads, a_row(heads, school, "B-1")))
    place = Path(own) / "uploads" / address.split("/")[-2]

    assert sorted(file.name for file in place.iterdir()) == ["file", "result", "upload.json"]
    assert all((place / name).read_bytes().startswith(b"XZSEAL1") for name in ("file", "result"))
    assert {(file.stat().st_mode & 0o777) for file in place.iterdir()} == {0o600}


def test_an_expired_session_comes_back_to_the_page_and_nothing_is_done(own, client_of, heads, school):
    client = client_of("xuexiao")
    address, page = looked_at(client, a_sheet(heads, a_row(heads, school, "B-1")))
    client.cookies.clear()

    answer = take_in(client, address, page)

    assert (answer.status_code, answer.url) == (302, f"/account/sign-in/?next={address}")
    assert not Batch.objects.exists() and not Work.objects.filter(kind="intake.run").exists()
    assert client_of("xuexiao").get(address).status_code == 200


def test_the_empty_sheet_offers_own_schools_only(own, client_of, school):
    answer = client_of("xuexiao").get(f"{INTAKE}template/facilities/")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}

    assert school.name in said
    assert not said & set(
        School.objects.exclude(pk=school.pk).exclude(name=school.name).values_list("name", flat=True)
    )
    assert client_of("xuexiao").get(f"{INTAKE}template/areas/").status_code == 404
    assert client_of("xuexiao").get(f"{INTAKE}template/nothing/").status_code == 404


def test_a_whole_register_is_taken_out_for_its_asker_alone_and_noted(own, client_of, school):
    client = client_of("xuexiao")
    page = worked(client.post(f"{INTAKE}export/", {"layout": "facilities"}))

    sheet = openpyxl.load_workbook(BytesIO(client.get(page + "file/").content)).worksheets[0]

    assert sheet.max_row - 1 == Facility.objects.filter(school=school).count()
    assert (
        Event.objects.filter(action="intake.take_out", by="xuexiao", subject_code="facilities").count() == 1
    )
    assert client_of("bangong").get(page + "file/").status_code == 404


@pytest.mark.parametrize("account", ["juzhang", "duxue", "anquan", "shenji"])
def test_who_sends_nothing_in_finds_the_place_shut(own, client_of, account):
    client = client_of(account)

    assert client.get(INTAKE).status_code == 403
    assert client.post(f"{INTAKE}export/", {"layout": "pupils"}).status_code == 403
