"""Every indicator on DuckDB and on Spark: the same figures, to the last digit, for the same reasons.

One test holds all that needs Spark, so that a test run starts it once.
"""

import shutil
import sys
from functools import partial

import pytest
from example_cities import snapshot_of
from small_city import small_city
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.errors import CannotFinish, Tampered
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.indicators.measuring import evidence, measure
from xuezheng.indicators.questions import ask
from xuezheng.indicators.summing import sums, sums_together
from xuezheng.snapshot import opened

EVERY = list(load_catalogue())
#: Indicators whose rows come from joins, unions, days, decimals, literal areas, and registers of two years.
SOME = [
    "admin.meetings.change_rate", "aid.student_loans.amount", "aid.student_loans.students",
    "appeals.on_time_rate", "funds.arrival_rate", "media.negative_reports.count", "permits.received",
    "party.org_coverage_rate", "preschool.gross_enrolment_rate_3y", "school_projects.investment_rate",
    "students.total", "teachers.recruited", "training.institutions_closed",
]  # fmt: skip
#: What is asked of the catalogue: codes, year, and how.
ASKED = [
    (EVERY, 2025, {"by": "school"}),
    (SOME, 2025, {}),
    (SOME, 2025, {"by": "area"}),
    (SOME, 2025, {"by": "area", "period": "h1"}),
    (SOME, 2026, {"period": "h2"}),
    (SOME, 2031, {"by": "school"}),
    (["students.total", "teachers.total"], 2025, {"filters": {"stage": "primary"}}),
    (["students.total"], 2019, {"filters": {"stage": "primary"}, "by": "area"}),
]
#: Many small plans run once: they are not worth compiling for long.
QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=128m"


def told(figures):
    """Figures with every digit: 1 and 1.00 are not the same here."""
    return [repr(figure) for figure in figures]


def on_both(folder, ask_of):
    """What is asked of each engine, DuckDB first."""
    answers = []
    for engine in ("duckdb", "spark"):
        with opened(folder, engine) as snapshot:
            assert snapshot.engine == engine
            if engine == "spark":
                snapshot.connection.session.conf.set("spark.sql.codegen.wholeStage", "false")
                snapshot.connection.session.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            answers.append(ask_of(snapshot))
    return answers


def test_every_indicator_has_the_same_figure_on_spark(monkeypatch):
    monkeypatch.setenv("JDK_JAVA_OPTIONS", QUICK)

    def all_answers(snapshot):
        figures = [told(measure(snapshot, codes, year, **how)) for codes, year, how in ASKED]
        return figures, [evidence(snapshot, code, 2025) for code in SOME[:4]]

    (figures, rows), (figures_there, rows_there) = on_both(snapshot_of("all"), all_answers)

    assert len(figures[0]) > 10 * len(EVERY)
    for asked, here, there in zip(ASKED, figures, figures_there, strict=True):
        assert there == here, asked[1:]
    assert all(rows)
    assert rows_there == rows


@pytest.mark.parametrize("by", [None, "school"])
def test_asked_together_they_are_as_asked_alone(by):
    city = small_city()
    asked = [load_catalogue()[code] for code in SOME]
    alone, together = ([ask(city, each, 2025, {}, "year", known) for each in asked] for known in ({}, {}))
    for question in alone:
        question.why_nothing_is_not_zero(0)

    answers = sums_together(together, by, lanes=1)

    assert [_plain(groups) for groups in answers] == [_plain(groups) for groups in sums(alone, by)]
    assert together[0].known == alone[0].known
    assert set(together[0].known.values()) == {True, False}


def _plain(groups):
    """Groups in order, without the number that told their question apart; nothing counted is zero."""
    names = ("area", "area_of", "school", "counted", "out_of", "rows")
    return sorted(([group.get(name) or 0 for name in names] for group in groups), key=repr)


def test_a_place_that_is_not_known_is_one_group():
    nowhere = [
        {
            "code": code,
            "area": area,
            "borrower": code,
            "year": 2025,
            "granted_on": "2025-06-30",
            "amount_yuan": 5,
        }
        for code, area in (("L1", ""), ("L2", None))
    ]

    figures = measure(small_city(student_loans=nowhere), ["aid.student_loans.amount"], 2025, "area")

    assert [(figure.area, figure.value) for figure in figures if figure.value] == [("", 10)]


def test_from_the_command_line_an_engine_that_cannot_run_is_a_sentence(monkeypatch):
    command = ["indicators", "measure", str(snapshot_of("all")), "--year", "2025", "--engine", "spark"]
    ask_cli = partial(CliRunner().invoke, build(), command, catch_exceptions=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(CannotFinish, match=r"找不到 Java.*openjdk-17-jre-headless.*去掉 --engine spark"):
        ask_cli()
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pyspark.sql", None)
        with pytest.raises(CannotFinish, match=r"没有安装 pyspark.*pip install 'xuezheng\[spark\]'"):
            ask_cli()


def test_a_changed_snapshot_is_refused_before_spark_is_started(tmp_path, monkeypatch):
    copy = shutil.copytree(snapshot_of("all"), tmp_path / "copy")
    (copy / "tables" / "schools.parquet").write_bytes(b"")
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Tampered, match="不是冻结时的快照"), opened(copy, "spark"):
        pass
