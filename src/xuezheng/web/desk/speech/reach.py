"""The draft a request is about, and what may be done with it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from xuezheng.jobs.drafts.folder import DraftFolder
from xuezheng.jobs.drafts.room import Room, decisions_in, room_of
from xuezheng.records.accounts.rights import BUREAU_DESK, DIRECTOR, Role
from xuezheng.records.decisions.queries import ReportDraft, report_drafts_of
from xuezheng.reports.shapes import Decision
from xuezheng.web.desk.places import roles_of

#: Who sees reports under work, and who writes them.
WORKING = BUREAU_DESK | DIRECTOR
WRITING = BUREAU_DESK


@dataclass
class Held:
    """A draft, with what a page needs of it."""

    draft: ReportDraft
    may_edit: bool
    may_release: bool
    by: str

    @property
    def may_undo(self) -> bool:
        """Whether the person has a step to take back."""
        return self.may_edit and any(step["by"] == self.by for step in self.draft.undo)

    @property
    def code(self) -> str:
        """Its code as text."""
        return str(self.draft.code)

    @property
    def folder(self) -> DraftFolder:
        """Where its files lie."""
        return DraftFolder(bureau_folder(), self.code)

    @property
    def room(self) -> Room:
        """What it is reckoned with."""
        return room_of(bureau_folder(), self.code, self.draft.year, self.draft.snapshot)

    @property
    def decisions(self) -> dict[str, Decision]:
        """What was decided, place by place."""
        return decisions_in(self.draft.decisions)


def bureau_folder() -> Path:
    """The folder that is served."""
    return Path(settings.FOLDER)


def held(request: HttpRequest, code: UUID) -> Held:
    """The draft of an address; 404 where the person may not see it."""
    draft = get_object_or_404(report_drafts_of(request.user), code=code)
    roles = roles_of(request)
    is_open = draft.released_at is None
    return Held(
        draft,
        is_open and bool(roles & WRITING),
        is_open and Role.OFFICE in roles,
        request.user.get_username(),
    )
