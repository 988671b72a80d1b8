"""Xuezheng 学政: records, fair allocation and the yearly report of a city's education bureau."""

__version__ = "0.1.0"
