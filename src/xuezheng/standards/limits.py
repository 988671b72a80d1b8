"""The limits of the resource part of a standard on a day: thresholds per school, spread, plausible ranges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuezheng.rules.values import Value, value_on
from xuezheng.standards.measures import SEVEN, STAGES, Measure


@dataclass(frozen=True)
class ResourceLimits:
    """Dated values of one day.

    Attributes
    ----------
    floors : {stage: {measure code: Value}}
        Threshold of each measure; empty for a standard without thresholds per school.
    spread : {stage: Value}
        Highest coefficient of variation.
    met_least, floor_share : Value or None
        So many measures must reach their threshold; the others this share (%) of it.
    plausible : {range name: (lowest, highest)}
        Per-pupil values outside are taken for a wrong unit.
    """

    measures: tuple[Measure, ...]
    floors: Mapping[str, Mapping[str, Value]]
    spread: Mapping[str, Value]
    met_least: Value | None
    floor_share: Value | None
    plausible: Mapping[str, tuple[Value, Value]]


def resource_limits(on: date) -> ResourceLimits:
    """Limits of 优质均衡 that hold on a day."""
    return ResourceLimits(
        measures=SEVEN,
        floors={
            stage: {m.code: value_on(f"quality_balance.{m.code}.{stage}.min", on) for m in SEVEN}
            for stage in STAGES
        },
        spread={stage: value_on(f"quality_balance.spread.{stage}.max", on) for stage in STAGES},
        met_least=value_on("quality_balance.met_of_seven.min", on),
        floor_share=value_on("quality_balance.floor_share", on),
        plausible=plausible_ranges(SEVEN, on),
    )


def plausible_ranges(measures: tuple[Measure, ...], on: date) -> dict[str, tuple[Value, Value]]:
    """The lowest and highest per-pupil value that is believed, by the name of the range."""
    names = {measure.plausible for measure in measures}
    return {
        name: (value_on(f"plausible.{name}.min", on), value_on(f"plausible.{name}.max", on)) for name in names
    }
