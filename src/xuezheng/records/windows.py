"""Every window on the records, in the order of a day's work: what an office opens first stands first."""

import xuezheng.records.audit.admin
import xuezheng.records.casework.admin
import xuezheng.records.decisions.admin
import xuezheng.records.intake.admin
import xuezheng.records.ledger.admin
import xuezheng.records.programmes.admin
import xuezheng.records.registers.admin
import xuezheng.records.rounds.admin
import xuezheng.records.visits.admin  # noqa: F401
from xuezheng.records.accounts.admin import WINDOWS, Window, is_named

__all__ = ["Window", "is_named", "rooms", "window_of"]

_DAYS_WORK = (
    "registers", "intake", "programmes", "casework", "visits", "ledger", "rounds", "decisions", "accounts",
    "audit",
)  # fmt: skip


def rooms(roles: frozenset[str]) -> dict[str, list[Window]]:
    """The windows that somebody who holds these roles may open, by room."""
    open_to = [window for window in WINDOWS.values() if window.readers & roles]
    listed = {room: [window for window in open_to if window.room == room] for room in _DAYS_WORK}
    return {room: windows for room, windows in listed.items() if windows}


def window_of(room: str, kind: str, roles: frozenset[str]) -> Window | None:
    """The window of a model by its names in an address; None when there is none for these roles."""
    return next((w for w in rooms(roles).get(room, ()) if w.model._meta.model_name == kind), None)
