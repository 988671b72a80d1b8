"""A step in words: why this child goes to this class, for the family and for the file."""

from collections.abc import Mapping, Sequence
from typing import Any

_SHUT = {
    "fixed": "经批准文件指定班级，不考虑 {rooms}班",
    "together": "须与同班的学生在一起，不考虑 {rooms}班",
    "apart": "{rooms}班有须与其分开的学生，不能进",
    "limit": "{rooms}班会超过班额上限，不能进",
    "size": "进 {rooms}班会使各班人数相差更大，不能进",
    "first_category": "进 {rooms}班会使各班“{category}”人数相差更大，不能进",
}
_SHOWN = 8


def why(step: Mapping[str, Any], category: str = "") -> str:
    """The whole reason of one step, as a paragraph."""
    who, room = "、".join(step["pupils"]), step["class"]
    if step["change"] == "out":
        return f"{step['on']}，学生 {who} 离开 {room} 班，空出位置。"
    sentences = [f"{step['on']}，学生 {who} 进 {room} 班。"]
    if approvals := step.get("approval"):
        sentences.append(f"依据批准文件：{'、'.join(approvals)}。")
    for name, words in _SHUT.items():
        if rooms := [entry["class"] for entry in step["alternatives"] if entry.get("refused") == name]:
            sentences.append(words.format(rooms=_listed(rooms), category=category) + "。")
    sentences.append(_last(step))
    return "".join(sentences)


def _listed(rooms: Sequence[str]) -> str:
    shown = "、".join(rooms[:_SHOWN])
    return f"{shown} 等 {len(rooms)} 个" if len(rooms) > _SHOWN else f"{shown} "


def _last(step: Mapping[str, Any]) -> str:
    """What decided among the classes that were left."""
    left = [entry for entry in step["alternatives"] if "objective" in entry]
    room = step["class"]
    if len(left) == 1:
        return f"只剩 {room} 班。"
    own = next(entry for entry in left if entry["class"] == room)
    others = sorted((e for e in left if e["class"] != room), key=lambda e: float(e["objective"]))
    told = "；".join(f"{e['class']} 班 {e['objective']:.4f}" for e in others[:_SHOWN])
    if step["decided_by"] == "ticket":
        equal = _listed([e["class"] for e in left if "ticket" in e])
        return f"进 {equal}班后整个年级同样均衡（{own['objective']:.4f}），由种子抽签定为 {room} 班。"
    return f"余下各班比较进去以后整个年级的不均衡程度，{room} 班最小：{own['objective']:.4f}（{told}）。"
