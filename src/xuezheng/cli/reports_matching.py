"""`report match`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xuezheng.reports.matching.proposing import Proposal
    from xuezheng.reports.shapes import Decision, Document


def add_commands(report_app: typer.Typer) -> None:
    """Add the verb to `xuezheng report`."""
    report_app.command("match")(match)


def match(
    text: Annotated[
        Path, typer.Argument(metavar="TEXT", help="讲话或报告，.txt 或 .docx。 Speech or report.")
    ],
    snapshot: Annotated[
        Path, typer.Option("--snapshot", help="freeze 写出的快照文件夹。 Snapshot folder made by `freeze`.")
    ],
    year: Annotated[int, typer.Option(help="报告所述年份。 Year reported on.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="写出对照表（YAML）。 Write the mapping file.")
    ] = None,
    from_old: Annotated[
        Path | None,
        typer.Option("--from", help="沿用旧对照表中已确认的项。 Keep what an older mapping confirmed."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖已有的对照表。 Replace a mapping that is there.")
    ] = False,
    confirm_ticked: Annotated[
        bool,
        typer.Option(
            "--confirm-ticked", help="把勾选的建议直接写成已确认。 Write ticked suggestions as confirmed."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Machine-readable output.")] = False,
) -> None:
    """为文中每处数字推荐指标，写出可以修改的对照表。 Suggest indicators per slot; write the mapping file."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.mapping import carry_over, must_be_free, write_mapping
    from xuezheng.reports.matching.proposing import propose
    from xuezheng.reports.reading import read
    from xuezheng.snapshot import open_snapshot

    if out is not None:
        must_be_free(out, force=force)
    document, catalogue = read(text), load_catalogue()
    opened = open_snapshot(snapshot)
    kept = carry_over(from_old, document, catalogue) if from_old else {}
    proposals = propose(document, catalogue, opened, year)
    if out is not None:
        write_mapping(
            out,
            document,
            {name: proposal.suggestions for name, proposal in proposals.items()},
            catalogue,
            kept=kept,
            ticked=_ticked(proposals),
            confirm_ticked=confirm_ticked,
            force=force,
        )
    if as_json:
        typer.echo(json.dumps(as_plain_data(document, proposals), ensure_ascii=False, indent=1))
    else:
        typer.echo(told_of(document, proposals, kept, year, out))


def as_plain_data(document: "Document", proposals: "Mapping[str, Proposal]") -> dict[str, Any]:
    """The reading with suggestions beside every slot, best first."""
    from dataclasses import asdict

    from xuezheng.cli.reports import as_plain_data as read_data

    data = read_data(document)
    for slot in data["slots"]:
        proposal = proposals[slot["id"]]
        slot["suggestions"] = [asdict(one) for one in proposal.suggestions]
        slot["ticked"] = proposal.is_ticked
        slot["this_year"], slot["last_year"] = proposal.this_year, proposal.last_year
    return data


def told_of(
    document: "Document",
    proposals: "Mapping[str, Proposal]",
    kept: "Mapping[str, Decision]",
    year: int,
    out: Path | None,
) -> str:
    """A table a person can read: each figure, what it may be, and its value this year and last."""
    from xuezheng.cli.reports import table_of

    figures = [slot for slot in document.slots if slot.kind == "figure"]
    head = ("编号", "原文", "勾选", "得分", "指标", f"{year} 年", f"{year - 1} 年", "所在分句")
    rows = [(slot.id, slot.text + slot.approx, *_told(proposals[slot.id]), slot.clause) for slot in figures]
    n_ticked = sum(proposals[slot.id].is_ticked for slot in figures)
    lines = table_of(head, rows) if rows else []
    lines.append(f"数字 {len(figures)} 处，勾选 {n_ticked} 处；沿用已确认 {len(kept)} 处。")
    if out is not None:
        lines.append(f"对照表：{out}。请逐项核对，确认后把 state 改为 confirmed。")
    else:
        lines.append("加上 --out 对照表.yaml 可写出对照表。")
    return "\n".join(lines)


def _told(proposal: "Proposal") -> tuple[str, ...]:
    if not proposal.suggestions:
        return ("", "", "（没有合适的指标）", "", "")
    best = proposal.suggestions[0]
    return (
        "√" if proposal.is_ticked else "",
        f"{best.score:.2f}",
        proposal.label,
        proposal.this_year,
        proposal.last_year,
    )


def _ticked(proposals: "Mapping[str, Proposal]") -> frozenset[str]:
    return frozenset(name for name, proposal in proposals.items() if proposal.is_ticked)
