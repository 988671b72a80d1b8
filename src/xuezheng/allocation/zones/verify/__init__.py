"""Every block in one zone, every zone in one piece round its school, no seat too many, and no plan beats the bound.

Shares no code with the maker: blocks, seats, ways and neighbours are read from the copies beside the plan,
whose hashes the certificate holds; the bound is reckoned from the prices it prints, without a solver.
"""

from collections.abc import Mapping
from pathlib import Path

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import Check
from xuezheng.allocation.zones.verify.copies import copy_checks, map_checks
from xuezheng.allocation.zones.verify.ground import ground_of
from xuezheng.allocation.zones.verify.proof import proof_checks
from xuezheng.allocation.zones.verify.rules import rule_checks
from xuezheng.errors import XuezhengError


def verify(folder: Path, inputs: Mapping[str, Path]) -> list[Check]:
    """Check a plan's folder: hashes first; if one fails the rest is not looked at.

    Parameters
    ----------
    folder : Path
        What `xuezheng zones` wrote.
    inputs : mapping of str to Path
        One's own copies of the inputs, by the names of the certificate.
    """
    maps = {name: file for name, file in inputs.items() if file.suffix.lower() in {".geojson", ".json"}}
    checks = certificate_checks(folder, {name: inputs[name] for name in set(inputs) - set(maps)})
    if all(check.ok for check in checks):
        checks += map_checks(read_certificate(folder), maps)
    if not all(check.ok for check in checks):
        return checks
    certificate = read_certificate(folder)
    copies, sheets = copy_checks(folder, certificate)
    checks += copies
    if not all(check.ok for check in checks):
        return checks
    try:
        ground = ground_of(certificate, sheets, read_table(folder / "plan.csv"))
        checks += rule_checks(certificate, ground)
        return checks + (proof_checks(certificate, ground) if all(check.ok for check in checks) else [])
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        return [*checks, Check("readable", False, f"证书或输入读不通（{type(error).__name__}：{error}）")]
