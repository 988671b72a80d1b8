"""What a check gives: every figure's state, every claim's verdict, faults of layout and arithmetic."""

from dataclasses import dataclass
from typing import Any, Literal

from xuezheng.reports.shapes import Judgement

State = Literal["same", "edited", "stale", "lost"]


@dataclass(frozen=True)
class CheckedFigure:
    """One anchored figure: what was written, what stands there now, what the records say."""

    slot: str
    indicator: str
    label: str
    written: str
    shown: str
    computed: str
    state: State


@dataclass(frozen=True)
class Checked:
    """The whole check of a document."""

    figures: tuple[CheckedFigure, ...]
    claims: tuple[Judgement, ...]
    layout: tuple[str, ...] = ()
    arithmetic: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        """No figure changed, stale or lost, and no claim against the records."""
        return all(figure.state == "same" for figure in self.figures) and all(
            judgement.verdict != "不符" for judgement in self.claims
        )

    def as_json(self) -> dict[str, Any]:
        """The JSON that stays stable."""
        return {
            "figures": [
                {
                    "slot": figure.slot,
                    "indicator": figure.indicator,
                    "written": figure.shown or figure.written,
                    "computed": figure.computed,
                    "state": figure.state,
                }
                for figure in self.figures
            ],
            "claims": [
                {
                    "text": judgement.claim.text,
                    "type": judgement.claim.type,
                    "verdict": judgement.verdict,
                    "reason": judgement.reason,
                    "counterexamples": list(judgement.counterexamples),
                }
                for judgement in self.claims
            ],
            "layout": list(self.layout),
            "arithmetic": list(self.arithmetic),
        }
