"""Find the claims of a text: statements that records could bear out or not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.claims.detection.clauses import Clause, clauses
from xuezheng.reports.claims.detection.families import Family, family_of
from xuezheng.reports.claims.detection.linking import Linker
from xuezheng.reports.claims.detection.options import options_of
from xuezheng.reports.reading.places import input_span
from xuezheng.reports.shapes import Claim, Decision, Document

__all__ = ["find_claims"]


def find_claims(
    document: Document,
    catalogue: Mapping[str, Indicator] | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> tuple[Claim, ...]:
    """Find every claim, with the indicators it is judged by.

    Parameters
    ----------
    catalogue : mapping of code to Indicator, optional
        Where the indicators are looked for; the house's own unless given.
    decisions : mapping of slot id to Decision, optional
        What a person confirmed a figure to be; it stands before what the words suggest.

    Returns
    -------
    tuple of Claim
        In the order of the text. Soft ones, which no record can bear out, are not checkable.
    """
    if catalogue is None:
        from xuezheng.indicators.catalogue import load_catalogue

        catalogue = load_catalogue()
    linker = Linker(document, catalogue, decisions or {})
    found = sorted([*_structure_counts(document), *_claims(document, linker)], key=lambda claim: claim.start)
    found = _without_repetition(found)
    return tuple(replace(claim, id=f"C{number:02d}") for number, claim in enumerate(found, 1))


def _claims(document: Document, linker: Linker) -> Iterator[Claim]:
    for clause in clauses(document):
        family = family_of(clause)
        if family is not None:
            yield _claim(document, clause, family, linker)


def _without_repetition(found: list[Claim]) -> list[Claim]:
    """Of soft claims in neighbouring clauses (取得一定成绩，水平不断提升) the first stands for all."""
    kept: list[Claim] = []
    last_end = -2
    for claim in found:
        is_neighbour = not claim.is_checkable and claim.start == last_end + 1
        last_end = claim.end if not claim.is_checkable else -2
        if not is_neighbour:
            kept.append(claim)
    return kept


def _claim(document: Document, clause: Clause, family: Family, linker: Linker) -> Claim:
    start, end = input_span(document, clause.block, clause.start, clause.end)
    indicators = linker.indicators(clause, family)
    options = options_of(document, clause, family.type)
    if family.about == "exams" and indicators:
        options["each"] = linker.named_values(clause, indicators[0])
    return Claim(
        id="",
        type=family.type,
        text=clause.text,
        start=start,
        end=end,
        block=clause.block,
        indicators=indicators,
        options=options,
        is_checkable=family.is_checkable(clause),
    )


def _structure_counts(document: Document) -> Iterator[Claim]:
    """我讲两点意见: a count the text gives of its own parts."""
    for clause in clauses(document):
        if any(slot.kind == "structural" for slot in clause.slots):
            start, end = input_span(document, clause.block, clause.start, clause.end)
            yield Claim("", "structure", clause.text, start, end, clause.block)
