"""What was computed, from what, checked, approved, published; and the long work under way."""

from xuezheng.records.decisions.models.deciding import Decision
from xuezheng.records.decisions.models.working import Work

__all__ = ["Decision", "Work"]
