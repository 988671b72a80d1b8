"""The hard rules of a plan, counted again."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from xuezheng.allocation.verifying import Check
from xuezheng.allocation.zones.verify.ground import Ground

RULES = ("every_block", "seats", "one_piece", "home", "reach")


def rule_checks(certificate: Mapping[str, Any], ground: Ground) -> list[Check]:
    """One check a rule; the first that is needed for the others stops them."""
    said = certificate["violations"]
    whole = not ground.faults
    detail = f"{len(ground.blocks)} 个小区，每个恰有一处" if whole else "；".join(ground.faults[:5])
    checks = [Check("every_block", whole and said.get("every_block") == 0, detail)]
    if not whole:
        return checks
    counted = {
        "seats": _over(ground),
        "one_piece": _apart(ground),
        "home": [
            ground.zones[z] for z, blocks in enumerate(ground.homes) if (ground.zone[blocks] != z).any()
        ],
        "reach": _unreached(certificate["options"], ground),
    }
    for rule, wrong in counted.items():
        ok = not wrong and said.get(rule) == 0
        checks.append(
            Check(rule, ok, "重数：没有违反" if ok else f"违反：{'、'.join(wrong[:5]) or '证书写有违反'}")
        )
    strange = sorted(set(said) - set(RULES))
    return [
        *checks,
        Check("violations", not strange, "硬性要求齐全" if not strange else f"不认识：{strange}"),
    ]


def _over(ground: Ground) -> list[str]:
    load = np.zeros(len(ground.zones), np.int64)
    np.add.at(load, ground.zone, ground.pupils)
    return [
        f"{ground.zones[z]} 超 {load[z] - ground.room[z]} 人"
        for z in np.flatnonzero(load > ground.room).tolist()
    ]


def _apart(ground: Ground) -> list[str]:
    """Blocks that no path within their zone joins to the zone's first school."""
    zone = ground.zone.tolist()
    seen = [False] * len(zone)
    queue = [blocks[0] for blocks in ground.homes]
    for i in queue:
        seen[i] = True
    while queue:
        i = queue.pop()
        for j in ground.near[i]:
            if not seen[j] and zone[j] == zone[i]:
                seen[j] = True
                queue.append(j)
    return [ground.blocks[i] for i, reached in enumerate(seen) if not reached]


def _unreached(options: Mapping[str, Any], ground: Ground) -> list[str]:
    """Blocks without a way to their zone, or farther than the limit."""
    ways = ground.farthest[np.arange(len(ground.blocks)), ground.zone]
    wrong = ways < 0
    if options["max_metres"] is not None:
        wrong |= ways > int(options["max_metres"])
    return [ground.blocks[i] for i in np.flatnonzero(wrong).tolist()]
