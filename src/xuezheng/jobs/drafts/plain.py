"""Readings and verdicts as plain data, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from xuezheng.reports.checking.shapes import Checked, CheckedFigure
from xuezheng.reports.matching.proposing import Proposal
from xuezheng.reports.reading.places import PlacedBlock
from xuezheng.reports.shapes import Block, Cell, Claim, Decision, Document, Judgement, Slot, Suggestion


def document_from(said: Mapping[str, Any]) -> Document:
    """A document from what `asdict` made of it."""
    blocks = [_block_from(one) for one in said["blocks"]]
    return Document(
        title=said["title"],
        source=said["source"],
        blocks=tuple(blocks),
        slots=tuple(Slot(**one) for one in said["slots"]),
        claims=tuple(claim_from(one) for one in said["claims"]),
        warnings=tuple(said["warnings"]),
        notes=tuple(said["notes"]),
    )


def _block_from(said: Mapping[str, Any]) -> Block:
    """A paragraph; the place of each of its characters in the input tells where figures and claims meet."""
    cell = Cell(**said["cell"]) if said.get("cell") else None
    if said.get("places"):
        return PlacedBlock(**{**said, "cell": cell, "places": tuple(said["places"])})
    return Block(**{**{key: value for key, value in said.items() if key != "places"}, "cell": cell})


def proposal_from(said: Mapping[str, Any]) -> Proposal:
    """A proposal from what `asdict` made of it."""
    return Proposal(**{**said, "suggestions": tuple(Suggestion(**one) for one in said["suggestions"])})


def claim_from(said: Mapping[str, Any]) -> Claim:
    """A claim from what `asdict` made of it."""
    return Claim(**{**said, "indicators": tuple(said["indicators"])})


def judgement_from(said: Mapping[str, Any]) -> Judgement:
    """A verdict from what `asdict` made of it."""
    return Judgement(
        claim_from(said["claim"]), said["verdict"], said["reason"], tuple(said["counterexamples"])
    )


def checked_from(said: Mapping[str, Any]) -> Checked:
    """A whole check from what `asdict` made of it."""
    return Checked(
        figures=tuple(CheckedFigure(**one) for one in said["figures"]),
        claims=tuple(judgement_from(one) for one in said["claims"]),
        layout=tuple(said["layout"]),
        arithmetic=tuple(said["arithmetic"]),
        wording=tuple(said["wording"]),
    )


def decision_from(slot: str, said: Mapping[str, Any]) -> Decision:
    """A decision as the records keep it."""
    return Decision(
        slot=slot,
        state=said.get("state", "open"),
        indicator=said.get("indicator", ""),
        filters=dict(said.get("filters") or {}),
        period=said.get("period", "year"),
        measure=said.get("measure", "value"),
        value=said.get("value", ""),
        source=said.get("source", ""),
    )


def kept(decision: Decision) -> dict[str, Any]:
    """A decision as the records keep it, without what says nothing."""
    return {key: value for key, value in asdict(decision).items() if key != "slot" and value not in ("", {})}
