"""Draw which thing goes to which place: class numbers for blind classes, teacher teams for classes, halls."""

from collections import Counter
from collections.abc import Sequence

from xuezheng.allocation.draw.codes import refuse
from xuezheng.allocation.draw.orders import tickets
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.errors import Fault


def drawn_line(seed: Seed, label: str, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Put codes in line by ascending tickets under a label.

    Parameters
    ----------
    seed : Seed
        From `seed_of`, or of a public draw.
    label : str
        What is drawn, such as `class-numbers|school=S10023|grade=7`; one label for one draw.
    codes : sequence of str
        In any order; each once.

    Returns
    -------
    list of (code, ticket)
        The first comes first; the ticket in hex, for the certificate.

    Raises
    ------
    BadInput
        When a code stands twice.
    """
    refuse(_twice(codes, "编号"), f"“{label}”不能抽签")
    line = tickets(seed.value, label, [(code,) for code in sorted(codes)], seed.hash)
    return [(unit[0], ticket) for unit, ticket in line]


def drawn_places(seed: Seed, label: str, codes: Sequence[str], places: Sequence[str]) -> dict[str, str]:
    """Draw a place for each code: the first in line gets the first place, and so on.

    Raises
    ------
    BadInput
        When codes or places stand twice, or there are not as many of both.

    Examples
    --------
    >>> from xuezheng.allocation.draw.seeding import seed_of
    >>> drawn_places(seed_of("2026 autumn"), "class-numbers", ["blind-A", "blind-B", "blind-C"], ["1", "2", "3"])
    {'blind-A': '1', 'blind-B': '3', 'blind-C': '2'}
    """
    faults = _twice(places, "位置")
    if len(codes) != len(places):
        faults.append(Fault(f"有 {len(codes)} 个编号、{len(places)} 个位置。", label, "两者须一样多。"))
    refuse(faults, f"“{label}”不能抽签")
    drawn = {code: place for (code, _), place in zip(drawn_line(seed, label, codes), places, strict=True)}
    return {code: drawn[code] for code in codes}


def _twice(names: Sequence[str], kind: str) -> list[Fault]:
    return [
        Fault(f"{kind}“{name}”出现了 {count} 次。", kind, "请删去重复的。")
        for name, count in sorted(Counter(names).items())
        if count > 1
    ]
