"""One entry of a mapping file as a decision, or the faults that forbid it."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import cast

from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import PREFIX
from xuezheng.reports.mapping.parsing import Entry, Faults
from xuezheng.reports.mapping.shapes import DECIDED, MEASURES, PERIODS, PREFIXES, SHOWN, STATES
from xuezheng.reports.shapes import IN_PERCENT, Decision, Slot
from xuezheng.reports.writing.units import family


def decided(slot: Slot, entry: Entry, catalogue: Mapping[str, Indicator], faults: Faults) -> Decision | None:
    """Read one slot's entry; None, and every fault noted, when it cannot be used."""
    before = len(faults.found)
    if entry.children is None:
        faults.add(entry.line, f"{slot.id} 之下应列出 state、indicator 等项。", "请参照其他各项的写法。")
        return None
    given = entry.children
    _keys_must_be_known(slot, given, faults)
    state = _one_of("state", given, STATES, "open", faults)
    period = _one_of("period", given, PERIODS, "year", faults)
    measure = _one_of("measure", given, MEASURES, "value", faults)
    value, source = _word(given, "value"), _word(given, "source")
    code = _word(given, "indicator")
    filters = _filters(slot, given, catalogue.get(code), faults)
    if slot.kind == "figure":
        _must_be_given(slot, state, code, value, source, entry, faults)
    _must_be_said_by_hand(slot, state, given, faults)
    if code:
        line = given["indicator"].line
        if slot.kind == "figure":
            _must_fit(slot, code, measure, catalogue, line, faults)
        elif not code.startswith(PREFIXES[slot.kind]):
            faults.add(
                line, f"{slot.id} 不是数字，不能用指标“{code}”。", "请删去 indicator，需要时填写 value。"
            )
    if len(faults.found) > before:
        return None
    return Decision(slot.id, cast("object", state), code, filters, period, measure, value, source)  # type: ignore[arg-type]


def _word(given: Mapping[str, Entry], key: str) -> str:
    return given[key].word if key in given else ""


def _keys_must_be_known(slot: Slot, given: Mapping[str, Entry], faults: Faults) -> None:
    for key, entry in given.items():
        if key not in DECIDED and key not in SHOWN:
            faults.add(entry.line, f"{slot.id} 之下不认识“{key}”。", f"可用：{'、'.join(DECIDED)}。")


def _one_of(
    key: str, given: Mapping[str, Entry], allowed: tuple[str, ...], usual: str, faults: Faults
) -> str:
    word = _word(given, key) or usual
    if word not in allowed:
        faults.add(given[key].line, f"{key} 不能是“{word}”。", f"可用：{'、'.join(allowed)}。")
        return usual
    return word


def _filters(
    slot: Slot, given: Mapping[str, Entry], indicator: Indicator | None, faults: Faults
) -> dict[str, str]:
    entry = given.get("filters")
    if entry is None or (entry.children is None and not entry.word and not entry.is_list):
        return {}
    if entry.children is None:
        faults.add(entry.line, f"{slot.id} 的 filters 应写成“列: 值”。", "没有筛选时写 {}。")
        return {}
    if indicator is None:
        return {}
    for column, value in entry.children.items():
        _must_be_filter(column, value, indicator, faults)
    return {column: value.word for column, value in entry.children.items()}


def _must_be_filter(column: str, value: Entry, indicator: Indicator, faults: Faults) -> None:
    values = indicator.dimensions.get(column)
    if values is None:
        offered = "、".join(indicator.dimensions) or "无"
        faults.add(value.line, f"指标 {indicator.code} 不能按“{column}”筛选。", f"可用：{offered}。")
    elif value.word not in values:
        faults.add(value.line, f"“{column}”没有“{value.word}”这一值。", f"可用：{'、'.join(values)}。")


def _must_be_given(
    slot: Slot, state: str, code: str, value: str, source: str, entry: Entry, faults: Faults
) -> None:
    """A confirmed figure needs its indicator; one given by hand needs its value and its source."""
    if state in ("confirmed", "suggested") and not code:
        faults.add(entry.line, f"{slot.id} 标为 {state}，却没有 indicator。", "请填写指标，或改为 open。")
    if state != "by_hand":
        return
    if not value:
        faults.add(entry.line, f"{slot.id} 标为 by_hand，却没有 value。", "请填写数字。")
    elif not _is_number(value, slot.unit):
        faults.add(entry.line, f"{slot.id} 的 value “{value}”不是数字。", "请填写数字，单位沿用原文。")
    if not source:
        faults.add(
            entry.line, f"{slot.id} 是人工填写的数字，却没有 source。", "请写明出处，如文件名称和文号。"
        )


def _must_be_said_by_hand(slot: Slot, state: str, given: Mapping[str, Entry], faults: Faults) -> None:
    """A value is written only from an entry that says it was given by hand, or is a confirmed name."""
    allowed = ("by_hand",) if slot.kind == "figure" else ("by_hand", "confirmed")
    if _word(given, "value") and state not in allowed:
        remedy = "人工填写的应标为 by_hand。"
        faults.add(given["value"].line, f"{slot.id} 填了 value，state 却是 {state}。", remedy)


def _is_number(value: str, unit: str) -> bool:
    plain = value.removesuffix(unit).rstrip("%％").replace(",", "").replace("，", "").strip()
    try:
        return plain in ("零", "〇") or Decimal(plain).is_finite()
    except InvalidOperation:
        return False


def _must_fit(
    slot: Slot, code: str, measure: str, catalogue: Mapping[str, Indicator], line: int, faults: Faults
) -> None:
    indicator = catalogue.get(code)
    if indicator is None:
        near = get_close_matches(code, catalogue, n=3, cutoff=0.5)
        offered = f"相近的有：{'、'.join(near)}。" if near else "用 xuezheng indicators list 查看可用指标。"
        if code.startswith(PREFIX):
            offered = "自建指标须写在对照表的 indicators 之下，或教育局文件夹的 indicators.yaml 中。"
        faults.add(line, f"没有名为“{code}”的指标。", offered)
        return
    unit = "%" if measure in IN_PERCENT else indicator.unit
    if slot.unit and measure != "out_of" and family(unit) != family(slot.unit):
        faults.add(
            line,
            f"指标“{indicator.label}”的单位是{unit}，而 {slot.id} 写的是{slot.unit}。",
            "请换一个指标或口径。",
        )
