"""A place is confirmed, changed, filled in by hand, left open, taken back; and two people do not collide."""

import pytest

from xuezheng.records.decisions.models import ReportDraft


def now(draft, slot):
    return ReportDraft.objects.get(pk=draft.pk).decisions[slot]


def test_every_place_is_underlined_by_how_it_stands(draft, client_of, at, decide, slot_of):
    by_hand, ahead = slot_of("教育年鉴"), slot_of("全年新建幼儿园")
    decide(by_hand, "by_hand", value="1200", unit="册", who="局办公室", document="霁教办〔2026〕2号")
    decide(slot_of("公办幼儿园达到"), "confirm")
    said = client_of("bangong").get(at()).content.decode()

    assert f'class="slot slot-hand" id="at-{by_hand}"' in said
    assert f'class="slot slot-confirmed" id="at-{slot_of("公办幼儿园达到")}"' in said
    assert f'class="slot slot-suggested" id="at-{slot_of("在园幼儿")}"' in said
    assert f'class="slot slot-none" id="at-{ahead}"' in said


def test_confirming_goes_on_to_the_next_that_waits(draft, decide, slot_of):
    slot, following = slot_of("公办幼儿园达到"), slot_of("在园幼儿")
    answer = decide(slot, "confirm")

    assert answer.url.endswith(f"?slot={following}#side")
    assert now(draft, slot)["state"] == "confirmed"
    assert now(draft, slot)["by"] == "bangong"


def test_it_passes_over_what_is_done(draft, decide, slot_of):
    decide(slot_of("在园幼儿"), "confirm")
    answer = decide(slot_of("公办幼儿园达到"), "confirm")

    assert answer.url.endswith(f"?slot={slot_of('新能源汽车等')}#side")


def test_with_a_script_only_what_changed_is_sent(draft, decide, slot_of):
    slot = slot_of("公办幼儿园达到")
    answer = decide(slot, "confirm", htmx=True)
    said = answer.content.decode()

    assert f'data-slot="{slot_of("在园幼儿")}"' in said
    assert said.count('hx-swap-oob="true"') == 2  # the progress, and the one paragraph
    assert "<html" not in said
    assert answer.headers["HX-Push-Url"].endswith(f"?slot={slot_of('在园幼儿')}")


def test_an_alternative_is_taken_by_its_place_in_the_list(draft, city, decide, slot_of):
    from xuezheng.jobs.drafts.room import room_of

    slot = slot_of("公办幼儿园达到")
    listed = room_of(city, str(draft.code), draft.year, draft.snapshot).proposals[slot].suggestions

    assert decide(slot, "take", choice="1").status_code == 302
    assert now(draft, slot)["indicator"] == listed[1].indicator


@pytest.mark.parametrize(
    "do, more, told",
    [
        ("take", {"choice": "99"}, "没有第“99”个备选"),
        ("take", {"choice": "-1"}, "没有第“-1”个备选"),
        ("choose", {"indicator": "no.such.thing"}, "没有名为“no.such.thing”的指标"),
        ("choose", {"indicator": "kindergartens.public.count", "filter-x": "y"}, "不能按“x”筛选"),
        ("choose", {"indicator": "kindergartens.public.count", "period": "h9"}, "period 不能是“h9”"),
        ("choose", {"indicator": "funds.upward.secured"}, "的单位是"),
        ("shout", {}, "不认识“shout”"),
        ("by_hand", {"value": "", "who": ""}, "“由谁提供”没有填"),
        ("by_hand", {"value": "很多", "who": "局办"}, "不是数字"),
        ("by_hand", {"value": "3", "unit": "万元", "who": "局办"}, "不能代替文中的"),
        ("confirm", {"seen": "x"}, "表单不完整"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(draft, decide, slot_of, do, more, told):
    slot = slot_of("公办幼儿园达到")
    before = now(draft, slot)
    answer = decide(slot, do, **more)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert now(draft, slot) == before


def test_what_was_typed_is_kept_beside_the_fault(draft, decide, slot_of):
    answer = decide(slot_of("公办幼儿园达到"), "by_hand", value="很多", who="财政局", document="3号")

    assert 'value="很多"' in answer.content.decode() and 'value="财政局"' in answer.content.decode()


def test_a_place_of_another_text_is_not_found(draft, client_of, at):
    client = client_of("bangong")

    assert client.post(at("decide/S99/"), {"do": "confirm", "seen": 0}).status_code == 404
    assert client.get(at("?slot=S99")).status_code == 404
    assert client.get(at("rows/S99/")).status_code == 404
    assert client.get(at("claims/C99/")).status_code == 404
    assert client.get(at("?claim=C99")).status_code == 404


def test_by_hand_in_another_unit_is_turned_into_that_of_the_text(draft, client_of, at, decide, slot_of):
    slot = slot_of("投入")
    decide(slot, "by_hand", value="23,450,000", unit="元", who="市财政局", document="霁财教〔2026〕3号")

    assert now(draft, slot)["value"] == "2345"
    assert now(draft, slot)["source"] == "市财政局，霁财教〔2026〕3号"
    assert ">2345</a>" in client_of("bangong").get(at()).content.decode()


def test_the_second_of_two_is_told_who_was_faster_and_with_what(draft, client_of, at, decide, slot_of):
    slot = slot_of("公办幼儿园达到")
    decide(slot, "by_hand", who="局办", value="31")

    answer = client_of("jijiao").post(at(f"decide/{slot}/"), {"do": "confirm", "seen": 0})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "已由 bangong 于" in said and "人工填写 31" in said and "没有保存" in said
    assert now(draft, slot)["value"] == "31"


def test_two_people_at_two_places_do_not_hinder_each_other(draft, decide, slot_of):
    assert decide(slot_of("公办幼儿园达到"), "confirm", by="bangong").status_code == 302
    assert decide(slot_of("在园幼儿"), "confirm", by="jijiao").status_code == 302
    assert ReportDraft.objects.get(pk=draft.pk).version == 3


def test_one_takes_back_ones_own_step_and_not_anothers(draft, client_of, at, decide, slot_of):
    mine, theirs = slot_of("公办幼儿园达到"), slot_of("在园幼儿")
    decide(mine, "confirm")
    decide(theirs, "confirm", by="jijiao")

    client_of("bangong").post(at("undo/"), {"slot": mine})

    assert now(draft, mine)["state"] == "suggested"
    assert now(draft, theirs)["state"] == "confirmed"
    again = client_of("bangong").post(at("undo/"), {"slot": mine})
    assert "没有可以撤回的步骤" in again.content.decode()


def test_only_who_has_a_step_to_take_back_is_offered_it(draft, client_of, at, decide, slot_of):
    decide(slot_of("公办幼儿园达到"), "confirm")

    assert 'data-key="u"' in client_of("bangong").get(at()).content.decode()
    assert 'data-key="u"' not in client_of("jijiao").get(at()).content.decode()


def test_a_step_on_which_another_built_is_not_taken_back(draft, client_of, at, decide, slot_of):
    slot = slot_of("公办幼儿园达到")
    decide(slot, "confirm")
    decide(slot, "clear", by="jijiao")

    answer = client_of("bangong").post(at("undo/"), {"slot": slot})

    assert "已由 jijiao 于" in answer.content.decode()
    assert now(draft, slot)["state"] == "open"


def test_all_sure_suggestions_in_one_step_and_back(draft, client_of, at):
    client = client_of("bangong")
    before = {slot: one["state"] for slot, one in draft.decisions.items()}
    client.post(at("confirm-sure/"))
    after = ReportDraft.objects.get(pk=draft.pk).decisions

    assert "suggested" in before.values()
    assert all(one["state"] != "suggested" for one in after.values())
    client.post(at("undo/"))
    again = ReportDraft.objects.get(pk=draft.pk).decisions
    assert {slot: one["state"] for slot, one in again.items()} == before


def test_every_decision_leaves_one_event_without_values(draft, decide, slot_of):
    from xuezheng.records.audit.models import Event

    slot = slot_of("教育年鉴")
    decide(slot, "by_hand", value="1234567", who="局办公室")
    event = Event.objects.latest("seq")

    assert event.action == "draft.decide"
    assert event.detail["places"] == {slot: "by_hand"}
    assert "1234567" not in str(event.detail)
