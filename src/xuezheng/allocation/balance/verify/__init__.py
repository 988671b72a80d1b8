"""Every move within its rules, every yuan added up, every school and coefficient recounted, the bound repriced.

The promise: with this plan each school reaches enough of the seven indicators and none is below the floor, each
CV is within its limit in fractions without rounding, and no plan within the same limits costs less than the
bound. Shares no code with the maker: everything is read from the copies beside the plan.
"""

from collections.abc import Mapping
from pathlib import Path

from xuezheng.allocation.balance.verify.county import county_of
from xuezheng.allocation.balance.verify.deeds import deed_checks, deeds_of
from xuezheng.allocation.balance.verify.proof import proof_checks
from xuezheng.allocation.balance.verify.standard import standard_checks
from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

NEEDED = {"schools", "items", "limits", "standard"}
MALFORMED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def verify(folder: Path, inputs: Mapping[str, Path]) -> list[Check]:
    """Check a plan's folder: hashes first; if one fails the rest is not looked at.

    Parameters
    ----------
    folder : Path
        What `xuezheng plan balance` wrote.
    inputs : mapping of str to Path
        One's own copies of the inputs, by the names of the certificate.
    """
    checks = certificate_checks(folder, inputs)
    if not all(check.ok for check in checks):
        return checks
    certificate = read_certificate(folder)
    try:
        copies, tables = _copies(folder, certificate["inputs"])
        checks += copies
        if not all(check.ok for check in checks):
            return checks
        county = county_of(tables, certificate["options"])
        deeds = deeds_of(county, read_table(folder / "plan.csv"))
        checks += deed_checks(county, deeds, certificate)
        checks += standard_checks(county, deeds, certificate)
        return checks + proof_checks(county, certificate)
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("readable", False, f"证书或输入读不通（{type(error).__name__}：{error}）")]


def _copies(folder: Path, said: Mapping[str, str]) -> tuple[list[Check], dict[str, Table]]:
    if missing := sorted(NEEDED - set(said)):
        return [Check("inputs", False, f"证书的 inputs 缺少 {'、'.join(missing)}")], {}
    checks, tables = [], {}
    for name, value in sorted(said.items()):
        tables[name] = read_table(folder / "inputs" / f"{name}.csv")
        same = tables[name].sha256() == value
        checks.append(Check(f"copy:{name}", same, f"inputs/{name}.csv 与证书{'一致' if same else '不一致'}"))
    return checks, tables
