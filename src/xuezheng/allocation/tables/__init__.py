"""The files people hand in and take away, read into one canonical form that anyone can hash."""

from xuezheng.allocation.tables.reading import read_once, read_table
from xuezheng.allocation.tables.shape import Table, cell_text, table_of

__all__ = ["Table", "cell_text", "read_once", "read_table", "table_of"]
