"""A measuring room whose evidence is written down in the test."""

from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace


@dataclass
class FakeMeasuring:
    """Evidence rows by code and year; a figure is their sum."""

    rows: dict

    def evidence(self, snapshot, code, year, filters=None, period="year"):
        found = self.rows[code][year]
        return [row for row in found if all(row.get(k) == v for k, v in (filters or {}).items())]

    def measure(self, snapshot, codes, year, by=None, filters=None, period="year"):
        code = codes[0]
        if year not in self.rows[code]:
            return [SimpleNamespace(value=None, counted=0, out_of=0, unit="", why_not="没有数据", area="")]
        rows = self.evidence(snapshot, code, year, filters, period)
        counted = sum(Decimal(row["counted"]) for row in rows)
        out_of = sum(Decimal(row["out_of"]) for row in rows)
        value = counted * 100 / out_of if code.endswith("rate") else counted
        return [SimpleNamespace(value=value, counted=counted, out_of=out_of, unit="", why_not=None, area="")]
