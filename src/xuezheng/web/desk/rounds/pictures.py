"""Pictures of a plan from its own files: balance of classes, zones, a room's seats."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xuezheng.jobs.rounds.folder import read_json

Rows = list[dict[str, str]]
MOST_ROOMS = 3
MOST_LINES = 500


def pictures_of(kind: str, plan: Path, frozen: Path) -> dict[str, Any]:
    """What is shown of a plan, by kind."""
    made: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
        "class_division": _classes, "zones": _zones, "exam": _rooms, "admissions": _lines,
    }  # fmt: skip
    rows = _rows(plan / "plan.csv")
    said = {"n": len(rows), "kind": kind}
    return {**said, **made[kind](plan, frozen)} if kind in made else said


def _rows(file: Path) -> Rows:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _classes(plan: Path, frozen: Path) -> dict[str, Any]:
    options = read_json(plan / "plan.json").get("options", {})
    placed = {row["pupil"]: row["class"] for row in _rows(plan / "plan.csv")}
    roster = [row for row in _rows(frozen / "inputs" / "roster.csv") if row.get("pupil") in placed]
    by_class: dict[str, Rows] = defaultdict(list)
    for row in roster:
        by_class[placed[row["pupil"]]].append(row)
    names = sorted(set(placed.values()), key=lambda name: (len(name), name))
    numeric = list(options.get("numeric", ()))
    values = {name: sorted({row.get(name, "") for row in roster}) for name in options.get("category", ())}
    few = {name: found for name, found in values.items() if len(found) <= 4}
    lines = [
        {
            "name": name,
            "n": Counter(placed.values())[name],
            "means": [_mean(by_class[name], column) for column in numeric],
            "shares": [
                (sum(row.get(column) == value for row in by_class[name]), len(by_class[name]))
                for column, found in few.items()
                for value in found
            ],
        }
        for name in names
    ]
    heads = [f"{_word(column)} {_value(column, value)}" for column, found in few.items() for value in found]
    return {
        "names": names, "numeric": numeric, "heads": heads, "lines": lines, "spread": _spread(lines, numeric),
        "means_chart": _means(names, numeric, lines), "sexes_chart": _sexes(names, by_class),
    }  # fmt: skip


WORDS = {"sex": "性别", "boarding": "寄宿", "migrant": "随迁", "origin_school": "毕业学校"}
VALUES = {
    "sex": {"1": "男", "2": "女"},
    "boarding": {"0": "否", "1": "是"},
    "migrant": {"0": "否", "1": "是"},
}


def _word(column: str) -> str:
    return WORDS.get(column, column)


def _value(column: str, value: str) -> str:
    return VALUES.get(column, {}).get(value, value)


def _mean(rows: Rows, column: str) -> float | None:
    known = [float(row[column]) for row in rows if row.get(column, "").strip()]
    return round(sum(known) / len(known), 2) if known else None


def _spread(lines: Sequence[Mapping[str, Any]], numeric: Sequence[str]) -> list[tuple[str, float]]:
    """The greatest difference of means between any two classes, by subject."""
    found = []
    for place, column in enumerate(numeric):
        known = [line["means"][place] for line in lines if line["means"][place] is not None]
        if known:
            found.append((column, round(max(known) - min(known), 2)))
    return found


def _means(
    names: Sequence[str], numeric: Sequence[str], lines: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    shown = numeric[:5]
    return {
        "legend": {"top": 0, "type": "scroll"},
        "xAxis": {"type": "category", "data": [f"{name} 班" for name in names]},
        "yAxis": {"type": "value", "scale": False},
        "series": [
            {"type": "bar", "name": column, "data": [line["means"][place] for line in lines]}
            for place, column in enumerate(shown)
        ],
    }


def _sexes(names: Sequence[str], by_class: Mapping[str, Rows]) -> dict[str, Any]:
    def count(sex: str) -> list[int]:
        return [sum(row.get("sex") == sex for row in by_class[name]) for name in names]

    return {
        "legend": {"top": 0},
        "xAxis": {"type": "category", "data": [f"{name} 班" for name in names]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {
                "type": "bar",
                "stack": "all",
                "name": label,
                "data": count(sex),
                "label": {"show": len(names) <= 12},
            }
            for sex, label in VALUES["sex"].items()
        ],
    }


def _zones(plan: Path, _frozen: Path) -> dict[str, Any]:
    said = read_json(plan / "plan.geojson").get("features", [])
    zones = [one["properties"] for one in said if one["properties"].get("kind") == "zone"]
    return {"zones": sorted(zones, key=lambda one: str(one["name"])), "has_map": bool(said)}


def _lines(plan: Path, _frozen: Path) -> dict[str, Any]:
    """The lines of each programme, as the engine wrote them."""
    rows = _rows(plan / "lines.csv")
    return {
        "line_heads": list(rows[0]) if rows else [],
        "line_rows": [list(row.values()) for row in rows[:MOST_LINES]],
    }


def _rooms(plan: Path, _frozen: Path) -> dict[str, Any]:
    rooms: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in _rows(plan / "plan.csv"):
        rooms[row["site"], row["room"]].append(row)
    listed = sorted(rooms)
    return {
        "rooms": [(site, room, len(rooms[site, room])) for site, room in listed],
        "plans": [_grid(site, room, rooms[site, room]) for site, room in listed[:MOST_ROOMS]],
    }


def _grid(site: str, room: str, rows: Rows) -> dict[str, Any]:
    n_columns = max(int(row["column"]) for row in rows)
    n_rows = max(int(row["row"]) for row in rows)
    seated = {(int(row["row"]), int(row["column"])): row for row in rows}
    grid = [[seated.get((r, c)) for c in range(1, n_columns + 1)] for r in range(1, n_rows + 1)]
    return {"site": site, "room": room, "grid": grid, "columns": range(1, n_columns + 1)}
