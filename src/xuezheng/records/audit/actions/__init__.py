"""Write down what was done, in the transaction that does it."""

from xuezheng.records.audit.actions.acting import Act, acting
from xuezheng.records.audit.actions.chain import record_event
from xuezheng.records.audit.actions.faults import label_of, name_of
from xuezheng.records.audit.actions.plain import (
    Correction,
    corrector,
    owner_of,
    owners_from,
    recorder,
    stage,
)

__all__ = [
    "Act",
    "Correction",
    "acting",
    "corrector",
    "label_of",
    "name_of",
    "owner_of",
    "owners_from",
    "record_event",
    "recorder",
    "stage",
]
