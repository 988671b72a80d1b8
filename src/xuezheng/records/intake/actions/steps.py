"""How far an import is, for whoever waits."""

from collections.abc import Callable

#: Told: done, of how many (0: unknown), what is being done. What it raises ends the work, and nothing is kept.
Step = Callable[[int, int, str], None]


def quietly(done: int, total: int, stage: str) -> None:
    """Tell nobody."""
