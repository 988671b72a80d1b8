"""`indicators list`, `show`, `measure`, and `evidence`."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from xuezheng.indicators.declaration import Indicator
    from xuezheng.indicators.measuring import Figure
    from xuezheng.indicators.summing import By as Place
    from xuezheng.snapshot import Snapshot

_KINDS = {"count": "计数", "sum": "合计", "rate": "比率", "ratio": "比值", "change": "比上年下降"}
_COLUMNS = ("indicator", "year", "area", "school", "value", "counted", "out_of", "unit", "rows", "why_not")


class By(StrEnum):
    """What to break a figure down by."""

    area = "area"
    school = "school"


class Part(StrEnum):
    """The whole year or a half of it."""

    year = "year"
    h1 = "h1"
    h2 = "h2"


Snap = Annotated[Path, typer.Argument(metavar="SNAP", help="快照文件夹。 A snapshot's folder.")]
Year = Annotated[int, typer.Option(help="年度。 The year asked for.")]
Filters = Annotated[
    list[str] | None,
    typer.Option("--filter", metavar="维度=取值", help="按维度筛选，可多次。 Keep one value of a dimension."),
]
PartOf = Annotated[Part, typer.Option("--period", help="全年、上半年或下半年。 Year, h1 or h2.")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add the `indicators` group and `evidence`."""
    group = typer.Typer(
        help="指标：目录、定义、计算。 Indicators: catalogue and figures.", no_args_is_help=True
    )
    group.callback()(_group)
    group.command("list")(list_all)
    group.command()(show)
    group.command()(measure)
    app.add_typer(group, name="indicators")
    app.command()(evidence)


def _group() -> None:
    """指标：目录、定义、计算。 Indicators: catalogue and figures."""


def list_all(as_json: Json = False) -> None:
    """列出全部指标。 List every indicator."""
    from xuezheng.indicators.catalogue import load_catalogue

    catalogue = load_catalogue().values()
    if as_json:
        _echo_json([_as_data(indicator) for indicator in catalogue])
        return
    lines = [(each.code, each.label, each.unit, _KINDS[each.kind]) for each in catalogue]
    _table(("代码", "指标", "单位", "类型"), lines)


def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help="指标代码。 Its code.")], as_json: Json = False
) -> None:
    """说明一个指标：定义、依据、维度。 Tell an indicator's definition, reference and dimensions."""
    from xuezheng.indicators.catalogue import find

    indicator = find(code)
    if as_json:
        _echo_json(_as_data(indicator))
        return
    told = [
        ("代码", indicator.code), ("名称", f"{indicator.label}  {indicator.label_en}"),
        ("单位", indicator.unit or "（无）"), ("类型", _KINDS[indicator.kind]),
        ("定义", indicator.definition), ("依据", indicator.reference),
        ("别名", "、".join(indicator.aliases) or "无"), ("所在章节", "、".join(indicator.topics)),
        ("复核期限", indicator.review_by),
    ]  # fmt: skip
    for column, values in indicator.dimensions.items():
        words = "，".join(f"{value}（{name}）" for value, name in values.items())
        told.append((f"维度 {column}", words or "任意取值"))
    for name, text in told:
        typer.echo(f"{name}：{text}")


def measure(
    snap: Snap,
    year: Year,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE…]", help="指标代码，不写为全部。 All if left out.")
    ] = None,
    by: Annotated[By | None, typer.Option(help="按县区或学校分列。 By area or school.")] = None,
    filters: Filters = None,
    period: PartOf = Part.year,
    last_year: Annotated[
        bool, typer.Option("--last-year", help="同时给出上年数。 Give last year's beside it.")
    ] = False,
    engine: Annotated[
        str, typer.Option(help="计算引擎：duckdb（本机）或 spark。 What reckons: duckdb or spark.")
    ] = "duckdb",
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV。 Comma-separated output.")] = False,
) -> None:
    """计算指标。 Measure indicators of a year from a snapshot."""
    from xuezheng.indicators.catalogue import find, load_catalogue
    from xuezheng.indicators.measuring import measure as measured
    from xuezheng.snapshot import opened

    asked, chosen = _filters(filters), [find(code).code for code in codes or load_catalogue()]
    way: Place | None = by.value if by else None
    years = (year, year - 1) if last_year else (year,)
    with opened(snap, engine) as snapshot:
        figures, *before = (measured(snapshot, chosen, each, way, asked, period.value) for each in years)
        last = {_place(figure): figure.value for figure in before[0]} if before else None
        rows = [_as_row(figure, snapshot, last) for figure in figures]
        _give(rows, snapshot, as_json=as_json, as_csv=as_csv)
    _refuse_a_year_without_data(figures, year, snapshot)


def evidence(
    snap: Snap,
    code: Annotated[str, typer.Argument(metavar="CODE", help="指标代码。 Its code.")],
    year: Year,
    out: Annotated[Path, typer.Option(help="写到哪里：.csv、.xlsx 或 .parquet。 The file to write.")],
    filters: Filters = None,
    period: PartOf = Part.year,
) -> None:
    """写出一个数字背后的明细。 Write the rows behind a figure."""
    from xuezheng.jobs.write_evidence import write_evidence
    from xuezheng.snapshot import open_proven

    asked = _filters(filters)
    figure = write_evidence(open_proven(snap), code, year, out, filters=asked, period=period.value)
    told = figure.why_not if figure.value is None else f"{_shown(figure.value)}{figure.unit}"
    typer.echo(f"已写出：{out}\n{code} {year} 年：{told}（{figure.rows} 条记录）")


def _filters(given: Iterable[str] | None) -> dict[str, str]:
    from xuezheng.errors import BadInput

    pairs = [text.partition("=") for text in given or ()]
    wrong = ["".join(pair) for pair in pairs if not all(pair)]
    if wrong:
        raise BadInput(f"看不懂筛选条件“{wrong[0]}”。请写成 维度=取值，例如 --filter stage=primary。")
    return {column.strip(): value.strip() for column, _, value in pairs}


def _as_data(indicator: "Indicator") -> dict[str, Any]:
    from dataclasses import asdict, replace

    told = asdict(replace(indicator, evidence=str))
    del told["evidence"]
    return told


def _place(figure: "Figure") -> tuple[str, str, str]:
    return figure.indicator, figure.area, figure.school


def _as_row(
    figure: "Figure", snapshot: "Snapshot", before: Mapping[Any, Decimal | None] | None
) -> dict[str, Any]:
    """One line of output; the whole city has the city's code."""
    row = {name: getattr(figure, name) for name in _COLUMNS}
    if not figure.area and not figure.school:
        row["area"] = snapshot.bureau.get("city_code", "")
    if before is not None:
        row["last_year"] = before.get(_place(figure))
        row["growth_pct"] = _growth(figure.value, row["last_year"])
    return row


def _growth(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or not before else (now - before) * 100 / before


def _give(rows: list[dict[str, Any]], snapshot: "Snapshot", *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        _echo_json([{name: _plain(value) for name, value in row.items()} for row in rows])
    elif as_csv:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    else:
        _give_table(rows, snapshot)


def _give_table(rows: list[dict[str, Any]], snapshot: "Snapshot") -> None:
    from xuezheng.indicators.catalogue import load_catalogue

    catalogue, places = load_catalogue(), _names_of_places(snapshot)
    has_last = "last_year" in rows[0]
    heads = [
        "指标",
        "范围",
        "数值",
        "单位",
        "应有（分母）",
        "记录数",
        *(["上年", "增长%"] if has_last else []),
        "说明",
    ]
    lines = []
    for row in rows:
        place = row["school"] or row["area"]
        last = [_shown(row["last_year"]), _shown(row["growth_pct"])] if has_last else []
        numbers = [_shown(row["value"]), row["unit"], _shown(row["out_of"]), str(row["rows"])]
        label = catalogue[row["indicator"]].label
        lines.append([label, places.get(place, place) or "（未注明）", *numbers, *last, row["why_not"]])
    _table(heads, lines)


def _names_of_places(snapshot: "Snapshot") -> dict[str, str]:
    names: dict[str, str] = {}
    for table in ("schools", "areas"):
        found = snapshot.table(table).select("code", "name").collect("pyarrow").to_native().to_pylist()
        names |= {row["code"]: row["name"] for row in found}
    return {**names, snapshot.bureau.get("city_code", ""): "全市"}


def _refuse_a_year_without_data(figures: Sequence["Figure"], year: int, snapshot: "Snapshot") -> None:
    from xuezheng.errors import Fault, NotFound

    if any(figure.value is not None for figure in figures):
        return
    faults = [Fault(figure.why_not, figure.indicator) for figure in figures[:10]]
    raise NotFound(
        f"{year} 年没有一个指标可以计算（快照截至 {snapshot.as_of}）。请换一个年份或快照。", faults=faults
    )


def _echo_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _plain(value: Any) -> Any:
    """A number as JSON and CSV write it; a whole one without a point."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _shown(value: Decimal | None) -> str:
    """A number for reading: at most two decimals, thousands apart."""
    if value is None:
        return "—"
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value:,.2f}"


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """A table on a screen; the same lines, tab-parted, when the output is a pipe or a file."""
    from rich.console import Console
    from rich.table import Table

    if not sys.stdout.isatty():
        for line in (heads, *lines):
            typer.echo("\t".join(line).rstrip())
        return
    table = Table()
    for head in heads:
        table.add_column(
            head, overflow="fold", justify="right" if head in ("数值", "应有（分母）", "记录数") else "left"
        )
    for line in lines:
        table.add_row(*line)
    Console().print(table)
