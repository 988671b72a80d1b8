"""The places of the desk, in the order of a day's work, and who may go where."""

from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from xuezheng.records.accounts.queries import roles_held
from xuezheng.records.accounts.rights import READERS, SCHOOL_DESK, Role


class Place(NamedTuple):
    """One place: the url it opens with, its name, the roles that see it."""

    url: str
    label: str
    roles: frozenset[Role]


PLACES = (
    Place("desk:today", "今日", frozenset(Role)),
    Place("desk:speech", "讲话", READERS),
    Place("desk:indicators", "指标", READERS),
    Place("desk:programmes", "项目与目标", READERS),
    Place("desk:casework", "办件", READERS),
    Place("desk:evaluation", "评估", READERS),
    Place("desk:rounds", "分配", READERS),
    Place("desk:registers", "名册", frozenset(Role)),
    Place("desk:intake", "报送", SCHOOL_DESK),
    Place("desk:works", "后台任务", READERS),
    Place("desk:setup", "设置", frozenset(Role)),
)


@dataclass(frozen=True)
class Shown:
    """A place as the frame shows it."""

    label: str
    address: str
    here: bool


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The roles the person holds anywhere, as the gate read them."""
    held = getattr(request, "grants", None)
    return roles_held(request.user) if held is None else frozenset(role for role, _path in held)


def places_for(request: HttpRequest) -> list[Shown]:
    """The places the person may go."""
    held = roles_of(request)
    best = ""
    open_to = [(place, reverse(place.url)) for place in PLACES if held & place.roles]
    for _place, address in open_to:
        if request.path.startswith(address) and len(address) > len(best):
            best = address
    return [Shown(place.label, address, address == best) for place, address in open_to]
