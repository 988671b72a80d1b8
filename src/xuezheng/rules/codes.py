"""Code lists of the state."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def school_kinds(counted_as: str) -> tuple[str, ...]:
    """办学类型 that count as a school of a stage (`junior` has 九年一贯制 in it)."""
    text = files("xuezheng.rules").joinpath("codes", "school_kinds.yaml").read_text(encoding="utf-8")
    kinds = yaml.safe_load(text)
    return tuple(code for code, kind in kinds.items() if kind["counted_as"] == counted_as)


#: 举办者 of a private school (民办); every other code is public (公办).
PRIVATE_RUNNER = "999"
