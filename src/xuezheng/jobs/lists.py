"""Lists of other offices: taken in, matched to the register, looked through by a clerk."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs.casework import Desk
from xuezheng.outside.linkage.explaining import explain
from xuezheng.outside.linkage.matching import match
from xuezheng.outside.linkage.numbers import read_number
from xuezheng.outside.linkage.sheet import Line, read_list
from xuezheng.outside.spreadsheets import read_sheets
from xuezheng.rules.aid import list_kinds

#: Of a list about this city, at least this share of right numbers begins like the city's code: people move, but
#: not all of them. Asked of lists long enough to tell.
_OWN_SHARE, _LONG_ENOUGH = 0.05, 20
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Added:
    """A list as it was taken in, and what of the file was not read."""

    row: Any
    notes: tuple[str, ...]


def add_list(
    desk: Desk,
    kind: str,
    path: Path,
    *,
    year: int,
    area: str = "",
    as_of: date | None = None,
    is_foreign: bool = False,
) -> Added:
    """Take a list in.

    Parameters
    ----------
    kind : str
        What sort of list: `low_income`, `destitute`, `orphans`, `disabled`, `monitored`, or the Chinese name.
    area : str
        The county whose list it is; the acting person's own if left out.
    is_foreign : bool
        Take it in though nearly all its numbers are of another city.

    Raises
    ------
    NotFound, BadInput
        For an unknown kind or county, a file that cannot be read, faults in it, or one that was taken in before.
    """
    from xuezheng.records.programmes import actions
    from xuezheng.records.programmes.forms import new_entry, new_list
    from xuezheng.records.programmes.queries import areas_known, next_list_code

    kind = _kind(kind)
    areas = {area.code: area for area in areas_known(desk.person)}
    home = _home(desk, areas, area)
    sheets = [sheet for sheet in read_sheets(path) if sheet.rows]
    where = path.name + (f" 表“{sheets[0].name}” " if len(sheets) > 1 else " ")
    written = {**{a.code: a.code for a in areas.values()}, **{a.name: a.code for a in areas.values()}}
    read = read_list(sheets[0].rows, where, written)
    if not is_foreign:
        _expect_own(read.lines, home.code, path.name)
    row = new_list(
        code=next_list_code(kind, year),
        kind=kind,
        area=home,
        year=year,
        as_of_on=as_of or desk.today,
        received_on=desk.today,
        file_name=path.name[-120:],
        file_sha256=_digest(path),
    )
    entries = [new_entry(line, areas.get(line.area)) for line in read.lines]
    actions.add_list(row=row, entries=entries, **desk.deed)
    return Added(row, read.notes)


def all_lists(desk: Desk, year: int | None = None) -> list[dict[str, Any]]:
    """Every list with what became of it."""
    from xuezheng.records.programmes.queries import outside_lists

    return [told(row) for row in outside_lists(desk.person, year=year)]


def told(row: Any) -> dict[str, Any]:
    """A list and how many of its lines are linked, wait for a clerk, or are nobody's."""
    from xuezheng.records.programmes.queries import standing

    linked, waiting, judged = standing(row)
    return {
        "code": row.code, "kind": row.kind, "title": row.get_kind_display(), "year": row.year, "area": row.area_id,
        "as_of": row.as_of_on.isoformat(), "received": row.received_on.isoformat(), "file": row.file_name,
        "entries": row.n_entries, "matched": row.matched_at.isoformat() if row.matched_at else None,
        "linked": linked, "queued": waiting, "unmatched": row.n_entries - linked - waiting, "judged": judged,
    }  # fmt: skip


def find_list(desk: Desk, code: str) -> Any:
    """A list by its code, within what the person may see."""
    from xuezheng.records.programmes.queries import outside_lists

    found = outside_lists(desk.person).filter(code=code).first()
    if found is None:
        raise NotFound(
            f"没有编号为“{code}”的名单。可能编号有误，或不属于您的机构。请用 xuezheng lists list {desk.folder} 查看。"
        )
    return found


def match_list(desk: Desk, code: str, *, tell: Tell = lambda step: None) -> dict[str, Any]:
    """Match a list to the pupils on the rolls of its year, and write down what was found."""
    from xuezheng.records.programmes import actions
    from xuezheng.records.programmes.forms import new_link
    from xuezheng.records.sealing import expect_one_key

    expect_one_key()
    row = find_list(desk, code)
    tell("读取名单和学籍")
    entries, pupils = entries_table(row), pupils_table(desk, row.year)
    found = match(entries, pupils, tell=tell)
    tell("登记对应关系")
    links = [new_link(row, pair) for pair in found.pairs]
    actions.link_list(row=row, links=links, **desk.deed)
    return told(row)


def withdraw(desk: Desk, code: str) -> None:
    """Take a list back."""
    from xuezheng.records.programmes import actions

    actions.withdraw_list(row=find_list(desk, code), **desk.deed)


def queue(desk: Desk, code: str, *, is_all: bool = False) -> list[dict[str, Any]]:
    """The pairs a clerk has to look at, or all pairs of a list; that they were read is logged."""
    from xuezheng.records.programmes import actions
    from xuezheng.records.programmes.queries import links_of

    row = find_list(desk, code)
    links = [link for link in links_of(row) if is_all or (link.proposed == "queued" and not link.verdict)]
    actions.look_at_list(row=row, rows=len(links), purpose="queue", **desk.deed)
    schools = where_now(desk, row.year, {link.pupil_id for link in links})
    return [_line_of(link, schools) for link in links]


def _line_of(link: Any, schools: Mapping[str, str]) -> dict[str, Any]:
    return {
        "link": link.pk, "row": link.entry.row, "name": link.entry.name, "pupil": link.pupil_id,
        "pupil_name": link.pupil.name, "school": schools.get(link.pupil_id, ""), "weight": link.weight / 100,
        "proposed": link.proposed, "why": link.why, "verdict": link.verdict, "holds": link.holds,
    }  # fmt: skip


def judge(desk: Desk, verb: str, number: int) -> Any:
    """Confirm or reject a pair, or take the verdict back; gives the link as it now stands."""
    from xuezheng.records.programmes import actions

    link = find_link(desk, number)
    deed = {"confirm": actions.confirm_link, "reject": actions.reject_link, "undo": actions.undo_verdict}[
        verb
    ]
    deed(link=link, **desk.deed)
    return link


def find_link(desk: Desk, number: int) -> Any:
    """A pair by its number, within what the person may see."""
    from xuezheng.records.programmes import queries

    found = queries.find_link(desk.person, number)
    if found is None:
        raise NotFound(
            f"没有第 {number} 号对应。可能编号有误，或不属于您的机构。请用 xuezheng lists queue 查看编号。"
        )
    return found


def explained(desk: Desk, number: int) -> tuple[Any, list[str]]:
    """Why the machine took a line for a pupil, feature by feature; that it was read is logged."""
    from xuezheng.records.programmes import actions

    link = find_link(desk, number)
    entry, pupil = link.entry, link.pupil
    home = where_now(desk, link.outside_list.year, {pupil.pk}, by_area=True)
    left = {
        "name": entry.name, "number": entry.id_number, "born_on": entry.born_on, "sex": entry.sex,
        "area": entry.area_id or link.outside_list.area_id, "phone": entry.phone, "guardian": entry.guardian,
    }  # fmt: skip
    right = {
        "name": pupil.name, "number": pupil.id_number, "born_on": pupil.born_on, "sex": pupil.sex,
        "area": home.get(pupil.pk, ""), "phone": pupil.guardian_phone,
    }  # fmt: skip
    actions.look_at_list(row=link.outside_list, rows=1, purpose="explain", **desk.deed)
    return link, explain(link.evidence, left, right, link.weight)


def entries_table(row: Any) -> pa.Table:
    """The lines of a list as the engine reads them; a line without a county is of the list's, if it is one."""
    from xuezheng.records.programmes.queries import entries_of

    home = row.area_id if row.area.kind != "city" else ""
    columns: list[list[Any]] = [[] for _ in range(8)]
    for entry in entries_of(row).iterator(chunk_size=5000):
        values = (
            str(entry.pk), entry.name, entry.id_number, entry.sex, entry.born_on, entry.area_id or home,
            entry.phone, entry.guardian,
        )  # fmt: skip
        for column, value in zip(columns, values, strict=True):
            column.append(value)
    return _table(columns, ("code", "name", "number", "sex", "born_on", "area", "phone", "guardian"))


def pupils_table(desk: Desk, year: int) -> pa.Table:
    """The pupils on the rolls of a year as the engine reads them, each with the county of the latest roll."""
    from xuezheng.records.programmes.queries import opened_pupils, rolls_around

    area = dict(rolls_around(desk.person, year).values_list("pupil_id", "school__area_id").iterator())
    columns = opened_pupils(desk.person, year)
    if not columns[0]:
        raise BadInput(f"{year} 年没有在籍学生。名单要与当年学籍比对。请先导入学籍，或核对年度。")
    columns.insert(5, [area[code] for code in columns[0]])
    return _table(columns, ("code", "name", "number", "sex", "born_on", "area", "phone"))


def _table(columns: Sequence[list[Any]], names: Iterable[str]) -> pa.Table:
    return pa.table(
        {
            name: pa.array(values, pa.date32() if name == "born_on" else pa.string())
            for name, values in zip(names, columns, strict=True)
        }
    )


def where_now(desk: Desk, year: int, pupils: set[str], *, by_area: bool = False) -> dict[str, str]:
    """The school (or its county) that has each pupil on its roll."""
    from xuezheng.records.programmes.queries import in_parts, rolls_around

    what = "school__area_id" if by_area else "school__name"
    return dict(
        pair
        for part in in_parts(pupils)
        for pair in rolls_around(desk.person, year).filter(pupil__in=part).values_list("pupil_id", what)
    )


def _kind(said: str) -> str:
    kinds = list_kinds()
    for kind, title in kinds.items():
        if said in (kind, title):
            return kind
    told_kinds = "、".join(f"{kind}（{title}）" for kind, title in kinds.items())
    raise BadInput(f"没有名为“{said}”的名单类别。可用的有：{told_kinds}。请核对。")


def _home(desk: Desk, areas: Mapping[str, Any], said: str) -> Any:
    """The county a list is for: the one named, else the person's own, else the city."""
    for area in areas.values():
        if said in (area.code, area.name):
            return area
    if said:
        raise NotFound(f"登记中没有县区“{said}”，或不在您的机构内。请用县区代码或名称。请核对。")
    own = desk.person.organisation_id
    mine = [area for area in areas.values() if area.organisation_id == own]
    cities = [area for area in areas.values() if area.kind == "city"]
    if not mine and not cities:
        raise BadInput("不知是哪个县区的名单。账号不属于某个县区。请加上 --area 县区代码。")
    return (mine or cities)[0]


def _expect_own(lines: Sequence[Line], code: str, name: str) -> None:
    """Stop at a list of another city: nothing of it would be found, and its people are not ours to keep."""
    numbers = [number.text for line in lines if (number := read_number(line.number)).is_valid]
    own = sum(text[:4] == code[:4] for text in numbers)
    if len(numbers) >= _LONG_ENOUGH and own < _OWN_SHARE * len(numbers):
        raise BadInput(
            f"{name} 有 {len(numbers)} 个有效证件号，只有 {own} 个以本市代码 {code[:4]} 开头。"
            "这像是外地的名单，外地人员的信息不应留存。确属本市请加 --anyway。"
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
