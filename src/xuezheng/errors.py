"""Every error a person may see.

XuezhengError
├── BadInput        what was given cannot be used          exit code 2
│   ├── NotFound    a file, folder, code or year is not there
│   └── Occupied    the place to write to is already in use
├── CheckFailed     what was checked does not hold         exit code 3
│   └── Tampered    a frozen or certified thing was changed
├── NotAllowed      this person may not do this            exit code 2
└── CannotFinish    the machine stopped us (disk full …)   exit code 2

An error carries one sentence, and may carry a list of faults. A fault says in three
short sentences what is wrong (with the value), where (file, sheet, row, column), and
what to do now. The command line prints them and never a traceback.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: what (with the value), where it stands, and what to do now."""

    what: str
    where: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """Read as one line: `where: what remedy`."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.remedy}".strip()


class XuezhengError(Exception):
    """The root: an expected error, told in words and never with a traceback."""

    exit_code = 2

    def __init__(self, sentence: str, *, faults: Iterable[Fault] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """The sentence, then one line a fault."""
        return "\n".join([self.sentence, *(f"  - {fault}" for fault in self.faults)])


class BadInput(XuezhengError):
    """What was given cannot be used."""


class NotFound(BadInput):
    """A file, folder, code or year is not there."""


class Occupied(BadInput):
    """The place to write to is already in use."""


class CheckFailed(XuezhengError):
    """What was checked does not hold."""

    exit_code = 3


class Tampered(CheckFailed):
    """A frozen or certified thing was changed after it was made."""


class NotAllowed(XuezhengError):
    """This person may not do this."""


class CannotFinish(XuezhengError):
    """The machine stopped us before the work was done; nothing was half-saved."""
