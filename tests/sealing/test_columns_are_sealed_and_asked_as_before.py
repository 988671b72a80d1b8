"""A model with sealed fields: plain to whoever uses it, sealed in the database."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from small_bureau import NOON, Role, stored

from xuezheng.errors import BadInput, NotAllowed, NotFound, Tampered
from xuezheng.records import masking
from xuezheng.records.audit.models import Event
from xuezheng.records.registers.actions.reading import (
    read_pupil,
    unmask_head_phone,
    unmask_pupil,
)
from xuezheng.records.registers.models import Enrolment, Pupil, School
from xuezheng.records.sealing import keys, resealing
from xuezheng.records.sealing.fields import Sealed
from xuezheng.records.sealing.resealing import reseal, reseal_text, seal_plain, sealed_models

NUMBER, ROLL, PHONE = "110101201501011234", "G110101201501011234", "13812345678"


@pytest.fixture
def child(bureau):
    """A child on the roll of school A with known numbers, as it stands in the database."""
    row = stored(Pupil, bureau)
    Pupil.objects.filter(pk=row.pk).update(id_number=NUMBER, roll_number=ROLL, guardian_phone=PHONE)
    stored(Enrolment, bureau)
    return Pupil.objects.get(pk=row.pk)


def columns(code):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id_number, roll_number, guardian_phone FROM registers_pupil WHERE code = %s", [code]
        )
        return cursor.fetchone()


def test_the_database_holds_no_number_and_the_row_gives_it(child):
    assert not any(number[4:] in text for number in (NUMBER, ROLL, PHONE) for text in columns(child.pk))
    assert (child.id_number, child.roll_number, child.guardian_phone) == (NUMBER, ROLL, PHONE)


def test_a_row_opens_only_what_is_looked_at(child):
    held = child.__dict__["id_number"]

    assert type(held) is Sealed and repr(held) == "<sealed>"
    assert child.id_number == NUMBER and child.__dict__["id_number"] == NUMBER
    assert type(child.__dict__["guardian_phone"]) is Sealed


def test_it_is_found_by_the_whole_number_and_by_nothing_less(child):
    assert Pupil.objects.get(id_number=NUMBER) == child
    assert Pupil.objects.filter(id_number__in=["1", NUMBER], guardian_phone=PHONE).count() == 1
    assert not Pupil.objects.filter(id_number=NUMBER[:-1]).exists()
    assert Pupil.objects.exclude(id_number="").count() >= 1
    assert Enrolment.objects.filter(pupil__roll_number=ROLL).exists()
    for lookup in ("startswith", "contains", "regex", "gt", "icontains"):
        with pytest.raises(FieldError):
            Pupil.objects.filter(**{f"id_number__{lookup}": "11"}).exists()


def test_values_open_when_they_are_shown(child):
    found = Pupil.objects.values_list("id_number", flat=True).get(pk=child.pk)

    assert f"{found}" == str(found) == NUMBER and found == NUMBER
    assert Pupil.objects.filter(id_number=F("id_number")).exists()


def test_two_children_cannot_have_one_roll_number(bureau, child):
    other = stored(Pupil, bureau, "B")
    other.roll_number = ROLL

    with pytest.raises(Exception, match="学籍号"):
        other.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_number_too_long_is_told_by_its_plain_length(child):
    child.id_number = "1" * 19

    with pytest.raises(Exception, match="18"):
        child.full_clean()


@pytest.fixture
def folder_keys(tmp_path, monkeypatch):
    """Keys of one's own, copied from the run's, so that they may be rotated."""
    ring = keys.ring()
    file = tmp_path / "sealing.keys"
    keys.write(file, ring)
    monkeypatch.setenv("XUEZHENG_KEYS", str(file))
    return file


def _another_key(file, suite=keys.SUITES[0], *, is_rotating=True):
    ring = keys.ring()
    key = keys.new_key(suite, tuple(ring.keys))
    keys.write(file, keys.Ring(key, {**ring.keys, key.id: key}, is_rotating))
    return key


@pytest.mark.parametrize("suite", keys.SUITES)
def test_after_a_rotation_everything_is_found_under_the_new_key(child, folder_keys, suite):
    before = columns(child.pk)
    key = _another_key(folder_keys, suite)

    assert Pupil.objects.get(id_number=NUMBER) == child  # in the middle: some rows still under the old key
    for model, fields in sealed_models().items():
        for _ in reseal(model, fields):
            pass

    after = columns(child.pk)
    assert all(text.startswith(f"{key.id}.") for text in after) and set(after).isdisjoint(before)
    keys.write(folder_keys, keys.Ring(key, {key.id: key}))
    assert Pupil.objects.get(roll_number=ROLL).guardian_phone == PHONE


def test_what_somebody_writes_during_a_rotation_is_not_written_over(child, folder_keys):
    _another_key(folder_keys)
    fields = sealed_models()[Pupil]
    read = resealing._rows_under_others(Pupil, fields, None)
    Pupil.objects.filter(pk=child.pk).update(guardian_phone="13900009999")

    resealing._rewrite(Pupil, fields, read)

    assert Pupil.objects.get(pk=child.pk).guardian_phone == "13900009999"
    assert list(reseal(Pupil, fields)) == [1]  # the next round takes the rest of that row
    assert Pupil.objects.get(pk=child.pk).id_number == NUMBER


def test_a_taken_roll_number_is_noticed_in_the_middle_of_a_rotation(bureau, child, folder_keys):
    _another_key(folder_keys)
    other = stored(Pupil, bureau, "B")
    other.roll_number = ROLL

    with pytest.raises(Exception, match="学籍号"):
        other.full_clean()


def test_whole_columns_are_not_compared_while_there_are_two_keys(folder_keys):
    keys.expect_one_key()
    _another_key(folder_keys)

    with pytest.raises(BadInput, match=r"轮换还没有完成.*keys rotate"):
        keys.expect_one_key()


def test_rows_kept_as_text_are_brought_under_the_new_key(child, folder_keys):
    before = columns(child.pk)
    text = f'[["P1","{before[0]}","{before[1]}","张三",""],["x","kaaa.notsealed"]]'
    key = _another_key(folder_keys)

    sealed = reseal_text(text)

    assert sealed.count(f'"{key.id}.') == 2 and "kaaa.notsealed" in sealed
    assert reseal_text(sealed) == sealed


def test_without_the_old_key_the_sentence_says_which_is_missing(child, folder_keys):
    key = _another_key(folder_keys, is_rotating=False)
    missing = columns(child.pk)[0][:4]
    keys.write(folder_keys, keys.Ring(key, {key.id: key}))

    with pytest.raises(Tampered, match=rf"用密钥 {missing} 加密的，密钥文件中没有它"):
        _ = Pupil.objects.get(pk=child.pk).id_number


def test_what_stood_plain_before_is_sealed_by_the_migration(child):
    from django.apps import apps

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registers_pupil SET id_number = %s, roll_number = %s, guardian_phone = '' WHERE code = %s",
            [NUMBER, ROLL, child.pk],
        )
    assert Pupil.objects.get(pk=child.pk).id_number == NUMBER  # readable until then

    seal_plain(apps, None)

    number, roll, phone = columns(child.pk)
    assert number.startswith(f"{keys.ring().current.id}.") and roll.startswith(number[:5]) and phone == ""
    assert Pupil.objects.get(id_number=NUMBER).roll_number == ROLL


# Reading a person's page


def test_a_page_is_masked_and_the_look_is_an_event_without_a_number(bureau, child):
    clerk = bureau.person(Role.SCHOOL_CLERK, bureau.schools["A"].organisation)

    page = read_pupil(child.pk, by=clerk, at=NOON)

    assert (page.id_number, page.roll_number, page.guardian_phone) == (
        "110101********1234", "G110101********1234", "138****5678",
    )  # fmt: skip
    event = Event.objects.get()
    assert (event.action, event.by, event.subject_code) == ("pupil.read", clerk.username, child.pk)
    assert event.detail == {}


def test_numbers_are_whole_with_a_reason_from_the_list_and_the_reason_stays(bureau, child):
    clerk = bureau.person(Role.SCHOOL_CLERK, bureau.schools["A"].organisation)

    with pytest.raises(BadInput, match=r"理由“好奇”不在清单中.*核对身份"):
        unmask_pupil(child.pk, reason="好奇", by=clerk, at=NOON)
    page = unmask_pupil(child.pk, reason="contact", by=clerk, at=NOON)

    assert (page.id_number, page.guardian_phone, page.is_whole) == (NUMBER, PHONE, True)
    event = Event.objects.get()
    assert (event.action, event.detail["reason"]) == ("pupil.unmask", "contact")


def test_who_may_not_see_the_child_learns_nothing_and_who_may_not_unmask_is_refused(bureau, child):
    stranger = bureau.person(Role.SCHOOL_CLERK, bureau.schools["B"].organisation)
    auditor, inspector = bureau.person(Role.AUDITOR), bureau.person(Role.INSPECTOR)

    for person in (stranger, auditor):
        for code in (child.pk, "P-nobody"):
            with pytest.raises(NotFound, match="没有学生"):
                read_pupil(code, by=person, at=NOON)
            with pytest.raises(NotFound, match="没有学生"):
                unmask_pupil(code, reason="contact", by=person, at=NOON)
    assert read_pupil(child.pk, by=inspector, at=NOON).is_whole is False
    with pytest.raises(NotAllowed, match="查看学生的完整号码"):
        unmask_pupil(child.pk, reason="contact", by=inspector, at=NOON)


def test_a_head_s_telephone_is_shown_with_a_reason(bureau):
    school = bureau.schools["A"]
    School.objects.filter(pk=school.pk).update(head_phone=PHONE)
    clerk = bureau.person(Role.SCHOOL_CLERK, school.organisation)

    assert unmask_head_phone(School.objects.get(pk=school.pk), reason="contact", by=clerk, at=NOON) == PHONE
    assert Event.objects.get().action == "school.unmask"


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masking.name, "李明", "李*"),
        (masking.name, "李小明", "李*明"),
        (masking.name, "欧阳娜娜", "欧**娜"),
        (masking.name, "𠮷", "𠮷*"),
        (masking.name, "", ""),
        (masking.identity_number, "11010120150101123X", "110101********123X"),
        (masking.identity_number, "H12345678", "*********"),
        (masking.roll_number, "L11010120150101X123", "L110101********X123"),
        (masking.telephone, "13812345678", "138****5678"),
        (masking.telephone, "0531-8888888", "********8888"),
        (masking.telephone, "12345", "*****"),
        (masking.hidden, "任何内容", "***"),
        (masking.hidden, "", ""),
    ],
)
def test_masks(mask, text, shown):
    assert mask(text) == shown


def test_every_number_that_names_a_person_is_a_sealed_field():
    """A new model that keeps such a number plain fails here."""
    from django.apps import apps

    plain = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("xuezheng.")
        for field in model._meta.concrete_fields
        if field.name.endswith(("phone", "id_number", "roll_number", "mobile"))
        and not getattr(field, "is_sealed", False)
    ]

    assert plain == []
