"""What was taken in: who, when, which file, how many rows; the file itself; taking it back."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.jobs.importing import kept_file
from xuezheng.records.accounts.rights import READERS, SCHOOL_DESK
from xuezheng.records.decisions.queries import Work, work_of
from xuezheng.records.intake.forms.layouts import all_layouts
from xuezheng.records.intake.queries import Batch, latest_batches
from xuezheng.web.shown.gate import can, for_roles
from xuezheng.web.shown.tables import Column, Filter, Table, _download
from xuezheng.web.shown.work import begin

SHAPES = {Batch.State.DONE: "good", Batch.State.UNDONE: "none"}
#: A bulk edit is a batch without a file.
BULK = "批量修改："


@for_roles(READERS)
def batches(request: HttpRequest) -> HttpResponse:
    """All batches the person may see, the latest first."""
    titles = {name: layout.title for name, layout in all_layouts().items()}
    table = Table(
        request,
        latest_batches(request.user),
        [
            Column("id", "批次", "code", link=lambda b: reverse("desk:intake-batch", args=[b.pk])),
            Column("layout", "报表", value=lambda b: titles.get(b.layout, b.layout)),
            Column("file_name", "文件", link=lambda b: reverse("desk:intake-batch", args=[b.pk])),
            Column("organisation.name", "报送机构", order="organisation"),
            Column("by", "导入人"),
            Column("at", "时间", "moment"),
            Column("n_new", "新增", "number"),
            Column("n_changed", "变更", "number"),
            Column("n_unchanged", "未变", "number"),
            Column("state", "状态", "state", lambda b: (SHAPES[b.state], b.get_state_display())),
        ],
        caption="导入批次",
        search=("file_name", "by"),
        search_hint="文件名或导入人",
        filters=[
            Filter("layout", "报表", sorted(titles.items(), key=lambda pair: pair[1])),
            Filter("state", "状态", Batch.State.choices),
        ],
        sort="-id",
        empty="还没有导入过文件。",
        next_step=("去报送", reverse("desk:intake")),
    )
    return table.export() or render(request, "desk/intake/batches.html", {"table": table})


@for_roles(READERS)
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """One batch; by POST it is taken back."""
    one = get_object_or_404(latest_batches(request.user), pk=number)
    if request.method == "POST":
        return begin(
            request,
            kind="intake.undo",
            key=f"intake.undo:{one.pk}",
            title=_("撤销第 %s 批导入") % one.pk,
            organisation=one.organisation,
            given={"batch": one.pk},
        )
    layout = all_layouts().get(one.layout)
    undone = work_of(request.user).filter(key=f"intake.undo:{one.pk}", state=Work.State.DONE).first()
    is_bulk = one.file_name.startswith(BULK)
    shown = {
        "batch": one,
        "title": layout.title if layout else one.layout,
        "shape": SHAPES[Batch.State(one.state)],
        "may_undo": one.state == Batch.State.DONE and can(request, "intake.undo", one.organisation.path),
        "told": undone.outcome.get("told", []) if undone else [],
        "has_file": not is_bulk and can(request, "intake.run", one.organisation.path),
        "list_address": _list_of(one.layout),
    }
    return render(request, "desk/intake/batch.html", shown)


def _list_of(layout: str) -> str:
    """The list of a register that has one of its own."""
    return reverse(f"desk:registers-{layout}") if layout in ("schools", "pupils", "teachers") else ""


@for_roles(SCHOOL_DESK)
def kept(request: HttpRequest, number: int) -> HttpResponse:
    """The file as it was sent in, for those who may send one in for that organisation."""
    one = get_object_or_404(latest_batches(request.user), pk=number)
    if not can(request, "intake.run", one.organisation.path):
        from django.http import Http404

        raise Http404
    content = kept_file(Path(settings.FOLDER), one)
    return _download(content, "application/octet-stream", one.file_name)
