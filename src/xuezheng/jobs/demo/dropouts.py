"""The registers of keeping children in school: entries behind every dropout of the rolls, visits, duties done."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from xuezheng.jobs.demo.names import full_names
from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import CLOCK, YEAR, Plan, Rows
from xuezheng.rules.dropout.duties import Duty, duties_between
from xuezheng.rules.working_days import WorkCalendar

_COMPULSORY = ("primary", "junior")
_SCHOOLING = ("home", "home", "elsewhere", "deferred", "special")


def fill(plan: Plan, schools: Schools, movements: Rows) -> Iterator[Rows]:
    """Entries and visits of each child the rolls say dropped out; a few children of school age; duties done."""
    yield _children(plan)
    entries = list(_entries(movements))
    names = [*dict.fromkeys(name for row in entries for name in row)]
    yield Rows.of(
        "registers.DropoutEntry",
        [{name: row.get(name, _EMPTY.get(name)) for name in names} for row in entries],
    )
    yield Rows.of("registers.Persuasion", list(_persuasions(entries)))
    yield Rows.of("registers.DropoutDuty", list(_duties(plan, schools, entries)))


_EMPTY = {"support": "", "outcome": ""}


def _children(plan: Plan) -> Rows:
    """Children who learn elsewhere than on a roll of the city."""
    chance = plan.chance("children of school age")
    n = plan.scaled(0.4, least=20, most=400)
    is_male = chance.random(n) < 0.53
    names = full_names(chance, is_male)
    rows = [
        {
            "code": f"SL{YEAR}{k:05d}",
            "area": DISTRICTS[k % len(DISTRICTS)].code,
            "school_year": YEAR,
            "name": names[k],
            "sex": "1" if is_male[k] else "2",
            "born_on": date(2011 + k % 8, 1 + k % 12, 1 + k % 27).isoformat(),
            "schooling": _SCHOOLING[k % len(_SCHOOLING)],
            "seen_on": f"{YEAR}-09-{10 + k % 18:02d}",
        }
        for k in range(n)
    ]
    return Rows.of("registers.SchoolAgeChild", rows)


def _entries(movements: Rows) -> Iterator[dict[str, Any]]:
    """One entry a dropout of a compulsory stage, closed if the child came back."""
    said = [
        dict(zip(movements.columns, row, strict=True))
        for row in zip(*movements.columns.values(), strict=True)
    ]
    back = {(str(row["pupil"]), row["kind"]): _day(row["on"]) for row in said if row["kind"] == "return"}
    number: dict[int, int] = {}
    for row in said:
        if row["kind"] != "dropout" or row["stage"] not in _COMPULSORY:
            continue
        gone = _day(row["on"])
        number[gone.year] = number.get(gone.year, 0) + 1
        entry = {
            "code": f"KC{gone.year}{number[gone.year]:05d}",
            "school": row["school"],
            "pupil": row["pupil"],
            "stage": row["stage"],
            "found_on": gone - timedelta(days=9),
            "entered_on": gone - timedelta(days=9),
            "reason": row["reason"],
            "confirmed_on": gone,
            "reported_on": gone + timedelta(days=2),
            "ordered_on": gone + timedelta(days=12),
        }
        came = back.get((str(row["pupil"]), "return"))
        if came is not None and came > gone:
            entry |= {
                "ordered_on": None,
                "returned_on": came,
                "support": "班主任与任课教师结对帮扶，每周家访一次",
                "closed_on": came + timedelta(days=15),
                "outcome": "returned",
            }
        yield entry


def _day(day: Any) -> date:
    return day if isinstance(day, date) else date.fromisoformat(str(day))


def _persuasions(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A talk on the telephone, a visit before it is called a dropout, and one more where the child came back."""
    for row in entries:
        visits = [(2, "phone", 1, "unsure"), (6, "home", 3, "refused")]
        if row.get("returned_on"):
            visits.append((14, "home", 3, "agreed"))
        for after, way, n_visitors, result in visits:
            yield {
                "entry": row["code"],
                "on": row["found_on"] + timedelta(days=after),
                "way": way,
                "n_visitors": n_visitors,
                "result": result,
            }


def _duties(plan: Plan, schools: Schools, entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The duties of the year, done in time but for a few; what is not due yet is still owed."""
    chance = plan.chance("duties of dropout control")
    calendar = WorkCalendar()
    owners = {
        "school": sorted({schools.codes[at] for stage in _COMPULSORY for at in schools.teaching(stage)}),
        "district": [district.code for district in DISTRICTS],
        "city": [CITY_CODE],
    }
    for duty in duties_between(date(YEAR - 1, 12, 31), CLOCK):
        due = duty.derivation(calendar).due
        assert due is not None
        for owner in owners[duty.kind.who]:
            if due > CLOCK or chance.random() < 0.01:
                continue
            yield _done(duty, owner, due, entries if owner == CITY_CODE else [])


def _done(duty: Duty, owner: str, due: date, entries: list[dict[str, Any]]) -> dict[str, Any]:
    on = min(due, duty.begins_on + timedelta(days=2))
    return {
        "organisation": owner,
        "kind": duty.kind.kind,
        "period": duty.period,
        "due_on": due,
        "done_on": on,
        "n_suspected": 0,
        "n_dropped_out": sum(row["confirmed_on"] <= on and row.get("closed_on") is None for row in entries),
        "n_returned": 0,
    }
