"""Exports of a citizens' hotline (12345): which of their columns is which of ours, told by a dated, editable file."""

from xuezheng.outside.hotline.mapping import Mapping, Refused, Translated, read_mapping, translate
from xuezheng.outside.hotline.summary import read_summary

__all__ = ["Mapping", "Refused", "Translated", "read_mapping", "read_summary", "translate"]
