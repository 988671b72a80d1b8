"""This year's text from last year's: decided slots filled, everything else left open."""

from xuezheng.reports.writing.computing import compute
from xuezheng.reports.writing.drafting import draft
from xuezheng.reports.writing.shapes import Anchor, Answer, Draft

__all__ = ["Anchor", "Answer", "Draft", "compute", "draft"]
