"""Write a mapping file that a person can read and edit."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import Form
from xuezheng.reports.mapping.own_indicators import lines_of
from xuezheng.reports.mapping.shapes import FORMAT, fingerprint
from xuezheng.reports.shapes import Decision, Document, Slot, Suggestion

_HEAD = """\
# 数字与指标对照表：每个编号是原文中的一处数字、年份或名称。
# 请逐项核对后改 state：
#   confirmed  已确认，写入新稿
#   suggested  机器建议，把握较大；确认前不写入，除非写稿时加 --take-suggestions
#   by_hand    人工填写：在 value 写数字，在 source 写出处
#   open       留空，新稿中标黄；所列指标只供参考
# 可改：state、indicator、filters、period（year 全年、h1 上半年、h2 下半年、last_year 上年）、
#   measure（value 数值、out_of 应有数、rate 比率、change 降幅、growth 增幅、target 目标数、completion 完成率、
#   ratio 为上年的百分比、share 占全部的百分比、per_head 生均）、value、source。
# clause、written、score、confidence、remembered、others 供核对，改了也不起作用。
# confidence 是把握：这样的建议有多大比例是对的。"""
_MAKE_ONE = """# 没有合适指标的数字，可以自建指标：把需要的几行去掉行首的“# ”，核对登记表、筛选和单位，
# 再在该数字的 indicator 写上代码（own. 开头）。写法见 docs/how-to/make-an-indicator-from-a-slot.md。"""


def write_mapping(
    path: Path,
    document: Document,
    suggestions: Mapping[str, Sequence[Suggestion]],
    catalogue: Mapping[str, Indicator],
    *,
    kept: Mapping[str, Decision] | None = None,
    ticked: frozenset[str] = frozenset(),
    confirm_ticked: bool = False,
    force: bool = False,
    remembered: Mapping[str, str] | None = None,
    skeletons: Mapping[str, Form] | None = None,
) -> None:
    """Write the file whole or not at all.

    A ticked suggestion is `suggested`, and taken when the writer is told to take suggestions; one
    that is not stands beside an `open` slot as a hint only.

    Parameters
    ----------
    kept : mapping of slot id to Decision, optional
        Decisions already taken (from `carry_over`); they stand before suggestions.
    ticked : frozenset of str
        Slots whose first suggestion is sure enough.
    confirm_ticked : bool
        Write ticked suggestions as confirmed.
    force : bool
        Replace a file that is already there.
    remembered : mapping of slot id to str, optional
        What earlier years say of a slot, in words.
    skeletons : mapping of slot id to Form, optional
        Forms of indicators to be made for slots that have none; written as comments.

    Raises
    ------
    Occupied
        When the file is there and may not be replaced.
    NotFound, CannotFinish
        When its folder is not there, or it cannot be written.
    """
    from xuezheng.reports.docx.saving import save_whole

    path = Path(path)
    must_be_free(path, force=force)
    decisions = kept or {}
    lines = [_HEAD, *_about(document), "slots:"]
    used: set[str] = set()
    for slot in document.slots:
        found = suggestions.get(slot.id, ())
        state = ("confirmed" if confirm_ticked else "suggested") if slot.id in ticked else "open"
        decision = decisions.get(slot.id) or first_decision(slot, found, state)
        used.add(decision.indicator)
        lines += _entry(slot, decision, found, catalogue, (remembered or {}).get(slot.id, ""))
    own = _own([catalogue[code] for code in sorted(used & catalogue.keys())])
    lines += own + _to_be_made(skeletons or {}, has_own=bool(own))
    save_whole(path, ("\n".join(lines) + "\n").encode("utf-8"))


def must_be_free(path: Path, *, force: bool = False) -> None:
    """See that a mapping can be written there, before any work is done for it."""
    if os.path.isdir(path):
        raise BadInput(f"{path} 是文件夹。对照表是一个文件。请给出文件名，如 {path / 'mapping.yaml'}。")
    if os.path.exists(path) and not force:
        raise Occupied(
            f"{path} 已经存在，其中可能有人工确认的内容。没有改动它。"
            "请换一个文件名；要沿用其中的确认，加 --from；要覆盖，加 --force。"
        )
    if not os.path.isdir(path.parent):
        raise NotFound(f"没有文件夹 {path.parent}。请先建立它，或换一个输出位置。")


def _about(document: Document) -> list[str]:
    return [
        f"format: {FORMAT}",
        f"source: {_word(Path(document.source).name)}",
        f"title: {_word(document.title)}",
        f"text_sha256: {fingerprint(document)}",
    ]


def first_decision(slot: Slot, found: Sequence[Suggestion], state: str) -> Decision:
    """Take the first suggestion as a decision; a year, a count of parts and the city need nobody to confirm."""
    if not found:
        return Decision(slot.id, "open")
    best = found[0]
    if slot.kind in ("date", "structural") or best.indicator == "name.city":
        state = "confirmed"
    elif slot.kind == "name":
        state = "open"
    return Decision(slot.id, state, best.indicator, dict(best.filters), best.period, best.measure)  # type: ignore[arg-type]


def _entry(
    slot: Slot,
    decision: Decision,
    found: Sequence[Suggestion],
    catalogue: Mapping[str, Indicator],
    remembered: str,
) -> list[str]:
    lines = [
        f"  {slot.id}:",
        f"    clause: {_word(slot.clause)}",
        f"    written: {_word(_as_written(slot))}",
        *([f"    remembered: {_word(remembered)}"] if remembered else []),
        f"    state: {decision.state}",
    ]
    if slot.kind != "figure":
        return [*lines, f"    indicator: {_word(decision.indicator)}", f"    value: {_word(decision.value)}"]
    label = _label(decision.indicator, catalogue)
    lines += [
        f"    indicator: {_word(decision.indicator)}{f'  # {label}' if label else ''}",
        f"    filters: {_flow(decision.filters)}",
        f"    period: {decision.period}",
        f"    measure: {decision.measure}",
    ]
    if decision.value or decision.source:
        lines += [f"    value: {_word(decision.value)}", f"    source: {_word(decision.source)}"]
    chosen = next((one for one in found if one.indicator == decision.indicator), None)
    if chosen:
        lines += [f"    score: {chosen.score:.2f}", f"    confidence: {chosen.confidence:.2f}"]
    others = [one for one in found if one is not chosen][:3]
    if others:
        lines += ["    others:", *(_other(one, catalogue) for one in others)]
    return lines


def _own(used: Sequence[Indicator]) -> list[str]:
    """The bureau's own indicators that stand in the mapping, so that it can be used by itself."""
    forms = [one.evidence for one in used if isinstance(one.evidence, Form)]
    return ["indicators:", *(line for form in forms for line in lines_of(form))] if forms else []


def _to_be_made(skeletons: Mapping[str, Form], *, has_own: bool) -> list[str]:
    if not skeletons:
        return []
    head = [] if has_own else ["indicators:"]
    lines = [*head, *(line for form in skeletons.values() for line in lines_of(form))]
    return [_MAKE_ONE, *(f"# {line}" for line in lines)]


def _as_written(slot: Slot) -> str:
    """The figure with its rounding word and unit, as the text has it."""
    tail = "" if slot.text.endswith(slot.unit) else slot.unit
    return f"{slot.text}{slot.approx}{tail}"


def _other(one: Suggestion, catalogue: Mapping[str, Indicator]) -> str:
    given: dict[str, Any] = {"indicator": one.indicator}
    given |= {"filters": one.filters} if one.filters else {}
    given |= {"measure": one.measure} if one.measure != "value" else {}
    return f"      - {_flow({**given, 'score': round(one.score, 2)})}  # {_label(one.indicator, catalogue)}"


def _label(code: str, catalogue: Mapping[str, Indicator]) -> str:
    indicator = catalogue.get(code)
    return f"{indicator.label}（{indicator.unit}）" if indicator else ""


def _word(text: str) -> str:
    """A word as YAML: quoted where it must be."""
    import yaml

    dumped = yaml.safe_dump(text, allow_unicode=True, width=10**6, default_flow_style=True)
    return dumped.removesuffix("\n").removesuffix("\n...")


def _flow(given: Mapping[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(
        dict(given), allow_unicode=True, width=10**6, default_flow_style=True, sort_keys=False
    ).strip()
