"""Spreadsheets: read in a process of limited means, written with real numbers and text identifiers."""

from xuezheng.outside.spreadsheets.child import DATE, ERROR
from xuezheng.outside.spreadsheets.reading import Sheet, read_sheets

__all__ = ["DATE", "ERROR", "Sheet", "read_sheets"]
