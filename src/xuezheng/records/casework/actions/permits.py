"""What the bureau licenses: items kept, put online, dropped; applications received and decided."""

from xuezheng.records.audit.actions import Act, recorder, stage
from xuezheng.records.casework.models import PermitApplication, PermitItem


def _under_a_kept_item(act: Act, application: PermitApplication) -> None:
    item = application.item
    act.expect(
        item.dropped_on is None
        or application.received_on is None
        or item.dropped_on > application.received_on,
        f"事项 {item.code} 已于 {item.dropped_on} 取消。",
        "取消的事项不再受理。",
    )


keep_item = recorder(
    PermitItem,
    action="permit_item.keep",
    owner="",
    later=("dropped_on", "online_on"),
    past=("kept_from",),
)
put_item_online = stage(
    PermitItem, "online_on", action="permit_item.put_online", owner="", unless="dropped_on"
)
drop_item = stage(PermitItem, "dropped_on", action="permit_item.drop", owner="")

receive_application = recorder(
    PermitApplication,
    action="application.receive",
    owner="area.organisation",
    later=("decided_on", "is_granted"),
    past=("received_on",),
    rule=_under_a_kept_item,
)
decide_application = stage(
    PermitApplication,
    "decided_on",
    action="application.decide",
    owner="area.organisation",
    told=("is_granted",),
)
