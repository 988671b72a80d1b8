"""What a check gives: every figure's state, every claim's verdict, faults of layout, sums and wording."""

from dataclasses import dataclass
from typing import Any, Literal

from xuezheng.reports.shapes import Judgement

State = Literal["same", "edited", "stale", "lost"]


@dataclass(frozen=True)
class CheckedFigure:
    """One anchored figure: what was written, what stands there now, what the records say.

    `by` tells how its place was found again (bookmark, quotes, context); `sentence` is the
    sentence it stands in now, or stood in when it is lost. An edited figure may be stale too.
    """

    slot: str
    indicator: str
    label: str
    written: str
    shown: str
    computed: str
    state: State
    by: str = ""
    sentence: str = ""
    is_stale: bool = False

    def as_json(self) -> dict[str, Any]:
        """The JSON that stays stable."""
        return {
            "slot": self.slot,
            "indicator": self.indicator,
            "written": self.shown or self.written,
            "first_written": self.written,
            "computed": self.computed,
            "state": self.state,
            "stale": self.is_stale,
            "found_by": self.by,
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class Checked:
    """The whole check of a document."""

    figures: tuple[CheckedFigure, ...]
    claims: tuple[Judgement, ...]
    layout: tuple[str, ...] = ()
    arithmetic: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        """No figure changed, stale or lost, no claim against the records, no fault of page or sum.

        Wording is for a person to look at; it does not fail a check.
        """
        return (
            all(figure.state == "same" for figure in self.figures)
            and all(judgement.verdict != "不符" for judgement in self.claims)
            and not self.layout
            and not self.arithmetic
        )

    @property
    def touched(self) -> dict[str, tuple[str, ...]]:
        """Sentences with a figure that is edited, stale or lost, and the slots in each."""
        sentences: dict[str, tuple[str, ...]] = {}
        for figure in self.figures:
            if figure.state != "same" and figure.sentence:
                sentences[figure.sentence] = (*sentences.get(figure.sentence, ()), figure.slot)
        return sentences

    def as_json(self) -> dict[str, Any]:
        """The JSON that stays stable."""
        return {
            "figures": [figure.as_json() for figure in self.figures],
            "touched": [
                {"sentence": sentence, "slots": list(slots)} for sentence, slots in self.touched.items()
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
            "wording": list(self.wording),
        }
