"""Make a problem of the files people hand in; all faults of all files are listed at once."""

from xuezheng.allocation.zones.reading.assembling import read_problem

__all__ = ["read_problem"]
