"""From what an officer typed to a row not saved yet: one channel, one kind of matter."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xuezheng.errors import BadInput, Fault
from xuezheng.records.accounts.models import Organisation
from xuezheng.records.casework.models import (
    Case,
    Dispatch,
    Ground,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)
from xuezheng.records.registers.models import Area, School
from xuezheng.rules.clocks import clock_on
from xuezheng.rules.codes import proposal_results

#: Every channel, what it is called, and what must be said for it.
CHANNELS: dict[str, tuple[str, tuple[str, ...]]] = {
    **{channel.value: (str(channel.label), ("topic",)) for channel in Case.Channel},
    "permit": ("行政许可", ("item",)),
    "npc": ("人大建议", ("title",)),
    "cppcc": ("政协提案", ("title",)),
    "rectification": ("整改", ("title", "aspect", "campaign")),
}
_WORDS = {
    "topic": "类别", "item": "事项编码", "title": "标题", "aspect": "方面", "campaign": "活动代码", "area": "县区",
    "school": "学校", "lead": "主办单位", "code": "编号",
}  # fmt: skip


def row_from(channel: str, said: Mapping[str, Any], *, received_on: date) -> Any:
    """Make the unsaved row of a matter from what was typed; all faults are told at once.

    `said` has code, kind, topic, title, aspect, campaign, item, area, school, lead, due_on, due_ground,
    summary, phone, proposer and is_joint, each empty when not typed.
    """
    if channel not in CHANNELS:
        known = "、".join(f"{name}（{label}）" for name, (label, _) in CHANNELS.items())
        raise BadInput(f"没有“{channel}”这个渠道。渠道决定时限。请从{known}中选择。")
    faults: list[Fault] = []
    for name in ("code", *CHANNELS[channel][1]):
        if not said.get(name):
            option = name
            faults.append(Fault(f"没有填写{_WORDS[name]}。", f"--{option}", f"请填写{_WORDS[name]}。"))
    area = _found(Area, said, "area", faults)
    lead = _found(Organisation, said, "lead", faults) if channel != "permit" else None
    ground = said.get("due_ground", "")
    if ground not in Ground.values:
        faults.append(
            Fault(
                f"期限依据“{ground}”不在清单中。",
                "--ground",
                f"请选{'、'.join(v for v in Ground.values if v)}。",
            )
        )
    row = _MAKERS.get(channel, _case)(channel, said, faults)
    if faults:
        raise BadInput(f"未受理：有 {len(faults)} 处须改。", faults=faults)
    row.code, row.area, row.due_on, row.due_ground = said["code"], area, said.get("due_on"), ground
    day = {Proposal: "handed_over_on", RectificationItem: "collected_on"}.get(type(row), "received_on")
    setattr(row, day, received_on)
    if lead is not None:
        setattr(row, "owner" if isinstance(row, RectificationItem) else "lead", lead)
    return row


def _case(channel: str, said: Mapping[str, Any], faults: list[Fault]) -> Case:
    kind = said.get("kind", "")
    if kind not in Case.Kind.values:
        faults.append(
            Fault(
                f"事项“{kind}”不在清单中。",
                "--kind",
                f"请选{'、'.join(v for v in Case.Kind.values if v)}，或不填。",
            )
        )
    school = _found(School, said, "school", faults) if said.get("school") else None
    return Case(
        channel=channel, kind=kind, topic=said.get("topic", ""), school=school, summary=said.get("summary", ""),
        caller_phone=said.get("phone", ""),
    )  # fmt: skip


def _proposal(channel: str, said: Mapping[str, Any], faults: list[Fault]) -> Proposal:
    return Proposal(kind=channel, title=said.get("title", ""), proposer=said.get("proposer", ""))


def _application(channel: str, said: Mapping[str, Any], faults: list[Fault]) -> PermitApplication:
    item = _found(PermitItem, said, "item", faults) if said.get("item") else None
    return PermitApplication(item=item, is_joint=bool(said.get("is_joint")))


def _problem(channel: str, said: Mapping[str, Any], faults: list[Fault]) -> RectificationItem:
    return RectificationItem(
        campaign=said.get("campaign", ""), aspect=said.get("aspect", ""), title=said.get("title", "")
    )


_MAKERS: dict[str, Callable[[str, Mapping[str, Any], list[Fault]], Any]] = {
    "npc": _proposal, "cppcc": _proposal, "permit": _application, "rectification": _problem,
}  # fmt: skip


def _found(model: Any, said: Mapping[str, Any], name: str, faults: list[Fault]) -> Any:
    code = said.get(name, "")
    row = model.objects.filter(pk=code).first() if code else None
    if row is None:
        what = f"没有代码为“{code}”的{_WORDS[name]}。" if code else f"没有填写{_WORDS[name]}。"
        faults.append(Fault(what, f"--{name}", "请填已登记的代码。"))
    return row


def opener_of(channel: str) -> str:
    """The action that takes a channel's matters in."""
    return {
        "npc": "hand_over_proposal", "cppcc": "hand_over_proposal", "permit": "receive_application",
        "rectification": "collect_rectification",
    }.get(channel, "open_case")  # fmt: skip


def case_choices(field: str) -> list[tuple[str, str]]:
    """What may be chosen for a field of a case, or for the result class of a proposal."""
    if field == "result_class":
        return [(letter, f"{letter} {words}") for letter, words in proposal_results().items()]
    return [
        (str(value), str(label))
        for value, label in getattr(Case._meta.get_field(field), "choices", None) or ()
    ]


def pause_choices(matter: Any) -> list[tuple[str, str]]:
    """What stops a matter's clock, and why; nothing when no clock runs or none stops it."""
    if not matter.clock:
        return []
    return [
        (name, f"{name}（{why}）") for name, why in clock_on(matter.clock, matter.started_on).pauses.items()
    ]


def return_grounds() -> list[tuple[str, str]]:
    """Why a case or a proposal may be sent back."""
    return [(str(value), str(label)) for value, label in Dispatch.Ground.choices if value]
