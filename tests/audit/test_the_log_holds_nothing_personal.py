"""Every action of every room, done once: what it leaves in the log names nobody."""

import json

import pytest
from deeds import DEEDS
from django.apps import apps
from small_bureau import NOON, Role

from xuezheng.records.audit.actions import drop_key, publish_head, read_log, rotate_keys
from xuezheng.records.audit.models import Event
from xuezheng.records.audit.proof import prove
from xuezheng.records.sealing.fields import Sealed


def _personal_values():
    """What stands in every field that is kept back as personal; account names (`…_by`) stand in every event."""
    for model in apps.get_models():
        kept = getattr(getattr(model, "Frozen", None), "kept", {})
        for name in (
            name for name, why in kept.items() if why.startswith("personal") and not name.endswith("_by")
        ):
            for value in model._default_manager.values_list(name, flat=True):
                if len(str(value or "")) > 1:
                    yield str(value), f"{model.__name__}.{name}", isinstance(value, Sealed)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.right)
def test_an_event_holds_codes_and_no_personal_value(bureau, deed):
    do, doer = deed.do(bureau), deed.doer(bureau)
    before = list(_personal_values())

    do(by=doer, at=NOON)

    event = Event.objects.get()
    told = json.dumps([event.detail, event.subject_code, event.subject_kind], ensure_ascii=False)
    found = [
        (value, where)
        for value, where, _ in {*before, *_personal_values()}
        if value in told and value != doer.username
    ]
    assert found == []


def test_the_search_would_find_a_name_and_a_number(bureau):
    from small_bureau import stored

    from xuezheng.records.registers.models import Pupil

    child = stored(Pupil, bureau)

    values = {value for value, _, _ in _personal_values()}

    assert {child.name, child.id_number, child.guardian_phone, child.roll_number} <= values
    assert any(is_sealed for _, _, is_sealed in _personal_values())


def test_what_the_auditor_and_the_keeper_of_keys_do_is_logged_and_refused_to_others(bureau):
    auditor, keeper = bureau.person(Role.AUDITOR), bureau.person(Role.SYSADMIN)

    read_log(by=auditor, at=NOON, asked={"subject": "110101201501011234"})
    publish_head(proof=prove(), by=auditor, at=NOON)
    rotate_keys(key="kabc", n=3, by=keeper, at=NOON)
    drop_key(key="kabc", by=keeper, at=NOON)

    events = list(Event.objects.values_list("action", "by", "detail"))
    assert [action for action, _, _ in events] == ["audit.read", "audit.publish", "keys.rotate", "keys.drop"]
    assert events[0][2] == {"asked": ["subject"]}  # what was asked for may be a person: only that it was
    assert events[1][2]["n"] == 1 and len(events[1][2]["root"]) == 64
    from xuezheng.errors import BadInput, NotAllowed

    for refused in (
        lambda: read_log(by=keeper, at=NOON, asked={}),
        lambda: publish_head(proof=prove(), by=keeper, at=NOON),
        lambda: rotate_keys(key="k", n=0, by=auditor, at=NOON),
        lambda: drop_key(key="k", by=auditor, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            refused()
    broken = prove()
    broken.note(2, "改动")
    with pytest.raises(BadInput, match="没有公布"):
        publish_head(proof=broken, by=auditor, at=NOON)
