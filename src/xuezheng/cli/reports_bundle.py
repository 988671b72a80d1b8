"""`report release`: the evidence of a report that goes out, for anyone to check."""

from pathlib import Path
from typing import Annotated

import typer

from xuezheng.cli.reports_writing import Snapshot


def add_commands(report_app: typer.Typer) -> None:
    """Add the verb to `xuezheng report`."""
    report_app.command("release")(release)


def release(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="定稿，report write 写出的 .docx。 The final document.")
    ],
    snapshot: Snapshot,
    out: Annotated[Path, typer.Option(help="要写出的证据文件夹。 The folder to write.")],
) -> None:
    """公开定稿和证据：隐去小数，无个人信息，可离线核验。 Release a report with evidence anyone can check."""
    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.reports.bundle.making import make_bundle
    from xuezheng.reports.checking import check_document
    from xuezheng.reports.docx import read_anchors
    from xuezheng.snapshot import open_proven

    opened, catalogue = open_proven(snapshot), load_catalogue()
    checked = check_document(report, opened, catalogue)
    printed = make_bundle(report, read_anchors(report), checked, opened, catalogue, out)
    typer.echo(f"已写出：{out}")
    for fault in checked.wording:
        typer.echo(f"公开前请看一遍：{fault}")
    typer.echo(f"请公布 bundle.json 的指纹：{printed}")
    typer.echo(f"任何人可以核验：xuezheng verify {out}")
