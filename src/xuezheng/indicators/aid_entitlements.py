"""Who of a year is entitled to which scheme of student aid, by the dated rules, as rows.

Who is poor may not leave the building: evidence names schools and schemes, never pupils.
"""

from datetime import date
from functools import reduce
from operator import or_

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame, as_count, is_one_of
from xuezheng.indicators.rolls import on_roll
from xuezheng.indicators.student_aid import paid_awards
from xuezheng.rules.aid import Scheme, all_schemes, group_of_list, groups, list_kinds, term_begins
from xuezheng.snapshot import Snapshot

#: A term of a calendar year and the school year it belongs to, counted from the calendar year.
TERMS = {"spring": -1, "autumn": 0}
_SETTLED = ("refused", "not_eligible")
#: What speaks for a year: its list of pupils in difficulty.
LISTED = {"hardship_listings": "year"}


def in_difficulty(snapshot: Snapshot, year: int) -> Frame:
    """Pupils who count as in difficulty, once each, with one column a category: whether they are of it.

    From the year's own list, from outside lists whose link holds, and as registered orphans; without those whose
    family refused or who were found not to qualify.
    """
    listed = snapshot.table("hardship_listings").filter(nw.col("year") == year)
    resolution = nw.coalesce(nw.col("resolution"), nw.lit(""))
    settled = listed.filter(resolution.is_in(_SETTLED)).select("pupil")
    own = listed.select("pupil", category="category")
    orphans = snapshot.table("pupils").filter(nw.col("is_orphan")).select(pupil="code", category=nw.lit("6"))
    rows = nw.concat([own, _linked(snapshot, year), orphans]).with_columns(
        **{_column(code): as_count(nw.col("category").is_in((code, f"0{code}"))) for code in groups()}
    )
    marked = rows.group_by("pupil").agg(nw.col(*(_column(code) for code in groups())).max())
    return marked.join(settled, on="pupil", how="anti")


def _column(code: str) -> str:
    return f"of_group_{code}"


def _linked(snapshot: Snapshot, year: int) -> Frame:
    category = nw.lit("")
    for kind in list_kinds():
        category = nw.when(nw.col("kind") == kind).then(nw.lit(group_of_list(kind))).otherwise(category)
    lists = snapshot.table("outside_lists").filter(nw.col("year") == year)
    held = snapshot.table("list_links").filter(nw.col("holds"))
    joined = held.join(lists.select(outside_list="code", kind="kind"), on="outside_list", how="inner")
    return joined.select("pupil", category=category)


def seats(snapshot: Snapshot, year: int) -> Frame:
    """Where each pupil sits in a year: on the roll of the autumn, else of the spring."""
    autumn = on_roll(snapshot, year).select("pupil", "school", "stage", "grade", term=nw.lit("autumn"))
    spring = on_roll(snapshot, year - 1).select("pupil", "school", "stage", "grade", term=nw.lit("spring"))
    return nw.concat([autumn, spring.join(autumn.select("pupil"), on="pupil", how="anti")])


def roll_of_terms(snapshot: Snapshot, year: int) -> Frame:
    """Every seat of both terms: pupil, term, grade."""
    return nw.concat(
        [
            on_roll(snapshot, year + shift).select("pupil", "grade", term=nw.lit(term))
            for term, shift in TERMS.items()
        ]
    )


def _is_entitled(year: int) -> nw.Expr:
    """Whether rows of `kind`, `term`, `stage`, `grade` and the columns of `in_difficulty` satisfy a scheme in force."""
    return reduce(or_, [_gives(scheme, term) for term in TERMS for scheme in _in_force(year, term)])


def _in_force(year: int, term: str) -> list[Scheme]:
    on = term_begins(year, term)
    versions = [version for known in all_schemes().values() for version in known]
    return [v for v in versions if v.from_on <= on and (v.to_on is None or on <= v.to_on)]


def _gives(scheme: Scheme, term: str) -> nw.Expr:
    fits = (nw.col("kind") == scheme.kind) & (nw.col("term") == term) & is_one_of("stage", scheme.stages)
    if scheme.grades:
        fits = fits & nw.col("grade").is_in(scheme.grades)
    if scheme.is_for_hardship:
        fits = fits & reduce(or_, [nw.col(_column(code)) == 1 for code in scheme.groups])
    return fits


def purse() -> nw.Expr:
    """What an award's `kind` of scheme is for: schemes of one purse are not paid together."""
    shared = {kind: versions[0].purse for kind, versions in all_schemes().items() if versions[0].purse}
    expression = nw.col("kind")
    for kind, name in shared.items():
        expression = nw.when(nw.col("kind") == kind).then(nw.lit(name)).otherwise(expression)
    return expression


def once_a_pupil(rows: Frame) -> Frame:
    """Evidence that counts every pupil once, at one of the schools that are meant."""
    persons = rows.group_by("pupil").agg(nw.col("school", "stage").max())
    return persons.select("school", subject="school", counted=nw.lit(1), out_of=NOTHING, stage="stage")


def unentitled_awards(snapshot: Snapshot, year: int) -> Frame:
    """Paid awards that no rule gave: off the roll in the term, or another stage, grade or category."""
    paid = paid_awards(snapshot, year).join(roll_of_terms(snapshot, year), on=["pupil", "term"], how="left")
    known = paid.join(in_difficulty(snapshot, year), on="pupil", how="left")
    is_right = ~nw.col("grade").is_null() & _is_entitled(year)
    return known.filter(as_count(is_right) == 0).select("pupil", "school", "stage")


def missed_schemes(snapshot: Snapshot, year: int) -> Frame:
    """Pupils in difficulty and a scheme that is for them, of which nothing was paid in the year."""
    begun = nw.col("started_on") <= date(year, 12, 31)
    runs = begun & (nw.col("ended_on").is_null() | (nw.col("ended_on") >= date(year, 1, 1)))
    for_hardship = [kind for kind, versions in all_schemes().items() if versions[0].is_for_hardship]
    run = snapshot.table("aid_schemes").filter(runs & is_one_of("kind", for_hardship))
    known = in_difficulty(snapshot, year).join(seats(snapshot, year), on="pupil", how="inner")
    asked = known.join(run.select("kind").unique(["kind"]), how="cross")
    meant = asked.filter(_is_entitled(year)).select("pupil", "school", "stage", "kind")
    return meant.join(paid_awards(snapshot, year).select("pupil", "kind"), on=["pupil", "kind"], how="anti")
