"""Sentences of a judged standard, the same on the terminal, in the document and on the page."""

from xuezheng.standards.comparing import Change
from xuezheng.standards.looking import shown
from xuezheng.standards.measures import STAGES
from xuezheng.standards.sensitivity import Nearness, Shortfall
from xuezheng.standards.turning import Turning
from xuezheng.standards.verdict import STATE_WORDS


def near_line(each: Nearness) -> str:
    """One measure: its coefficient, the room left, the weakest school, what would turn it."""
    told = f"{STAGES[each.stage]} {each.measure.short}："
    if each.cv is None or each.margin is None:
        return f"{told}不能计算差异系数；{weakest(each)}"
    room = f"余量 {each.margin:.4f}" if each.margin >= 0 else f"超出 {-each.margin:.4f}"
    return f"{told}差异系数 {each.cv:.4f}（限 {shown(each.limit)}，{room}）；{weakest(each)}{turns(each)}"


def weakest(each: Nearness) -> str:
    """The weakest school and its value."""
    if each.weakest_value is None:
        return "没有可以比较的学校。"
    return f"最弱 {each.weakest_name}（{each.weakest_value:.4g} {each.measure.unit}）。"


def turns(each: Nearness) -> str:
    """What one school's absence or change would do to the spread; empty when nothing alone does."""
    told = ""
    if each.without and each.cv_without is not None:
        state = "达标" if each.state == "unmet" else "不达标"
        told += f"不计 {each.without_name} 则为 {each.cv_without:.4f}，{state}。"
    if each.change is not None:
        told += f"仅 {each.change_name} {more_or_less(each)} 即可达标。"
    return told


def more_or_less(each: Nearness) -> str:
    """The single change that brings the spread within its limit."""
    if each.change is None:
        return ""
    word = "增加" if each.change > 0 else "减少"
    return f"{word} {shown(abs(each.change))} {each.measure.column_unit}"


def lack_line(each: Shortfall) -> str:
    """What a school lacks of one measure."""
    return (
        f"{each.name}（{each.school}，{STAGES[each.stage]}）{each.measure.short}："
        f"{shown(each.value)}，要求 {shown(each.limit)}，缺 {shown(each.lacks)} {each.measure.column_unit}。"
    )


def turning_line(each: Turning) -> str:
    """What would change without one school."""
    then = STATE_WORDS[each.would_be]
    return f"不计 {each.name}（{STAGES[each.stage]}）：{len(each.changed)} 项改变，资源配置变为{then}。"


def change_line(each: Change) -> str:
    """One item that turned since last year."""
    figures = "" if each.by is None else f"（{shown(each.last)} → {shown(each.this)}）"
    return f"{each.label}：{STATE_WORDS[each.was]} → {STATE_WORDS[each.now]}{figures}"
