"""Choose a register, send a file in, look at what it would do, take it in."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs.import_template import write_template
from xuezheng.records.accounts.rights import RIGHTS, SCHOOL_DESK
from xuezheng.records.intake.forms.layouts import Layout, all_layouts, layout_of
from xuezheng.records.intake.queries import latest_batches
from xuezheng.web.desk.intake import uploads
from xuezheng.web.desk.places import roles_of
from xuezheng.web.shown.bureau import CHINA
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import XLSX, _download
from xuezheng.web.shown.uploads import MOST_MB, is_too_large
from xuezheng.web.shown.work import begin

#: What is sent in most often stands first.
OFTEN = ("pupils", "teachers", "returns", "classes", "schools")


def layouts_for(request: HttpRequest) -> dict[str, Layout]:
    """The registers the person may send in."""
    roles = roles_of(request)
    mine = {name: one for name, one in all_layouts().items() if RIGHTS[one.right].roles & roles}
    first = {name: mine[name] for name in OFTEN if name in mine}
    return first | mine


@for_roles(SCHOOL_DESK)
def start(request: HttpRequest) -> HttpResponse:
    """Step one: a register and a file. A file that cannot be taken stays on this page, with what is wrong."""
    mine = layouts_for(request)
    chosen = request.POST.get("layout") or request.GET.get("layout", "")
    fault: BadInput | None = None
    if request.method == "POST":
        try:
            return _send(request, mine, chosen)
        except BadInput as error:
            fault = error
    shown = {
        "layouts": [(name, one.title) for name, one in mine.items()],
        "chosen": chosen if chosen in mine else next(iter(mine), ""),
        "fault": fault,
        "most_mb": MOST_MB,
        "kinds": uploads.KINDS,
        "latest": latest_batches(request.user)[:8],
    }
    return render(request, "desk/intake/start.html", shown, status=422 if fault else 200)


def _send(request: HttpRequest, mine: dict[str, Layout], chosen: str) -> HttpResponse:
    if is_too_large(request):
        raise BadInput(
            f"文件超过 {MOST_MB} MB，没有接收。一次报送不能更大。请分成几个文件，或去掉图片和空白行。"
        )
    if chosen not in mine:
        raise BadInput("没有选择报表，或您不能报送它。请先选择报表。")
    file = request.FILES.get("file")
    if file is None:
        raise BadInput("没有选择文件。须选择一个表格文件。请选择后再上传。")
    upload = uploads.keep(
        file.read(),
        name=file.name or "",
        layout=chosen,
        by=request.user.get_username(),
        at=datetime.now(CHINA).isoformat(),
    )
    return _begin(request, "intake.check", upload, _("检查 %s") % upload.name)


def _begin(request: HttpRequest, kind: str, upload: uploads.Upload, title: str) -> HttpResponse:
    organisation = request.user.organisation  # type: ignore[union-attr]
    if organisation is None:
        raise BadInput("您的账号没有所在机构。报送须知道由谁报送。请由系统管理员补上。")
    key = f"{kind}:{upload.code}"
    given = {"upload": upload.code}
    return begin(request, kind=kind, key=key, title=title[:100], organisation=organisation, given=given)


@for_roles(SCHOOL_DESK)
def template(request: HttpRequest, register: str) -> HttpResponse:
    """An empty sheet, with drop-downs of the person's own schools."""
    if register not in layouts_for(request):
        raise Http404
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "template.xlsx"
        write_template(register, out, folder=Path(settings.FOLDER), by=request.user.get_username())
        return _download(out.read_bytes(), XLSX, f"{layout_of(register).title}.xlsx")


@for_roles(SCHOOL_DESK)
def upload(request: HttpRequest, code: UUID) -> HttpResponse:
    """Step two: what the file would do. Step three, by POST: take it in, as it was looked at."""
    one = uploads.read(str(code), request.user.get_username())
    if one.batch:
        return HttpResponseRedirect(reverse("desk:intake-batch", args=[one.batch]))
    result = uploads.result_of(one)
    if not result:
        raise NotFound("这份文件还没有检查完。请在“后台任务”里看进度，或重新上传。")
    if request.method == "POST":
        if request.POST.get("digest") != one.digest or result["digest"] != one.digest or result["n_faults"]:
            raise BadInput("没有导入。检查过的不是这份文件，或其中还有错误。请改好后重新上传。")
        return _begin(request, "intake.run", one, _("导入 %s") % one.name)
    shown = {"upload": one, "result": result, "layout": layout_of(one.layout)}
    return render(request, "desk/intake/upload.html", shown)


@for_roles(SCHOOL_DESK)
def annotated(request: HttpRequest, code: UUID) -> HttpResponse:
    """The sender's own file with its faults marked."""
    one = uploads.read(str(code), request.user.get_username())
    return _download(uploads.file_of(one, "annotated"), XLSX, f"{Path(one.name).stem}-核对意见.xlsx")


@for_roles(SCHOOL_DESK)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Take a whole register out: noted in the log, made by the worker."""
    register = request.POST.get("layout", "")
    if register not in layouts_for(request):
        raise Http404
    title = layout_of(register).title
    asked: Any = uploads.keep(
        b"export",
        name=f"{title}.xlsx",
        layout=register,
        by=request.user.get_username(),
        at=datetime.now(CHINA).isoformat(),
    )
    return _begin(request, "intake.export", asked, _("导出 %s") % title)


@for_roles(SCHOOL_DESK)
def exported(request: HttpRequest, code: UUID) -> HttpResponse:
    """The register is written: where to fetch it."""
    one = uploads.read(str(code), request.user.get_username())
    return render(request, "desk/intake/exported.html", {"upload": one, "layout": layout_of(one.layout)})


@for_roles(SCHOOL_DESK)
def exported_file(request: HttpRequest, code: UUID) -> HttpResponse:
    """The file itself."""
    one = uploads.read(str(code), request.user.get_username())
    return _download(uploads.file_of(one, "register"), XLSX, one.name)
