"""Targets that were approved for a year."""

import narwhals as nw

from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot

_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000


def approved(snapshot: Snapshot, year: int, indicator: str) -> Frame:
    """Approved targets of an indicator: the city's own, or its areas' where the city has none."""
    of_year = snapshot.table("targets").filter(
        (nw.col("indicator") == indicator)
        & (nw.col("year") == year)
        & (nw.col("approved_on") <= last_day(snapshot, year))
    )
    is_city = nw.col("area") == snapshot.bureau["city_code"]
    city = of_year.filter(is_city)
    areas = of_year.filter(~is_city).join(city, on="indicator", how="anti")
    return nw.concat([city, areas])


def in_plain_units(snapshot: Snapshot, year: int, indicator: str) -> Frame:
    """Approved targets with `plain_value`: without the 万 or 亿 of their unit."""
    unit = nw.col("unit")
    times = (
        nw.when(unit.str.starts_with("亿"))
        .then(nw.lit(_HUNDRED_MILLION))
        .otherwise(nw.when(unit.str.starts_with("万")).then(nw.lit(_TEN_THOUSAND)).otherwise(nw.lit(1)))
    )
    return approved(snapshot, year, indicator).with_columns(plain_value=nw.col("value") * times)
