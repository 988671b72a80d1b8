"""Everybody is on the list once, went somewhere that exists, and the seed is what it says."""

from collections import Counter
from hashlib import sha256
from json import dumps
from unicodedata import normalize

from xuezheng.allocation.admissions.verify.round import Round, ends_of
from xuezheng.allocation.verifying import Check


def listing_checks(one: Round) -> list[Check]:
    """What can be said of the plan before any rule is looked at."""
    checks = [_seed(one), _pupils(one)]
    if all(check.ok for check in checks):
        checks += [_programmes(one), _batches(one), _seats(one), _objective(one), _given(one)]
    return checks


def _seed(one: Round) -> Check:
    """The seed again from its text: free text is hashed, `draw:` is taken as it is."""
    text, value = one.seed.get("text", ""), one.seed.get("value", "")
    if text.startswith("draw:"):
        expected = text.removeprefix("draw:")
    elif one.seed.get("hash") == "sha256":
        plain = dumps({"text": normalize("NFC", text)}, ensure_ascii=False, separators=(",", ":"))
        expected = sha256(b"text-seed-v1\n" + plain.encode()).hexdigest()
    else:
        from xuezheng.allocation.draw.seeding import seed_of

        expected = seed_of(text, hash=one.seed.get("hash", "")).value.hex()
    ok = value == expected and one.label == "admissions"
    return Check("seed", ok, "种子与其文字一致" if ok else f"种子应是 {expected}，证书写的是 {value}")


def _pupils(one: Round) -> Check:
    if list(one.plan["pupil"]) == list(one.pupils):
        return Check("pupils", True, f"{len(one.pupils):,} 名考生各有一行")
    listed = Counter(one.plan["pupil"])
    wrong = sorted(set(one.pupils) ^ set(listed)) + sorted(code for code, n in listed.items() if n > 1)
    told = f"考生多出、缺少或重复：{'、'.join(wrong[:5])}" if wrong else "考生没有按编号排列"
    return Check("pupils", False, told)


def _programmes(one: Round) -> Check:
    known = {*one.programmes, ""}
    wrong = sorted(set(one.plan["programme"]) - known)
    return Check(
        "programmes", not wrong, f"没有这样的计划：{'、'.join(wrong[:5])}" if wrong else "各计划都在计划表中"
    )


def _batches(one: Round) -> Check:
    """A place and a batch go together."""
    known = {batch["code"] for batch in one.scheme["batches"]} | {"given", "left_over"}
    pairs = set(zip((bool(p) for p in one.plan["programme"]), one.plan["batch"], strict=True))
    wrong = sorted(
        str(batch) for placed, batch in pairs if (batch in known) != placed or (not placed and batch)
    )
    return Check("batches", not wrong, f"批次写错：{'、'.join(wrong[:5])}" if wrong else "各批次都在规则中")


def _seats(one: Round) -> Check:
    """No plan is exceeded, but by those who share the last place under a stated rule."""
    counts = Counter(one.plan["programme"])
    share = any("all" in ends_of(batch) for batch in one.scheme["batches"])
    over = [code for code, seats in zip(one.programmes, one.seats, strict=True) if counts[code] > seats]
    if over and not share and not (one.bound and one.scheme.get("last_place") == "exceed"):
        return Check("seats", False, f"超出计划：{'、'.join(over[:5])}")
    return Check(
        "seats", True, f"超出计划的只有同分或捆绑的末位：{'、'.join(over[:5])}" if over else "没有计划超员"
    )


def _objective(one: Round) -> Check:
    placed = sum(1 for code in one.plan["programme"] if code)
    ok = one.certificate["objective"] == placed and one.certificate["bound"] == min(
        len(one.pupils), sum(one.seats)
    )
    return Check(
        "objective",
        ok,
        f"录取 {placed:,} 人" if ok else f"录取 {placed:,} 人，证书写的是 {one.certificate['objective']}",
    )


def _given(one: Round) -> Check:
    """Special placements are those of the pupils' table, all of them and no others."""
    column = one.scheme.get("given") or ""
    cells = one.people.get(column, [""] * len(one.pupils)) if column else [""] * len(one.pupils)
    rows = zip(one.pupils, cells, one.plan["programme"], one.plan["batch"], strict=True)
    wrong = [
        code
        for code, cell, programme, batch in rows
        if (batch == "given") != bool(cell) or (cell and cell != programme)
    ]
    return Check(
        "given", not wrong, f"特殊安置不符：{'、'.join(wrong[:5])}" if wrong else "特殊安置与考生表一致"
    )
