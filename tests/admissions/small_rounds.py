"""Small rounds of admissions to try things on."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from xuezheng.allocation.admissions.problem import Problem, problem_of
from xuezheng.allocation.admissions.scheme import Scheme, plain_scheme, read_scheme
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.tables.sheets import sheet_of

Rows = Sequence[Mapping[str, Any]]


def a_round(
    choices: Rows,
    programmes: Rows,
    scheme: Scheme | str = "deferred",
    seed: str = "a seed",
    last_place: str | None = None,
    **others: Rows,
) -> Problem:
    """A problem of rows; a word for the scheme is a rule by itself."""
    tables = {"choices": choices, "programmes": programmes, **others}
    sheets = {name: sheet_of(table_of(name, columns(rows))) for name, rows in tables.items()}
    if isinstance(scheme, str):
        has_score = any("score" in row for row in [*choices, *others.get("pupils", [])])
        scheme = plain_scheme(scheme, has_score=has_score, last_place=last_place)
    return problem_of(sheets, scheme, seed_of(seed))


def columns(rows: Rows) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name, "") for row in rows] for name in names}


def wishes(
    lists: Mapping[str, Sequence[str]], scores: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Rows of CHOICES from `{"s1": "PQ"}`, with a score for each pupil if given."""
    return [
        {"pupil": pupil, "rank": rank, "programme": code, **({"score": scores[pupil]} if scores else {})}
        for pupil, codes in lists.items()
        for rank, code in enumerate(codes, start=1)
    ]


def plan_of(programmes: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"programme": code, "seats": seats} for code, seats in programmes.items()]


def granted(problem: Problem, plan: Any) -> dict[str, str]:
    """Where everybody goes, by code; empty for nowhere."""
    names = [*problem.programmes, ""]
    return {pupil: names[p] for pupil, p in zip(problem.pupils, plan.programme.tolist(), strict=True)}


@st.composite
def rows_of_a_round(draw: st.DrawFn, scored: str = "pupil", most: int = 12) -> tuple[Rows, Rows]:
    """Rows of CHOICES and PROGRAMMES; `scored` is `pupil`, `wish` or empty."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, 5))
    codes = "PQRST"[:m]
    rows: list[dict[str, Any]] = []
    for i in range(n):
        listed = draw(st.permutations(codes))[: draw(st.integers(1, m))]
        own = draw(st.integers(0, 4))
        for rank, code in enumerate(listed, start=1):
            score = own if scored == "pupil" else draw(st.integers(0, 4))
            rows.append(
                {"pupil": f"s{i:02}", "rank": rank, "programme": code} | ({"score": score} if scored else {})
            )
    seats = plan_of({code: draw(st.integers(0, 4)) for code in codes})
    return rows, seats


def zhongkao(n: int = 240, seed: int = 1, scheme: str = "zhongkao", **change: Any) -> Problem:
    """A made-up city's senior-high admission: three junior schools, five programmes, all batches."""
    import random

    chance = random.Random(seed)  # noqa: S311 - an example, not a draw
    pupils, rows = [], []
    last = "again" if scheme in ("zhongkao-under-line", "zhongkao-quota-first") else "vocational"
    for i in range(n):
        marks = {name: chance.randint(60, 120) for name in ("chinese", "maths", "english")}
        school = chance.choice(("JA", "JA", "JA", "JB", "JB", "JC"))
        who = {"pupil": f"2026-{i:04}", "school": school, "three_years": int(chance.random() < 0.9), **marks}
        pupils.append(who | {"score": sum(marks.values()) + chance.randint(150, 320)})
        for rank, code in enumerate(chance.sample(("H1", "H2", "H3"), 3), start=1):
            rows += [
                {"pupil": who["pupil"], "rank": rank, "programme": code, "batch": batch}
                for batch in ("quota", "unified", *(["again"] if last == "again" else []))
                if batch != "quota" or rank < 3
            ]
        if last == "vocational":
            rows.append({"pupil": who["pupil"], "rank": 1, "programme": "V1", "batch": "vocational"})
            if chance.random() < 0.2:
                rows.append({"pupil": who["pupil"], "rank": 1, "programme": "E1", "batch": "early"})
    programmes = [
        {"programme": "E1", "seats": 10, "batch": "early" if last == "vocational" else "unified"},
        *({"programme": f"H{k}", "seats": seats, "batch": f"quota unified{' again' if last == 'again' else ''}"}
          for k, seats in enumerate((40, 41, 55), start=1)),
        {"programme": "V1", "seats": 60, "batch": last},
    ]  # fmt: skip
    schools = [
        {"school": s, "graduates": g, "rural": r}
        for s, g, r in (("JA", 123, 0), ("JB", 80, 0), ("JC", 37, 1))
    ]
    return a_round(rows, programmes, read_scheme(scheme), pupils=pupils, schools=schools, **change)


def zone(n: int = 60, seed: int = 1, last_place: str = "exceed") -> Problem:
    """A made-up county's public primary schools, with groups, siblings, twins and special placement."""
    import random
    from dataclasses import replace

    chance = random.Random(seed)  # noqa: S311 - an example, not a draw
    pupils, rows, bound = [], [], []
    for i in range(n):
        home, house = chance.choice("AABC"), chance.choice("AABC")
        pupils.append(
            {
                "pupil": f"c{i:03}", "statutory": int(chance.random() < 0.05), "home_zone": home,
                "sibling_at": chance.choice(("", "", "", "A", "B")), "household_zone": house,
                "household_since": f"20{chance.randint(10, 19)}-0{chance.randint(1, 9)}-01",
                "permit": int(chance.random() < 0.3), "insurance_months": chance.randint(0, 60),
                "district": chance.choice("XY"), "placed_at": "D" if i % 29 == 5 else "",
            }
        )  # fmt: skip
        rows += [
            {"pupil": f"c{i:03}", "rank": r, "programme": code}
            for r, code in enumerate(dict.fromkeys([home, house]), 1)
        ]
    for i in (10, 20, 30):
        pupils[i + 1] = {**pupils[i], "pupil": f"c{i + 1:03}"}
        rows = [row for row in rows if row["pupil"] != f"c{i + 1:03}"]
        rows += [{**row, "pupil": f"c{i + 1:03}"} for row in rows if row["pupil"] == f"c{i:03}"]
        bound += [{"pupil": f"c{i:03}", "group": f"g{i}"}, {"pupil": f"c{i + 1:03}", "group": f"g{i}"}]
    programmes = [
        {"programme": code, "seats": seats, "district": d}
        for code, seats, d in (("A", 19, "X"), ("B", 9, "X"), ("C", 10, "Y"), ("D", 12, "Y"))
    ]
    scheme = replace(read_scheme("zone-school"), last_place=last_place)
    return a_round(rows, programmes, scheme, pupils=pupils, bound=bound)
