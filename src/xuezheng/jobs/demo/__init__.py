"""The example city: a prefecture that does not exist, with two full years of records.

Everything follows from the number of pupils and the seed text. A city without faults bears out
every statement of a good year; the faults planted in it are published beside the records.
"""

from xuezheng.jobs.demo.building import Built, build

__all__ = ["Built", "build"]
