"""Which figures of the labelled texts have an indicator in the catalogue.

A figure has one when its label names one, or when `matching_labels.tsv` says which indicator answers to
the label; a row of that table that leaves the filters open (`?`) says that the indicator counts the thing
but cannot be narrowed to what the figure asks, and is told apart here. Every figure of a text is asked,
found by the reader or not.
"""

import argparse
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.matching import answer_of, answers
from benchmarks.report import SHARED

_NO_FIGURE = ("period", "name", "-", "structure")


@dataclass(frozen=True)
class Asked:
    """One labelled figure: what it says, its label, and the indicators that answer to it."""

    slot: str
    clause: str
    label: str
    codes: tuple[str, ...]
    is_exact: bool
    is_narrower: bool


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--all", action="store_true", help="list every figure with its indicators")
    told.add_argument("--without", action="store_true", help="list the figures that have none")
    given = told.parse_args()
    from xuezheng.indicators.catalogue import load_catalogue

    catalogue = load_catalogue()
    texts = {
        file: list(figures_of(file, catalogue)) for file in sorted((SHARED / "texts").glob("*.slots.tsv"))
    }
    if not texts:
        print("the labelled texts are not there")
        return
    print(f"{len(catalogue)} indicators")
    print("text  figures  same code  with one  narrower  none")
    for file, asked in texts.items():
        print(_row(file.name.split(".")[0], asked))
    everything = [one for asked in texts.values() for one in asked]
    print(_row("all", everything))
    n = len(everything)
    have = sum(bool(one.codes) for one in everything)
    fully = sum(bool(one.codes) and not one.is_narrower for one in everything)
    print(f"figures with an indicator                    {have}/{n} = {have / n:.3f}   (goal 0.80)")
    print(f"of these, narrowed no further than it can be {fully}/{n} = {fully / n:.3f}")
    for one in everything:
        if given.all or (given.without and not one.codes):
            print(f"  {one.slot}  {one.clause}  {one.label}  {'、'.join(one.codes) or '—'}")


def figures_of(file: Path, catalogue: Mapping[str, Any]) -> Iterator[Asked]:
    """Each labelled figure of a text, with the indicators it has."""
    known = answers()
    with file.open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened, delimiter="\t"):
            label = row["indicator"]
            if label and not label.startswith(_NO_FIGURE):
                answer = answer_of(row["id"], label, known, catalogue)
                codes = tuple(sorted(answer.codes))
                yield Asked(
                    row["id"],
                    row["clause"],
                    label,
                    codes,
                    bool(answer.exact),
                    bool(codes) and answer.filters is None,
                )


def _row(name: str, asked: list[Asked]) -> str:
    exact = sum(one.is_exact for one in asked)
    have = sum(bool(one.codes) for one in asked)
    narrower = sum(one.is_narrower for one in asked)
    return f"{name:<4}  {len(asked):>7}  {exact:>9}  {have:>8}  {narrower:>8}  {len(asked) - have:>4}"


if __name__ == "__main__":
    main()
