"""A standard judged: every item of every place, with reasons; exact, and the same on every engine."""

from collections.abc import Iterable
from datetime import date

import narwhals as nw

from xuezheng.errors import BadInput, NotFound
from xuezheng.indicators.questions import collected
from xuezheng.snapshot import Snapshot
from xuezheng.standards.catalogue import find_standard
from xuezheng.standards.declaration import Standard
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.looking import settled
from xuezheng.standards.scope import scope_of
from xuezheng.standards.verdict import Outcome, PartOutcome, Verdict, together


def judge(
    snapshot: Snapshot,
    standard: str | Standard,
    year: int,
    *,
    places: Iterable[str] = (),
    split: str = "reported",
) -> list[Verdict]:
    """Judge a standard of a year.

    Parameters
    ----------
    standard : str or Standard
        Its code or Chinese name.
    places : iterable of str
        Codes of areas (or schools, for a standard of schools); every one when left out.
    split : {"reported", "by_pupils", "by_weighted_pupils"}
        How buildings of a school with several stages are split; printed with the verdict.

    Returns
    -------
    list of Verdict
        One a place, in the order of codes. Every item has its state, its reason and its rows; an item that
        cannot be computed is "unknown" with the reason, and so is a verdict that nothing else decides.

    Raises
    ------
    BadInput
        When the standard, a place or the split is unknown, or the year is after the snapshot.
    """
    return verdicts_of(inquire(snapshot, standard, year, places=places, split=split))


def inquire(
    snapshot: Snapshot,
    standard: str | Standard,
    year: int,
    *,
    places: Iterable[str] = (),
    split: str = "reported",
) -> Inquiry:
    """What will be judged, with what has been read for it; `verdicts_of` judges it."""
    asked = find_standard(standard) if isinstance(standard, str) else standard
    if year > snapshot.as_of.year:
        raise BadInput(f"{year} 年还没有数据。快照截至 {snapshot.as_of}。请换一个年份，或重新冻结。")
    known = _places(snapshot, asked, year)
    wanted = sorted(places) or sorted(known)
    if not wanted:
        what = "县区" if asked.unit == "area" else "督导评估"
        raise NotFound(
            f"{year} 年没有可以判定“{asked.label}”的{what}。判定要有评估的对象。请核对年度，或先登记后重新冻结。"
        )
    if strangers := [code for code in wanted if code not in known]:
        what = "县区" if asked.unit == "area" else "学校"
        told = "、".join(f"{code}（{name}）" for code, name in sorted(known.items())[:20]) or "无"
        raise NotFound(f"没有可评估的{what}“{'、'.join(strangers)}”。快照中可评估的：{told}。请核对代码。")
    scope = scope_of(split, date(year, 9, 1), of=asked.scope)
    return Inquiry(snapshot, asked, year, {code: known[code] for code in wanted}, scope)


def verdicts_of(inquiry: Inquiry) -> list[Verdict]:
    """The verdict of every place of an inquiry."""
    parts = {part.code: [settled(inquiry, item) for item in part.items] for part in inquiry.standard.parts}
    return [_verdict(inquiry, place, parts) for place in inquiry.places]


def _verdict(inquiry: Inquiry, place: str, parts: dict[str, list[dict[str, Outcome]]]) -> Verdict:
    told = []
    for part in inquiry.standard.parts:
        outcomes = tuple(found[place] for found in parts[part.code])
        told.append(PartOutcome(part.code, part.label, together([each.state for each in outcomes]), outcomes))
    has_resources = inquiry.standard.resources is not None
    return Verdict(
        standard=inquiry.standard.code,
        place=place,
        name=inquiry.places[place],
        year=inquiry.year,
        state=together([part.state for part in told]),
        parts=tuple(told),
        faults=tuple(fault for fault in inquiry.faults if fault.area == place),
        options=inquiry.scope.told() if has_resources else {},
        snapshot=inquiry.snapshot.id,
    )


def _places(snapshot: Snapshot, standard: Standard, year: int) -> dict[str, str]:
    """What the standard could be judged of: areas below the city, or schools visited for it."""
    if standard.unit == "area":
        rows = collected(snapshot.table("areas").filter(nw.col("kind") != "city").select("code", "name"))
        return {row["code"]: row["name"] for row in rows}
    visited = snapshot.table("visits").filter(
        (nw.col("standard") == standard.code) & (nw.col("on").dt.year() == year) & ~nw.col("school").is_null()
    )
    names = snapshot.table("schools").select("name", school="code")
    rows = collected(visited.select("school").unique().join(names, on="school", how="left"))
    return {row["school"]: row["name"] or "" for row in rows}
