"""The early warning of seats as people see it: a section of the page, tables, sentences."""

from collections.abc import Iterator
from html import escape
from typing import Any

from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.zones.forecasting import Forecast
from xuezheng.allocation.zones.report.figures import xlsx_of
from xuezheng.allocation.zones.report.land import land_of
from xuezheng.allocation.zones.report.page import report_page
from xuezheng.allocation.zones.report.picture import Picture
from xuezheng.allocation.zones.report.seat_charts import LEVELS, charts

_HEADINGS = ("学区", "名称", "年份", "预计入学", "学位", "缺", "预警")
_FILLS = {"红色": "#F8D3CF", "橙色": "#FBE0BD", "黄色": "#FDF3BF", "正常": "#DCEFDC"}
_NUMBERS = ("year", "children", "seats", "missing")


def forecast_files(picture: Picture, made: Forecast) -> dict[str, bytes]:
    """`report.html` with the forecast in it, `forecast.csv` and `forecast.xlsx`."""
    table = forecast_table(picture, made)
    in_words = {**table.columns, "level": [LEVELS[level] for level in table.columns["level"]]}
    page = report_page(picture, land_of(picture), [forecast_section(picture, made)], title=_title(made))
    return {
        "forecast.csv": table.csv(),
        "forecast.xlsx": xlsx_of(Table("forecast", in_words), "学位预警", _HEADINGS, _NUMBERS, _FILLS),
        "report.html": page.encode("utf-8"),
    }


def forecast_rows(picture: Picture, made: Forecast) -> list[dict[str, Any]]:
    """The rows of the table as plain data."""
    columns = forecast_table(picture, made).columns
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return [{name: int(cell) if name in _NUMBERS else cell for name, cell in row.items()} for row in rows]


def warnings_in_words(picture: Picture, made: Forecast) -> Iterator[str]:
    """A line for each zone that lacks seats in some year, and how many others come near."""
    for z, zone in enumerate(picture.zones):
        short = [
            f"{year} 年 {made.children[z, y]:,} 人，缺 {int(made.missing[z, y]):,} 个"
            for y, year in enumerate(made.years)
            if made.missing[z, y]
        ]
        if short:
            yield f"  红色　{zone.name}（学位 {made.seats[z]:,}）：{'；'.join(short)}。"
    counts = {words: sum(level in each for each in made.levels) for level, words in LEVELS.items()}
    yield f"  出现橙色的学区 {counts['橙色']} 个，出现黄色的 {counts['黄色']} 个，见 report.html。"


def forecast_table(picture: Picture, made: Forecast) -> Table:
    """One row a zone and year: children, seats, missing seats, level."""
    rows = [(z, y) for z in range(len(picture.zones)) for y in range(len(made.years))]
    return table_of(
        "forecast",
        {
            "zone": [picture.zones[z].code for z, _ in rows],
            "name": [picture.zones[z].name for z, _ in rows],
            "year": [made.years[y] for _, y in rows],
            "children": [int(made.children[z, y]) for z, y in rows],
            "seats": [int(made.seats[z]) for z, _ in rows],
            "missing": [int(made.missing[z, y]) for z, y in rows],
            "level": [made.levels[z][y] for z, y in rows],
        },
    )


def forecast_section(picture: Picture, made: Forecast) -> str:
    """The forecast as a section of the page: a row a zone, a column a year, worst zones first."""
    order = sorted(
        range(len(picture.zones)),
        key=lambda z: (-made.missing[z].max(), -made.children[z].max() / made.seats[z], z),
    )
    rows = "".join(
        f"<tr><td>{escape(picture.zones[z].name)}</td><td class=n>{made.seats[z]:,}</td>"
        + "".join(_cell(made, z, y) for y in range(len(made.years)))
        + "</tr>"
        for z in order
    )
    total = "".join(f"<td class=n>{n:,}</td>" for n in made.children.sum(axis=0).tolist())
    head = "".join(f"<th class=n>{year} 年</th>" for year in made.years)
    return (
        f"<p>{summary(picture, made)}</p>{charts(picture, made, order)}"
        f'<div class="wide"><table><thead><tr><th>学区</th><th class=n>学位</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody><tfoot><tr><td>全部</td><td class=n>{int(made.seats.sum()):,}</td>{total}</tr></tfoot></table></div>"
        f"<p class=small>{_basis(made)}</p>"
    )


def _title(made: Forecast) -> str:
    return f"学位预警：{made.years[0]} 到 {made.years[-1]} 年"


def _cell(made: Forecast, z: int, y: int) -> str:
    level, missing = made.levels[z][y], int(made.missing[z, y])
    words = (
        ""
        if level == "green"
        else f"<br><small>{LEVELS[level]}{f'，缺 {missing:,}' if missing else ''}</small>"
    )
    return f'<td class="n {level}">{made.children[z, y]:,}{words}</td>'


def summary(picture: Picture, made: Forecast) -> str:
    """In one or two sentences: which zones run short, when first, by how many."""
    short = [(int(made.missing[z].max()), z) for z in range(len(picture.zones)) if made.missing[z].any()]
    if not short:
        return f"{made.years[0]} 到 {made.years[-1]} 年，每个学区的学位都够。"
    missing, z = max(short, key=lambda pair: (pair[0], -pair[1]))
    year = made.years[int(made.missing[z].argmax())]
    return (
        f"{len(picture.zones)} 个学区中有 {len(short)} 个学位不够；最紧的是{escape(picture.zones[z].name)}，"
        f"{year} 年缺 {missing:,} 个。"
    )


def _basis(made: Forecast) -> str:
    limits = "，".join(
        f"超过学位的 {made.rules[level].value.normalize():f}% 为{LEVELS[level]}"
        for level in ("red", "orange", "yellow")
    )
    return (
        f"按已出生或已登记的儿童推算，每百名预计入学 {made.rate_pct} 名；学位按本方案不变；没有计入今后的搬迁和新建住宅。{limits}。"
        f"依据：{escape(made.rules['red'].source)}；{escape(made.rules['entry_age'].source)}。"
    )
