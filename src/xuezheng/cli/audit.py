"""Verbs for the audit administrator: prove the log, give its head out, read in it."""

from pathlib import Path
from typing import Annotated

import typer

FOLDER = Annotated[Path, typer.Argument(metavar="DIR", help="教育局文件夹。 A bureau's folder.")]
BY = Annotated[
    str,
    typer.Option(
        "--by",
        help="办理账号；只有一名审计管理员时可省略。 The acting account; may be left out with one auditor.",
    ),
]
JSON = Annotated[bool, typer.Option("--json", help="机器可读输出。 Machine-readable output.")]


def add_to(app: typer.Typer) -> None:
    """Add `audit verify`, `audit head` and `audit list`."""
    group = typer.Typer(help="审计记录。 The audit log.", no_args_is_help=True)
    group.command()(verify)
    group.command()(head)
    group.command("list")(list_)
    group.callback()(_group)
    app.add_typer(group, name="audit")


def _group() -> None:
    """审计记录。 The audit log."""


def verify(
    folder: FOLDER,
    heads: Annotated[
        list[Path] | None,
        typer.Option(
            "--head",
            help="外面保存的链头文件，可多次给出。 A published head kept outside; may be repeated.",
        ),
    ] = None,
    by: BY = "",
    as_json: JSON = False,
) -> None:
    """核验审计记录：有删改、调换、截尾或重算即指出首条。 Prove the log whole, or name the first event that is not."""
    import json

    from xuezheng.errors import Tampered
    from xuezheng.jobs.auditing import verify as run

    proof = run(folder, tuple(heads or ()), by)
    agreed = [one.told for one in proof.agreed]
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "ok": proof.first_bad is None,
                    "n": proof.n,
                    "hash": proof.hash,
                    "root": proof.root,
                    "first_bad": proof.first_bad,
                    "why": proof.why,
                    "heads_agreed": agreed,
                    "heads_contradicted": [one.told for one in proof.contradicted],
                },
                ensure_ascii=False,
            )
        )
        raise typer.Exit(3 if proof.first_bad is not None else 0)
    if proof.first_bad is not None:
        raise Tampered(
            f"审计记录自第 {proof.first_bad} 条起不是当初写下的。{proof.why}。"
            "请停止写入，保留现场，并与外面保存的链头和备份核对。"
        )
    typer.echo(f"审计记录完整：{proof.n:,} 条，与 {len(agreed)} 个公布的链头相符。")
    if not agreed:
        typer.echo(
            "没有外面保存的链头可比：截去末尾或整体重算看不出来。请定期 xuezheng audit head --publish。",
            err=True,
        )


def head(
    folder: FOLDER,
    publish: Annotated[
        Path | None,
        typer.Option(
            "--publish",
            metavar="OUT",
            help="写出 json、文本和二维码到此文件夹。 Write the head here as JSON, text and QR code.",
        ),
    ] = None,
    by: BY = "",
    as_json: JSON = False,
) -> None:
    """给出签名的链头，交公证处、门户或印在公告上。 Give out the signed head of the log."""
    import json

    from xuezheng.jobs.audit_heads import fingerprint, line_of
    from xuezheng.jobs.auditing import give_head

    given = give_head(folder, publish, by)
    if as_json:
        typer.echo(
            json.dumps(given.head | {"files": [str(file) for file in given.files]}, ensure_ascii=False)
        )
        return
    typer.echo(line_of(given.head))
    typer.echo(f"公钥指纹：{fingerprint(given.head['key'])}", err=True)
    for file in given.files:
        typer.echo(f"已写出 {file}", err=True)


def list_(
    folder: FOLDER,
    subject: Annotated[
        str,
        typer.Option(
            help="对象代码，可写 类别:代码。 The code of what was acted on, or kind:code.",
        ),
    ] = "",
    who: Annotated[str, typer.Option("--who", help="操作账号。 The account that acted.")] = "",
    since: Annotated[str, typer.Option(help="自此日起 YYYY-MM-DD。 From this day on.")] = "",
    most: Annotated[int, typer.Option("--most", min=1, help="最多几条。 At most so many.")] = 200,
    by: BY = "",
    as_json: JSON = False,
) -> None:
    """查阅审计记录，最近的在前。 Read in the log, the latest first."""
    import json

    from xuezheng.jobs.auditing import events

    found = events(folder, subject=subject, who=who, since=since, most=most, by=by)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for event in found:
        said = json.dumps(event["detail"], ensure_ascii=False, sort_keys=True)
        typer.echo(
            f"{event['seq']:>8}  {event['at'][:19].replace('T', ' ')}  {event['by']}  {event['action']}"
            f"  {event['subject_kind']}:{event['subject_code']}  {said}"
        )
    typer.echo(f"共 {len(found)} 条。", err=True)
