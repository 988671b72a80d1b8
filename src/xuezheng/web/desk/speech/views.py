"""The list of reports under work, and taking a new text into work."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.jobs.drafts.folder import DraftFolder, keep_upload, shown_name
from xuezheng.jobs.drafts.reading import keep_sample
from xuezheng.records.accounts.rights import READERS
from xuezheng.records.decisions.queries import bureau_of_reports, report_drafts_of, seat_in
from xuezheng.web.desk.places import roles_of
from xuezheng.web.desk.speech.reach import WORKING, WRITING, bureau_folder
from xuezheng.web.shown.bureau import this_bureau, today
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Filter, Table
from xuezheng.web.shown.work import begin

YEARS_BACK = 5


@for_roles(READERS)
def drafts(request: HttpRequest, error: BadInput | None = None) -> HttpResponse:
    """All that the person may open."""
    roles = roles_of(request)
    works = bool(roles & WORKING)
    listed = list(report_drafts_of(request.user).defer("undo"))
    years = sorted({str(one.year) for one in listed}, reverse=True)
    table = Table(
        request,
        listed,
        [
            Column("title", "标题", link=lambda one: _address(one, works)),
            Column("year", "年度", "code"),
            Column("state", "状态", "state", _state),
            Column("done", "已确认", "bar", _done),
            Column("changed_by", "最后修改人"),
            Column("changed_at", "最后修改时间", "moment"),
        ],
        name="drafts",
        caption="报告文稿",
        search=("title",),
        sort="-changed_at",
        filters=[Filter("year", "年度", [(year, year) for year in years])] if len(years) > 1 else [],
        empty="还没有文稿。" if works else "还没有公开的报告。",
    )
    this_year = today().year
    shown = {
        "table": table,
        "may_write": bool(roles & WRITING),
        "years": [this_year - back for back in range(1, YEARS_BACK + 1)],
        "is_example": this_bureau().clock is not None,
        "error": error,
        "n": len(listed),
    }
    return table.export() or render(request, "desk/speech/list.html", shown, status=422 if error else 200)


@require_POST
@for_roles(WRITING)
def take(request: HttpRequest) -> HttpResponse:
    """Take last year's text into work."""
    sent = request.FILES.get("text")
    code = uuid.uuid4()
    folder = DraftFolder(bureau_folder(), str(code))
    try:
        if sent is None:
            raise BadInput("没有选文件。起草要有去年的讲话或报告。请选一个 .txt 或 .docx 文件。")
        year = _year_of(request.POST.get("year", ""))
        keep_upload(sent.name or "", sent.read(20_000_001), folder.path)
    except BadInput as error:
        return drafts(request, error=error)
    return _begin(request, code, shown_name(sent.name or ""), year)


@require_POST
@for_roles(WRITING)
def take_sample(request: HttpRequest) -> HttpResponse:
    """Take the shipped sample into work: the example city's own."""
    if this_bureau().clock is None:
        messages.error(request, _("只有示例城市可以用示例讲话。请上传本单位去年的文稿。"))
        return redirect("desk:speech")
    code = uuid.uuid4()
    return _begin(request, code, keep_sample(bureau_folder(), str(code)), today().year - 1)


def _begin(request: HttpRequest, code: uuid.UUID, name: str, year: int) -> HttpResponse:
    bureau = bureau_of_reports()
    return begin(
        request,
        kind="speech.read",
        key=f"speech.read:{code}",
        title=_("读取文稿 %(name)s") % {"name": name[:80]},
        organisation=seat_in(bureau, request.user),  # type: ignore[arg-type]
        given={"code": str(code), "name": name, "year": year},
    )


def _year_of(said: str) -> int:
    last = today().year - 1
    if not said.isdecimal() or not last - 30 <= int(said) <= last:
        raise BadInput(f"报告年度“{said[:10]}”不对。报告的是已经结束的一年。请选 {last} 年或更早。")
    return int(said)


def _address(one: object, works: bool) -> str:
    name = "desk:speech-text" if works else "desk:speech-released"
    return reverse(name, args=[one.code])  # type: ignore[attr-defined]


def _state(one: object) -> tuple[str, str]:
    if one.released_at:  # type: ignore[attr-defined]
        return "good", _("已公开")
    if not one.n_written:  # type: ignore[attr-defined]
        return "wait", _("起草中")
    behind = one.written_version < one.version  # type: ignore[attr-defined]
    return ("half", _("成稿后有改动")) if behind else ("half", _("已成稿"))


def _done(one: object) -> tuple[int, int]:
    states = [kept["state"] for kept in one.decisions.values()]  # type: ignore[attr-defined]
    return sum(state in ("confirmed", "by_hand") for state in states), len(states)
