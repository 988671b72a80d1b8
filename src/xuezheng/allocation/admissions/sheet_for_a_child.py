"""The explanation sheet of one child, from the folder of a plan."""

import csv
from html import escape
from pathlib import Path

from xuezheng.allocation.admissions.picturing import STYLE
from xuezheng.errors import NotFound


def read_reason(folder: Path | str, pupil: str) -> dict[str, str]:
    """What `why.csv` says of one pupil.

    Raises
    ------
    NotFound
        When there is no such plan or no such pupil in it.
    """
    file = Path(folder) / "why.csv"
    if not file.is_file():
        raise NotFound(f"{folder} 里没有 why.csv。它不是录取结果的文件夹。请检查路径。")
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["pupil"] == pupil:
                return row
    raise NotFound(f"没有编号为“{pupil}”的考生。名单在 plan.csv 中。请核对编号。")


def programme_name(folder: Path | str, code: str) -> str:
    """What a programme is called in the plan's own table; its code where it has no name."""
    with (Path(folder) / "inputs" / "programmes.csv").open(encoding="utf-8", newline="") as stream:
        return next(
            (row.get("name") or code for row in csv.DictReader(stream) if row["programme"] == code), code
        )


def sheet_page(reason: dict[str, str], name: str = "") -> str:
    """The sheet as one HTML page, fit for a phone and for one printed page.

    `name` is what the programme is called; without one its code stands there.
    """
    *told, last = reason["why"].removesuffix("。").split("；")
    if reason["programme"] and "录取" in last and "志愿" in last:
        told, last = [*told, last], ""
    steps = "".join(f"<li{' class=in' * ('过线，录取' in part)}>{escape(part)}</li>" for part in told)
    listed = f"<h2>逐个志愿的结果</h2><ol>{steps}</ol>" if steps else ""
    end = f"<p><strong>{escape(last)}。</strong></p>" if last else ""
    goal = escape(name or reason["programme"]) or "待安置"
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>录取说明</title><style>{STYLE}main{{max-width:44rem}}ol{{background:#fff;border:1px solid #ddd8cc;border-radius:8px;
padding:.8rem 1rem .8rem 2.6rem}}li{{margin:.5rem 0}}li.in{{font-weight:600;color:#174a7c}}.key b{{overflow-wrap:anywhere}}
@page{{size:A4;margin:20mm}}@media print{{html{{font-size:13px}}body{{background:#fff}}main{{padding:0}}}}</style></head><body><main>
<h1>录取说明</h1><div class="key"><div><b>{escape(reason["pupil"])}</b>编号</div><div><b>{goal}</b>结果</div></div>
{listed}{end}
<p>规则只有一条：孩子去的，是填报的志愿中第一个过线的。线是最后一名被录取者的条件，见公布的 lines.csv。对结果有疑问，可以要求人工复核，并用公布的种子复算摇号次序。</p>
</main></body></html>
"""
