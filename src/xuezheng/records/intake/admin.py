"""Read-only windows on this room's records."""

from xuezheng.records.accounts.admin import open_window
from xuezheng.records.intake.models import Batch, Chunk
from xuezheng.records.intake.queries import visible_to

open_window(Batch, visible_to, search=("file_name", "by"))
# What a batch wrote holds rows as they were sent in: it is for taking back, not for reading.
open_window(Chunk, visible_to, leave_out=("payload",))
