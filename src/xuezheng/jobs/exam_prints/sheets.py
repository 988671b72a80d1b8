"""The sheets of a site, each a whole page of HTML: tickets, doors, desks, plans, signatures, bags."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import islice

from xuezheng.jobs.exam_prints.reading import ExamRoom, Seat, Session, Site
from xuezheng.jobs.printing import FONTS


@dataclass(frozen=True)
class Occasion:
    """What the head of every sheet says: the examination, and its sessions when they are known."""

    title: str
    sessions: tuple[Session, ...] = ()


def tickets(site: Site, occasion: Occasion) -> str:
    """准考证: eight on a sheet, each with a place for the photograph and the timetable."""
    lines = "".join(f"<li>{escape(s.when)}　{escape(s.subject)}</li>" for s in occasion.sessions)
    every = (_ticket(site, room, seat, occasion, lines) for room in site.rooms for seat in room.seats)
    return _document("tickets", occasion, _sheets(every, 8))


def _ticket(site: Site, room: ExamRoom, seat: Seat, occasion: Occasion, lines: str) -> str:
    facts = (("姓名", seat.name or seat.candidate), ("考点", site.name), ("考场", room.code))
    told = "".join(f"<dt>{label}</dt><dd>{escape(value)}</dd>" for label, value in facts)
    return (
        f"<article><h2>{escape(occasion.title)}<br>准考证</h2><div class=photo>照片</div>"
        f"<p class=number>{escape(seat.ticket)}</p><dl>{told}<dt>座位</dt><dd><b>{seat.number}</b></dd></dl>"
        f"<ul{' class=long' if len(occasion.sessions) > 6 else ''}>{lines}</ul></article>"
    )


def door_sheets(site: Site, occasion: Occasion) -> str:
    """门贴: one room a sheet, its number to be read from the far end of the corridor, who sits where."""
    return _document("door_sheets", occasion, (_door(site, room, occasion) for room in site.rooms))


def _door(site: Site, room: ExamRoom, occasion: Occasion) -> str:
    return (
        f"<section><h1>{escape(occasion.title)}</h1><p class=site>{escape(site.name)}</p>"
        f"<p class=room>第 <b>{escape(room.code)}</b> 考场</p>"
        f"<p class=range>{len(room.seats)} 人　准考证号 {escape(room.tickets)}</p>"
        f"{_grid(room, lambda seat: f'<b>{seat.number}</b> {escape(_called(seat))}')}</section>"
    )


def desk_labels(site: Site, occasion: Occasion) -> str:
    """桌贴: twenty-four on a sheet, the number at the top left."""
    every = (
        f"<article><b>{seat.number}</b><p>{escape(seat.ticket)}<br>{escape(seat.name)}<br>"
        f"<small>第 {escape(room.code)} 考场</small></p></article>"
        for room in site.rooms
        for seat in room.seats
    )
    return _document("desk_labels", occasion, _sheets(every, 24))


def seat_plans(site: Site, occasion: Occasion) -> str:
    """座次图: one room a sheet, for the invigilators: number, ticket, name, school and paper of each place."""
    return _document("seat_plans", occasion, (_plan(site, room, occasion) for room in site.rooms))


def _plan(site: Site, room: ExamRoom, occasion: Occasion) -> str:
    papers = len({seat.paper for seat in room.seats}) > 1

    def told(seat: Seat) -> str:
        paper = f"<i>{escape(seat.paper)} 卷</i>" if papers else ""
        return f"<b>{seat.number}</b>{paper}<br>{escape(seat.ticket)}<br>{escape(seat.name)}<br>{escape(seat.school)}"

    return f"<section>{_head('考场座次图', site, room, occasion)}{_grid(room, told)}</section>"


def sign_in(site: Site, occasion: Occasion) -> str:
    """签到表: one room a sheet and day, the heads repeated, a column for each session of the day."""
    days = sorted({session.on for session in occasion.sessions})
    every = (
        _signatures(site, room, occasion, sessions)
        for room in site.rooms
        for sessions in ([s for s in occasion.sessions if s.on == day] for day in days)
    )
    bare = (_signatures(site, room, occasion, ()) for room in site.rooms)
    return _document("sign_in", occasion, every if days else bare)


def _signatures(site: Site, room: ExamRoom, occasion: Occasion, sessions: Sequence[Session]) -> str:
    asked = [f"{s.when}<br>{escape(s.subject)}" for s in sessions] or ["考生签名"]
    heads = "".join(f"<th class=sign>{told}</th>" for told in asked)
    rows = "".join(
        f"<tr><td>{seat.number}<td>{escape(seat.ticket)}<td>{escape(seat.name)}<td>{escape(seat.paper)}"
        f"{'<td>' * len(asked)}</tr>"
        for seat in room.seats
    )
    people = f"应到 {len(room.seats)}　实到 ____<br>监考 ________ ________"
    foot = f"<td class=sign>{people}" * len(asked)
    return (
        f"<section>{_head('考生签到表', site, room, occasion)}<table><thead><tr><th>座位<th>准考证号<th>姓名<th>卷"
        f"{heads}</tr></thead><tbody>{rows}</tbody><tfoot><tr><td colspan=4>缺考的在签名处写“缺考”{foot}</tr></tfoot>"
        "</table></section>"
    )


def paper_bags(site: Site, occasion: Occasion) -> str:
    """试卷袋清单: how many papers of each kind go into each room's bag, and who handed it over."""
    kinds = sorted({seat.paper for room in site.rooms for seat in room.seats})
    heads = "".join(f"<th>{escape(kind)} 卷" for kind in kinds)
    total = Counter(seat.paper for room in site.rooms for seat in room.seats)
    rows = "".join(_bag(room, kinds) for room in site.rooms)
    sums = "".join(f"<td>{total[kind]}" for kind in kinds)
    return _document(
        "paper_bags",
        occasion,
        [
            f"<section>{_head('试卷袋清单', site, None, occasion)}<table><thead><tr><th>考场{heads}<th>合计"
            "<th class=sign>领取人（两人）<th class=sign>交回人（两人）</tr></thead>"
            f"<tbody>{rows}<tr class=sum><td>合计{sums}<td>{site.n_candidates}<td><td></tr></tbody></table></section>"
        ],
    )


def _bag(room: ExamRoom, kinds: Iterable[str]) -> str:
    copies = Counter(seat.paper for seat in room.seats)
    cells = "".join(f"<td>{copies[kind]}" for kind in kinds)
    return f"<tr><td>{escape(room.code)}{cells}<td>{len(room.seats)}<td><td></tr>"


def summary(site: Site, occasion: Occasion) -> str:
    """考点汇总: the rooms with their candidates and tickets, the schools they come from."""
    rows = "".join(
        f"<tr><td>{escape(room.code)}<td>{len(room.seats)}<td>{escape(room.tickets)}<td>{_from(room)}</tr>"
        for room in site.rooms
    )
    kept = [("备用考场", site.spare), ("隔离考场", site.isolation)]
    told = f"{len(site.rooms)} 个考场，{site.n_candidates} 名考生" + "".join(
        f"；{what} {escape('、'.join(codes))}" for what, codes in kept if codes
    )
    return _document(
        "summary",
        occasion,
        [
            f"<section>{_head('考点汇总', site, None, occasion)}<p>{told}</p><table><thead><tr><th>考场<th>人数"
            f"<th>准考证号<th>来自学校</tr></thead><tbody>{rows}</tbody></table></section>"
        ],
    )


def _from(room: ExamRoom) -> str:
    schools = Counter(seat.school for seat in room.seats).most_common()
    more = f" 等 {len(schools)} 所" if len(schools) > 4 else ""
    return "、".join(f"{escape(school)} {n}" for school, n in schools[:4]) + more


def _called(seat: Seat) -> str:
    return seat.name or seat.ticket


def _grid(room: ExamRoom, told: Callable[[Seat], str]) -> str:
    """The room from above, the platform on top; a place nobody has stays empty."""
    at = {(seat.row, seat.column): seat for seat in room.seats}
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td>{told(at[row, column]) if (row, column) in at else ''}"
            if row <= height
            else "<td class=none>"
            for column, height in enumerate(room.heights, 1)
        )
        + "</tr>"
        for row in range(1, max(room.heights) + 1)
    )
    door = f"<span class={room.door}>门</span>"
    return f"<div class=front><p class=platform>讲　台</p>{door}</div><table class=grid>{lines}</table>"


def _head(what: str, site: Site, room: ExamRoom | None, occasion: Occasion) -> str:
    place = f"{escape(site.name)}" + (f"　第 {escape(room.code)} 考场" if room else "")
    return f"<h1>{escape(occasion.title)}　{what}</h1><p class=place>{place}</p>"


def _sheets(every: Iterable[str], n: int) -> Iterator[str]:
    rest = iter(every)
    while sheet := "".join(islice(rest, n)):
        yield f"<section>{sheet}</section>"


def _document(kind: str, occasion: Occasion, sections: Iterable[str]) -> str:
    style = files("xuezheng.jobs.exam_prints").joinpath("sheets.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(occasion.title)}</title>'
        f"<style>{style}body{{font-family:{FONTS}}}</style></head>"
        f"<body class={kind}>{''.join(sections)}</body></html>"
    )


#: Every sheet by the name of its file.
SHEETS: dict[str, Callable[[Site, Occasion], str]] = {
    "tickets": tickets,
    "door_sheets": door_sheets,
    "desk_labels": desk_labels,
    "seat_plans": seat_plans,
    "sign_in": sign_in,
    "paper_bags": paper_bags,
    "summary": summary,
}
