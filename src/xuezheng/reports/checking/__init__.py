"""Check a finished document or a plain text: figures, claims, layout, arithmetic, wording."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.checking.arithmetic import check_arithmetic
from xuezheng.reports.checking.shapes import Checked, CheckedFigure
from xuezheng.reports.checking.wording import check_wording
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision, Document, Judgement

__all__ = ["Checked", "CheckedFigure", "check_document", "check_text"]


def check_document(
    path: Path, snapshot: Any, catalogue: Mapping[str, Indicator], year: int | None = None
) -> Checked:
    """Check a docx written here, after whatever editor it went through.

    Every anchored figure is reckoned again from its indicator, every claim judged as it is
    printed now, and the page compared with GB/T 9704.
    """
    from xuezheng.reports.checking.decided import decisions_of
    from xuezheng.reports.checking.figures import check_figures
    from xuezheng.reports.checking.layout import check_layout
    from xuezheng.reports.docx import read_anchors
    from xuezheng.reports.reading import read

    anchored = read_anchors(path)
    document, measuring = read(path), Remembered()
    return Checked(
        figures=check_figures(anchored.found, snapshot, catalogue, measuring),
        claims=judge_document(
            document,
            snapshot,
            year or anchored.year,
            catalogue,
            decisions_of(document, anchored.found),
            measuring,
        ),
        layout=check_layout(path),
        arithmetic=check_arithmetic(_text_of(document)),
        wording=check_wording(document, year or anchored.year, headings=False),
    )


def check_text(
    path: Path,
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    year: int,
    decisions: Mapping[str, Decision] | None = None,
) -> Checked:
    """Check a text that carries no anchors: its claims as printed, and its figures where decided."""
    from xuezheng.reports.reading import read

    document = read(path)
    if not document.blocks:
        raise BadInput(f"{path} 中没有文字。请给出讲话或报告的正文。")
    measuring = Remembered()
    return Checked(
        figures=_decided(document, decisions or {}, snapshot, catalogue, year, measuring),
        claims=judge_document(document, snapshot, year, catalogue, decisions, measuring),
        arithmetic=check_arithmetic(_text_of(document)),
        wording=check_wording(document, year),
    )


def _text_of(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


def judge_document(
    document: Document,
    snapshot: Any,
    year: int,
    catalogue: Mapping[str, Indicator] | None = None,
    decisions: Mapping[str, Decision] | None = None,
    measuring: Remembered | None = None,
) -> tuple[Judgement, ...]:
    """Find the claims of a document and judge them as printed."""
    from xuezheng.reports.claims.detection import find_claims
    from xuezheng.reports.claims.judging import judge_claims
    from xuezheng.reports.claims.naming import with_names
    from xuezheng.reports.claims.printed import printed_in

    claims = document.claims or find_claims(document, catalogue, decisions)
    judged = judge_claims(
        claims,
        snapshot,
        year,
        printed_in(document),
        n_headings=document.n_points,
        measuring=measuring or Remembered(),
    )
    return with_names(judged, snapshot)


def _decided(
    document: Document,
    decisions: Mapping[str, Decision],
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    year: int,
    measuring: Remembered,
) -> tuple[CheckedFigure, ...]:
    """Compare the figures a text prints with those its mapping gives."""
    from xuezheng.reports.writing import compute, draft

    figures = compute(document, decisions, snapshot, catalogue, year, measuring=measuring)
    written = {anchor.slot: anchor for anchor in draft(document, decisions, figures, year).anchors}
    slots = {slot.id: slot for slot in document.slots}
    return tuple(
        CheckedFigure(
            slot=anchor.slot,
            indicator=anchor.indicator,
            label=anchor.label,
            written=slots[anchor.slot].text,
            shown=slots[anchor.slot].text,
            computed=anchor.written,
            state="same" if slots[anchor.slot].text == anchor.written else "stale",
        )
        for anchor in written.values()
    )
