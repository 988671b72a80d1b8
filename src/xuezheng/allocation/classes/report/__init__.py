"""The fairness dossier: what the division looks like, in words a parent understands."""

from xuezheng.allocation.classes.report.page import report_page

__all__ = ["report_page"]
