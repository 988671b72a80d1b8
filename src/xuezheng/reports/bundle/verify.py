"""Check a bundle from its folder alone: nothing of what made it is used here.

Promise: every number in the released text is the one its definition gives, nothing was changed since, no
number under five is shown, and none can be worked out from what is.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng.allocation.verifying import Check, Verdict
from xuezheng.errors import BadInput
from xuezheng.reports.bundle.verifying_cells import cell_faults
from xuezheng.reports.bundle.verifying_text import anchors_in, text_in

CERTIFICATE = "bundle.json"
_FILES = ("README.txt", "aggregates.json", "claims.json", "definitions.json", "figures.json", "report.docx")
_KEYS = {"kind": str, "format": int, "year": int, "title": str, "snapshot": str, "as_of": str, "files": dict}
_PERSON = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{17}[0-9Xx]|[GgLl][0-9]{17}[0-9Xx]|1[3-9][0-9]{9})(?![0-9A-Za-z])"
)
_SCALES = {"万": 10_000, "亿": 100_000_000}
_BOUND = {"余": 1, "多": 1, "超": 1, "超过": 1, "逾": 1, "近": -1, "接近": -1, "将近": -1, "不到": -1}
_HASH = re.compile(r"[0-9a-f]{64}")


def verify_bundle(folder: Path) -> Verdict:
    """Check hashes, the text against its figures, figures against totals, and what is hidden.

    Raises
    ------
    BadInput
        When the folder's certificate is of another kind or format.
    """
    raw = (folder / CERTIFICATE).read_bytes()
    certificate = _loaded(raw)
    if not isinstance(certificate, dict) or any(
        not isinstance(certificate.get(key), kind) for key, kind in _KEYS.items()
    ):
        return _verdict([("certificate", ["bundle.json 不完整或不是 JSON"], "")])
    if certificate["kind"] != "report" or certificate["format"] != 1:
        raise BadInput(
            f"{folder} 的种类是“{certificate['kind']}”第 {certificate['format']} 版，本版本不认识。"
            "请用生成它的版本核验。"
        )
    told = f"bundle.json 的指纹是 {sha256(raw).hexdigest()}，请与公布的比对"
    checks = [
        ("certificate", [], told),
        ("files", _file_faults(folder, certificate["files"]), "各文件的指纹相符"),
    ]
    contents = {name: _loaded_file(folder / name) for name in _FILES if name.endswith(".json")}
    broken = [f"{name} 不是 JSON" for name, content in contents.items() if content is None]
    if broken or not (folder / "report.docx").is_file():
        return _verdict([*checks, ("contents", broken or ["没有 report.docx"], "")])
    try:
        return _verdict([*checks, *_contents(folder, certificate, contents)])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, InvalidOperation) as error:
        return _verdict([*checks, ("contents", [f"内容的格式不对：{error}"], "")])


_Named = tuple[str, list[str], str]


def _contents(folder: Path, certificate: Mapping[str, Any], contents: Mapping[str, Any]) -> list[_Named]:
    figures, definitions = contents["figures.json"], contents["definitions.json"]
    tables, claims = contents["aggregates.json"], contents["claims.json"]
    document = folder / "report.docx"
    text = text_in(document)
    named = {figure["indicator"] for figure in figures if figure["indicator"]}
    named |= {table["indicator"] for table in tables["indicators"]}
    return [
        ("text", list(_text_faults(figures, text)), f"{len(figures)} 个数字都在文中"),
        ("anchors", list(_anchor_faults(figures, anchors_in(document))), "文稿自带的锚点与 figures.json 一致"),
        ("rounding", list(_rounding_faults(figures)), "写法与准确值相符"),
        ("definitions", [f"没有 {code} 的口径" for code in sorted(named - set(definitions))], "口径齐全"),
        ("totals", list(_total_faults(figures, tables, definitions, certificate["year"])), "全市数相符"),
        ("small totals", list(_small_faults(figures, tables)), "文中没有的全市数都不小于 5"),
        ("cells", list(cell_faults(tables, definitions)), "没有小于 5 的格子，也不能倒推"),
        ("claims", [f"“{one['text']}”与记录不符" for one in claims if one["verdict"] == "不符"], "没有与记录不符的断言"),
        ("personal", _personal_faults(text, contents), "没有证件号、学籍号和手机号"),
    ]  # fmt: skip


def _verdict(named: list[_Named]) -> Verdict:
    return Verdict(
        "report", tuple(Check(name, not faults, "；".join(faults) or fine) for name, faults, fine in named)
    )


def _loaded(raw: bytes) -> Any:
    try:
        return json.loads(raw, parse_float=Decimal)
    except ValueError:
        return None


def _loaded_file(file: Path) -> Any:
    return _loaded(file.read_bytes()) if file.is_file() else None


def _file_faults(folder: Path, hashes: Mapping[str, Any]) -> list[str]:
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()} - {
        CERTIFICATE
    }
    faults = [f"没有文件 {name}" for name in sorted({*_FILES, *hashes} - there)]
    faults += [f"多出文件 {name}" for name in sorted(there - set(hashes))]
    changed = (
        name
        for name in sorted(there & set(hashes))
        if sha256((folder / name).read_bytes()).hexdigest() != hashes[name]
    )
    return faults + [f"{name} 被改动过" for name in changed]


def _text_faults(figures: list[Any], text: str) -> Iterator[str]:
    flat = re.sub(r"\s", "", text)
    for figure in figures:
        sentence = re.sub(r"\s", "", figure["sentence"])
        if figure["written"] not in sentence or not sentence or sentence not in flat:
            yield f"文中找不到 {figure['slot']}“{figure['written']}”所在的句子"


def _anchor_faults(figures: list[Any], anchors: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    if set(anchors) != {figure["slot"] for figure in figures} or len(anchors) != len(figures):
        yield "锚点与 figures.json 的数字不是同一批"
    for figure in figures:
        anchor = anchors.get(figure["slot"], {})
        for key in ("indicator", "value", "written", "period", "measure", "unit"):
            if anchor.get(key) != figure[key]:
                yield f"{figure['slot']} 的 {key} 在文稿中是“{anchor.get(key)}”，在 figures.json 中是“{figure[key]}”"


def _rounding_faults(figures: list[Any]) -> Iterator[str]:
    for figure in figures:
        if figure["state"] == "by_hand":
            continue
        found = re.match(r"-?[0-9]+(?:\.([0-9]+))?", figure["written"])
        shown = Decimal(0) if figure["written"].startswith("零") else Decimal(found[0]) if found else None
        exact = Decimal(figure["value"]) / figure["scale"]
        half = Decimal(1).scaleb(-len(found[1] or "")) / 2 if found else Decimal(0)
        if shown is None or not _is_near(shown, exact, half, figure["approx"], figure["measure"]):
            yield f"{figure['slot']} 写作“{figure['written']}”，准确值是 {figure['value']}"


def _is_near(shown: Decimal, exact: Decimal, half: Decimal, approx: str, measure: str) -> bool:
    if not approx:
        return abs(shown - exact) <= (2 * half if measure == "share" else half)
    off = exact - shown
    side = _BOUND.get(approx, 0)
    return abs(off) <= abs(exact) / 10 and (side == 0 or off == 0 or (off > 0) == (side > 0))


def _total_faults(
    figures: list[Any], tables: Mapping[str, Any], definitions: Mapping[str, Any], year: int
) -> Iterator[str]:
    totals = {table["indicator"]: table for table in tables["indicators"]}
    for figure in figures:
        table = totals.get(figure["indicator"])
        is_plain = not figure["filters"] and (figure["period"], figure["measure"]) == ("year", "value")
        if table is None or not is_plain or figure["state"] == "by_hand" or figure["year"] != year:
            continue
        value = table["total"]["value"]
        if value is None or Decimal(value) * _scale(table["unit"]) != Decimal(figure["value"]):
            yield f"{figure['slot']} 的准确值 {figure['value']} 不是 {figure['indicator']} 的全市数 {value}"
    for table in tables["indicators"]:
        definition, total = definitions.get(table["indicator"]), table["total"]
        if definition and total["value"] is not None and not _divides(total, definition):
            yield f"{table['indicator']} 的全市数与计入数、应有数不符"


def _small_faults(figures: list[Any], tables: Mapping[str, Any]) -> Iterator[str]:
    """Totals the text does not print, of which no small number may be told."""
    printed = {figure["indicator"] for figure in figures}
    for table in tables["indicators"]:
        counted, due = (Decimal(table["total"][part] or 0) for part in ("counted", "out_of"))
        if table["indicator"] not in printed and any(0 < one < 5 for one in (counted, due, due - counted)):
            yield f"{table['indicator']} 的全市数小于 5，文中没有，不应列出"


def _divides(total: Mapping[str, Any], definition: Mapping[str, Any]) -> bool:
    value, counted = Decimal(total["value"]), Decimal(total["counted"])
    if definition.get("kind") in ("count", "sum"):
        return bool(value == counted * definition["scale"])
    scale = 100 if definition.get("kind") == "change" else definition["scale"]
    return bool(abs(value * Decimal(total["out_of"]) - counted * scale) <= abs(counted * scale) / 10**12)


def _scale(unit: str) -> int:
    return next((scale for word, scale in _SCALES.items() if unit.startswith(word) and len(unit) > 1), 1)


def _personal_faults(text: str, contents: Mapping[str, Any]) -> list[str]:
    plain = [text, *(json.dumps(content, ensure_ascii=False, default=str) for content in contents.values())]
    found = [one[0] for words in plain for one in _PERSON.finditer(_HASH.sub("", words))]
    return [f"有像个人号码的数字 {number[:3]}…" for number in found]
