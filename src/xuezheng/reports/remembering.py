"""Figures and their rows, each reckoned once however often a report asks for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import Form

_Key = tuple[int, str, int, tuple[tuple[str, str], ...], str]


class Remembered:
    """The measuring room of one report: the same questions, asked of the records once.

    Has `measure` and `evidence` with the measuring room's own parameters, for the whole city.
    """

    def __init__(self) -> None:
        self._figures: dict[_Key, Any] = {}
        self._rows: dict[_Key, list[dict[str, Any]]] = {}
        self._own: dict[str, Indicator] = {}

    def learn(self, catalogue: Mapping[str, Indicator]) -> None:
        """Know the bureau's own indicators of a catalogue, which the house's does not have."""
        self._own |= {code: one for code, one in catalogue.items() if isinstance(one.evidence, Form)}

    def expect(
        self, snapshot: Any, codes: Iterable[str], year: int, filters: Mapping[str, str], period: str
    ) -> None:
        """Reckon several figures at once: cheaper than one by one, since they share registers."""
        from xuezheng.indicators.measuring import measure

        asked = [
            code
            for code in dict.fromkeys(codes)
            if _key(snapshot, code, year, filters, period) not in self._figures
        ]
        known = [self._own.get(code, code) for code in asked]
        for code, figure in zip(asked, measure(snapshot, known, year, None, filters, period), strict=True):  # type: ignore[arg-type]
            self._figures[_key(snapshot, code, year, filters, period)] = figure

    def measure(
        self,
        snapshot: Any,
        codes: Iterable[str],
        year: int,
        by: None = None,
        filters: Mapping[str, str] | None = None,
        period: str = "year",
    ) -> list[Any]:
        """Figures of the whole city, one a code."""
        listed = list(codes)
        self.expect(snapshot, listed, year, filters or {}, period)
        return [self._figures[_key(snapshot, code, year, filters, period)] for code in listed]

    def evidence(
        self,
        snapshot: Any,
        code: str,
        year: int,
        filters: Mapping[str, str] | None = None,
        period: str = "year",
    ) -> list[dict[str, Any]]:
        """Rows behind a figure."""
        from xuezheng.indicators.measuring import evidence

        key = _key(snapshot, code, year, filters, period)
        if key not in self._rows:
            known = self._own.get(code, code)
            self._rows[key] = evidence(snapshot, known, year, filters, period)  # type: ignore[arg-type]
        return self._rows[key]


def _key(snapshot: Any, code: str, year: int, filters: Mapping[str, str] | None, period: str) -> _Key:
    return id(snapshot), code, year, tuple(sorted((filters or {}).items())), period
