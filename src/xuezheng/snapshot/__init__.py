"""Frozen copies of the records: hashed, open to reading, closed to change."""

from xuezheng.snapshot.checking import check
from xuezheng.snapshot.reading import Snapshot, open_proven, open_snapshot, opened, snapshot_from_tables

__all__ = ["Snapshot", "check", "open_proven", "open_snapshot", "opened", "snapshot_from_tables"]
