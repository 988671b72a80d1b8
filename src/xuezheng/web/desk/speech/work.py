"""Long work on reports: reading a text, taking newer records, writing, checking what came back."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from xuezheng.errors import XuezhengError
from xuezheng.jobs.drafts.claims import judged_now
from xuezheng.jobs.drafts.comparing import check_edited
from xuezheng.jobs.drafts.folder import DraftFolder
from xuezheng.jobs.drafts.reading import take_text
from xuezheng.jobs.drafts.room import room_of
from xuezheng.jobs.drafts.writing import write_edition
from xuezheng.jobs.freeze import freeze
from xuezheng.records.accounts.queries import acting_person
from xuezheng.records.decisions.actions import note_written, open_draft, renew_draft
from xuezheng.records.decisions.queries import ReportDraft, bureau_of_reports, report_drafts_of
from xuezheng.snapshot import open_snapshot
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.work import Step, kind


@kind("speech.read")
def read_text(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Read a text, propose, judge its claims; then it is a draft."""
    folder, code, person = Path(settings.FOLDER), given["code"], acting_person(given["by"])
    onward = {"next": reverse("desk:speech-text", args=[code])}
    if report_drafts_of(person).filter(code=code).exists():
        return onward  # done before by a worker that died at the very end
    try:
        taken = take_text(folder, code, given["name"], given["year"], step)
    except XuezhengError:
        shutil.rmtree(DraftFolder(folder, code).path, ignore_errors=True)  # nobody could find it again
        raise
    step(3, 4, "核查断言")
    room = room_of(folder, code, given["year"], taken.snapshot)
    judged_now(room, taken.decisions, 1)
    draft = ReportDraft(
        code=code,
        title=taken.title[:200],
        year=given["year"],
        organisation=bureau_of_reports(),
        file_name=given["name"][:200],
        text_sha256=taken.text_sha256,
        snapshot=taken.snapshot,
        decisions=taken.decisions,
    )
    open_draft(draft=draft, by=person, at=now())
    return onward


@kind("speech.renew")
def renew(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Freeze the records and go on with them."""
    folder, person = Path(settings.FOLDER), acting_person(given["by"])
    draft = _draft(given, person)
    step(0, 2, "冻结记录")
    snapshot = open_snapshot(freeze(folder)).id
    if snapshot != draft.snapshot:
        renew_draft(draft=draft, snapshot=snapshot, by=person, at=now())
    step(1, 2, "核查断言")
    judged_now(_room(folder, draft), draft.decisions, draft.version)
    return {"next": reverse("desk:speech-text", args=[draft.code])}


@kind("speech.write")
def write(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Write the document from what is decided now, with everything that goes with it."""
    folder, person = Path(settings.FOLDER), acting_person(given["by"])
    draft = _draft(given, person)
    version = draft.version
    write_edition(_room(folder, draft), draft.decisions, draft.n_written + 1, step)
    note_written(draft=draft, version=version, snapshot=draft.snapshot, by=person, at=now())
    return {"next": reverse("desk:speech-output", args=[draft.code])}


@kind("speech.check")
def check(given: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """Check a document that came back from an editor."""
    folder, person = Path(settings.FOLDER), acting_person(given["by"])
    draft = _draft(given, person)
    step(0, 1, "逐数核对，逐句核查")
    check_edited(folder, str(draft.code), given["number"], given["name"], draft.snapshot, given["edition"])
    return {"next": reverse("desk:speech-edited", args=[draft.code, given["number"]])}


def _draft(given: Mapping[str, Any], person: Any) -> ReportDraft:
    return report_drafts_of(person).get(code=given["code"])


def _room(folder: Path, draft: ReportDraft) -> Any:
    return room_of(folder, str(draft.code), draft.year, draft.snapshot)
