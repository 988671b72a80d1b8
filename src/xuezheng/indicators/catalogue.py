"""All indicators there are, found by walking the folder."""

import difflib
import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xuezheng.errors import NotFound
from xuezheng.indicators.declaration import Indicator

_ROOM = Path(__file__).parent


@cache
def load_catalogue() -> dict[str, Indicator]:
    """Every indicator by its code, in the order of codes.

    Raises
    ------
    LookupError
        When a file in one of the room's folders declares no indicator, or more than one.
    """
    files = [file for file in _ROOM.glob("*/**/*.py") if file.name != "__init__.py"]
    codes = [".".join(file.relative_to(_ROOM).with_suffix("").parts) for file in files]
    return {code: declared_in(f"xuezheng.indicators.{code}", code) for code in sorted(codes)}


def find(code: str, catalogue: Mapping[str, Indicator] | None = None) -> Indicator:
    """One indicator by its code.

    Raises
    ------
    NotFound
        When there is none; names the nearest ones.
    """
    known = load_catalogue() if catalogue is None else catalogue
    if code in known:
        return known[code]
    near = nearest(code, known)
    told = f"最接近的是：{'、'.join(near)}。" if near else ""
    raise NotFound(f"没有指标“{code}”。{told}用 xuezheng indicators list 查看全部指标。")


def nearest(words: str, catalogue: Mapping[str, Indicator]) -> list[str]:
    """Codes most like what was asked for, by code or by Chinese name; at most five."""
    by_name = [
        code
        for code, indicator in catalogue.items()
        if words and any(words in name for name in (indicator.label, *indicator.aliases))
    ]
    by_code = difflib.get_close_matches(words, list(catalogue), n=5, cutoff=0.4)
    return list(dict.fromkeys(by_name + by_code))[:5]


def declared_in(module_name: str, code: str) -> Indicator:
    """The one indicator a file declares.

    Raises
    ------
    LookupError
        When it declares none of its own, or more than one.
    """
    module = importlib.import_module(module_name)
    declared = [thing for thing in vars(module).values() if isinstance(thing, Indicator)]
    own = [indicator for indicator in declared if indicator.code == code]
    if len(own) != 1:
        raise LookupError(
            f"{module.__file__} declares {len(own)} indicators of its own; a file declares one."
        )
    return own[0]
