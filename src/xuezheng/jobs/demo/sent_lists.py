"""One list of another office in the example city, matched to the register by the same engine as any other."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from xuezheng.jobs.demo.outside_lists import MadeList, People, make_list
from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.shapes import CLOCK, YEAR, Plan, Rows
from xuezheng.outside.linkage.matching import match

CODE = f"low_income-{YEAR}-01"
#: Everybody of the list lives here, and is looked for among the pupils of its schools.
_AREA = DISTRICTS[-1].code
_MOST = 400


def fill(plan: Plan) -> Iterator[Rows]:
    """The list, its lines, then (once those stand in the records) what matching made of them.

    All its people but the strangers are aided already: what a list can reveal is planted by faults.
    """
    people = _people()
    made = make_list(plan.chance("outside list"), people, min(_MOST, max(12, len(people))), most=len(people))
    yield Rows.of("programmes.OutsideList", [_list(len(made.entries))])
    yield _entries(made)
    yield _links(made)


def _list(n: int) -> dict[str, Any]:
    return {
        "code": CODE, "kind": "low_income", "area": _AREA, "year": YEAR, "as_of_on": f"{YEAR}-08-31",
        "received_on": f"{YEAR}-09-12", "file_name": "示例低保名单.xlsx", "file_sha256": "0" * 64, "n_entries": n,
        "matched_at": f"{CLOCK.isoformat()} 00:00:00+00:00",
    }  # fmt: skip


def _people() -> People:
    """Pupils of the county who are on the year's own list and aided."""
    from xuezheng.records.registers.models import Pupil

    rows = (
        Pupil.objects.filter(
            hardshiplisting__year=YEAR,
            hardshiplisting__resolution="aided",
            hardshiplisting__school__area=_AREA,
        )
        .order_by("pk")
        .values_list("code", "name", "id_number", "sex", "born_on", "guardian_phone")
    )
    code, name, number, sex, born_on, phone = (
        (np.array(c, dtype=object) for c in zip(*[map(_plain, row) for row in rows], strict=True))
        if rows
        else (np.array([], dtype=object) for _ in range(6))
    )
    area = np.full(len(code), _AREA, dtype=object)
    return People(code, name, number, sex, born_on.astype("datetime64[D]"), area, phone)


def _plain(value: Any) -> Any:
    """A sealed number opened; anything else as it is."""
    return str(value) if hasattr(value, "text") else value


def _entries(made: MadeList) -> Rows:
    named = {"name": "name", "id_number": "number", "sex": "sex", "area": "area", "phone": "phone"}
    columns: dict[str, Any] = {field: [entry[key] for entry in made.entries] for field, key in named.items()}
    columns["born_on"] = [entry["born_on"] for entry in made.entries]
    columns["outside_list"] = CODE
    columns["row"] = list(range(2, len(made.entries) + 2))
    columns["guardian"] = ""
    return Rows("programmes.ListEntry", columns, len(made.entries))


def _links(made: MadeList) -> Rows:
    from xuezheng.records.programmes.models import ListEntry

    stands = ListEntry.objects.filter(outside_list=CODE).order_by("row").values_list("pk", flat=True)
    key = {entry["code"]: pk for entry, pk in zip(made.entries, stands, strict=True)}
    entries = pa.Table.from_pylist([{**e, "code": f"{key[e['code']]:09d}"} for e in made.entries])
    found = match(entries, _pupils_of_the_county())
    columns: dict[str, Any] = {
        "entry": [int(pair.entry) for pair in found.pairs],
        "pupil": [pair.pupil for pair in found.pairs],
        "weight": [pair.weight for pair in found.pairs],
        "proposed": [pair.outcome for pair in found.pairs],
        "why": [pair.why for pair in found.pairs],
        "evidence": [json.dumps([list(f) for f in pair.features]) for pair in found.pairs],
        "holds": [pair.outcome == "matched" for pair in found.pairs],
        "outside_list": CODE,
        "verdict": "",
        "decided_by": "",
    }
    return Rows("programmes.ListLink", columns, len(found.pairs))


def _pupils_of_the_county() -> pa.Table:
    from xuezheng.records.registers.models import Pupil

    rows = (
        Pupil.objects.filter(enrolment__school_year=YEAR, enrolment__school__area=_AREA)
        .order_by("pk")
        .values_list("code", "name", "id_number", "sex", "born_on", "guardian_phone")
    )
    names = ("code", "name", "number", "sex", "born_on", "phone")
    columns = zip(*[map(_plain, row) for row in rows], strict=True)
    table = pa.table(dict(zip(names, (list(column) for column in columns), strict=True)))
    return table.append_column("area", pa.array([_AREA] * table.num_rows))
