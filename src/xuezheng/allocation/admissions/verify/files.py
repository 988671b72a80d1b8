"""Nothing in the folder was changed since: hashes of plan, copies of inputs and published files."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_faults, read_certificate
from xuezheng.allocation.tables import Table
from xuezheng.allocation.tables.sheets import Sheet, read_sheet
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

PLAN = ("pupil", "programme", "batch", "wish")
LINES = (
    "batch", "programme", "school", "size", "seats", "admitted", "state", "wish", "group", "values", "lottery",
)  # fmt: skip
#: The files a plan must have, whose bytes the certificate holds.
PUBLISHED = ("lines.csv", "public.csv", "report.html", "why.csv")


def file_checks(
    folder: Path, inputs: Mapping[str, Path]
) -> tuple[list[Check], dict[str, Sheet], dict[str, Any]]:
    """Check every hash; also give the tables that were read, by name."""
    certificate = read_certificate(folder)
    if faults := [*certificate_faults(certificate), *_own_faults(certificate)]:
        return [Check("certificate", False, "；".join(faults))], {}, {}
    tables: dict[str, Sheet] = {}
    checks = [Check("certificate", True, f"{certificate['algorithm']}，程序 {certificate['version']}")]
    checks += _plan(folder, certificate, tables)
    checks += [_copy(folder, name, said, tables) for name, said in sorted(certificate["inputs"].items())]
    checks += [_file(folder, name, said) for name, said in sorted(certificate["files"].items())]
    checks += [_given(name, file, certificate["inputs"]) for name, file in sorted(inputs.items())]
    if all(check.ok for check in checks):
        checks.append(_lines(folder, tables))
    return checks, tables, certificate


def _own_faults(certificate: Mapping[str, Any]) -> list[str]:
    """What a certificate of admissions has besides."""
    if not isinstance(certificate.get("files"), dict) or set(PUBLISHED) - set(certificate["files"]):
        return ["缺少 files（各公布文件的杂凑值）"]
    if not {"choices", "programmes"} <= set(certificate.get("inputs", {})):
        return ["inputs 缺少 choices 或 programmes"]
    options = certificate.get("options", {})
    if not isinstance(options, dict) or not isinstance(options.get("scheme"), dict):
        return ["options 缺少 scheme（规则全文）"]
    return [f"约束“{name}”写着违反 {n} 次" for name, n in certificate.get("violations", {}).items() if n]


def _plan(folder: Path, certificate: Mapping[str, Any], tables: dict[str, Sheet]) -> list[Check]:
    try:
        plan = read_sheet(folder / "plan.csv", needs=PLAN)
    except XuezhengError as error:
        return [Check("plan", False, str(error))]
    tables["plan"] = plan
    return [
        _same("plan_sha256", "plan.csv", plan.sha256(), certificate["plan_sha256"]),
        _same("results_root", "结果树根", _root(plan), certificate["results_root"]),
    ]


def _root(plan: Sheet) -> str:
    """Root of the tree of RFC 6962 over the lines of the plan."""
    layer = [sha256(b"\0" + line).digest() for line in plan.lines()] or [sha256().digest()]
    while len(layer) > 1:
        odd = layer[len(layer) // 2 * 2 :]
        pairs = zip(layer[::2], layer[1::2], strict=False)
        layer = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return layer[0].hex()


def _copy(folder: Path, name: str, said: str, tables: dict[str, Sheet]) -> Check:
    try:
        tables[name] = read_sheet(folder / "inputs" / f"{name}.csv", hoped=said)
    except XuezhengError as error:
        return Check(f"copy:{name}", False, str(error))
    return _same(f"copy:{name}", f"inputs/{name}.csv", tables[name].sha256(), said)


def _given(name: str, file: Path, hashes: Mapping[str, str]) -> Check:
    try:
        found = read_sheet(file).sha256()
    except XuezhengError as error:
        return Check(f"input:{name}", False, str(error))
    return _same(f"input:{name}", str(file), found, hashes.get(name))


def _file(folder: Path, name: str, said: object) -> Check:
    path = folder / name
    if "/" in name or "\\" in name or not path.is_file():
        return Check(f"file:{name}", False, "文件夹里没有这个文件")
    return _same(f"file:{name}", name, sha256(path.read_bytes()).hexdigest(), said)


def _lines(folder: Path, tables: dict[str, Sheet]) -> Check:
    try:
        tables["lines"] = read_sheet(folder / "lines.csv", needs=LINES)
    except XuezhengError as error:
        return Check("public", False, str(error))
    plan = tables["plan"].columns
    same = _public(plan["pupil"], plan["programme"]) == (folder / "public.csv").read_bytes()
    return Check("public", same, f"public.csv 与 plan.csv {'一致' if same else '不一致'}")


def _public(pupils: Sequence[str], programmes: Sequence[str]) -> bytes:
    """public.csv as it must be; joined at once where no cell needs quotes."""
    joined = "\n".join(map(",".join, zip(pupils, programmes, strict=True)))
    if joined.count(",") == len(pupils) and not any(mark in joined for mark in '"\r'):
        return f"pupil,programme\n{joined}\n".encode() if pupils else b"pupil,programme\n"
    return Table("public", {"pupil": pupils, "programme": programmes}).csv()


def _same(name: str, what: str, found: str, said: object) -> Check:
    if found == said:
        return Check(name, True, f"{what} 的杂凑值与证书一致")
    return Check(name, False, f"{what} 的杂凑值是 {found}，证书写的是 {said}")
