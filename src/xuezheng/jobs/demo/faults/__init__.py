"""Faults planted in the example city, one small function each, for later checks to find."""

from typing import Any

from xuezheng.errors import Fault as InputFault
from xuezheng.errors import NotFound
from xuezheng.jobs.demo.faults import aid, casework, ledger, projects, pupils, schools  # noqa: F401
from xuezheng.jobs.demo.faults.declaration import DECLARED, Fault, Planted, Records
from xuezheng.jobs.demo.shapes import Plan

__all__ = ["DECLARED", "Fault", "Planted", "chosen", "plant"]


def chosen(words: str) -> tuple[Fault, ...]:
    """The faults asked for: `default`, `none`, `all`, or codes with commas between."""
    named = {
        "none": lambda fault: False,
        "all": lambda fault: True,
        "default": lambda fault: fault.is_default,
    }
    if words in named:
        return tuple(fault for fault in DECLARED.values() if named[words](fault))
    codes = [code.strip() for code in words.split(",") if code.strip()]
    unknown = [code for code in codes if code not in DECLARED]
    if unknown or not codes:
        raise NotFound(
            f"--faults {words} 中有未登记的错误代码。",
            faults=[
                InputFault(f"没有“{code}”。", remedy="可用代码见 docs/reference/planted-faults.md。")
                for code in unknown
            ],
        )
    return tuple(fault for code, fault in DECLARED.items() if code in codes)


def plant(connection: Any, plan: Plan, faults: tuple[Fault, ...]) -> tuple[Planted, ...]:
    """Plant faults in the order of their declaration."""
    records = Records(connection, plan)
    return tuple(Planted(fault.code, fault.title, *fault.plant(records)) for fault in faults)
