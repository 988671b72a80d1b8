"""A register made by hand and by the example city's makers, as the engine takes it."""

from datetime import date

import numpy as np
import pyarrow as pa

from xuezheng.jobs.demo.identity_numbers import Births, id_numbers
from xuezheng.jobs.demo.names import full_names
from xuezheng.jobs.demo.outside_lists import People

NAMES = ("code", "name", "number", "sex", "born_on", "area", "phone", "guardian")


def table(*rows: dict) -> pa.Table:
    """People as a table; what is not said is not known."""
    columns = {name: [row.get(name) for row in rows] for name in NAMES}
    kinds = {name: pa.date32() if name == "born_on" else pa.string() for name in NAMES}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


def people(seed: int, n: int) -> People:
    """Pupils of ten years of birth in three counties."""
    chance = np.random.default_rng(seed)
    is_male = chance.random(n) < 0.5
    born_on = np.datetime64("2009-09-01") + chance.integers(0, 3650, n)
    region = np.array([990101, 990102, 990121])[chance.integers(0, 3, n)]
    return People(
        np.array([f"P{k:06d}" for k in range(n)], dtype=object),
        full_names(chance, is_male),
        id_numbers(Births(region, born_on, is_male)),
        np.where(is_male, "1", "2").astype(object),
        born_on,
        region.astype(str).astype(object),
        np.array([f"1990{x:07d}" for x in chance.integers(0, 10**7, n)], dtype=object),
    )


def as_table(made: People) -> pa.Table:
    columns = {name: list(getattr(made, name)) for name in ("code", "name", "number", "sex", "area", "phone")}
    return pa.table(columns | {"born_on": pa.array(made.born_on.astype("datetime64[D]"))})


ZIXUAN = {
    "code": "P1", "name": "王子轩", "number": "990101201503120015", "sex": "1", "born_on": date(2015, 3, 12), "area": "990101",
    "phone": "19900000001",
}  # fmt: skip
