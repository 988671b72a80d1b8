"""What the office needs beside a draft: years side by side, what is unsure, what is missing, what is to come."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.reading import looks_ahead
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.reviewing.comparing import compare_years, sentences_kept
from xuezheng.reports.reviewing.owing import owed_figures
from xuezheng.reports.reviewing.owners import Owners
from xuezheng.reports.reviewing.shapes import Review
from xuezheng.reports.reviewing.tasks import Plan, tasks_of
from xuezheng.reports.reviewing.unsure import unsure_of
from xuezheng.reports.shapes import Decision, Document, Judgement
from xuezheng.reports.writing.shapes import Draft

__all__ = ["Review", "codes_ahead", "review"]

#: Days a division has to report a figure, unless the office says otherwise.
_DAYS = 7
#: A proposed target takes the indicator that is suggested at least this surely.
_LIKELY = 0.3


def review(
    document: Document,
    decisions: Mapping[str, Decision],
    draft: Draft,
    judgements: tuple[Judgement, ...],
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    *,
    due_on: date | None = None,
    measuring: Remembered | None = None,
) -> Review:
    """Look over a draft as the office would.

    Parameters
    ----------
    document : Document
        Last year's text, from which the draft was written.
    due_on : date
        Day by which missing figures are asked for; a week after the snapshot's unless given.
    """
    measuring, owners = measuring or Remembered(), Owners(snapshot)
    measuring.learn(catalogue)
    as_of = date.fromisoformat(str(snapshot.as_of)[:10])
    asked = due_on or as_of + timedelta(days=_DAYS)
    n_sentences, n_kept = sentences_kept(document, draft)
    area = str(dict(snapshot.bureau).get("city_code", ""))
    return Review(
        year=draft.year,
        compared=compare_years(draft, snapshot, catalogue, measuring),
        unsure=unsure_of(document, draft, judgements),
        owed=owed_figures(document, draft, decisions, judgements, catalogue, owners, asked),
        tasks=tasks_of(
            Plan(
                document,
                codes_ahead(document, decisions, catalogue),
                catalogue,
                owners,
                draft.year + 1,
                area,
                as_of,
            )
        ),
        n_sentences=n_sentences,
        n_kept=n_kept,
    )


def codes_ahead(
    document: Document, decisions: Mapping[str, Decision], catalogue: Mapping[str, Indicator]
) -> dict[str, str]:
    """Indicators of the figures to come: as decided, else as suggested; whoever sets the target decides."""
    from xuezheng.reports.matching import match

    ahead = [
        slot.id for slot in document.slots if slot.kind == "figure" and looks_ahead(document, slot.block)
    ]
    if not ahead:
        return {}
    found = match(document, catalogue)
    decided = {
        slot: decisions[slot].indicator for slot in ahead if slot in decisions and decisions[slot].indicator
    }
    likely = {
        slot: best.indicator
        for slot in ahead
        for best in found.get(slot, ())[:1]
        if best.confidence >= _LIKELY
    }
    return {slot: code for slot, code in {**likely, **decided}.items() if code in catalogue}
