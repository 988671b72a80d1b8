"""What a standard declares: its name, its reference, its scope and its items, part by part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from xuezheng.standards.scope import Scope
from xuezheng.standards.verdict import Outcome

if TYPE_CHECKING:
    from xuezheng.standards.inquiry import Inquiry
    from xuezheng.standards.limits import ResourceLimits

#: Looks at every place at once and gives one outcome a place.
Look = Callable[["Inquiry"], Mapping[str, Outcome]]


@dataclass(frozen=True)
class Item:
    """One item of a standard. `look` gives its outcome at each place of the inquiry.

    `finding` is the name under which inspectors record the item; when figures cannot be computed, their
    finding settles it. Empty for items only figures can settle. `needs_visit` says that there are no figures
    for it at all; `within` are the looks it is made of.
    """

    code: str
    label: str
    look: Look
    finding: str = ""
    needs_visit: bool = False
    within: tuple["Item", ...] = ()

    @property
    def visited(self) -> tuple[str, ...]:
        """The names inspectors have to record, because no figure settles them."""
        own = (self.finding,) if self.needs_visit else ()
        return (*own, *(name for item in self.within for name in item.visited))

    @property
    def recorded(self) -> tuple[str, ...]:
        """Every name under which an inspector's finding is looked for."""
        own = (self.finding,) if self.finding else ()
        return (*own, *(name for item in self.within for name in item.recorded))


@dataclass(frozen=True)
class Part:
    """Items that belong together; all must be met."""

    code: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Standard:
    """One evaluation standard.

    Attributes
    ----------
    unit : {"area", "school"}
        What is evaluated: a county-level area, or one school.
    resources : callable or None
        Gives the limits of the resource measures on a day, for a standard that has them.
    scope : Scope
        Its own scope rules; `judge` may change the way to split.
    with_titles : bool
        Whether the register of staff is needed for a resource measure.
    """

    code: str
    label: str
    label_en: str
    reference: str
    review_by: str
    unit: Literal["area", "school"]
    parts: tuple[Part, ...]
    resources: "Callable[[date], ResourceLimits] | None" = None
    scope: Scope = field(default_factory=Scope)
    with_titles: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, part by part."""
        return tuple(item for part in self.parts for item in part.items)
