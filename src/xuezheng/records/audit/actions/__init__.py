"""Write down what was done, in the transaction that does it."""

from xuezheng.records.audit.actions.acting import Act, acting
from xuezheng.records.audit.actions.chain import one_at_a_time, record_event
from xuezheng.records.audit.actions.faults import label_of, name_of
from xuezheng.records.audit.actions.plain import (
    Correction,
    corrector,
    owner_of,
    owners_from,
    recorder,
    stage,
)
from xuezheng.records.audit.actions.watching import (
    drop_key,
    expect_right,
    holder_of,
    publish_head,
    read_log,
    rotate_keys,
)

__all__ = [
    "Act",
    "Correction",
    "acting",
    "corrector",
    "drop_key",
    "expect_right",
    "holder_of",
    "label_of",
    "name_of",
    "one_at_a_time",
    "owner_of",
    "owners_from",
    "record_event",
    "publish_head",
    "read_log",
    "recorder",
    "rotate_keys",
    "stage",
]
