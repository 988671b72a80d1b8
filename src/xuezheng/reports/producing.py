"""From a read text and its decisions to the finished document beside its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.indicators.declaration import Indicator
from xuezheng.reports.remembering import Remembered
from xuezheng.reports.shapes import Decision, Document, Judgement
from xuezheng.reports.writing.shapes import Answer, Draft

#: With a smaller part of its figures reckoned, a year counts as one without data.
_ENOUGH = 0.1


@dataclass(frozen=True)
class Produced:
    """What was written, and where."""

    path: Path
    evidence: Path
    draft: Draft
    judgements: tuple[Judgement, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drafted:
    """What would be written: the draft, the verdicts on its claims, and the room that reckoned them."""

    draft: Draft
    judgements: tuple[Judgement, ...]
    measuring: Remembered


def produce(
    document: Document,
    decisions: Mapping[str, Decision],
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    year: int,
    out: Path,
    *,
    take_suggestions: bool = False,
    force: bool = False,
) -> Produced:
    """Reckon, draft, judge and save: the docx whole or not at all, its evidence beside it.

    Raises
    ------
    BadInput
        When the text is empty, or the snapshot holds nothing of the year.
    Occupied
        When another document stands there and `force` was not said.
    """
    from xuezheng.reports.docx import docx_bytes
    from xuezheng.reports.docx.evidence import evidence_bytes
    from xuezheng.reports.docx.saving import save_together

    _must_be_writable(document, out)
    made = drafted(document, decisions, snapshot, catalogue, year, take_suggestions=take_suggestions)
    content = docx_bytes(
        made.draft,
        made.judgements,
        snapshot=snapshot.id,
        as_of=date.fromisoformat(str(snapshot.as_of)[:10]),
        author=str(dict(snapshot.bureau).get("name", "")),
        clauses={slot.id: slot.clause for slot in document.slots},
    )
    _must_not_lose(out, content, force=force)
    evidence = out.with_suffix(".evidence.zip")
    save_together([(out, content), (evidence, evidence_bytes(made.draft))])
    return Produced(out, evidence, made.draft, made.judgements, _left_over(document, snapshot))


def drafted(
    document: Document,
    decisions: Mapping[str, Decision],
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    year: int,
    *,
    take_suggestions: bool = False,
) -> Drafted:
    """Reckon, draft and judge; nothing is saved.

    Raises
    ------
    BadInput
        When the snapshot holds nothing of the year.
    """
    from xuezheng.reports.writing import compute, draft

    measuring = Remembered()
    figures = compute(
        document,
        decisions,
        snapshot,
        catalogue,
        year,
        take_suggestions=take_suggestions,
        measuring=measuring,
    )
    _must_have_data(figures, snapshot, year)
    written = draft(
        document,
        decisions,
        figures,
        year,
        city=str(dict(snapshot.bureau).get("city", "")),
        snapshot=snapshot.id,
        take_suggestions=take_suggestions,
    )
    judgements = judged(document, written, snapshot, catalogue, decisions, measuring)
    return Drafted(written, judgements, measuring)


def _left_over(document: Document, snapshot: Any) -> tuple[str, ...]:
    """Warn of places by name that are none of the bureau's: districts, schools, the city and its bureau."""
    from xuezheng.reports.reading.other_places import other_places, warned_of

    own = [str(name) for name in dict(snapshot.bureau).values()]
    for table in ("areas", "schools"):
        named = snapshot.table(table).select("name").collect("pyarrow").to_native()
        own += [str(row["name"]) for row in named.to_pylist()]
    names = other_places(document.blocks, own)
    return (warned_of(names, hidden=False),) if names else ()


def judged(
    document: Document,
    drafted: Draft,
    snapshot: Any,
    catalogue: Mapping[str, Indicator],
    decisions: Mapping[str, Decision],
    measuring: Remembered,
) -> tuple[Judgement, ...]:
    """Verdicts on the claims of a draft, as it says them now."""
    from xuezheng.reports.claims.detection import find_claims
    from xuezheng.reports.claims.judging import judge_claims
    from xuezheng.reports.claims.naming import with_names
    from xuezheng.reports.claims.printed import in_new_words, printed_in, words_of

    words = words_of(drafted)
    found = document.claims or find_claims(document, catalogue, decisions)
    claims = in_new_words(found, document, words)
    verdicts = judge_claims(
        claims,
        snapshot,
        drafted.year,
        printed_in(document, words),
        n_headings=document.n_points,
        measuring=measuring,
    )
    return with_names(verdicts, snapshot)


def _must_be_writable(document: Document, out: Path) -> None:
    if not any(block.text.strip() for block in document.blocks):
        raise BadInput(f"{document.source} 中没有文字。请给出讲话或报告的正文。")
    if out.suffix.lower() != ".docx":
        raise BadInput(f"输出文件 {out} 应以 .docx 结尾。请改名后重试。")
    if not out.parent.is_dir():
        raise NotFound(f"没有文件夹 {out.parent}。请先建立它，或换一个输出位置。")


def _must_not_lose(out: Path, content: bytes, *, force: bool) -> None:
    """A document that stands there may hold a person's corrections."""
    if out.exists() and not force and (not out.is_file() or out.read_bytes() != content):
        raise Occupied(
            f"{out} 已经存在，而且与将要写出的不同，可能有人工修改。没有改动它。"
            "请换一个文件名；确要覆盖，加 --force。"
        )


def _must_have_data(figures: Mapping[str, Answer], snapshot: Any, year: int) -> None:
    """A register of what stands (schools by their opening day) answers for any year and proves nothing."""
    answered = sum(answer.value is not None and bool(answer.rows) for answer in figures.values())
    if answered < len(figures) * _ENOUGH:
        raise BadInput(
            f"快照（截至 {snapshot.as_of}）中没有 {year} 年的数据。请换一个年份，或先导入该年数据再冻结。"
        )
