"""The only writers of intake."""

from xuezheng.records.intake.actions.running import run_import
from xuezheng.records.intake.actions.taking_out import take_out
from xuezheng.records.intake.actions.undoing import Undone, undo_import

__all__ = ["Undone", "run_import", "take_out", "undo_import"]
