"""The only writers of decisions and of the long work that leads to them."""

from xuezheng.records.decisions.actions.deciding import (
    approve_decision,
    check_decision,
    compute_decision,
    compute_for_round,
    publish_decision,
)
from xuezheng.records.decisions.actions.drafting import (
    decide_places,
    note_written,
    open_draft,
    release_draft,
    renew_draft,
    undo_decision,
)
from xuezheng.records.decisions.actions.publishing import (
    note_failure,
    prepare_publication,
    withdraw_publication,
)
from xuezheng.records.decisions.actions.working import ask_for_work, finish_work, give_up_work, take_up_work

__all__ = [
    "approve_decision",
    "ask_for_work",
    "check_decision",
    "compute_decision",
    "compute_for_round",
    "decide_places",
    "finish_work",
    "give_up_work",
    "note_failure",
    "note_written",
    "open_draft",
    "prepare_publication",
    "publish_decision",
    "release_draft",
    "renew_draft",
    "take_up_work",
    "undo_decision",
    "withdraw_publication",
]
