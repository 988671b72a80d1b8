"""Last year's verdict beside this year's: which items turned, and how every figure moved."""

from dataclasses import dataclass
from decimal import Decimal

from xuezheng.standards.verdict import State, Verdict


@dataclass(frozen=True)
class Change:
    """One item in both years. `by` is this year's figure less last year's; None when one is missing."""

    item: str
    label: str
    was: State
    now: State
    last: Decimal | None
    this: Decimal | None
    by: Decimal | None

    @property
    def has_turned(self) -> bool:
        """Whether the item changed its state."""
        return self.was != self.now


def compare(last: Verdict, this: Verdict) -> list[Change]:
    """Every item of this year's verdict beside last year's, in the order of the standard."""
    before = {outcome.item: outcome for outcome in last.outcomes}
    changes = []
    for outcome in this.outcomes:
        old = before.get(outcome.item)
        both = old is not None and old.value is not None and outcome.value is not None
        changes.append(
            Change(
                item=outcome.item,
                label=outcome.label,
                was=old.state if old else "unknown",
                now=outcome.state,
                last=old.value if old else None,
                this=outcome.value,
                by=outcome.value - old.value if both else None,  # type: ignore[operator, union-attr]
            )
        )
    return changes
