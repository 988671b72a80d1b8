"""The confirmed mapping of the shipped speech; run this file to write it anew after the speech changed."""

from dataclasses import replace
from pathlib import Path

from matching_texts import SAMPLE, with_answers

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.mapping import write_mapping
from xuezheng.reports.matching import match
from xuezheng.reports.shapes import Decision, Suggestion

#: Names of the example city that stand in the speech, by the words after the placeholder.
NAMES = {
    "农村学校": "松岫县",
    "县蒙古族": "苇原",
    "州高中": "岫",
    "网统计": "霁川民声",
}


def write_sample_mapping(path: Path) -> None:
    """Write the mapping whose figures are those of `slots.tsv`."""
    document, wanted = with_answers(SAMPLE / "speech.txt", SAMPLE / "slots.tsv")
    catalogue = load_catalogue()
    found = match(document, catalogue)
    decisions: dict[str, Decision] = {}
    for slot in document.slots:
        rest = document.blocks[slot.block].text[slot.at + len(slot.text) :]
        if slot.kind == "figure" and wanted[slot.id]:
            decisions[slot.id] = _confirmed(slot.id, wanted[slot.id], found[slot.id])
        elif slot.kind == "name":
            name = next((name for after, name in NAMES.items() if rest.startswith(after)), "")
            decisions[slot.id] = _named(slot.id, wanted[slot.id], name)
    # Without scores and alternatives, which move whenever an indicator is added.
    others = {slot.id: found[slot.id] for slot in document.slots if slot.kind != "figure"}
    # Known by its file's name alone, so that the mapping is the same everywhere.
    shipped = replace(document, source="speech.txt")
    write_mapping(path, shipped, others, catalogue, kept=decisions, force=True)


def _confirmed(slot: str, code: str, found: tuple[Suggestion, ...]) -> Decision:
    best = next((one for one in found if one.indicator == code), None)
    if best is None:
        return Decision(slot, "confirmed", code)
    return Decision(slot, "confirmed", code, best.filters, best.period, best.measure)  # type: ignore[arg-type]


def _named(slot: str, code: str, name: str) -> Decision:
    return Decision(slot, "by_hand" if name else "confirmed", code, value=name)


if __name__ == "__main__":
    write_sample_mapping(SAMPLE / "mapping.yaml")
