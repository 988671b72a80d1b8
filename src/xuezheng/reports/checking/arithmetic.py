"""Sums that the text itself must keep: a part is not more than its whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

_WHOLE_AND_PART = re.compile(
    r"(\d+(?:\.\d+)?)(万|亿)?([^\d，,。；;]{1,12})[，,]其中[^\d。；;]{0,16}(\d+(?:\.\d+)?)(万|亿)?(\S)"
)
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


def check_arithmetic(text: str) -> tuple[str, ...]:
    """List the sentences whose part (其中) is more than the whole."""
    return tuple(_faults(text))


def _faults(text: str) -> Iterator[str]:
    for found in _WHOLE_AND_PART.finditer(text):
        whole = Decimal(found[1]) * _SCALES[found[2] or ""]
        part = Decimal(found[4]) * _SCALES[found[5] or ""]
        if found[3][:1] == found[6] and part > whole:
            yield f"“{found[0]}”：其中数大于总数。"
