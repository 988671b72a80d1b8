"""The only writers of decisions and of the long work that leads to them."""

from xuezheng.records.decisions.actions.deciding import (
    approve_decision,
    check_decision,
    compute_decision,
    compute_for_round,
    publish_decision,
)
from xuezheng.records.decisions.actions.working import ask_for_work, finish_work, give_up_work, take_up_work

__all__ = [
    "approve_decision",
    "ask_for_work",
    "check_decision",
    "compute_decision",
    "compute_for_round",
    "finish_work",
    "give_up_work",
    "publish_decision",
    "take_up_work",
]
