"""Write down what was done, in the transaction that does it."""

from xuezheng.records.audit.actions.acting import Act, acting
from xuezheng.records.audit.actions.chain import record_event

__all__ = ["Act", "acting", "record_event"]
