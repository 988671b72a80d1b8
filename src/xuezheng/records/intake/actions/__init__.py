"""The only writers of intake."""

from xuezheng.records.intake.actions.running import run_import
from xuezheng.records.intake.actions.taking_out import note_taken_out, take_out
from xuezheng.records.intake.actions.undoing import Undone, undo_import

__all__ = ["Undone", "note_taken_out", "run_import", "take_out", "undo_import"]
