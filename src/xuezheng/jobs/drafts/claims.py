"""The claims of a draft, judged as its words stand now."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from xuezheng.jobs.drafts.folder import load_json, save_json
from xuezheng.jobs.drafts.plain import judgement_from
from xuezheng.jobs.drafts.room import Room, decisions_in, written_with
from xuezheng.reports.shapes import Judgement

TYPES = {
    "universal": "全部", "zero": "为零", "target-met": "完成目标", "target-exceeded": "超额完成", "all-targets": "各项目标",
    "ratio": "倍数", "threshold": "不低于", "change": "升降", "monotone": "逐年", "record": "之最", "coverage": "覆盖",
    "stage": "进度", "progress": "进展", "event": "事件", "event-count": "次数", "all-done": "全部办结",
    "recognition": "表彰", "rank": "名次", "vague-trend": "定性", "structure": "结构",
}  # fmt: skip
SHAPES = {"支持": "good", "不符": "bad", "数据不足": "warn", "须人工判断": "wait"}


def judged_now(room: Room, kept: Mapping[str, Mapping[str, Any]], version: int) -> tuple[Judgement, ...]:
    """The verdicts for a version of the draft; reckoned once a version, then read back."""
    place = room.folder.path / "claims.json"
    mark = {"version": version, "snapshot": room.snapshot.id}
    if place.is_file():
        said = load_json(place)
        if {key: said.get(key) for key in mark} == mark:
            return tuple(judgement_from(one) for one in said["claims"])
    found = judge(room, kept)
    save_json(place, {**mark, "claims": [asdict(one) for one in found]})
    return found


def last_judged(room: Room) -> tuple[tuple[Judgement, ...], int]:
    """The verdicts that were reckoned last, and of which version; 0 where none were."""
    place = room.folder.path / "claims.json"
    if not place.is_file():
        return (), 0
    said = load_json(place)
    return tuple(judgement_from(one) for one in said["claims"]), int(said["version"])


def judge(room: Room, kept: Mapping[str, Mapping[str, Any]]) -> tuple[Judgement, ...]:
    """Judge every claim of the text as it would be written now."""
    from xuezheng.reports.producing import judged

    decisions = decisions_in(kept)
    with room.lock:
        written = written_with(room, decisions, take_suggestions=True)
        return judged(room.document, written, room.snapshot, room.catalogue, decisions, room.measuring)
