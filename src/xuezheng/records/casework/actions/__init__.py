"""The only writers of casework."""

from django.db.models import Model

from xuezheng.records.audit.actions import corrector, owners_from
from xuezheng.records.casework.actions.appeals import accept_appeal, receive_appeal, refuse_appeal
from xuezheng.records.casework.actions.cases import (
    ask_extension,
    call_back_case,
    close_case,
    extend_case,
    link_repeat,
    open_case,
    rate_case,
    read_case,
    refuse_case,
    reopen_case,
    reply_case,
)
from xuezheng.records.casework.actions.dispatches import (
    dispatch_case,
    pause_application,
    pause_case,
    resume_application,
    resume_case,
    return_dispatch,
    sign_dispatch,
)
from xuezheng.records.casework.actions.permits import (
    decide_application,
    drop_item,
    extend_application,
    keep_item,
    put_item_online,
    receive_application,
    supplement_application,
)
from xuezheng.records.casework.actions.proposals import (
    answer_proposal,
    collect_rectification,
    extend_proposal,
    hand_over_proposal,
    resolve_rectification,
    return_proposal,
)
from xuezheng.records.casework.actions.recomputing import recompute_due, record_due_date_run
from xuezheng.records.casework.models import (
    MATTERS,
    ApplicationPause,
    Case,
    CaseExtension,
    CasePause,
    Dispatch,
    DueDateRun,
)
from xuezheng.records.casework.queries import ORGANISATION_PATHS

_PROOF = (CaseExtension, CasePause, ApplicationPause, Dispatch, DueDateRun)
_DERIVED = ("due_on", "clock", "calendar", "is_provisional", "due_ground")
#: What only a deed of its own may write.
_FIXED: dict[type[Model], tuple[str, ...]] = {model: _DERIVED for model in MATTERS} | {
    Case: (*_DERIVED, "reopens", "refused_on", "refusal")
}

correct = corrector(owners_from(ORGANISATION_PATHS, without=_PROOF), fixed=_FIXED)

__all__ = [
    "accept_appeal",
    "receive_appeal",
    "refuse_appeal",
    "answer_proposal",
    "ask_extension",
    "call_back_case",
    "close_case",
    "collect_rectification",
    "correct",
    "decide_application",
    "dispatch_case",
    "drop_item",
    "extend_application",
    "extend_case",
    "extend_proposal",
    "hand_over_proposal",
    "keep_item",
    "link_repeat",
    "open_case",
    "pause_application",
    "pause_case",
    "put_item_online",
    "rate_case",
    "read_case",
    "receive_application",
    "recompute_due",
    "record_due_date_run",
    "refuse_case",
    "reopen_case",
    "reply_case",
    "resolve_rectification",
    "resume_application",
    "resume_case",
    "return_dispatch",
    "return_proposal",
    "sign_dispatch",
    "supplement_application",
]
