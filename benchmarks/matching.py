"""Which indicator, filters, period and measure each labelled figure is matched to, and how sure the matcher is.

The texts lie beside the checkout. `matching_labels.tsv` says which indicators of the catalogue answer
to a label of theirs, with which filters and measures; it is to be read and argued with. A label or a
slot that is not in it answers to the indicator of the same code (`NEW:` left out). What is learnt
(`reports/matching/confidence.yaml`) is judged on texts it was not learnt from; `--learn` learns it
anew from all of them.
"""

import argparse
import csv
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks._confidence import Example, left_out, write_parameters
from benchmarks.report import SAMPLE, SHARED

LABELS = Path(__file__).with_name("matching_labels.tsv")
_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.001)
_PARTS = 3
_NO_FIGURE = ("period", "name", "-", "structure")


@dataclass(frozen=True)
class Answer:
    """What a figure is: any of some indicators; `filters` and `measures` are None when nobody can say."""

    codes: frozenset[str]
    filters: tuple[dict[str, str], ...] | None
    measures: frozenset[str]
    exact: frozenset[str]


@dataclass(frozen=True)
class Judged:
    """One figure, what was suggested for it, and what it is."""

    text: str
    slot: Any
    found: tuple[Any, ...]
    features: Mapping[str, float]
    answer: Answer

    @property
    def is_first(self) -> bool:
        return any(one.indicator in self.answer.codes for one in self.found[:1])

    @property
    def is_among_three(self) -> bool:
        return any(one.indicator in self.answer.codes for one in self.found[:3])

    def are_filters_right(self, catalogue: Mapping[str, Any]) -> bool | None:
        """Filters and measure of the right indicator; None when nobody can say or it has no such dimension."""
        one = next((one for one in self.found[:3] if one.indicator in self.answer.codes), None)
        if one is None or self.answer.filters is None:
            return None
        columns = catalogue[one.indicator].dimensions.keys()
        if not self.answer.filters[0].keys() <= columns:
            return None
        return one.filters in self.answer.filters and one.measure in self.answer.measures


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--learn", action="store_true", help="learn the parameters anew and write them")
    asked.add_argument("--wrong", action="store_true", help="list what is not first")
    given = asked.parse_args()
    from xuezheng.indicators.catalogue import load_catalogue

    catalogue = load_catalogue()
    judged = [one for text in texts() for one in judge(text, catalogue)]
    if len(texts()) == 1:
        print("the labelled texts are not there; the shipped speech:\n" + _row(judged, catalogue))
        return
    examples = [*_examples(judged), *_with_gaps(catalogue)]
    if given.learn:
        from xuezheng.reports.matching.confidence import parameters

        print(write_parameters(examples))
        parameters.cache_clear()
        judged = [one for text in texts() for one in judge(text, catalogue)]
    for line in (*_by_text(judged, catalogue), *_in_all(judged, catalogue), *_sureness(examples)):
        print(line)
    print(*_seconds(catalogue))
    if given.wrong:
        print(*_wrong(judged, catalogue), sep="\n")


def _with_gaps(catalogue: Mapping[str, Any]) -> list[Example]:
    """The texts matched with a third of their indicators taken out of the catalogue, each third in turn.

    The catalogue was written with these texts at hand; others have more figures it does not know, and those
    must not come ticked.
    """
    examples = []
    for text in texts():
        codes = sorted({code for one in judge(text, catalogue) for code in one.answer.codes})
        for part in range(_PARTS):
            left = {code: one for code, one in catalogue.items() if code not in codes[part::_PARTS]}
            examples += [replace(one, has_gaps=True) for one in _examples(judge(text, left))]
    return examples


def texts() -> list[Path]:
    """The speeches and the texts with labelled figures."""
    speeches = [SAMPLE / "speech.txt"]
    if (SHARED / "speech_body.txt").exists():
        speeches.append(SHARED / "speech_body.txt")
    return [*speeches, *sorted((SHARED / "texts").glob("*.txt"))]


def labels_of(text: Path) -> dict[int, tuple[str, str]] | list[tuple[str, str]]:
    """Slot number and label of each figure, by its place; of the shipped speech, in order."""
    beside = {"speech": "slots.tsv", "speech_body": "speech_slots.tsv"}
    file = text.with_name(beside.get(text.stem, f"{text.stem}.slots.tsv"))
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    if text.stem == "speech":
        return [(row["id"], row["indicator"]) for row in rows]
    return {int(row["start"]): (row["id"], row["indicator"]) for row in rows}


def judge(text: Path, catalogue: Mapping[str, Any]) -> list[Judged]:
    """Match a text and put each figure beside its answer."""
    from xuezheng.reports.matching import figures_of, match
    from xuezheng.reports.matching.candidates import features
    from xuezheng.reports.reading import read

    document, known, labels = read(text), answers(), labels_of(text)
    found = match(document, catalogue)
    shown = {
        one.slot.id: features(one, one.candidates)
        for one in figures_of(document, catalogue)
        if one.candidates
    }
    listed = dict(enumerate(labels)) if isinstance(labels, list) else labels
    judged = []
    for number, slot in enumerate(document.slots):
        place = number if isinstance(labels, list) else slot.start
        if slot.kind != "figure" or place not in listed:
            continue
        name, label = listed[place]
        if not label or not label.startswith(_NO_FIGURE):
            answer = answer_of(name if text.parent.name == "texts" else "", label, known, catalogue)
            judged.append(Judged(text.stem, slot, found[slot.id], shown.get(slot.id, {}), answer))
    return judged


def answers() -> dict[str, dict[str, str]]:
    """The table of labels, by label or number of a slot."""
    with LABELS.open(encoding="utf-8") as opened:
        return {row["label"]: row for row in csv.DictReader(opened, delimiter="\t")}


def answer_of(
    slot: str, label: str, known: Mapping[str, Mapping[str, str]], catalogue: Mapping[str, Any]
) -> Answer:
    """What a label says, in the words of the catalogue."""
    codes: set[str] = set()
    filters: list[tuple[dict[str, str], ...] | None] = []
    measures: set[str] = set()
    exact = {_bare(one) for one in label.split("|")} & catalogue.keys()
    for one in [slot] if slot in known else label.split("|"):
        row = known.get(one) or known.get(one.split("{")[0])
        codes |= {_bare(one)} | set(row["indicator"].split("|") if row else ())
        measures |= set(row["measure"].split("|") if row and row["measure"] else ("value", *_shares(one)))
        filters.append(_filters(row, one, known))
    return Answer(frozenset(codes & catalogue.keys()), filters[0], frozenset(measures), frozenset(exact))


def _bare(label: str) -> str:
    return label.removeprefix("NEW:").split("{")[0]


def _shares(label: str) -> tuple[str, ...]:
    return ("rate", "change", "growth") if "rate" in label else ()


def _filters(
    row: Mapping[str, str] | None, label: str, known: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str], ...] | None:
    """Filters the table gives, any of several; none for a label without dimensions, None for one whose are not in it."""
    if row is None or ("{" in label and label not in known):
        return None if "{" in label else ({},)
    if row["filters"] == "?":
        return None
    return tuple(dict(re.findall(r"([^=;]+)=([^=;]+)", some)) for some in row["filters"].split("|"))


def _by_text(judged: Sequence[Judged], catalogue: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'text':12} figures  with one  first  three  filters"
    for text in dict.fromkeys(one.text for one in judged):
        yield f"{text:12}" + _row([one for one in judged if one.text == text], catalogue)


def _row(judged: Sequence[Judged], catalogue: Mapping[str, Any]) -> str:
    has = [one for one in judged if one.answer.codes]
    filters = [right for one in has if (right := one.are_filters_right(catalogue)) is not None]
    first, three = sum(one.is_first for one in has), sum(one.is_among_three for one in has)
    return f"{len(judged):7}  {len(has):8}  {first:5}  {three:5}  {sum(filters):3}/{len(filters)}"


def _in_all(judged: Sequence[Judged], catalogue: Mapping[str, Any]) -> Iterator[str]:
    others = [one for one in judged if not one.text.startswith("speech")]
    has = [one for one in others if one.answer.codes]
    exact = [one for one in others if one.answer.exact]
    yield f"{'17 texts':12}" + _row(others, catalogue)
    same = sum(one.found[:1] != () and one.found[0].indicator in one.answer.exact for one in exact)
    three = sum(any(s.indicator in one.answer.exact for s in one.found[:3]) for one in exact)
    yield f"first, the label's own code   {_share(same, len(exact))}   (goal 0.87)"
    yield f"three, the label's own code   {_share(three, len(exact))}   (goal 0.96)"
    yield f"first, with renamed codes     {_share(sum(one.is_first for one in has), len(has))}   (goal 0.87)"
    yield f"three, with renamed codes     {_share(sum(one.is_among_three for one in has), len(has))}   (goal 0.96)"
    told = [(one, right) for one in has if (right := one.are_filters_right(catalogue)) is not None]
    yield f"filters and measure right     {_share(sum(right for _, right in told), len(told))}   (goal 0.80)"
    asked = [
        right for one, right in told if one.answer.filters != ({},) or "value" not in one.answer.measures
    ]
    yield f"where the label asks for some {_share(sum(asked), len(asked))}"
    yield f"figures with an indicator     {_share(len(has), len(others))}   (goal 0.80)"


def _sureness(examples: Sequence[Example]) -> Iterator[str]:
    """Precision of first suggestions by band of confidence, each text judged without having been learnt from."""
    from xuezheng.reports.matching.confidence import parameters

    held_out = left_out(examples)
    shipped = [(parameters().sureness(one.features), one) for one in examples]
    for has_gaps, about in (
        (False, "the whole catalogue"),
        (True, "a third of the text's indicators taken out"),
    ):
        yield f"first suggestions by confidence, learnt without the text; {about} (shipped parameters in brackets)"
        for low, high in zip(_BANDS, _BANDS[1:], strict=False):
            told = (
                [one.is_right for sure, one in pairs if low <= sure < high and one.has_gaps == has_gaps]
                for pairs in (held_out, shipped)
            )
            left, all_in = (_share(sum(one), len(one)) for one in told)
            yield f"  {low:.2f} to {min(high, 1.0):.2f}   {left}   ({all_in})"
        for part, is_speech in (("17 texts", False), ("speeches", True)):
            for name, pairs in (("left out", held_out), ("shipped", shipped)):
                some = [
                    (sure, one.is_right)
                    for sure, one in pairs
                    if one.text.startswith("speech") == is_speech and one.has_gaps == has_gaps
                ]
                ticked = [is_right for sure, is_right in some if sure >= parameters().tick]
                yield (
                    f"  ticked, {part}, {name:8} right {_share(sum(ticked), len(ticked))} (goal 0.90), "
                    f"of all figures {_share(len(ticked), len(some))}"
                )


def _examples(judged: Sequence[Judged]) -> list[Example]:
    return [Example(one.text, one.features, one.is_first) for one in judged if one.found]


def _share(right: int, of: int) -> str:
    return f"{right}/{of} = {right / of:.3f}" if of else "0/0"


def _seconds(catalogue: Mapping[str, Any]) -> Iterator[str]:
    from xuezheng.reports.matching import match
    from xuezheng.reports.reading import read

    document = read(SAMPLE / "speech.txt")
    wall, cpu = time.perf_counter(), time.process_time()
    match(document, catalogue)
    yield f"matching the shipped speech   {time.perf_counter() - wall:.2f} s wall, {time.process_time() - cpu:.2f} s CPU"


def _wrong(judged: Sequence[Judged], catalogue: Mapping[str, Any]) -> Iterator[str]:
    for one in judged:
        right = one.are_filters_right(catalogue)
        if (one.answer.codes and not one.is_first) or right is False:
            found = [
                (s.indicator, s.filters, s.measure, round(s.score, 3), s.confidence) for s in one.found[:3]
            ]
            yield f"{one.text} {one.slot.text}{one.slot.unit} {one.slot.clause[:40]} is {set(one.answer.codes)} {one.answer.filters} {set(one.answer.measures)}: {found}"


if __name__ == "__main__":
    main()
