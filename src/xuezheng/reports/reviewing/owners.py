"""Who keeps an indicator's records: the owner of its target, else the division its topic belongs to."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


class Owners:
    """The divisions of one bureau, by indicator."""

    def __init__(self, snapshot: Any) -> None:
        organisations = _rows(snapshot, "organisations")
        self._names = {row["code"]: str(row["name"]) for row in organisations}
        self._divisions = sorted(row["code"] for row in organisations if row["kind"] == "division")
        self._bureau = next((row["code"] for row in organisations if row["kind"] == "bureau"), "")
        targets = sorted(_rows(snapshot, "targets"), key=lambda row: (row["year"], row["code"]))
        self._owner_of = {row["indicator"]: str(row["owner"] or "") for row in targets}

    def of(self, indicator: str) -> str:
        """Code of the organisation; the bureau itself when no division is known for it."""
        owner = self._owner_of.get(indicator) or self._owner_of.get(indicator + ".target")
        if owner:
            return owner
        word = _topics().get(indicator.partition(".")[0], "")
        found = (code for code in self._divisions if word and word in self._names[code])
        return next(found, self._bureau)

    def name(self, indicator: str) -> str:
        """Name of the organisation; the topic's division where the bureau has none recorded."""
        known = self._names.get(self.of(indicator), "")
        return known or _topics().get(indicator.partition(".")[0], "") or "办公室"


def _rows(snapshot: Any, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = snapshot.table(table).collect("pyarrow").to_native().to_pylist()
    return rows


@cache
def _topics() -> Mapping[str, str]:
    import yaml

    text = files("xuezheng.reports.reviewing").joinpath("divisions.yaml").read_text(encoding="utf-8")
    topics: dict[str, str] = yaml.safe_load(text)
    return topics
