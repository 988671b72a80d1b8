"""What was computed, from what, checked, approved, published; reports under work; and the long work under way."""

from xuezheng.records.decisions.models.deciding import Decision
from xuezheng.records.decisions.models.drafting import ReportDraft
from xuezheng.records.decisions.models.publishing import LookupFailure, Publication, PublishedResult
from xuezheng.records.decisions.models.working import Work

__all__ = ["Decision", "LookupFailure", "Publication", "PublishedResult", "ReportDraft", "Work"]
