"""The year's report from a bureau's folder: freeze, measure, match, write, check."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput
from xuezheng.jobs.freeze import freeze
from xuezheng.jobs.write_review import write_review
from xuezheng.records.database import read_bureau

if TYPE_CHECKING:
    from xuezheng.reports.checking import Checked
    from xuezheng.reports.producing import Produced

SAMPLE = "jobs/sample"


@dataclass(frozen=True)
class Reported:
    """What was made, and where."""

    year: int
    snapshot: Path
    figures: Path
    mapping: Path
    review: Path
    targets: Path
    produced: "Produced"
    checked: "Checked"


def report_year(
    folder: Path,
    *,
    year: int | None = None,
    text: Path | None = None,
    force: bool = False,
    tell: Callable[[str], object] = lambda step: None,
) -> Reported:
    """Write and check the report of a year into `DIR/documents/<year>/`.

    Parameters
    ----------
    year : int, optional
        Year reported on; the last whole one unless given.
    text : Path, optional
        Last year's text; the shipped sample, with its confirmed mapping, unless given. For a text
        of one's own the suggestions that are sure enough are written, the rest stays open; the
        mapping file is kept and used again, so that a person can go on confirming in it.
    force : bool
        Write over a document that was edited since.
    tell : callable
        Is told each step as it begins.

    Raises
    ------
    BadInput
        When the year is not over, or nothing of it is recorded.
    Occupied
        When the document there was edited since it was written.
    """
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.docx.saving import save_whole
    from xuezheng.reports.mapping import read_mapping, remember, with_own
    from xuezheng.reports.producing import produce
    from xuezheng.reports.reading import read
    from xuezheng.reports.reviewing import review
    from xuezheng.snapshot import open_proven

    bureau = read_bureau(folder)
    year = year or bureau.today.year - 1
    if year >= bureau.today.year:
        raise BadInput(
            f"{year} 年还没有结束（今天是 {bureau.today}）。请给出 {bureau.today.year - 1} 年或更早。"
        )
    tell("读取讲话")
    document = read(text or _sample("speech.txt"))
    tell("冻结记录")
    place = freeze(folder)
    snapshot, catalogue = open_proven(place), with_own(load_catalogue(), folder)
    out = folder / "documents" / str(year)
    out.mkdir(parents=True, exist_ok=True)
    tell("匹配指标")
    mapping = _mapping(folder, out, document, catalogue, snapshot, year, text)
    catalogue = with_own(catalogue, mapping)
    decisions = read_mapping(mapping, document, catalogue)
    tell("写出文稿")
    report = out / f"report-{snapshot.id[:8]}.docx"
    force = force or _is_untouched(report)
    produced = produce(
        document, decisions, snapshot, catalogue, year, report, take_suggestions=text is not None, force=force
    )
    save_whole(_seal_of(report), _sealed(report))
    if text is not None:
        remember(folder, document, decisions, year)
    tell("今昔对照，列出拿不准和催报")
    reviewed = review(document, decisions, produced.draft, produced.judgements, snapshot, catalogue)
    read_first, targets = write_review(reviewed, out)
    tell("计算指标总表")
    figures = _write_figures(out / "figures.csv", snapshot, catalogue, year)
    tell("逐数核对，逐句核查")
    return Reported(
        year,
        place,
        figures,
        mapping,
        read_first,
        targets,
        produced,
        check_document(report, snapshot, catalogue, year),
    )


def _seal_of(report: Path) -> Path:
    return report.with_suffix(".sha256")


def _sealed(report: Path) -> bytes:
    """What `sha256sum` prints of the document."""
    return f"{sha256(report.read_bytes()).hexdigest()}  {report.name}\n".encode()


def _is_untouched(report: Path) -> bool:
    """Whether the document is still as it was written: then a mapping confirmed since may replace it."""
    seal = _seal_of(report)
    return report.is_file() and seal.is_file() and seal.read_bytes() == _sealed(report)


def _sample(name: str) -> Path:
    return Path(str(files("xuezheng"))) / SAMPLE / name


def _mapping(
    folder: Path, out: Path, document: Any, catalogue: Any, snapshot: Any, year: int, text: Path | None
) -> Path:
    """The sample's own mapping, or the one kept for this text, made on first use from earlier years."""
    from xuezheng.reports.mapping import recall, write_mapping
    from xuezheng.reports.mapping.recalling import sure_of
    from xuezheng.reports.matching.proposing import propose

    if text is None:
        return _sample("mapping.yaml")
    mapping = out / f"{text.stem}.mapping.yaml"
    if not mapping.exists():
        proposals = propose(document, catalogue, snapshot, year)
        suggested = {slot: proposal.suggestions for slot, proposal in proposals.items()}
        ticked = frozenset(slot for slot, proposal in proposals.items() if proposal.is_ticked)
        recalled = recall(folder, document, catalogue)
        write_mapping(
            mapping,
            document,
            suggested,
            catalogue,
            kept=sure_of(recalled),
            ticked=ticked,
            remembered={slot: f"{one.number} {one.why}" for slot, one in recalled.items()},
        )
    return mapping


def _write_figures(file: Path, snapshot: Any, catalogue: Any, year: int) -> Path:
    """Every indicator's figure this year and last, as a table for a spreadsheet."""
    import csv
    from io import StringIO

    from xuezheng.indicators.measuring import measure
    from xuezheng.reports.docx.saving import save_whole

    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ("指标代码", "指标", "单位", f"{year}年", f"{year - 1}年", "计入", "应有", "无法计算的原因")
    )
    codes = list(catalogue)
    for now, before in zip(measure(snapshot, codes, year), measure(snapshot, codes, year - 1), strict=True):
        cells = (now.value, before.value, now.counted, now.out_of)
        shown = ["" if cell is None else format(round(cell, 4).normalize(), "f") for cell in cells]
        writer.writerow((now.indicator, catalogue[now.indicator].label, now.unit, *shown, now.why_not))
    save_whole(file, text.getvalue().encode("utf-8-sig"))
    return file
