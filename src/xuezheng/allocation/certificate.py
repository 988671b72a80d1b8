"""The certificate of a plan: what went in, by which rule, what came out, and how good it can be.

A folder holds `plan.csv` (who → what) and `plan.json` (the certificate); the draw calls its two
`result.csv` and `result.json`. Hashes of tables are those of their canonical form
(docs/algorithms/canonical-form.md), so saving a file again in another program changes nothing.
"""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xuezheng import __version__
from xuezheng.allocation.draw.hashing import hash_named
from xuezheng.allocation.draw.merkle import layers_of
from xuezheng.allocation.tables import Table, read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import NotFound, Occupied, XuezhengError

FORMAT = 1
NAMES = {"draw": "result"}
CERTIFICATES = ("plan.json", "result.json")
KEYS: dict[str, type | tuple[type, ...]] = {
    "kind": str,
    "format": int,
    "inputs": dict,
    "options": dict,
    "seed": dict,
    "algorithm": str,
    "version": str,
    "objective": (int, float, type(None)),
    "bound": (int, float, type(None)),
    "gap": (int, float, type(None)),
    "violations": dict,
    "plan_sha256": str,
    "results_root": str,
}


@dataclass(frozen=True)
class Certificate:
    """What an engine says of its plan; the hashes of the plan are added when it is written.

    `inputs` maps names to SHA-256 of their canonical form; `seed` is `Seed.statement`;
    `violations` counts each hard constraint; `more` is what only this kind has.
    """

    kind: str
    inputs: Mapping[str, str]
    options: Mapping[str, Any]
    seed: Mapping[str, Any]
    algorithm: str
    violations: Mapping[str, int]
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def statement(self, plan: Table, root: str = "") -> dict[str, Any]:
        """The certificate of this plan as plain data; `root` where the kind has its own tree."""
        return {
            "kind": self.kind,
            "format": FORMAT,
            "inputs": dict(self.inputs),
            "options": dict(self.options),
            "seed": dict(self.seed),
            "algorithm": self.algorithm,
            "version": __version__,
            "objective": self.objective,
            "bound": self.bound,
            "gap": self.gap,
            "violations": dict(self.violations),
            "plan_sha256": plan.sha256(),
            "results_root": root or results_root(plan),
            **self.more,
        }


def results_root(plan: Table) -> str:
    """Root of the tree (RFC 6962, SHA-256) over the canonical lines of a plan, in their order."""
    return layers_of(plan.lines(), hash_named("sha256"))[-1][0].hex()


def write_plan(
    folder: Path | str,
    certificate: Certificate,
    plan: Table,
    files: Mapping[str, bytes] | None = None,
    root: str = "",
) -> Path:
    """Write the plan, its certificate and further files: the whole folder or nothing.

    Raises
    ------
    Occupied
        When the folder is already there and not empty: a published plan is never overwritten.
    """
    stem = NAMES.get(certificate.kind, "plan")
    statement = json.dumps(certificate.statement(plan, root), ensure_ascii=False, indent=1) + "\n"
    everything = {f"{stem}.csv": plan.csv(), f"{stem}.json": statement.encode("utf-8"), **(files or {})}
    return write_folder(Path(folder), everything)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a folder of files under a passing name, then give it its own name in one step."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Occupied(f"{folder} 已有内容。公布过的结果不能覆盖。请换一个新的文件夹。")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        for name, content in files.items():
            _write(part / name, content)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return folder


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def read_certificate(folder: Path | str) -> dict[str, Any]:
    """Read the certificate of a plan's folder as it stands; its shape is not judged here.

    Raises
    ------
    NotFound
        When the folder or its certificate is not there.
    """
    place = Path(folder)
    for name in CERTIFICATES:
        if (place / name).is_file():
            return _loaded(place / name)
    raise NotFound(f"{place} 里没有 plan.json 或 result.json。它不是一个方案文件夹。请检查路径。")


def _loaded(file: Path) -> dict[str, Any]:
    try:
        read = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def certificate_faults(certificate: Mapping[str, Any]) -> list[str]:
    """Everything that keeps a certificate from being one, in Chinese; an empty list when it is."""
    if not certificate:
        return ["证书不是合格的 JSON 对象"]
    faults = [f"缺少 {key}" for key in KEYS if key not in certificate]
    faults += [
        f"{key} 的类型不对（{certificate[key]!r}）"
        for key, kind in KEYS.items()
        if key in certificate
        and (not isinstance(certificate[key], kind) or isinstance(certificate[key], bool))
    ]
    if not faults and certificate["format"] != FORMAT:
        faults.append(f"证书格式是第 {certificate['format']} 版，本程序只认识第 {FORMAT} 版")
    if not faults:
        faults += [
            f"输入“{name}”的杂凑值不是 64 位十六进制数"
            for name, value in certificate["inputs"].items()
            if not _is_hash(value)
        ]
        faults += [
            f"约束“{name}”的违反次数不是整数（{count!r}）"
            for name, count in certificate["violations"].items()
            if type(count) is not int
        ]
    return faults


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def certificate_checks(folder: Path | str, inputs: Mapping[str, Path]) -> list[Check]:
    """Check what every kind of plan has: shape, the plan's hash and root, the inputs at hand."""
    place = Path(folder)
    certificate = read_certificate(place)
    if faults := certificate_faults(certificate):
        return [Check("certificate", False, "；".join(faults))]
    stem = NAMES.get(certificate["kind"], "plan")
    checks = [
        Check(
            "certificate", True, f"第 {FORMAT} 版，{certificate['algorithm']}，程序 {certificate['version']}"
        )
    ]
    try:
        plan = read_table(place / f"{stem}.csv")
    except XuezhengError as error:
        return [*checks, Check("plan", False, str(error))]
    checks.append(_same("plan_sha256", f"{stem}.csv", plan.sha256(), certificate["plan_sha256"]))
    if certificate["kind"] not in NAMES:
        checks.append(_same("results_root", "结果树根", results_root(plan), certificate["results_root"]))
    checks += [_input_check(name, file, certificate["inputs"]) for name, file in sorted(inputs.items())]
    return checks


def _input_check(name: str, file: Path, hashes: Mapping[str, str]) -> Check:
    if name not in hashes:
        return Check(f"input:{name}", False, "证书里没有这个输入")
    return _same(f"input:{name}", str(file), read_table(file).sha256(), hashes[name])


def _same(name: str, what: str, found: str, said: object) -> Check:
    if found == said:
        return Check(name, True, f"{what} 的杂凑值与证书一致：{found}")
    return Check(name, False, f"{what} 的杂凑值是 {found}，证书写的是 {said}")
