"""The only writers of casework."""

from xuezheng.records.audit.actions import corrector, owners_from
from xuezheng.records.casework.actions.cases import close_case, extend_case, open_case, rate_case
from xuezheng.records.casework.actions.permits import (
    decide_application,
    drop_item,
    keep_item,
    put_item_online,
    receive_application,
)
from xuezheng.records.casework.actions.proposals import (
    answer_proposal,
    collect_rectification,
    hand_over_proposal,
    resolve_rectification,
)
from xuezheng.records.casework.models import Case, CaseExtension
from xuezheng.records.casework.queries import ORGANISATION_PATHS

correct = corrector(owners_from(ORGANISATION_PATHS, without=(CaseExtension,)), fixed={Case: ("due_on",)})

__all__ = [
    "answer_proposal",
    "close_case",
    "collect_rectification",
    "correct",
    "decide_application",
    "drop_item",
    "extend_case",
    "hand_over_proposal",
    "keep_item",
    "open_case",
    "put_item_online",
    "rate_case",
    "receive_application",
    "resolve_rectification",
]
