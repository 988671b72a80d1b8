"""Windows on the log, for the auditor."""

from xuezheng.records.accounts.admin import open_window
from xuezheng.records.accounts.rights import Role
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.audit.queries import visible_to

open_window(Event, visible_to, search=("by", "action", "subject_code"), readers=frozenset({Role.AUDITOR}))
open_window(Head, visible_to, readers=frozenset({Role.AUDITOR}))
