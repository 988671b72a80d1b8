"""Make the bundle of a released report: a folder of plain files and their hashes."""

import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng import __version__
from xuezheng.errors import BadInput, CheckFailed, Fault, NotFound, Occupied
from xuezheng.indicators.declaration import Indicator
from xuezheng.indicators.forms import Form, as_text, from_text, indicator_of
from xuezheng.reports.bundle.aggregating import aggregates_of
from xuezheng.reports.bundle.suppressing import SMALLEST_SHOWN
from xuezheng.reports.checking.shapes import Checked
from xuezheng.reports.docx.reading_back import Anchored
from xuezheng.reports.docx.released import cleared, released_bytes
from xuezheng.reports.writing.shapes import Anchor

KIND, FORMAT = "report", 1
CERTIFICATE = "bundle.json"
#: Numbers that belong to one person: identity card, pupil's number, mobile phone.
PERSONAL = re.compile(r"(?<![\dA-Za-z])(?:\d{17}[\dXx]|[GgLl]\d{17}[\dXx]|1[3-9]\d{9})(?![\dA-Za-z])")
_README = """这是一份公开报告的证据。任何人不用联网、不用数据库就能核验：

    xuezheng verify 本文件夹

report.docx       公开的文稿，每个数字都带数据锚点
figures.json      文中每个数字：写法、准确值、指标、筛选、时期
definitions.json  每个指标的口径和依据
aggregates.json   每个指标的全市数和分县区数；小于 5 的格子以及能由此倒推的格子为空
claims.json       文中每条断言和核查结论
bundle.json       以上各文件的 SHA-256

文件夹里没有任何个人信息。核验程序会报出 bundle.json 的指纹，请与单位公布的指纹比对。
"""


def make_bundle(
    report: Path,
    anchored: Anchored,
    checked: Checked,
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    out: Path,
) -> str:
    """Write the bundle of a report that was checked against a snapshot, whole or not at all.

    Returns
    -------
    str
        Hash of `bundle.json`, to be published with the report.

    Raises
    ------
    CheckFailed
        When a figure is not what the records give, or a claim is against them.
    BadInput
        When the text holds a person's number, tracked changes or comments.
    Occupied
        When something stands at `out`.
    """
    _must_hold(report, anchored, checked, snapshot)
    if out.exists():
        raise Occupied(f"{out} 已经存在。没有改动它。请换一个文件夹名，或先移走它。")
    if not out.absolute().parent.is_dir():
        raise NotFound(f"没有文件夹 {out.absolute().parent}。请先建立它，或换一个位置。")
    anchors = [cleared(found.anchor, SMALLEST_SHOWN) for found in anchored.found]
    files = {
        "README.txt": _README.encode(),
        "report.docx": released_bytes(
            report,
            anchors,
            title=anchored.title,
            author=str(dict(snapshot.bureau).get("name", "")),
            on=date.fromisoformat(str(snapshot.as_of)[:10]),
        ),
        **_tables(anchors, checked, snapshot, catalogue, anchored.year),
    }
    _must_name_nobody(files, anchored)
    files[CERTIFICATE] = _certificate(files, anchored, snapshot)
    _save(out, files)
    return sha256(files[CERTIFICATE]).hexdigest()


def _must_hold(report: Path, anchored: Anchored, checked: Checked, snapshot: Any) -> None:
    if anchored.snapshot != snapshot.id:
        raise BadInput(
            f"{report} 用的快照是 {anchored.snapshot[:12]}，给出的是 {snapshot.id[:12]}。请给出写稿时的快照。"
        )
    faults = [
        Fault(f"“{one.shown or one.written}”与记录（{one.computed or '无法计算'}）或原稿不一致。", one.slot)
        for one in checked.figures
        if one.state != "same"
    ]
    faults += [
        Fault(f"“{one.claim.text}”与记录不符：{one.reason}")
        for one in checked.claims
        if one.verdict == "不符"
    ]
    if faults:
        raise CheckFailed(f"{report} 还有 {len(faults)} 处与记录不符，不能公开。请先改正。", faults=faults)


def _must_name_nobody(files: Mapping[str, bytes], anchored: Anchored) -> None:
    texts = [content.decode() for name, content in files.items() if name.endswith((".json", ".txt"))]
    for text in (*texts, *anchored.paragraphs):
        if found := PERSONAL.search(re.sub(r'"[0-9a-f]{64}"', "", text)):
            shown = found[0][:3] + "…" + found[0][-2:]
            raise BadInput(
                f"文稿中有像证件号、学籍号或手机号的数字 {shown}。公开的文稿不能有。请删去后重试。"
            )


def _tables(
    anchors: list[Anchor], checked: Checked, snapshot: Any, catalogue: Mapping[str, Indicator], year: int
) -> dict[str, bytes]:
    own = [from_text(anchor.form) for anchor in anchors if anchor.form]
    known = {**catalogue, **{form.code: indicator_of(form) for form in own if form is not None}}
    codes = {anchor.indicator for anchor in anchors if anchor.indicator in known}
    codes |= {code for one in checked.claims for code in one.claim.indicators if code in known}
    printed = {anchor.indicator for anchor in anchors}
    return {
        "figures.json": _json([_figure(anchor) for anchor in anchors]),
        "definitions.json": _json({code: _definition(known[code]) for code in sorted(codes)}),
        "aggregates.json": _json(aggregates_of(snapshot, (known[code] for code in codes), year, printed)),
        "claims.json": _json(
            [
                {
                    "text": one.claim.text,
                    "type": one.claim.type,
                    "verdict": one.verdict,
                    "reason": one.reason,
                    "indicators": list(one.claim.indicators),
                }
                for one in checked.claims
            ]
        ),
    }


def _figure(anchor: Anchor) -> dict[str, Any]:
    kept = (
        "slot", "state", "indicator", "label", "filters", "year", "period", "measure", "value", "unit", "scale",
        "approx", "written", "sentence", "source", "rows", "evidence_sha256",
    )  # fmt: skip
    return {name: getattr(anchor, name) for name in kept}


def _definition(indicator: Indicator) -> dict[str, Any]:
    kept = ("label", "label_en", "unit", "kind", "scale", "definition", "reference", "review_by")
    told = {name: getattr(indicator, name) for name in kept}
    form = indicator.evidence
    return {**told, "form": as_text(form)} if isinstance(form, Form) else told


def _certificate(files: Mapping[str, bytes], anchored: Anchored, snapshot: Any) -> bytes:
    return _json(
        {
            "kind": KIND,
            "format": FORMAT,
            "version": __version__,
            "title": anchored.title,
            "year": anchored.year,
            "bureau": str(dict(snapshot.bureau).get("name", "")),
            "snapshot": anchored.snapshot,
            "as_of": str(snapshot.as_of)[:10],
            "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
        }
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _save(out: Path, files: Mapping[str, bytes]) -> None:
    """Fill a folder beside the place, then give it its name."""
    partial = out.with_name(f".{out.name}.{secrets.token_hex(4)}.partial")
    try:
        partial.mkdir()
        for name, content in sorted(files.items()):
            with (partial / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
