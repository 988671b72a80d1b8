"""The mapping file: what each slot of a text means, for a person to read, correct and confirm."""

from xuezheng.reports.mapping.carrying import carry_over
from xuezheng.reports.mapping.memory import forget, load, remember
from xuezheng.reports.mapping.own_indicators import with_own
from xuezheng.reports.mapping.reading import read_mapping
from xuezheng.reports.mapping.recalling import recall
from xuezheng.reports.mapping.writing import first_decision, must_be_free, write_mapping

__all__ = [
    "carry_over",
    "first_decision",
    "forget",
    "load",
    "must_be_free",
    "read_mapping",
    "recall",
    "remember",
    "with_own",
    "write_mapping",
]
