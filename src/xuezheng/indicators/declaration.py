"""What an indicator declares: its name, unit, definition, reference and dimensions.

An indicator is one file `indicators/<topic>/…/<name>.py` with one function under
`@indicator(...)`; its code is the path with dots (`kindergartens.public.count`). The
function takes a snapshot and a year and returns the evidence: one row per thing counted.

Files directly in `indicators/` are the room's own machinery; a file in one of its folders
declares exactly one indicator.

When is nothing zero, and when is it unknown? A figure is "cannot compute" when the evidence of
the whole year has no row at all. Where no row may honestly mean zero (no dropout, no negative
report), or where rows exist whether or not the year was reported (schools still open), the
declaration names the `registers` that speak for the year: each must have a row of that year (and
half-year, when its column is a day), or the figure is "cannot compute"; if all have, no evidence
means zero. A rate, or a change, whose denominator is zero or missing is "cannot compute" too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["count", "sum", "rate", "ratio", "change"]

#: Columns every evidence table has; dimensions come after them, and `on` (a day) last. `area` may be
#: empty or left out where `school` says it. `on` is the day by which a row belongs to a half-year.
EVIDENCE_COLUMNS = ("area", "school", "subject", "counted", "out_of")


@dataclass(frozen=True)
class Indicator:
    """One declared indicator.

    Attributes
    ----------
    code : str
        Dotted path of its file below `indicators/`.
    label, label_en : str
        Its name in Chinese and English.
    unit : str
        Unit of the value, as reports write it (所, 名, 元, 平方米, %, …).
    kind : {"count", "sum", "rate", "ratio", "change"}
        count, sum: value = Σ counted × scale; `out_of` (if given) is what should have been
        counted, so that "all of them" can be checked. rate: Σ counted ÷ Σ out_of × scale.
        ratio: the same, of two quantities that are not parts of one another (生均, 人均, 生师比),
        in the unit of the first.
        change: the fall against last year, Σ (last − this) ÷ Σ last × 100, so that "压缩 30 %"
        is +30; evidence has last year's rows (counted = out_of = n) and this year's
        (counted = −n, out_of = 0).
    scale : int
    definition : str
        What is counted, in Chinese, as an official would say it.
    reference : str
        Where the definition comes from.
    aliases, topics : tuple of str
        Other wordings in reports; the sections they stand in.
    dimensions : dict of str to dict of str to str
        Column of the evidence → value → Chinese words that name the value in a report. An empty
        inner dict admits any value.
    registers : dict of str to str
        Tables that speak for a year → their year column (a calendar or school year as a number,
        or a day). See the top of this file. A change must name one: it asks for both years.
    review_by : str
        Month by which the definition is to be looked at again (YYYY-MM).
    """

    code: str
    label: str
    label_en: str
    unit: str
    kind: Kind
    definition: str
    reference: str
    review_by: str
    scale: int
    aliases: tuple[str, ...]
    topics: tuple[str, ...]
    dimensions: dict[str, dict[str, str]]
    registers: dict[str, str]
    evidence: Callable[..., Any]


def indicator(
    *,
    label: str,
    label_en: str,
    unit: str,
    kind: Kind,
    definition: str,
    reference: str,
    review_by: str,
    scale: int = 1,
    aliases: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    dimensions: dict[str, dict[str, str]] | None = None,
    registers: dict[str, str] | None = None,
) -> Callable[[Callable[..., Any]], Indicator]:
    """Declare the function below as an indicator; its module's path is its code."""

    def declare(evidence: Callable[..., Any]) -> Indicator:
        code = evidence.__module__.removeprefix("xuezheng.indicators.")
        return Indicator(
            code=code,
            label=label,
            label_en=label_en,
            unit=unit,
            kind=kind,
            definition=definition,
            reference=reference,
            review_by=review_by,
            scale=scale,
            aliases=aliases,
            topics=topics,
            dimensions=dimensions or {},
            registers=registers or {},
            evidence=evidence,
        )

    return declare
