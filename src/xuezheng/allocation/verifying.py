"""`xuezheng verify`: check a plan from its folder alone. No database, no solver.

A kind of plan is a room: plans of kind `classes` are checked by `xuezheng.allocation.classes.verify`,
whose function `verify(folder, inputs)` gives a list of checks. Nothing is registered anywhere.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xuezheng.errors import BadInput

#: Where a folder of many plans lists them all.
INDEX = "plans.json"


@dataclass(frozen=True)
class Check:
    """One thing that was checked: its name, whether it holds, and what was found, in Chinese."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True)
class Verdict:
    """All checks of one plan, and the inputs nobody handed in and that were therefore not checked."""

    kind: str
    checks: tuple[Check, ...]
    not_checked: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every check holds; no check at all is not a proof."""
        return bool(self.checks) and all(check.ok for check in self.checks)


def verify_plan(folder: Path | str, inputs: Mapping[str, Path] | None = None) -> Verdict:
    """Check a plan's folder against itself and against the inputs at hand.

    Parameters
    ----------
    folder : Path or str
        What an allocation wrote; or a folder of such folders, as for a whole city: all are checked.
    inputs : mapping of str to Path, optional
        Files by the names the certificate gives them. Those not given are listed as not checked.

    Raises
    ------
    NotFound
        When the folder holds no certificate.
    BadInput
        When an input has a name the certificate does not know, or no room checks this kind.
    """
    from xuezheng.allocation.certificate import CERTIFICATES
    from xuezheng.allocation.tables import read_once

    place, given = Path(folder), dict(inputs or {})
    if any((place / name).is_file() for name in CERTIFICATES):
        return _verify_one(place, given)
    plans = sorted({file.parent for name in CERTIFICATES for file in place.rglob(name)})
    if not plans:
        return _verify_one(place, given)
    with read_once():
        return _together(place, {plan: _verify_one(plan, given) for plan in plans})


def _together(place: Path, verdicts: Mapping[Path, Verdict]) -> Verdict:
    """One verdict on many plans; each check is named by its plan's folder.

    The index says whether these are all of them; without one that is not checked, and said so.
    """
    from xuezheng.allocation.plan_index import index_checks

    has_index = (place / INDEX).is_file()
    checks = index_checks(place) if has_index else []
    checks += [
        Check(f"{plan.relative_to(place).as_posix()}/{check.name}", check.ok, check.detail)
        for plan, verdict in verdicts.items()
        for check in verdict.checks
    ]
    missing = {name for verdict in verdicts.values() for name in verdict.not_checked}
    missing |= set() if has_index else {INDEX}
    kinds = {verdict.kind for verdict in verdicts.values()}
    return Verdict("、".join(sorted(kinds)), tuple(checks), tuple(sorted(missing)))


def _verify_one(place: Path, given: Mapping[str, Path]) -> Verdict:
    from xuezheng.allocation.certificate import certificate_faults, read_certificate

    certificate = read_certificate(place)
    if faults := certificate_faults(certificate):
        return Verdict(str(certificate.get("kind", "")), (Check("certificate", False, "；".join(faults)),))
    kind = str(certificate["kind"])
    module = f"xuezheng.allocation.{kind}.verify"
    if not kind.isidentifier() or not _exists(module):
        raise BadInput(f"证书的种类“{kind}”没有对应的核验程序。本版本不认识它。请用生成它的版本核验。")
    known = set(certificate["inputs"])
    if strange := sorted(set(given) - known):
        raise BadInput(
            f"证书里没有名为“{'、'.join(strange)}”的输入。它的输入是：{'、'.join(sorted(known))}。请改用这些名称。"
        )
    checks = importlib.import_module(module).verify(place, dict(given))
    return Verdict(kind, tuple(checks), tuple(sorted(known - set(given))))


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
