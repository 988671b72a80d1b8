"""Uploads that cannot be, long work done in process, downloads, an edited document, the release."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from speech_drafts import read_once

from xuezheng.records.decisions.models import ReportDraft, Work


def sent(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    "name, content, year, told",
    [
        ("去年.pdf", b"%PDF-1.7", "2025", "不能读取"),
        ("去年.txt", b"", "2025", "空"),
        ("去年.txt", "讲话".encode(), "2999", "报告年度“2999”不对"),
        ("去年.txt", "讲话".encode(), "abc", "报告年度“abc”不对"),
        ("../../去年.exe", b"MZ", "2025", "“去年.exe”不能读取"),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_same_page(city, client_of, name, content, year, told):
    answer = client_of("bangong").post("/desk/speech/take/", {"text": sent(name, content), "year": year})

    assert answer.status_code == 422 and told in answer.content.decode()
    assert not Work.objects.filter(kind="speech.read").exists()


def test_no_file_is_said_too(city, client_of):
    assert "没有选文件" in client_of("bangong").post("/desk/speech/take/", {"year": "2025"}).content.decode()


def test_a_good_text_begins_long_work(city, client_of):
    answer = client_of("jijiao").post(
        "/desk/speech/take/", {"text": sent("去年.txt", "全市公办幼儿园XX所。".encode()), "year": "2025"}
    )

    work = Work.objects.get(kind="speech.read")
    assert answer.url == f"/desk/work/{work.code}/"
    assert work.given["name"] == "去年.txt"
    shutil.rmtree(Path(city) / "documents" / "drafts" / work.given["code"])


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("坏.docx", b"PK\x03\x04nothing", "不是可以打开的 docx"),
        ("锁.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("空话.txt", "大家好。".encode(), "没有数字、年份或名称可填"),
        ("english.txt", b"Nothing in Chinese here at all.", "没有汉字"),
    ],
)
def test_a_text_that_cannot_be_read_is_told_by_its_own_name(tmp_path, name, content, told):
    from xuezheng.errors import BadInput
    from xuezheng.jobs.drafts.folder import DraftFolder, keep_upload
    from xuezheng.jobs.drafts.reading import take_text

    keep_upload(name, content, DraftFolder(tmp_path, "x").path)
    with pytest.raises(BadInput, match=told) as told_of:
        take_text(tmp_path, "x", name, 2025)
    assert str(tmp_path) not in str(told_of.value)


def written(draft, step=lambda *_: None):
    """Do what the worker does."""
    from xuezheng.web.desk.speech.work import write

    return write({"code": str(draft.code), "by": "bangong"}, step)


def test_from_the_document_to_what_an_editor_changed(draft, client_of, at, decide, slot_of, city):
    from xuezheng.web.desk.speech.work import check

    client = client_of("bangong")
    decide(slot_of("教育年鉴"), "by_hand", value="1200", who="局办公室")
    client.post(at("confirm-sure/"))
    stages = []
    assert written(draft, lambda done, of, stage: stages.append(stage))["next"] == at("output/")
    assert stages[0] == "计算与写稿" and len(stages) == 4

    answer = client.get(at("edition/1/report/"))
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    document = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    for what in ("review", "targets", "evidence"):
        assert b"".join(client.get(at(f"edition/1/{what}/")).streaming_content)[:2] == b"PK"
    page = client.get(at("output/")).content.decode()
    assert "第 1 稿写入数字" in page and "文中仍留空" in page

    run = next(run for p in document.paragraphs for run in p.runs if run.text == "1200")
    run.text = "1300"
    changed = io.BytesIO()
    document.save(changed)
    client.post(at("edited/"), {"report": sent("改过.docx", changed.getvalue())})
    given = Work.objects.get(kind="speech.check").given
    assert check({**given, "by": "bangong"}, lambda *_: None)["next"] == at("edited/1/")

    said = client.get(at("edited/1/")).content.decode()
    assert "被人改动" in said and "1300" in said and "<del>2</del><ins>3</ins>" in said
    assert "改过.docx" in client.get(at("output/")).content.decode()


def test_a_docx_that_is_not_ours_is_refused_in_words(draft, client_of, at):
    from xuezheng.errors import BadInput
    from xuezheng.web.desk.speech.work import check

    client = client_of("bangong")
    assert "还没有成稿" in client.post(at("edited/"), {"report": sent("x.docx", b"PK")}).content.decode()
    written(draft)
    assert "请选改过的 .docx" in client.post(at("edited/"), {"report": sent("x.doc", b"x")}).content.decode()
    blank = io.BytesIO()
    docx.Document().save(blank)
    client.post(at("edited/"), {"report": sent("别的.docx", blank.getvalue())})
    with pytest.raises(BadInput, match="没有数据锚点"):
        check({**Work.objects.get(kind="speech.check").given, "by": "bangong"}, lambda *_: None)
    assert client.get(at("edited/1/")).status_code == 404


def test_a_text_with_open_places_is_not_released(draft, client_of, at):
    written(draft)
    answer = client_of("bangong").post(at("release/"))

    assert answer.status_code == 422 and "还有没填的地方" in answer.content.decode()
    assert ReportDraft.objects.get(pk=draft.pk).released_at is None


def test_nothing_is_released_before_it_is_written(draft, client_of, at):
    assert "还没有写出文稿" in client_of("bangong").post(at("release/")).content.decode()


def test_a_release_is_a_bundle_that_anyone_can_verify(city, draft_from, client_of, tmp_path):
    from xuezheng.reports.bundle.verify import verify_bundle

    text = "学前教育工作报告\n一、工作情况\n全市公办幼儿园达到XX所，在园幼儿XX名。\n"
    draft = draft_from(*read_once(city, tmp_path, text))
    client, place = client_of("bangong"), f"/desk/speech/{draft.code}/"
    client.post(place + "confirm-sure/")
    written(draft)

    answer = client.post(place + "release/", follow=True)

    row = ReportDraft.objects.get(pk=draft.pk)
    assert row.released_by == "bangong" and row.fingerprint in answer.content.decode()
    bundle = client.get(place + "released/bundle/")
    with zipfile.ZipFile(io.BytesIO(bundle.content)) as packed:
        packed.extractall(tmp_path / "out")
    assert verify_bundle(tmp_path / "out" / "evidence").ok
    assert client.post(place + "release/").status_code == 422
    assert client_of("xuexiao").get(place + "released/report/").status_code == 200


def test_a_text_that_cannot_be_read_leaves_nothing_behind(city):
    from xuezheng.errors import BadInput
    from xuezheng.jobs.drafts.folder import DraftFolder, keep_upload
    from xuezheng.web.desk.speech.work import read_text

    folder = DraftFolder(Path(city), "11111111-1111-4111-8111-111111111111")
    keep_upload("空话.txt", "大家好。".encode(), folder.path)
    with pytest.raises(BadInput, match="没有数字"):
        read_text({"code": folder.code, "name": "空话.txt", "year": 2025, "by": "bangong"}, lambda *_: None)

    assert not folder.path.exists()


def test_a_snapshot_that_is_gone_is_said_with_the_way_on(draft, client_of, at):
    type(draft).objects.filter(pk=draft.pk).update(snapshot="0" * 64)

    answer = client_of("bangong").get(at())

    assert answer.status_code == 422
    said = answer.content.decode()
    assert "没有快照 000000000000" in said and at("renew/") in said
    assert "renew/" not in client_of("juzhang").get(at()).content.decode()
