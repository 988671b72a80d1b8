"""The only writers of programmes."""

from xuezheng.records.programmes.actions.aid import award_aid, resolve_listing
from xuezheng.records.programmes.actions.projects import (
    accept_project,
    complete_project,
    plan_project,
    record_fund,
    start_project,
    top_out_project,
)
from xuezheng.records.programmes.actions.targets import approve_target, set_target

__all__ = [
    "accept_project",
    "approve_target",
    "award_aid",
    "complete_project",
    "plan_project",
    "record_fund",
    "resolve_listing",
    "set_target",
    "start_project",
    "top_out_project",
]
