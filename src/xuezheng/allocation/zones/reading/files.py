"""The files as they are handed in: tables, or GeoJSON turned into one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xuezheng.allocation.tables import Table, table_of
from xuezheng.allocation.tables.sheets import read_sheet
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.errors import BadInput, NotFound

#: What a file must have, by the name the certificate gives it.
NEEDS = {
    "blocks": ("block", "pupils"),
    "schools": ("school", "seats"),
    "distances": ("block", "school"),
    "adjacency": ("block", "neighbour"),
    "bridges": ("block", "neighbour"),
    "old": ("block", "school"),
}
#: The column that holds the geometry of a feature; a table may bring one of the two, as WKT.
GEOMETRY = "geometry"
OUTLINES = (GEOMETRY, "wkt")


def read_sheets(files: Mapping[str, Path | Table], faults: Faults) -> dict[str, Given]:
    """Read every file that can be read, or take the table as it is; the faults of the others are collected."""
    sheets = {}
    for name, path in files.items():
        try:
            sheet = Given(path) if isinstance(path, Table) else read_given(Path(path), name)
        except BadInput as error:
            if error.faults:
                faults.found += error.faults
            else:
                faults.add(error.sentence, "", "")
            continue
        sheets[name] = sheet
        if not sheet.n_rows and name not in {"bridges", "adjacency"}:
            faults.add("一行数据也没有。", name, "请检查是否选错了文件。")
    return sheets


def read_given(path: Path, name: str) -> Given:
    """One file by its name in the certificate, as a table whose hash the certificate has.

    Raises
    ------
    NotFound, BadInput
        When it cannot be read; a GeoJSON becomes a table of properties and geometry texts.
    """
    if path.suffix.lower() in {".geojson", ".json"}:
        return _features(path, name)
    return Given(read_sheet(path, needs=NEEDS[name], name=name))


def _features(path: Path, name: str) -> Given:
    """The features of a GeoJSON as a table: properties, and the geometry as compact JSON text."""
    if not path.is_file():
        raise NotFound(f"找不到文件 {path}。请检查路径。")
    try:
        read = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadInput(f"{name} 不是合格的 JSON 文件。GeoJSON 须为 UTF-8。请重新导出。") from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise BadInput(f"{name} 不是 FeatureCollection。须有 features 列表。请重新导出。")
    rows = [_row(feature) for feature in features]
    columns = sorted({column for row in rows for column in row} | {GEOMETRY})
    try:
        table = table_of(name, {c: [row.get(c) for row in rows] for c in columns})
    except ValueError as error:
        raise BadInput(
            f"{name} 的属性无法读成表格（{error}）。属性须是文字或数。请改正后重新导出。"
        ) from None
    if missing := [column for column in NEEDS[name] if column not in table.columns]:
        raise BadInput(f"{name} 的要素缺少属性“{'、'.join(missing)}”。请补上，属性名须完全一致。")
    return Given(table, is_features=True)


def _row(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    row[GEOMETRY] = (
        json.dumps(geometry, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if geometry else None
    )
    return row
