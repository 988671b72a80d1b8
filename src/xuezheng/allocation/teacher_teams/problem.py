"""What is to be decided: which teacher of each subject joins which team."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Post:
    """A teacher for one subject: in how many teams, and which classes to keep out of."""

    teacher: str
    subject: str
    load: int
    may_head: bool
    avoid: tuple[str, ...]
    numbers: tuple[Fraction, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """The posts in order of subject and teacher, and what is asked.

    `heads` are the posts of the head teachers, one a team: team t is that of the t-th head. Empty where no
    head teachers are wanted.
    """

    classes: tuple[str, ...]
    subjects: tuple[str, ...]
    posts: tuple[Post, ...]
    numeric: tuple[str, ...]
    category: tuple[str, ...]
    heads: tuple[int, ...]

    @property
    def n_teams(self) -> int:
        """How many teams: one a class."""
        return len(self.classes)

    @property
    def n_places(self) -> int:
        """How many places: one for each subject in each team."""
        return self.n_teams * len(self.subjects)


@dataclass(frozen=True)
class Column:
    """One column over the posts, as whole numbers; `total` and `spread` count a post once a team.

    `spread` is N·Σy² - (Σy)² over the N places. `is_whole` says whether totals move in whole steps.
    """

    name: str
    y: tuple[int, ...]
    total: int
    spread: int
    is_whole: bool


@dataclass(frozen=True)
class Plan:
    """`post_of[s, t]` is the post that serves subject s in team t."""

    post_of: Ints
    objective: Fraction
    bound: Fraction
    proof: str
    rounds: int


@dataclass(frozen=True)
class Staffed:
    """A plan with its teams drawn to classes: team code → class."""

    problem: Problem
    plan: Plan
    drawn: Mapping[str, str]


def team_code(team: int) -> str:
    """What a team is called before its class is drawn."""
    return f"team-{team + 1:02d}"
