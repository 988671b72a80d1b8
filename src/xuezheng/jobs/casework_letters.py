"""Letters of casework: the dispatch slip (派单函), the reply (答复函), the notice of extension (延期告知书).

They hold what the addressee may read: never the caller's number, never what the caller said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from xuezheng.jobs.casework import kind_of, topic_of
from xuezheng.jobs.printing import FONTS, pdf_of

STYLE = f"""
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center {{ content: "— " counter(page) " —"; font: 14pt {FONTS} }} }}
body {{ font: 16pt/28.95pt "FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif CJK SC", {FONTS}; margin: 0 }}
h1 {{ font: 22pt/36pt "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", {FONTS}; text-align: center; margin: 0 0 28pt }}
p {{ margin: 0; text-indent: 2em; text-align: justify }} p.to {{ text-indent: 0 }}
p.end {{ text-indent: 0; text-align: right; margin-top: 28pt; padding-right: 2em }}
table {{ width: 100%; border-collapse: collapse; margin: 14pt 0 }}
th, td {{ border: .6pt solid #000; padding: 4pt 8pt; text-align: left; font-size: 14pt; line-height: 22pt }}
th {{ width: 26%; font-weight: normal }}
"""


@dataclass(frozen=True)
class Letter:
    """What a letter is called, when there is one, and what stands in it."""

    title: str
    fits: Callable[[Any], bool]
    body: Callable[[Any], str]


def printed(row: Any, kind: str, *, bureau: str, on: date) -> tuple[str, bytes]:
    """Print one letter; gives its title and the PDF."""
    letter = LETTERS[kind]
    html = (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{STYLE}</style><h1>{letter.title}</h1>'
        f'{letter.body(row)}<p class="end">{escape(bureau)}<br>{_day(on)}</p></html>'
    )
    return letter.title, pdf_of(html)


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def _is_case(row: Any) -> bool:
    return type(row).__name__ == "Case"


def _facts(*pairs: tuple[str, Any]) -> str:
    rows = "".join(
        f"<tr><th>{escape(label)}</th><td>{escape(str(said))}</td></tr>" for label, said in pairs if said
    )
    return f"<table>{rows}</table>"


def _slip(row: Any) -> str:
    sent = [one for one in row.dispatches.all() if one.returned_on is None]
    to = "、".join(one.organisation.name for one in sent)
    until = min(one.sign_by_on for one in sent)
    parts = [(f"{one.get_part_display()}单位", one.organisation.name) for one in sent]
    return (
        f'<p class="to">{escape(to)}：</p><p>现将编号 {escape(row.code)} 的群众诉求派给你单位办理，'
        f"请于{_day(until)}前签收，于{_day(row.due_on)}前办结并书面答复。</p>"
        + _facts(
            ("编号", row.code), ("渠道", kind_of(row)), ("类别", topic_of(row)),
            ("涉及学校", row.school.name if row.school else ""), ("受理日期", _day(row.received_on)),
            *parts, ("办理期限", _day(row.due_on)),
        )
        + "<p>不属于本单位职责的，请在签收期限内退回并注明理由。</p>"
    )  # fmt: skip


def _reply(row: Any) -> str:
    about = f"于{_day(row.started_on)}{'反映' if _is_case(row) else '提出'}的“{escape(topic_of(row))}”"
    said = {True: "经查，所反映的问题属实，已依规处理。", False: "经查，所反映的问题不属实。", None: ""}
    found = said[row.is_substantiated] if _is_case(row) else ""
    number = f"<p>答复文号：{escape(row.reply_number)}</p>" if _is_case(row) else ""
    to = "您" if _is_case(row) else escape(f"{row.proposer or ''}代表（委员）：您")
    return (
        f'<p class="to">{"尊敬的来件人" if _is_case(row) else to.removesuffix("您").removesuffix("：")}：</p>'
        f"<p>您{about}（编号 {escape(row.code)}）已办理完毕。{found}办理情况如下：</p>"
        "<p>＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿</p>"
        f"{number}<p>对答复不满意的，可在收到之日起依照《信访工作条例》等规定申请复查或重新办理。</p>"
    )


def _extension(row: Any) -> str:
    granted = [one for one in row.extensions.all() if one.approved_on][-1]
    return (
        '<p class="to">尊敬的来件人：</p>'
        f"<p>您于{_day(row.received_on)}反映的“{escape(topic_of(row))}”（编号 {escape(row.code)}）情况较为复杂，"
        f"经批准，办理期限由{_day(granted.was_due_on)}延长至{_day(granted.due_on)}，届时将书面答复您。特此告知。</p>"
    )


def _has_standing_dispatch(row: Any) -> bool:
    return _is_case(row) and any(one.returned_on is None for one in row.dispatches.all())


def _was_answered(row: Any) -> bool:
    return bool(getattr(row, "replied_on", None) or getattr(row, "answered_on", None))


def _was_extended(row: Any) -> bool:
    return _is_case(row) and any(one.approved_on for one in row.extensions.all())


#: The name in addresses → the letter.
LETTERS = {
    "slip": Letter("派单函", _has_standing_dispatch, _slip),
    "reply": Letter("答复函", _was_answered, _reply),
    "extension": Letter("延期告知书", _was_extended, _extension),
}
