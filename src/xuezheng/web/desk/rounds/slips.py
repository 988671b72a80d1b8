"""The codes on paper: ten slips a sheet, to be cut and handed out."""

import io
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from openpyxl import load_workbook

from xuezheng.jobs.printing import FONTS, pdf_of

_STYLE = f"""@page {{ size: A4; margin: 12mm; }} body {{ font-family: {FONTS}; font-size: 11pt; margin: 0; }}
.sheet {{ break-after: page; }} .sheet:last-child {{ break-after: auto; }}
.sheet div {{ box-sizing: border-box; display: inline-block; width: 50%; height: 52mm; border: .3pt dashed #888;
padding: 6mm; vertical-align: top; overflow: hidden; }}
b {{ display: block; font-size: 13pt; }} .code {{ font-size: 20pt; letter-spacing: .1em; margin: 3mm 0 1mm; }}
p {{ margin: 0 0 1mm; }} small {{ color: #444; }}"""
PER_SHEET = 10


def bundle_of(codes: Path, *, title: str, number_name: str) -> bytes:
    """A zip with the workbook of codes and the slips as a PDF."""
    book = load_workbook(codes, read_only=True)
    rows = [
        (str(number), str(code)) for number, code in book.worksheets[0].iter_rows(min_row=2, values_only=True)
    ]
    book.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("查询码.xlsx", codes.read_bytes())
        packed.writestr("查询码条.pdf", pdf_of(_page(rows, title, number_name)))
    return out.getvalue()


def _page(rows: list[tuple[str, str]], title: str, number_name: str) -> str:
    sheets = "".join(_sheets(rows, title, number_name))
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{_STYLE}</style><body>{sheets}</body></html>'


def _sheets(rows: list[tuple[str, str]], title: str, number_name: str) -> Iterator[str]:
    head, name = escape(title), escape(number_name)
    for first in range(0, len(rows), PER_SHEET):
        slips = "".join(
            f"<div><b>{head}</b><p>{name}：{escape(number)}</p><p class='code'>{escape(code)}</p>"
            "<small>凭号码和查询码在门户查询结果。请勿转给他人。</small></div>"
            for number, code in rows[first : first + PER_SHEET]
        )
        yield f'<section class="sheet">{slips}</section>'
