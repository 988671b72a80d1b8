"""At which stage the things are that a figure counts: planned, started … finished, in stock, or new."""

from typing import Literal, get_args

from xuezheng.reports.matching.surroundings import Surroundings
from xuezheng.reports.matching.wording import wording

#: 计划、开工、主体完工、竣工、验收、存量、新增.
Stage = Literal["planned", "started", "topped_out", "completed", "accepted", "stock", "added"]


def stage_of(around: Surroundings) -> Stage | None:
    """The stage that the nearest words name; None when they name none.

    The figure's own words come before those of its clause. Of two stages in the same words the
    last before the figure counts (已开工57个，竣工38个), or else the first after it.
    """
    before, after = around.own
    for words in (before, after, around.so_far, around.clause):
        places = [(words.rfind(sign), stage) for stage, sign in _signs() if sign in words]
        if places:
            return (min if words is after else max)(places)[1]
    return None


def _signs() -> list[tuple[Stage, str]]:
    known = wording()["stage"] | wording()["movement"]
    return [(stage, sign) for stage in get_args(Stage) for sign in known[stage]]
