"""Move a bureau's records from SQLite to PostgreSQL, or back: all tables, compared, or nothing."""

from xuezheng.jobs.moving.move import Compared, Moved, move

__all__ = ["Compared", "Moved", "move"]
