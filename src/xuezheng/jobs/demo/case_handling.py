"""What became of the cases: sent to an office, signed for, answered, called back, found to repeat one another.

Drawn from chances of its own, so that the cases themselves stay as they were.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import CITY_CODE, division
from xuezheng.jobs.demo.shapes import CLOCK, YEAR, Plan, Rows
from xuezheng.rules.clocks import clock_on
from xuezheng.rules.deriving import Happened, Pause, due_on
from xuezheng.rules.working_days import WorkCalendar

_SENT = ("mayor_line", "online", "petition")
_CALENDAR = WorkCalendar()


def handle(plan: Plan, cases: list[dict[str, Any]]) -> Iterator[Rows]:
    """Fill in what became of each case, and give the dispatches, a pause and a run of recomputing."""
    chance = plan.chance("case handling")
    earlier: dict[tuple[str, str], str] = {}
    dispatches: list[dict[str, Any]] = []
    for row in cases:
        row |= {"reply_number": "", "replied_on": None, "called_back_on": None, "call_back": ""}
        if row["channel"] in _SENT:
            dispatches += _sent(chance, row)
            _answer(chance, row)
            _repeat(chance, row, earlier)
    pause = _review(cases)
    return iter((
        Rows.of("casework.Dispatch", dispatches),
        Rows.of("casework.CasePause", [pause]),
        Rows.of("casework.DueDateRun", [
            {"on": f"{YEAR}-11-05", "calendar": f"国务院{YEAR + 1}", "n_looked_at": 31, "n_changed": 2}]),
    ))  # fmt: skip


def _sent(chance: np.random.Generator, row: dict[str, Any]) -> list[dict[str, Any]]:
    """To the lead; one in eighty went to a division first, which sent it back the same day."""
    on = row["received_on"]
    by = str(_CALENDAR.nth_after(date.fromisoformat(on), 1))
    is_late = chance.random() < 0.01
    signed = (
        str(_CALENDAR.nth_after(date.fromisoformat(by), 1)) if is_late else (on, by)[chance.integers(0, 2)]
    )
    whole = {"case": row["code"], "part": "lead", "sender": CITY_CODE, "dispatched_on": on, "sign_by_on": by}
    back = {"organisation": division("13"), "signed_on": None, "returned_on": on, "return_ground": "not_ours"}
    goes_astray = chance.random() < 1 / 80 and row["lead"] != division("13")
    to = {"organisation": row["lead"], "signed_on": signed, "returned_on": None, "return_ground": ""}
    return [whole | back, whole | to] if goes_astray else [whole | to]


def _answer(chance: np.random.Generator, row: dict[str, Any]) -> None:
    """Answered in writing on the day it was closed; called back within three days."""
    writes, waits, reached = chance.random(), int(chance.integers(1, 4)), chance.random()
    if row["closed_on"] is None:
        return
    if row["channel"] == "petition" or writes < 0.6:
        row["reply_number"] = f"教复〔{row['closed_on'][:4]}〕{row['code'][-6:]}号"
        row["replied_on"] = row["closed_on"]
    called = date.fromisoformat(row["closed_on"]) + timedelta(days=waits)
    if called <= CLOCK and (row["rating"] or reached < 0.7):
        row["called_back_on"] = str(called)
        row["call_back"] = "reached" if row["rating"] else ("no_contact", "declined")[reached < 0.2]


def _repeat(chance: np.random.Generator, row: dict[str, Any], earlier: dict[tuple[str, str], str]) -> None:
    """About one in thirty asks again for what was asked in the same place before."""
    place = (row["area"], row["topic"])
    if chance.random() < 0.03 and place in earlier:
        row["repeats"] = earlier[place]
    else:
        earlier[place] = row["code"]


def _review(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """One petition is a review with a hearing of three days, which do not count."""
    row = next(
        row
        for row in cases
        if row["channel"] == "petition"
        and row["received_on"] >= f"{YEAR}-01-01"
        and row["closed_on"]
        and 10 <= (date.fromisoformat(row["closed_on"]) - date.fromisoformat(row["received_on"])).days <= 30
    )
    start = date.fromisoformat(row["received_on"])
    first, last = start + timedelta(days=4), start + timedelta(days=6)
    clock = clock_on("petition.review.decide", start)
    row["kind"], row["clock"] = "review", clock.name
    row["due_on"] = str(due_on(clock, start, _CALENDAR, Happened((Pause("hearing", first, last),))))
    return {"kind": "hearing", "first_on": str(first), "last_on": str(last), "case": row["code"]}
