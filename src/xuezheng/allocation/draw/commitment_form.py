"""What bytes must look like to be a commitment: exactly these keys, nothing anyone could choose freely."""

import json
import re
from typing import Any

from xuezheng.allocation.draw.canonical import canonical

COMMIT_KEYS: dict[str, type | tuple[type, ...]] = {
    "format": str,
    "groups_digest": (str, type(None)),
    "hash": str,
    "label": str,
    "last_place": (str, type(None)),
    "late": str,
    "list_digest": str,
    "n": int,
    "places": (int, type(None)),
    "rule": str,
    "sources": list,
    "version": str,
}
ALLOWED = {
    "format": ("draw-commit-v1",),
    "hash": ("sha256", "sm3"),
    "late": ("next-issue-of-same-source",),
    "last_place": (None, "exceed", "skip"),
    "rule": ("tickets", "sorted-numbers", "circle", "difference", "rfc3797"),
}
PATTERNS = {
    "label": r"ticket-v1(\|school=[0-9A-Z]{1,12})?(\|round=[1-9])?",
    "list_digest": r"[0-9a-f]{64}",
    "version": r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}[a-z0-9.]{0,8}",
}
MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, OverflowError)


def commitment_faults(raw: bytes) -> list[str]:
    """Everything that keeps bytes from being a commitment, in Chinese."""
    try:
        said = json.loads(raw)
        if not isinstance(said, dict):
            return ["承诺不是 JSON 对象"]
        faults = [f"缺少 {key}" for key in sorted(COMMIT_KEYS.keys() - said)]
        faults += [f"多出 {key}，承诺不得有自由填写的内容" for key in sorted(said.keys() - COMMIT_KEYS)]
        faults += [
            f"{key} 的类型不对（{said[key]!r}）"
            for key, kind in COMMIT_KEYS.items()
            if key in said and (not isinstance(said[key], kind) or isinstance(said[key], bool))
        ]
        if faults:
            return faults
        faults += [
            f"{key} 的取值“{said[key]}”不在规定之内" for key in ALLOWED if said[key] not in ALLOWED[key]
        ]
        faults += [
            f"{key} 的写法“{said[key]}”不对"
            for key, p in PATTERNS.items()
            if not re.fullmatch(p, said[key], re.A)
        ]
        if canonical(said) != raw:
            faults.append("commit.json 的字节不是规范形式")
        return faults + _source_form_faults(said["sources"])
    except MALFORMED as error:
        return [f"承诺不合格式（{error}）"]


def _source_form_faults(sources: list[Any]) -> list[str]:
    from xuezheng.allocation.draw.sources import issue_problem

    faults = []
    for entry in sources:
        shape = (set(entry), entry["source"])
        if shape not in [
            ({"source", "issue", "on"}, c) for c in ("kl8", "ssq", "dlt", "drand")
        ] and shape not in [({"source", "count", "of"}, c) for c in ("dice", "balls")]:
            faults.append(f"来源 {entry} 的写法不对")
        elif "of" in entry and not _is_ceremony(entry):
            faults.append(f"现场来源 {entry} 的次数或范围不对")
        elif "on" in entry and (problem := issue_problem(entry)):
            faults.append(problem)
    return faults


def _is_ceremony(entry: dict[str, Any]) -> bool:
    count, of = entry["count"], entry["of"]
    if type(count) is not int or type(of) is not int or not 1 <= count <= 99:
        return False
    return of == 6 if entry["source"] == "dice" else count <= of <= 999_999
