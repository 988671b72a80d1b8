"""`report write` and `report check`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xuezheng.reports.checking import Checked
    from xuezheng.reports.producing import Produced
    from xuezheng.reports.shapes import Judgement

Snapshot = Annotated[
    Path, typer.Option("--snapshot", help="freeze 写出的快照文件夹。 Snapshot folder made by `freeze`.")
]

_FOUND_BY = {"quotes": "（书签已失，按前后文字找回）", "context": "（书签已失，按上下文找回）"}
_STATES = {"same": "一致", "edited": "被人改动", "stale": "与现有记录不符", "lost": "已丢失"}
_EXAMPLES = 3
_VERDICTS = ("支持", "不符", "数据不足", "须人工判断")


def add_commands(report_app: typer.Typer) -> None:
    """Add the verbs to `xuezheng report`."""
    report_app.command("write")(write)
    report_app.command("check")(check)


def write(
    text: Annotated[
        Path, typer.Argument(metavar="TEXT", help="讲话或报告，.txt 或 .docx。 Speech or report.")
    ],
    snapshot: Snapshot,
    year: Annotated[int, typer.Option(help="报告所述年份。 Year reported on.")],
    mapping: Annotated[Path, typer.Option(help="report match 写出的对照表。 Decisions per slot.")],
    out: Annotated[Path, typer.Option(help="要写出的文稿，.docx。 The document to write.")],
    take_suggestions: Annotated[
        bool,
        typer.Option(
            "--take-suggestions", help="未确认的建议也写入。 Write suggestions that nobody confirmed too."
        ),
    ] = False,
    bureau: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="教育局文件夹：用它的自建指标，并记住这次的确认。 Its own indicators; remember what is confirmed.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已有的不同文稿。 Replace another document that is there.")
    ] = False,
) -> None:
    """写出今年的文稿，每个数字可追溯。 Write this year's text with every figure anchored."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.mapping import read_mapping, remember, with_own
    from xuezheng.reports.producing import produce
    from xuezheng.reports.reading import read
    from xuezheng.snapshot import open_proven

    document, catalogue = read(text), with_own(load_catalogue(), bureau, mapping)
    decisions = read_mapping(mapping, document, catalogue)
    produced = produce(
        document,
        decisions,
        open_proven(snapshot),
        catalogue,
        year,
        out,
        take_suggestions=take_suggestions,
        force=force,
    )
    if bureau is not None:
        remember(bureau, document, decisions, year)
    typer.echo(_told_of_writing(produced))


def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="写出的 .docx，或纯文本。 A written .docx, or a text.")
    ],
    snapshot: Snapshot,
    year: Annotated[
        int | None,
        typer.Option(
            help="报告所述年份；写出的 .docx 自带。 Year reported on; a written .docx knows its own."
        ),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="对照表，核对纯文本时用。 Decisions per slot, for a text.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")] = False,
) -> None:
    """逐数重算，逐句核查，检查版式与算术。 Reckon every figure and judge every claim again."""
    checked = _check(file, snapshot, year, mapping)
    typer.echo(json.dumps(checked.as_json(), ensure_ascii=False, indent=1) if as_json else told_of(checked))
    if not checked.is_fine:
        raise typer.Exit(3)


def _check(file: Path, snapshot: Path, year: int | None, mapping: Path | None) -> "Checked":
    from xuezheng.errors import BadInput
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.checking import check_document, check_text
    from xuezheng.reports.mapping import read_mapping, with_own
    from xuezheng.reports.reading import read
    from xuezheng.snapshot import open_proven

    opened, catalogue = open_proven(snapshot), with_own(load_catalogue(), mapping)
    if file.suffix.lower() == ".docx" and mapping is None and _has_anchors(file, year):
        return check_document(file, opened, catalogue, year)
    if year is None:
        raise BadInput(f"{file} 没有数据锚点，须说明年份。请加上 --year。")
    decisions = read_mapping(mapping, read(file), catalogue) if mapping else {}
    return check_text(file, opened, catalogue, year, decisions)


def _has_anchors(file: Path, year: int | None) -> bool:
    """A docx without anchors may still be checked as a text when the year is given."""
    from xuezheng.reports.docx.manifest import described
    from xuezheng.reports.docx.reading_back import open_docx

    return year is None or described(open_docx(file).part.package) is not None


def _told_of_writing(produced: "Produced") -> str:
    draft = produced.draft
    lines = [
        f"已写出：{produced.path}",
        f"数据明细：{produced.evidence}",
        f"写入数字 {len(draft.anchors)} 个；尚未填写 {len(draft.left_open)} 处（文中标黄）。",
        _tally([judgement.verdict for judgement in produced.judgements]),
    ]
    lines += [f"  {slot}：{why}" for slot, why in draft.left_open.items()]
    return "\n".join(lines + [f"提示：{warning}" for warning in produced.warnings])


def told_of(checked: "Checked") -> str:
    """The check in words a director understands."""
    by_hand = sum(figure.label == "人工填写" for figure in checked.figures)
    told = f"其中人工填写 {by_hand} 个，出处见附录一，不与记录核对。" if by_hand else ""
    lines = [f"数字 {len(checked.figures)} 个：" + _states(checked) + (f"；{told}" if told else "")]
    for figure in checked.figures:
        if figure.state != "same":
            now = f"现为“{figure.shown}”" if figure.shown else "位置已找不到"
            lines.append(
                f"  {figure.slot} {figure.label}：{_STATES[figure.state]}{_FOUND_BY.get(figure.by, '')}。"
                f"原写“{figure.written}”，{now}，按记录应为“{figure.computed or '无法计算'}”。"
            )
            if figure.sentence:
                lines.append(f"      {'原句' if figure.state == 'lost' else '所在句'}：{figure.sentence}")
    lines.append(_tally([judgement.verdict for judgement in checked.claims]))
    for judgement in checked.claims:
        if judgement.verdict in ("不符", "数据不足"):
            lines += [
                f"  {judgement.verdict}：“{judgement.claim.text}” {judgement.reason}",
                *examples(judgement),
            ]
    lines += [f"版式：{fault}" for fault in checked.layout]
    lines += [f"算术：{fault}" for fault in checked.arithmetic]
    lines += [f"文字：{fault}" for fault in checked.wording]
    lines.append(_conclusion(checked))
    return "\n".join(lines)


def _conclusion(checked: "Checked") -> str:
    from xuezheng.reports.checking.wording import STILL_OPEN

    if not checked.is_fine:
        return "结论：有问题，改正前不宜印发。"
    if any(fault.startswith(STILL_OPEN) for fault in checked.wording):
        return "结论：未发现与记录不符，但占位填完、文字再看一遍之后才可以印发。"
    return "结论：可以印发，文字请再看一遍。" if checked.wording else "结论：可以印发。"


def examples(judgement: "Judgement", indent: str = "      ") -> list[str]:
    """The first counter-examples, a line each."""
    from xuezheng.reports.claims.naming import row_in_words

    rows = judgement.counterexamples
    lines = [f"{indent}· {row_in_words(row)}" for row in rows[:_EXAMPLES]]
    return lines + ([f"{indent}· ……另有 {len(rows) - _EXAMPLES} 条"] if len(rows) > _EXAMPLES else [])


def _states(checked: "Checked") -> str:
    counts = {state: sum(figure.state == state for figure in checked.figures) for state in _STATES}
    return "，".join(f"{_STATES[state]} {count}" for state, count in counts.items() if count) or "无"


def _tally(verdicts: list[str]) -> str:
    counts = "，".join(f"{verdict} {verdicts.count(verdict)}" for verdict in _VERDICTS)
    return f"断言 {len(verdicts)} 条：{counts}。"
