"""One text taken into work a session; each test decides on records that are taken back after it.

Writing a text leaves files: the text itself, and what was confirmed, for next year. So all this is done in a
copy of the city: other tests would recall what was confirmed here.
"""

import shutil
from pathlib import Path

import pytest
from example_desk import inside, own_city, run_folder
from speech_drafts import TEXT, YEAR, read_once


@pytest.fixture(scope="session")
def speech_city(tmp_path_factory):
    return own_city(run_folder(tmp_path_factory), tmp_path_factory.mktemp("speech") / "city")


@pytest.fixture
def city(speech_city, django_db_blocker):
    """The copy, in which nothing was confirmed in earlier years."""
    with django_db_blocker.unblock(), inside(speech_city):
        yield speech_city
    shutil.rmtree(speech_city / "mappings", ignore_errors=True)


@pytest.fixture(scope="session")
def reading(speech_city, tmp_path_factory):
    return read_once(speech_city, tmp_path_factory.mktemp("reading"), TEXT)


@pytest.fixture
def draft_from(city):
    """Make a draft from a reading, in the records and the folder of the served city."""
    from django.utils import timezone

    from xuezheng.records.accounts.models import User
    from xuezheng.records.decisions.actions import open_draft
    from xuezheng.records.decisions.models import ReportDraft
    from xuezheng.records.decisions.queries import bureau_of_reports

    made = []

    def make(folder, taken):
        row = ReportDraft(
            title=taken.title, year=YEAR, organisation=bureau_of_reports(), file_name="去年.txt",
            text_sha256=taken.text_sha256, snapshot=taken.snapshot, decisions=taken.decisions,
        )  # fmt: skip
        made.append(Path(city) / "documents" / "drafts" / str(row.code))
        shutil.copytree(folder, made[-1])
        open_draft(draft=row, by=User.objects.get(username="bangong"), at=timezone.now())
        return row

    yield make
    for place in made:
        shutil.rmtree(place)


@pytest.fixture
def draft(draft_from, reading):
    return draft_from(*reading)


@pytest.fixture
def at(draft):
    """The address of a page of the draft."""
    return lambda rest="": f"/desk/speech/{draft.code}/{rest}"


@pytest.fixture
def slot_of(draft, city):
    """The place of the text that stands after some words."""
    from xuezheng.jobs.drafts.room import room_of

    room = room_of(city, str(draft.code), draft.year, draft.snapshot)

    def find(words):
        return next(
            slot.id
            for slot in room.document.slots
            if room.document.blocks[slot.block].text[: slot.at].endswith(words)
        )

    return find


@pytest.fixture
def decide(client_of, at, draft):
    """Decide a place as someone; what they saw is the present decision unless said."""

    def run(slot, do, by="bangong", htmx=False, **more):
        from xuezheng.records.decisions.models import ReportDraft

        now = ReportDraft.objects.get(pk=draft.pk).decisions[slot].get("n", 0)
        headers = {"HX-Request": "true"} if htmx else {}
        said = {"do": do, "seen": now, **more}
        return client_of(by).post(at(f"decide/{slot}/"), said, headers=headers)

    return run
