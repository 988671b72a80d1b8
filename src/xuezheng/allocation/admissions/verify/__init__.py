"""You go to the first wish on your list whose line you cleared: checked for everybody, without the solver.

Shares no code with `solve`: the rules are read from the certificate, and places in line, lottery
numbers, quotas, floors and lines are reckoned again here, another way, from docs/algorithms/admissions.md.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from xuezheng.allocation.admissions.verify.batches import batch_checks
from xuezheng.allocation.admissions.verify.files import file_checks
from xuezheng.allocation.admissions.verify.listing import listing_checks
from xuezheng.allocation.admissions.verify.round import Round, round_of
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError


def verify(folder: Path, inputs: Mapping[str, Path]) -> list[Check]:
    """Check a plan's folder: hashes, then everybody's place.

    Parameters
    ----------
    folder : Path
        What `xuezheng admissions` wrote.
    inputs : mapping of str to Path
        One's own copies of the inputs, by the names of the certificate.

    Returns
    -------
    list of Check
        Checks of files first; if one fails, the rest is not looked at, for it would be about other files.
    """
    with _without_collector():
        return _verify(folder, inputs)


def _verify(folder: Path, inputs: Mapping[str, Path]) -> list[Check]:
    checks, tables, certificate = file_checks(folder, inputs)
    if not all(check.ok for check in checks):
        return checks
    try:
        return [*checks, *_checks(round_of(certificate, tables))]
    except (XuezhengError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        why = f"输入或规则读不通（{type(error).__name__}：{error}）"
        return [*checks, Check("inputs", False, why)]


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of cells hold no rings; looking for some, again and again, takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _checks(one: Round) -> list[Check]:
    checks = listing_checks(one)
    if all(check.ok for check in checks):
        checks += batch_checks(one)
    return checks
