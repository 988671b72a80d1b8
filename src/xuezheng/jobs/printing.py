"""From a page of HTML to a PDF: nothing is fetched, and no Chinese letter is printed as an empty box."""

import shutil
import subprocess
from functools import cache

from xuezheng.errors import CannotFinish

#: Families tried in this order; the first that the machine has is used and put into the file.
FONTS = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","SimHei","WenQuanYi Zen Hei",sans-serif'


def pdf_of(html: str) -> bytes:
    """Print a page.

    Parameters
    ----------
    html : str
        A whole document with its own style; `@page` says the size of the paper.

    Raises
    ------
    CannotFinish
        When the machine has no Chinese font, or lacks the libraries that set type.
    """
    _expect_chinese_font()
    try:
        from weasyprint import HTML, URLFetcher
    except OSError as error:
        raise CannotFinish(
            "缺少排版用的系统库 Pango，不能写 PDF。请由管理员安装 libpango-1.0-0 和 libpangoft2-1.0-0。"
        ) from error
    only_what_the_page_holds = URLFetcher(allowed_protocols=("data",))
    made: bytes = HTML(string=html, url_fetcher=only_what_the_page_holds).write_pdf()
    return made


@cache
def _expect_chinese_font() -> None:
    lister = shutil.which("fc-list")
    if lister is None:
        return
    found = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False)  # noqa: S603
    if not found.stdout.strip():
        raise CannotFinish(
            "这台机器没有中文字体，打印出来会是空格。没有写出 PDF。请安装 fonts-noto-cjk 或放入仿宋、黑体。"
        )
