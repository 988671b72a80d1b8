"""`report match`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xuezheng.indicators.declaration import Indicator
    from xuezheng.indicators.forms import Form
    from xuezheng.reports.mapping.recalling import Recalled
    from xuezheng.reports.matching.proposing import Proposal
    from xuezheng.reports.shapes import Decision, Document
    from xuezheng.snapshot import Snapshot


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
    bureau: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="教育局文件夹：用它的自建指标和以往的确认。 Its own indicators and what it confirmed before.",
        ),
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
    from xuezheng.reports.mapping import carry_over, must_be_free, recall, with_own, write_mapping
    from xuezheng.reports.mapping.recalling import sure_of
    from xuezheng.reports.matching.proposing import propose
    from xuezheng.reports.reading import read
    from xuezheng.snapshot import open_snapshot

    if out is not None:
        must_be_free(out, force=force)
    document, catalogue = read(text), with_own(load_catalogue(), bureau, from_old)
    opened = open_snapshot(snapshot)
    recalled = recall(_there(bureau), document, catalogue) if bureau else {}
    kept = sure_of(recalled) | (carry_over(from_old, document, catalogue) if from_old else {})
    proposals = propose(document, catalogue, opened, year)
    matched = Matched(document, proposals, kept, recalled, _to_be_made(document, proposals, kept))
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
            remembered={name: f"{one.number} {one.why}" for name, one in recalled.items()},
            skeletons=matched.skeletons,
        )
    if as_json:
        typer.echo(json.dumps(as_plain_data(matched), ensure_ascii=False, indent=1))
    else:
        typer.echo(told_of(matched, year, out))
        typer.echo("".join(f"{line}\n" for line in _never_seen(catalogue, opened)), nl=False)


@dataclass(frozen=True)
class Matched:
    """A text with what its slots may be, were decided to be before, and could be made into."""

    document: "Document"
    proposals: "Mapping[str, Proposal]"
    kept: "Mapping[str, Decision]"
    recalled: "Mapping[str, Recalled]"
    skeletons: "Mapping[str, Form]"


def _there(bureau: Path) -> Path:
    from xuezheng.errors import NotFound

    if not bureau.is_dir():
        raise NotFound(f"没有文件夹 {bureau}。--bureau 要的是教育局文件夹。请检查路径。")
    return bureau


def _to_be_made(
    document: "Document", proposals: "Mapping[str, Proposal]", kept: "Mapping[str, Decision]"
) -> "dict[str, Form]":
    """Forms for the figures that are probably of nothing the catalogue has."""
    from xuezheng.reports.mapping.skeletons import skeleton

    unknown = [
        slot
        for slot in document.slots
        if slot.kind == "figure" and slot.id not in kept and proposals[slot.id].is_of_nothing_known
    ]
    return {slot.id: form for slot in unknown if (form := skeleton(document, slot))}


def _never_seen(catalogue: "Mapping[str, Indicator]", snapshot: "Snapshot") -> "Iterator[str]":
    """What the forms ask for that stands in no record: probably a slip of the pen."""
    from xuezheng.indicators.forms import Form, values_never_seen

    for code, one in catalogue.items():
        if isinstance(one.evidence, Form):
            for column, (missing, seen) in values_never_seen(snapshot, one.evidence).items():
                offered = "、".join(seen) or "（没有记录）"
                yield f"请核对 {code}：列“{column}”中没有“{'、'.join(missing)}”，出现过的有：{offered}。"


def as_plain_data(matched: Matched) -> dict[str, Any]:
    """The reading with suggestions beside every slot, best first."""
    from xuezheng.cli.reports import as_plain_data as read_data

    data = read_data(matched.document)
    for slot in data["slots"]:
        proposal = matched.proposals[slot["id"]]
        slot["suggestions"] = [asdict(one) for one in proposal.suggestions]
        slot["ticked"], slot["stage"] = proposal.is_ticked, proposal.stage
        slot["this_year"], slot["last_year"] = proposal.this_year, proposal.last_year
        if remembered := matched.recalled.get(slot["id"]):
            slot["remembered"] = asdict(remembered)
        if form := matched.skeletons.get(slot["id"]):
            slot["form"] = asdict(form)
    return data


def told_of(matched: Matched, year: int, out: Path | None) -> str:
    """A table a person can read: each figure, what it may be, and its value this year and last."""
    from xuezheng.cli.reports import table_of

    proposals = matched.proposals
    figures = [slot for slot in matched.document.slots if slot.kind == "figure"]
    head = ("编号", "原文", "勾选", "把握", "指标", f"{year} 年", f"{year - 1} 年", "所在分句")
    rows = [(slot.id, slot.text + slot.approx, *_told(proposals[slot.id]), slot.clause) for slot in figures]
    n_ticked = sum(proposals[slot.id].is_ticked for slot in figures)
    lines = table_of(head, rows) if rows else []
    n_kept = sum(decision.state in ("confirmed", "by_hand") for decision in matched.kept.values())
    lines.append(f"数字 {len(figures)} 处，勾选 {n_ticked} 处；沿用已确认 {n_kept} 处。")
    lines += [
        f"  {slot}：{one.why}（{one.number}）。" for slot, one in matched.recalled.items() if not one.is_sure
    ]
    if matched.skeletons:
        lines.append(
            f"没有合适指标的 {len(matched.skeletons)} 处：{'、'.join(matched.skeletons)}。可以自建指标或由人填写。"
        )
    lines += [f"说明：{note}" for note in matched.document.notes]
    if _is_without_data(matched):
        lines.append(f"注意：没有一处数字在快照中有 {year} 年的记录。请核对 --year 和 --snapshot。")
    if out is not None:
        lines.append(f"对照表：{out}。请逐项核对，确认后把 state 改为 confirmed。")
    else:
        lines.append("加上 --out 对照表.yaml 可写出对照表。")
    return "\n".join(lines)


def _is_without_data(matched: Matched) -> bool:
    """Whether every figure that has an indicator lacks its value: a wrong year, or a wrong snapshot."""
    figures = {slot.id for slot in matched.document.slots if slot.kind == "figure"}
    asked = [one for name, one in matched.proposals.items() if name in figures and one.suggestions]
    return bool(asked) and not any(one.has_value for one in asked)


def _told(proposal: "Proposal") -> tuple[str, ...]:
    if not proposal.suggestions:
        return ("", "", "（没有合适的指标）", "", "")
    best = proposal.suggestions[0]
    return (
        "√" if proposal.is_ticked else "",
        f"{best.confidence:.2f}",
        proposal.label,
        proposal.this_year,
        proposal.last_year,
    )


def _ticked(proposals: "Mapping[str, Proposal]") -> frozenset[str]:
    return frozenset(name for name, proposal in proposals.items() if proposal.is_ticked)
