"""All standards there are, found by walking the folder."""

import difflib
import importlib
from functools import cache
from pathlib import Path

from xuezheng.errors import NotFound
from xuezheng.standards.declaration import Standard

_ROOM = Path(__file__).parent


@cache
def load_standards() -> dict[str, Standard]:
    """Every standard by its code, in the order of their files.

    Raises
    ------
    LookupError
        When a file in one of the room's folders does not declare `STANDARD` under its own name.
    """
    found: dict[str, Standard] = {}
    for file in sorted(_ROOM.glob("*/*.py")):
        if file.name != "__init__.py":
            found[file.stem] = _declared_in(file)
    return found


def find_standard(name: str) -> Standard:
    """One standard by its code (hyphens allowed) or Chinese name.

    Raises
    ------
    NotFound
        When there is none; names the nearest.
    """
    known = load_standards()
    by_label = {standard.label: standard for standard in known.values()}
    code = name.replace("-", "_")
    if code in known or name in by_label:
        return known.get(code) or by_label[name]
    near = difflib.get_close_matches(code, [*known, *by_label], n=3, cutoff=0.3)
    near = near or [label for label in by_label if name and name in label] or list(known)
    raise NotFound(
        f"没有标准“{name}”。最接近的是：{'、'.join(near)}。不写标准运行 xuezheng judge 可查看全部标准。"
    )


def _declared_in(file: Path) -> Standard:
    module = importlib.import_module(f"xuezheng.standards.{file.parent.name}.{file.stem}")
    standard = getattr(module, "STANDARD", None)
    if not isinstance(standard, Standard) or standard.code != file.stem:
        raise LookupError(f"{file} declares no STANDARD of its own name.")
    return standard
