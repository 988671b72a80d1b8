"""The list of figures to ask for: which division owes which, why it is missing, by when."""

from collections.abc import Iterable, Mapping
from datetime import date

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.reading import looks_ahead
from xuezheng.reports.reviewing.owners import Owners
from xuezheng.reports.reviewing.shapes import Owed
from xuezheng.reports.shapes import Decision, Document, Judgement
from xuezheng.reports.writing.shapes import Draft


def owed_figures(
    document: Document,
    draft: Draft,
    decisions: Mapping[str, Decision],
    judgements: Iterable[Judgement],
    catalogue: Mapping[str, Indicator],
    owners: Owners,
    due_on: date,
) -> tuple[Owed, ...]:
    """Figures that could not be reckoned and claims without records, by division, each indicator once."""
    slots = {slot.id: slot for slot in document.slots}
    owed: dict[str, Owed] = {}
    for name, why in draft.left_open.items():
        slot, decision = slots[name], decisions.get(name)
        if (
            slot.kind != "figure"
            or looks_ahead(document, slot.block)
            or not (decision and decision.indicator)
        ):
            continue
        if decision.state in ("confirmed", "suggested"):
            owed.setdefault(
                decision.indicator, _owed(decision.indicator, slot.clause, why, catalogue, owners, due_on)
            )
    for judgement in judgements:
        if judgement.verdict != "数据不足":
            continue
        code = next(iter(judgement.claim.indicators), "")
        owed.setdefault(
            code or judgement.claim.text,
            _owed(code, judgement.claim.text, judgement.reason, catalogue, owners, due_on),
        )
    return tuple(sorted(owed.values(), key=lambda one: (one.owner, one.indicator, one.where)))


def _owed(
    code: str, where: str, why: str, catalogue: Mapping[str, Indicator], owners: Owners, due_on: date
) -> Owed:
    known = catalogue.get(code)
    return Owed(
        owner=owners.name(code),
        indicator=code,
        label=known.label if known else "",
        where=where,
        why=why,
        due_on=due_on,
    )
