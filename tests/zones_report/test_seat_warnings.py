"""Early warning of seats: sums a clerk can do, levels from dated rules, every fault of the file told."""

import json
import re

import pytest
from grown_plans import picture, rows_to_csv, street, town, wkt_square, written
from typer.testing import CliRunner

from xuezheng.allocation.tables import read_table
from xuezheng.allocation.zones.forecasting import forecast
from xuezheng.allocation.zones.report.seat_warnings import (
    forecast_files,
    forecast_section,
    summary,
    warnings_in_words,
)
from xuezheng.cli.main import build
from xuezheng.errors import BadInput

#: Zone S1 (20 seats) has B0 and B1, zone S2 (25 seats) has B2 and B3.
CHILDREN = [
    ("B0", 2026, 9), ("B1", 2026, 9), ("B2", 2026, 13), ("B3", 2026, 12),
    ("B0", 2027, 10), ("B1", 2027, 9), ("B2", 2027, 13), ("B3", 2027, 13),
]  # fmt: skip


def cohorts(folder, rows=None, **columns):
    rows = CHILDREN if rows is None else rows
    return rows_to_csv(
        folder / "cohorts.csv",
        [{"block": b, columns.get("as_", "year"): y, "children": n} for b, y, n in rows],
    )


def test_children_are_counted_in_the_autumn_they_enter(tmp_path):
    made = forecast(picture(town(tmp_path)), cohorts(tmp_path), first_year=2026, n_years=2)

    assert made.children.tolist() == [[18, 19], [25, 26]]
    assert made.missing.tolist() == [[0, 0], [0, 1]]
    # 18 of 20 is 90 % and no more; 19 of 20 is 95 %: above 90; 25 of 25 is 100 %: above 95; 26 is above 100.
    assert made.levels == (("green", "yellow"), ("orange", "red"))


def test_ages_are_those_of_the_last_day_of_august(tmp_path):
    rows = [("B0", 6, 9), ("B1", 5, 8), ("B2", 3, 2), ("B3", 7, 99)]

    made = forecast(
        picture(town(tmp_path)), cohorts(tmp_path, rows, as_="age"), first_year=2026, n_years=2, on=2026
    )

    assert made.children.tolist() == [[9, 8], [0, 0]] and made.n_passed_over == 2


def test_of_a_hundred_children_so_many_are_expected_half_rounded_up(tmp_path):
    made = forecast(picture(town(tmp_path)), cohorts(tmp_path), first_year=2026, n_years=1, rate_pct=90)

    assert made.children.tolist() == [[16], [23]]  # 16.2 and 22.5


@pytest.mark.parametrize(
    "rows, sentence",
    [
        ([("Z", 2026, 1)], "cohorts 第 2 行 block 列: 没有小区“Z”。"),
        ([("B0", 2026, -1)], "cohorts 第 2 行 children 列: “-1”不是 0 到 10000000 的整数。"),
        ([("B0", "soon", 1)], "cohorts 第 2 行 year 列: “soon”不是 0 到 9999 的整数。"),
        ([("B0", 2026, 1), ("B0", 2026, 2)], "cohorts 第 3 行: 与第 2 行是同一小区、同一年入学。"),
        ([("B0", 2026, 1)], "没有 2027 年入学的儿童。"),
    ],
)
def test_faults_of_the_cohorts(tmp_path, rows, sentence):
    with pytest.raises(BadInput) as error:
        forecast(picture(town(tmp_path)), cohorts(tmp_path, rows), first_year=2026, n_years=2)

    assert sentence in str(error.value)


def test_what_cannot_be_asked_is_said(tmp_path):
    made, file = picture(town(tmp_path)), cohorts(tmp_path)

    with pytest.raises(BadInput, match="--years 7 不在 1 到 6 之间。更远的孩子还没有出生"):
        forecast(made, file, first_year=2026, n_years=7)
    with pytest.raises(BadInput, match="--rate 0 不在 1 到 200 之间"):
        forecast(made, file, first_year=2026, n_years=1, rate_pct=0)
    with pytest.raises(BadInput, match="age 列没有写明是哪一年的周岁"):
        forecast(made, cohorts(tmp_path, as_="age"), first_year=2026, n_years=1)
    both = rows_to_csv(tmp_path / "b.csv", [{"block": "B0", "year": 2026, "age": 6, "children": 1}])
    with pytest.raises(BadInput, match="须有 year 或 age 其中一列"):
        forecast(made, both, first_year=2026, n_years=1)


def test_the_tightest_zone_is_named_first(tmp_path):
    plan = picture(town(tmp_path))
    made = forecast(plan, cohorts(tmp_path), first_year=2026, n_years=2)

    assert summary(plan, made) == "2 个学区中有 1 个学位不够；最紧的是西街小学，2027 年缺 1 个。"
    assert list(warnings_in_words(plan, made)) == [
        "  红色　西街小学（学位 25）：2027 年 26 人，缺 1 个。",
        "  出现橙色的学区 1 个，出现黄色的 1 个，见 report.html。",
    ]
    section = forecast_section(plan, made)
    assert section.index("西街小学</td>") < section.index("东街小学</td>")
    assert 'class="n red">26<br><small>红色，缺 1</small>' in section
    assert "超过学位的 100% 为红色，超过学位的 95% 为橙色，超过学位的 90% 为黄色" in section


def test_the_picture_has_a_bar_for_every_year_as_high_as_its_children(tmp_path):
    plan = picture(town(tmp_path))
    section = forecast_section(plan, forecast(plan, cohorts(tmp_path), first_year=2026, n_years=2))

    figures = re.findall(r"<figure>(.*?)</figure>", section)
    assert [re.search(r"<figcaption>(.*?)<", each)[1] for each in figures] == ["西街小学", "东街小学"]
    assert 'aria-label="西街小学：学位 25，预计 2026 年 25 人，2027 年 26 人"' in figures[0]
    bars = re.findall(r'<rect class="(\w+)"[^>]*?y="([\d.]+)"[^>]*?height="([\d.]+)"', figures[0])
    assert [level for level, _, _ in bars] == ["orange", "red"]
    # 26 children fill the height of 74; 25 of them, and 25 seats, 71.2.
    assert [float(high) for _, _, high in bars] == [71.2, 74.0]
    assert f'd="M0 {bars[0][1]}H' in figures[0] and figures[0].count("<text") == 4


def test_more_zones_than_a_page_shows_are_folded(tmp_path):
    rows = [{"block": f"B{i:03d}", "pupils": 5, "boarder": 0, "wkt": wkt_square(i, 0)} for i in range(33)]
    schools = [{"school": f"S{i:03d}", "block": f"B{i:03d}", "seats": 9} for i in range(33)]
    plan = picture(town(tmp_path, rows, schools))
    made = forecast(plan, cohorts(tmp_path, [("B000", 2026, 1)]), first_year=2026, n_years=1)

    assert "<summary>其余 3 个学区</summary>" in forecast_section(plan, made)


def test_enough_seats_are_told_as_well(tmp_path):
    plan = picture(town(tmp_path))
    made = forecast(plan, cohorts(tmp_path), first_year=2026, n_years=1)

    assert summary(plan, made) == "2026 到 2026 年，每个学区的学位都够。"


def test_the_files_hold_the_same_rows(tmp_path):
    plan = picture(town(tmp_path))
    files = forecast_files(plan, forecast(plan, cohorts(tmp_path), first_year=2026, n_years=2))

    assert files["forecast.csv"].decode().splitlines()[-1] == "S2,西街小学,2027,26,25,1,red"
    (tmp_path / "f.xlsx").write_bytes(files["forecast.xlsx"])
    assert read_table(tmp_path / "f.xlsx").columns["预警"] == ["正常", "黄色", "橙色", "红色"]
    assert "学位预警：2026 到 2027 年" in files["report.html"].decode()


def test_the_verb(tmp_path):
    folder = written(tmp_path / "plan", town(tmp_path))
    command = ["zones-forecast", str(folder), str(cohorts(tmp_path)), "--from-year", "2026", "--years", "2"]

    told = CliRunner().invoke(build(), [*command, "--out", str(tmp_path / "a")])
    data = CliRunner().invoke(build(), [*command, "--out", str(tmp_path / "b"), "--json"])

    assert told.exit_code == 0 and "最紧的是西街小学" in told.output
    assert json.loads(data.output)["zones"][-1] == {
        "zone": "S2", "name": "西街小学", "year": 2027, "children": 26, "seats": 25, "missing": 1, "level": "red",
    }  # fmt: skip
    assert {f.name for f in (tmp_path / "a").iterdir()} == {"forecast.csv", "forecast.xlsx", "report.html"}


def test_a_street_of_one_school_is_counted_whole(tmp_path):
    plan = picture(town(tmp_path, street(), [{"school": "S1", "block": "B1", "seats": 43}]))

    made = forecast(plan, cohorts(tmp_path), first_year=2026, n_years=1)

    assert made.children.tolist() == [[43]] and made.levels == (("orange",),)
