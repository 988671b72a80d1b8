"""OneRoster 1.2 CSV (1EdTech CSV Binding 1.2.1): a roster as a set of files, read with all its faults, or written."""

from xuezheng.outside.oneroster.checking import check
from xuezheng.outside.oneroster.reading import Bundle, Row, read_bundle
from xuezheng.outside.oneroster.writing import write_bundle

__all__ = ["Bundle", "Row", "check", "read_bundle", "write_bundle"]
