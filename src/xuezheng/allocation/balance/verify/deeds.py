"""What the plan does, row by row, and whether each is allowed and costs what it says."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from xuezheng.allocation.balance.verify.county import STAFF, YES, County, School, lines_of
from xuezheng.allocation.tables import Table
from xuezheng.allocation.verifying import Check

Kind = tuple[bool, bool, bool]


@dataclass
class Deeds:
    """Units of items, moves of teachers, redirected pupils, and the fen of all rows."""

    units: Counter[tuple[School, str]] = field(default_factory=Counter)
    moves: Counter[tuple[School, School, str, Kind]] = field(default_factory=Counter)
    redirected: list[int] = field(default_factory=list)
    fen: int = 0
    faults: list[str] = field(default_factory=list)
    cost_faults: list[str] = field(default_factory=list)


def deeds_of(county: County, plan: Table) -> Deeds:
    """Read the plan; rows that are no known deed are faults."""
    deeds = Deeds()
    for number, line in enumerate(lines_of(plan), start=2):
        amount, fen = Fraction(line["amount"]), Fraction(line["cost"]) * 100
        stage = line["stage"]
        if line["kind"] == "move":
            giver, taker = (line["from"], stage), (line["to"], stage)
            kind = (
                line["is_above_required_degree"] in YES,
                line["is_backbone"] in YES,
                _is_arts(county, giver, line),
            )
            deeds.moves[giver, taker, line["item"], kind] += int(amount)
            known = giver in county.lines and taker in county.lines and county.may_exchange(giver, taker)
            price = county.way_fen(giver, taker) * amount if known else None
        elif line["kind"] == "redirect":
            one = ((line["from"], stage), (line["to"], stage), int(amount))
            at = [n for n, way in enumerate(county.redirects) if way == one and n not in deeds.redirected]
            deeds.redirected += at[:1]
            price = county.limits["redirect_yuan"] * 100 * amount if at else None
        else:
            price = _item(county, deeds, line, amount)
        if price is None or amount <= 0 or amount.denominator != 1:
            deeds.faults.append(f"第 {number} 行不成立（{line['kind']} {line['item']}）")
        elif price != fen:
            deeds.cost_faults.append(f"第 {number} 行应为 {float(price) / 100:.2f} 元，写的是 {line['cost']}")
        deeds.fen += int(fen)
    return deeds


def _is_arts(county: County, giver: School, line: Mapping[str, str]) -> bool:
    return any(s == giver and subject == line["item"] and kind[2] for s, subject, kind in county.people)


def _item(county: County, deeds: Deeds, line: Mapping[str, str], amount: Fraction) -> Fraction | None:
    school, code = (line["school"], line["stage"]), line["item"]
    if school not in county.lines or code not in county.goods:
        return None
    goods = county.goods[code]
    units = amount / max(goods.adds.values())
    if units.denominator != 1 or line["kind"] != goods.group:
        return None
    deeds.units[school, code] += int(units)
    return goods.fen * units


def deed_checks(county: County, deeds: Deeds, said: Mapping[str, Any]) -> list[Check]:
    """One check a rule; each agrees with the count of the certificate, which must be 0."""
    found = {
        "deeds": deeds.faults,
        "ceilings": _over_ceilings(county, deeds),
        "teachers": _teachers(county, deeds),
        "givers": _givers(county, deeds),
        "rotation": _rotation(county, deeds),
        "cost": deeds.cost_faults,
    }
    checks = []
    for name, faults in found.items():
        ok = not faults and said["violations"].get(name) == 0
        checks.append(
            Check(name, ok, f"违反 {len(faults)} 处{'：' + '；'.join(faults[:5]) if faults else ''}")
        )
    yuan = Fraction(deeds.fen, 100)
    same = Fraction(str(said["objective"])) == yuan
    checks.append(Check("objective", same, f"各行费用合计 {float(yuan):,.2f} 元，证书写 {said['objective']}"))
    return checks


def _over_ceilings(county: County, deeds: Deeds) -> list[str]:
    faults = []
    pools: dict[tuple[School, str], Fraction] = defaultdict(Fraction)
    for (school, code), n in deeds.units.items():
        goods = county.goods[code]
        pools[school, goods.pool] += n * goods.takes
        if n > county.most_units(school, code):
            faults.append(f"{school[0]} 的 {code} 是 {n} 单位，最多 {county.most_units(school, code)}")
        ceiling = county.ceiling(school, goods.column)
        if ceiling is not None and pools[school, goods.pool] > ceiling:
            faults.append(f"{school[0]} 的 {goods.pool} 用了 {pools[school, goods.pool]}，只有 {ceiling}")
    return faults


def _teachers(county: County, deeds: Deeds) -> list[str]:
    """Nobody moves who is not there or may not; each subject keeps enough; nobody is trained and moved."""
    gone: Counter[tuple[School, str, Kind]] = Counter()
    for (giver, _, subject, kind), n in deeds.moves.items():
        gone[giver, subject, kind] += n
    faults = [
        f"{key[0][0]} {key[1]} 走了 {n} 人，可交流 {county.people.get(key, (0, 0))[1]} 人"
        for key, n in gone.items()
        if n > county.people.get(key, (0, 0))[1]
    ]
    there: Counter[tuple[School, str]] = Counter()
    for (school, subject, _), (n, _) in county.people.items():
        there[school, subject] += n
    left = Counter({key: 0 for key in there})
    for (school, subject, _), n in gone.items():
        left[school, subject] += n
    keeps = county.limits["giver_keeps_in_subject"]
    faults += [
        f"{school[0]} {subject} 只留下 {there[school, subject] - n} 人"
        for (school, subject), n in left.items()
        if n and there[school, subject] - n < keeps
    ]
    return faults + _trained(county, deeds, gone)


def _trained(county: County, deeds: Deeds, gone: Mapping[tuple[School, str, Kind], int]) -> list[str]:
    faults = []
    for at, quantity in enumerate(county.quantities[:2]):
        total: Counter[School] = Counter()
        for (school, code), n in deeds.units.items():
            goods = county.goods[code]
            if goods.adds.get(quantity) and STAFF not in goods.adds:
                total[school] += n
        for (school, _, kind), n in gone.items():
            if not kind[at] and school in total:
                total[school] += n
        for school, n in total.items():
            rest = int(county.lines[school][STAFF]) - int(county.have(school, quantity))
            if n > rest:
                faults.append(f"{school[0]} 培养和派出共 {n} 人，未达 {quantity} 的只有 {rest} 人")
    return faults


def _givers(county: County, deeds: Deeds) -> list[str]:
    """A giver keeps the staff its pupils ask for, and gives no more than its share."""
    out: Counter[School] = Counter()
    net: Counter[School] = Counter()
    for (giver, taker, _, _), n in deeds.moves.items():
        out[giver] += n
        net[giver] += n
        net[taker] -= n
    for (school, code), n in deeds.units.items():
        net[school] -= n * county.goods[code].adds.get(STAFF, 0)
    faults = []
    for school, n in out.items():
        staff = int(county.lines[school][STAFF])
        ratio = county.limits[f"giver_pupils_per_teacher.{school[1]}"]
        spare = max(0, staff - ceil(max(county.pupils[school]) / ratio))
        if net[school] > spare:
            faults.append(f"{school[0]} 净派出 {net[school]} 人，只能派出 {spare} 人")
        if n * 100 > staff * county.limits["giver_most_pct"]:
            faults.append(f"{school[0]} 派出 {n} 人，超过专任教师 {staff} 人的比例")
    return faults


def rotation_of(county: County) -> tuple[int, Fraction, int, int]:
    """Teachers who must still move, the share of backbone, and how many were already exchanged."""
    movable = sum(may for _, may in county.people.values())
    if not movable or "move" in county.options["forbid"]:
        return 0, Fraction(0), 0, 0
    already, backbone = (int(county.options[name]) for name in ("already", "backbone_already"))
    least = max(0, ceil(county.limits["rotation_least_pct"] * movable / 100) - already)
    return least, county.limits["rotation_backbone_least_pct"] / 100, already, backbone


def _rotation(county: County, deeds: Deeds) -> list[str]:
    least, share, already, backbone = rotation_of(county)
    moved = sum(deeds.moves.values())
    of_backbone = sum(n for (_, _, _, kind), n in deeds.moves.items() if kind[1])
    faults = [f"交流 {moved} 人，至少须 {least} 人"] if moved < least else []
    if of_backbone + backbone < share * (moved + already):
        faults.append(f"交流教师中骨干 {of_backbone + backbone} 人，不到 {float(share):.0%}")
    return faults
