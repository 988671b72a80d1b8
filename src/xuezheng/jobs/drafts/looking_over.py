"""A draft looked over: this year beside last year, and next year's tasks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xuezheng.jobs.drafts.room import Room, answers, written_with
from xuezheng.jobs.drafts.slots import change_of, shown_in, state_of
from xuezheng.reports.reading import sentence_at
from xuezheng.reports.reviewing.shapes import Task
from xuezheng.reports.shapes import Decision


def compared_years(room: Room, decisions: Mapping[str, Decision]) -> list[dict[str, Any]]:
    """Every figure of the text: last year's and this year's value, how it stands, how it is written."""
    now, before = answers(room, decisions), answers(room, decisions, room.year - 1)
    written = written_with(room, decisions, take_suggestions=True)
    words = {m.slot: one.text[m.start : m.end] for one in written.paragraphs for m in one.marks}
    filled = {m.slot for one in written.paragraphs for m in one.marks if m.kind != "open"}
    rows = []
    for slot in room.document.slots:
        if slot.kind != "figure":
            continue
        decision = decisions.get(slot.id, Decision(slot.id, "open"))
        this, last = (found.get(slot.id) for found in (now, before))
        value, was = (this.value if this else None), (last.value if last else None)
        why = written.left_open.get(slot.id, "")
        rows.append(
            {
                "slot": slot.id,
                "sentence": sentence_at(room.document, slot.block, slot.at),
                "label": this.label if this else "",
                "before": "" if was is None else shown_in(slot, was),
                "now": "" if value is None else shown_in(slot, value),
                "change": change_of(was, value),
                "direction": _direction(was, value),
                "state": state_of(decision, is_filled=slot.id in filled),
                "written": f"{words.get(slot.id, '')}（{why}）" if why else words.get(slot.id, ""),
            }
        )
    return rows


def proposed_tasks(room: Room, decisions: Mapping[str, Decision]) -> tuple[Task, ...]:
    """Each task the text sets for next year, as a target that may be set."""
    from xuezheng.reports.reviewing import codes_ahead
    from xuezheng.reports.reviewing.owners import Owners
    from xuezheng.reports.reviewing.tasks import Plan, tasks_of

    with room.lock:
        return tasks_of(
            Plan(
                room.document,
                codes_ahead(room.document, decisions, room.catalogue),
                room.catalogue,
                Owners(room.snapshot),
                room.year + 1,
                str(dict(room.snapshot.bureau).get("city_code", "")),
                date.fromisoformat(str(room.snapshot.as_of)[:10]),
            )
        )


def _direction(before: Decimal | None, now: Decimal | None) -> str:
    if before is None or now is None:
        return "无数"
    return "上升" if now > before else "下降" if now < before else "持平"
