"""How people are shown: names to those who work with them, numbers masked to everyone."""

from typing import Any

from django.http import HttpRequest

from xuezheng.records import masking
from xuezheng.records.accounts.rights import SCHOOL_DESK
from xuezheng.rules.codes import staff_words
from xuezheng.web.desk.places import roles_of


def sees_names(request: HttpRequest) -> bool:
    """Whether the person works with pupils and staff by name."""
    return bool(roles_of(request) & SCHOOL_DESK)


def name_for(request: HttpRequest, name: str) -> str:
    """A name whole, or as 李*明."""
    return name if sees_names(request) else masking.name(name)


def word_for(field: str, stored: str) -> str:
    """A 学历 or 职称 in the word of a form; what is no code of the list as it stands."""
    return staff_words()[field].get(stored, stored)


def born_for(request: HttpRequest, child: Any) -> Any:
    """A birthday whole, or its year alone."""
    return child.born_on if sees_names(request) else child.born_on.year
