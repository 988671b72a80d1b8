"""Count the seats again from the lists, with Python's own integers.

The promise: every candidate has one seat that exists; a room holds one site, the needs it meets and one
group (or what the rule lets be mixed), filled from seat 1; who of those alike sits where is by the tickets
of the seed; papers alternate over the places; numbers on tickets are once each; nobody sits in a room set
aside; pairs side by side, what they must be at least and why, mixing and ways are those of this plan.
"""

from pathlib import Path

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.seating.verify.figures import figure_checks
from xuezheng.allocation.seating.verify.lists import Lists, rows_of
from xuezheng.allocation.seating.verify.places import place_checks
from xuezheng.allocation.seating.verify.rules import rule_checks
from xuezheng.allocation.seating.verify.ways import way_checks
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

MALFORMED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check a folder; without the lists only hashes and the seed can be."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    certificate = read_certificate(folder)
    try:
        said = certificate["seed"]
        made = seed_of(str(said["text"]), hash=str(said["hash"])).statement
        checks.append(Check("seed", made == said, f"种子{'' if made == said else '不是'}由所写的文字得出"))
        if not {"candidates", "rooms"} <= set(inputs):
            return checks
        given = {name: rows_of(read_table(path)) for name, path in inputs.items()}
        lists = Lists(certificate, rows_of(read_table(folder / "plan.csv")), given)
        for some in (rule_checks, place_checks, figure_checks, way_checks):
            found = some(lists)
            checks += found
            if not all(check.ok for check in found):
                return checks
        return checks
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("options", False, f"证书或表格不完整、不合格（{error!r}）。")]
