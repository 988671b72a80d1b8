"""Why a line of a list is, may be, or is not a pupil: each feature, what stands on both sides, what it weighs."""

from collections.abc import Mapping, Sequence
from typing import Any

from xuezheng.outside.linkage.names import fold_name, name_sound, told_variants
from xuezheng.outside.linkage.numbers import read_number
from xuezheng.outside.linkage.weights import Weights, weights

Feature = tuple[str, str, int]
_SHOWN = {
    "number": ("number", "born_on"),
    "name": ("name",),
    "sex": ("sex",),
    "area": ("area",),
    "phone": ("phone",),
    "guardian": ("guardian",),
}
_SEX = {"1": "男", "2": "女", "": ""}


def explain(
    features: Sequence[Sequence[Any]], entry: Mapping[str, Any], pupil: Mapping[str, Any], total: int
) -> list[str]:
    """One sentence a feature, then the sum.

    Parameters
    ----------
    features : sequence of (comparison, level, weight)
        As kept with the pair; weights in hundredths of a bit.
    entry, pupil : mapping
        What is shown of each side: `name`, `number`, `born_on`, `sex`, `area`, `phone`, `guardian`.
    total : int
        The pair's weight, with what speaks against any two people taken by chance.
    """
    known = weights()
    said = [_sentence(known, (str(c), str(level), int(w)), entry, pupil) for c, level, w in features]
    rest = total - sum(int(weight) for _, _, weight in features)
    said.append(f"起点：在全部学生中随便取一名就是此人的可能性极小（{_signed(rest)}）。")
    said.append(f"合计 {_signed(total)}：{_in_words(known, total)}（每多 1，属同一人的可能性大一倍）。")
    return said


def _sentence(known: Weights, feature: Feature, entry: Mapping[str, Any], pupil: Mapping[str, Any]) -> str:
    comparison, level, weight = feature
    label, says = known.labels[comparison], known.levels[comparison][level].says
    shown = "；".join(
        both for name in _SHOWN[comparison] if (both := _both(name, entry.get(name), pupil.get(name)))
    )
    detail = _detail(comparison, level, entry, pupil)
    side = "支持" if weight > 0 else "反对" if weight < 0 else "不说明问题"
    return f"{label}：{says}{detail}（{shown}）。{side}（{_signed(weight)}）。"


def _both(name: str, one: Any, other: Any) -> str:
    left, right = _shown(name, one), _shown(name, other)
    return f"名单 {left or '未填'}，学籍 {right or '未填'}" if left or right else ""


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    return _SEX.get(str(value), str(value)) if name == "sex" else str(value)


def _detail(comparison: str, level: str, entry: Mapping[str, Any], pupil: Mapping[str, Any]) -> str:
    one, other = str(entry.get("name") or ""), str(pupil.get("name") or "")
    if comparison == "name" and level == "same_name":
        pairs = told_variants(one, other)
        return "".join(f"，“{a}”与“{b}”是同一字的不同写法" for a, b in pairs)
    if comparison == "name" and level == "same_sound":
        return f"，都读 {name_sound(one)}"
    if comparison == "name" and level in ("one_other", "one_missing"):
        return f"，“{fold_name(one)}”与“{fold_name(other)}”"
    if comparison == "number":
        return _slips(str(entry.get("number") or ""), str(pupil.get("number") or ""))
    return ""


def _slips(one: str, other: str) -> str:
    """Where two numbers differ, and whether the list's number can be right at all."""
    left, right = read_number(one), read_number(other)
    if not left.text or not right.text or left.text == right.text:
        return ""
    said = "" if left.is_valid else "，名单上的号码校验码不符"
    if len(left.text) != len(right.text):
        return f"，位数不同（{len(left.text)} 位与 {len(right.text)} 位）{said}"
    places = [
        str(at) for at, pair in enumerate(zip(left.text, right.text, strict=True), 1) if len(set(pair)) > 1
    ]
    return f"，第 {'、'.join(places)} 位不同{said}" if len(places) < 5 else said


def _signed(weight: int) -> str:
    return f"{weight / 100:+.1f}"


def _in_words(known: Weights, total: int) -> str:
    if total >= known.matched_from * 100:
        return "把握足够，可自动对应"
    if total >= known.queue_from * 100:
        return "把握不足，由人核对"
    return "不足以提出"
