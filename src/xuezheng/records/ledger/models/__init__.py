"""Periodic counts: meetings, documents, awards, spending, media, pledges, ranks, events, results."""

from xuezheng.records.ledger.models.entries import Entry, MediaReport, Pledge, PublicEvent, Ranking
from xuezheng.records.ledger.models.evaluations import PayComparison, QualityMonitoring, Survey
from xuezheng.records.ledger.models.money import Budget, PowerChange, Spending
from xuezheng.records.ledger.models.results import ExamResult, ScoreBand, ScoreBandTotal, UniversityAdmission

__all__ = [
    "Budget",
    "Entry",
    "ExamResult",
    "MediaReport",
    "PayComparison",
    "Pledge",
    "PowerChange",
    "PublicEvent",
    "QualityMonitoring",
    "Ranking",
    "ScoreBand",
    "ScoreBandTotal",
    "Spending",
    "Survey",
    "UniversityAdmission",
]
