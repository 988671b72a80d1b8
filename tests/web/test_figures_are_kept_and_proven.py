"""Figures computed once: the same as measured, the snapshot's own, refused when touched."""

import io
import json
import shutil
from datetime import date

import pyarrow.parquet as pq
import pytest
from example_figures import YEARS, figures, figures_of  # noqa: F401

from xuezheng.cli.freezing import freeze
from xuezheng.errors import NotFound, Tampered
from xuezheng.indicators.measuring import evidence, measure
from xuezheng.jobs.figures import (
    compute_figures,
    judged,
    latest_figures,
    latest_snapshot,
    open_figures,
    reporting_year,
)
from xuezheng.jobs.figures.rows import rows_behind
from xuezheng.jobs.judge import as_data, judge_for_people
from xuezheng.snapshot.reading import open_snapshot

CODES = (
    "teachers.total",
    "funds.upward.secured",
    "schools.count",
    "appeals.satisfaction_rate",
    "admin.meetings.change_rate",
)


@pytest.fixture
def touched(figures, desk_city, tmp_path):  # noqa: F811
    """A folder with a snapshot and its figures, to be spoilt."""
    for kept in (figures.snapshot, figures.path):
        shutil.copytree(kept, tmp_path / kept.relative_to(desk_city))
    return tmp_path


def test_what_is_kept_is_what_is_measured(figures):  # noqa: F811
    snapshot = open_snapshot(figures.snapshot)
    for code in CODES:
        for year in YEARS:
            city = measure(snapshot, [code], year)[0]
            kept = figures.city(code, year)
            assert (kept.value, kept.counted, kept.out_of, kept.rows, kept.why_not) == (
                city.value, city.counted, city.out_of, city.rows, city.why_not,
            )  # fmt: skip
            by_school = {f.school: f.value for f in measure(snapshot, [code], year, "school") if f.school}
            assert {row.place: row.value for row in figures.schools(code, year)} == by_school
            by_area = {f.area: f.value for f in measure(snapshot, [code], year, "area") if f.area}
            assert {row.place: row.value for row in figures.areas(code, year)}.items() >= {
                (area, value) for area, value in by_area.items() if area != "990100"
            }


def test_rows_behind_a_figure_are_its_evidence_and_are_kept(figures):  # noqa: F811
    snapshot = open_snapshot(figures.snapshot)
    first, again = rows_behind(figures, "teachers.total", 2025), rows_behind(figures, "teachers.total", 2025)

    assert first == again == evidence(snapshot, "teachers.total", 2025)
    assert sum(row["counted"] for row in first) == figures.city("teachers.total", 2025).counted
    assert (figures.path / "evidence" / "teachers.total.2025.parquet").is_file()
    with pytest.raises(NotFound, match=r"没有“teachers.total”1999 年的结果"):
        rows_behind(figures, "teachers.total", 1999)


def test_the_city_s_own_targets_are_held_against_the_city(figures):  # noqa: F811
    assert figures.value("teachers.total", 2025, "990100") == figures.city("teachers.total", 2025)
    assert figures.value("teachers.total", 2025, "990102") == figures.areas("teachers.total", 2025)[0]
    assert figures.latest("teachers.total").year == 2025
    assert figures.latest("no.such.indicator") is None
    assert (figures.area_name("990102"), figures.area_name("999999")) == ("霁城区", "999999")


def test_what_is_judged_is_what_the_job_judges(figures):  # noqa: F811
    report = judge_for_people(open_snapshot(figures.snapshot), "quality_balance", figures.year)
    summary = judged.summary_of(figures, "quality_balance")

    assert [place["state"] for place in summary["places"]] == [each.verdict.state for each in report.judged]
    plain = as_data(report)["verdicts"][0]
    place = judged.place_of(figures, "quality_balance", plain["place"])
    for part, said in zip(place["parts"], plain["parts"], strict=True):
        for item, told in zip(part["items"], said["items"], strict=True):
            assert item["reason"] == told["reason"]
            assert judged.rows_of(figures, "quality_balance", plain["place"], item["item"]) == told["rows"]


def test_computing_again_changes_nothing(touched):
    before = open_figures(touched, latest_snapshot(touched)).about

    compute_figures(touched, latest_snapshot(touched), years=YEARS)

    assert open_figures(touched, latest_snapshot(touched)).about == before


@pytest.mark.parametrize("name", ["figures.parquet", "schools.parquet", "places.json"])
def test_a_touched_file_is_refused(touched, name):
    file = next((touched / "figures").glob(f"*/{name}"))
    file.write_bytes(file.read_bytes()[:-1] + b"\0")

    with pytest.raises(Tampered, match=rf"{name} 与计算时不同.*SHA-256 不符.*重新计算"):
        latest_figures(touched)


def test_a_touched_verdict_is_refused(touched):
    file = next((touched / "figures").glob("*/judged/quality_balance/990102.json"))
    file.write_text(file.read_text(encoding="utf-8").replace("unmet", "met"), encoding="utf-8")

    with pytest.raises(Tampered, match="990102.json 与计算时不同"):
        judged.place_of(latest_figures(touched), "quality_balance", "990102")
    with pytest.raises(NotFound, match="没有“judged/quality_balance/123456.json”"):
        judged.place_of(latest_figures(touched), "quality_balance", "123456")


@pytest.mark.parametrize("change", [{"snapshot": "0" * 64}, {"format": 2}, {"files": None}])
def test_figures_of_another_snapshot_are_refused(touched, change):
    file = next((touched / "figures").glob("*/about.json"))
    about = json.loads(file.read_text(encoding="utf-8")) | change
    if about["files"] is None:
        del about["files"]
    file.write_text(json.dumps(about), encoding="utf-8")

    with pytest.raises(Tampered, match="不是快照 .* 的计算结果"):
        latest_figures(touched)


def test_rows_that_were_spoilt_are_counted_again(touched):
    held = latest_figures(touched)
    rows = rows_behind(held, "schools.count", 2025)
    kept = held.path / "evidence" / "schools.count.2025.parquet"
    less = _without_a_row(kept)
    for spoilt in (b"nothing", less):
        kept.write_bytes(spoilt)

        assert rows_behind(held, "schools.count", 2025) == rows
        assert pq.read_table(kept).num_rows == len(rows)


def _without_a_row(file):
    out = io.BytesIO()
    pq.write_table(pq.read_table(file).slice(1), out)
    return out.getvalue()


def test_a_changed_manifest_gives_no_figures(touched):
    file = next((touched / "snapshots").glob("*/manifest.json"))
    said = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(said | {"as_of": "2026-01-14"}), encoding="utf-8")

    with pytest.raises(Tampered):
        latest_figures(touched)
    with pytest.raises(Tampered):
        compute_figures(touched, latest_snapshot(touched))


def test_without_a_snapshot_there_are_none(tmp_path):
    assert latest_snapshot(tmp_path) is None
    assert latest_figures(tmp_path) is None


@pytest.mark.parametrize(
    "day, year", [("2026-01-15", 2025), ("2026-06-30", 2025), ("2026-07-01", 2026), ("2026-12-31", 2026)]
)
def test_the_first_half_year_reports_on_the_year_before(day, year):
    assert reporting_year(date.fromisoformat(day)) == year


def test_a_freeze_may_compute_in_one_go(own, capsys):
    held = figures_of(own)

    freeze(own, label="", as_of="", figures=True, as_json=True)

    frozen = json.loads(capsys.readouterr().out)["id"]
    assert frozen == latest_figures(own).id == held.id
