"""The standards on DuckDB and on Spark: the same verdicts, figures, reasons and rows, to the last digit."""

from dataclasses import replace

from example_cities import snapshot_of

from xuezheng.snapshot import opened
from xuezheng.standards.catalogue import find_standard
from xuezheng.standards.judging import judge

#: Many small plans run once: they are not worth compiling for long.
QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=128m"
#: Items read by joins, unions and sums of their own; the rest are indicators, which have their test of Spark.
ASKED = (
    "schools.primary", "schools.junior", "spread.primary.equipment", "spread.junior.sports_area", "government.01",
    "government.03", "government.05", "government.09", "government.12", "quality.01", "quality.04", "recognition",
)  # fmt: skip


def standard_asked():
    whole = find_standard("quality_balance")
    parts = (replace(part, items=tuple(i for i in part.items if i.code in ASKED)) for part in whole.parts)
    return replace(whole, parts=tuple(part for part in parts if part.items))


def verdicts_on(engine):
    with opened(snapshot_of("all"), engine) as snapshot:
        if engine == "spark":
            for name, value in (("wholeStage", "false"), ("factoryMode", "NO_CODEGEN")):
                snapshot.connection.session.conf.set(f"spark.sql.codegen.{name}", value)
        verdicts = judge(snapshot, standard_asked(), 2025, split="by_pupils")
        return [
            (v.place, v.state, v.faults, o.item, o.state, o.value, o.reason, [repr(row) for row in o.rows])
            for v in verdicts
            for o in v.outcomes
        ]


def test_a_standard_is_judged_alike_on_spark(monkeypatch):
    monkeypatch.setenv("JDK_JAVA_OPTIONS", QUICK)

    here, there = verdicts_on("duckdb"), verdicts_on("spark")

    assert len(here) == 7 * len(ASKED)
    assert {state for _, _, _, _, state, *_ in here} >= {"met", "unmet"}
    for ours, theirs in zip(here, there, strict=True):
        assert theirs == ours
