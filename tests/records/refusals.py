"""How a refusal is checked: the words a clerk reads, and that nothing was written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from deeds import place
from small_bureau import NOON, Bureau, Role, everything

from xuezheng.errors import BadInput


@dataclass(frozen=True)
class Refusal:
    """What is tried, by whom, and what is said; `do` is as in a deed."""

    title: str
    do: Callable[[Bureau], Callable[..., Any]]
    said: str
    role: Role = Role.DISTRICT_OFFICER
    where: str = "A"
    error: type[Exception] = BadInput


def check(bureau: Bureau, refusal: Refusal) -> None:
    do, by = refusal.do(bureau), bureau.person(refusal.role, place(bureau, refusal.where))
    before = everything()

    with pytest.raises(refusal.error, match=rf"(?s){refusal.said}"):
        do(by=by, at=NOON)

    assert everything() == before


def titles(refusals: list[Refusal]) -> Any:
    assert len({refusal.title for refusal in refusals}) == len(refusals)
    return pytest.mark.parametrize("refusal", refusals, ids=lambda refusal: refusal.title)
