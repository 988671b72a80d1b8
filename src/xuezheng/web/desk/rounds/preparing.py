"""Putting the list and the conditions together, before anything is frozen."""

import csv
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput, Fault, NotFound, XuezhengError
from xuezheng.jobs.rounds.folder import draft_of, drop_file, keep_file, write_draft
from xuezheng.outside.spreadsheets import read_sheets
from xuezheng.records.accounts.queries import require
from xuezheng.records.accounts.rights import DESK, READERS
from xuezheng.records.registers.queries import Enrolment
from xuezheng.records.registers.queries import visible_to as registers_visible_to
from xuezheng.web.desk.rounds.forms import RegisterForm
from xuezheng.web.desk.rounds.kinds import kind_of
from xuezheng.web.desk.rounds.standing import Standing, found
from xuezheng.web.desk.rounds.views import page
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.uploads import MOST_MB, is_too_large

SHOWN_ROWS = 8
READ_BYTES = 65_536


@for_roles(READERS)
def template(request: HttpRequest, kind: str, role: str) -> HttpResponse:
    """The headings of an input, as a file to fill in."""
    one = next((one for one in kind_of(kind).inputs if one.role == role), None)
    if one is None:
        raise NotFound(f"没有“{role}”这张表。请返回轮次页重新选择。")
    answer = HttpResponse("\ufeff" + ",".join(one.columns) + "\r\n", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-{role}.csv"'
    return answer


def _open(request: HttpRequest, code: str) -> Standing:
    stands = found(request, code)
    require(request.user, "round.commit", stands.round.owner)  # type: ignore[arg-type]
    if stands.round.closed_on is not None:
        raise BadInput(f"轮次 {code} 已于 {stands.round.closed_on} 结束。没有改动。请另开轮次。")
    return stands


@for_roles(DESK)
@require_POST
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take one input into the draft."""
    stands, role, sent = _open(request, code), request.POST.get("role", ""), request.FILES.get("file")
    try:
        if is_too_large(request):
            raise BadInput(f"文件超过 {MOST_MB} MB。没有收下。请减小文件后重新上传。")
        if sent is None or role not in {one.role for one in stands.kind.inputs}:
            raise BadInput("没有选文件。没有收下。请选择文件后再上传。")
        keep_file(stands.place, role, sent.name or "", sent.read())
    except XuezhengError as error:
        return page(request, stands, status=422, fault=error)
    messages.success(request, _("已收下。"))
    return redirect("desk:rounds-round", code)


@for_roles(DESK)
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Take one input out of the draft."""
    drop_file(_open(request, code).place, request.POST.get("role", ""))
    return redirect("desk:rounds-round", code)


@for_roles(DESK)
@require_POST
def options(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the options."""
    stands = _open(request, code)
    form = stands.kind.options(request.POST)
    if not form.is_valid():
        return page(request, stands, status=422, options=form)
    said = {name: str(v) if hasattr(v, "isoformat") else v for name, v in form.cleaned_data.items()}
    write_draft(stands.place, {**draft_of(stands.place), "options": said})
    messages.success(request, _("条件已保存。"))
    return redirect("desk:rounds-round", code)


@for_roles(DESK)
@require_POST
def from_register(request: HttpRequest, code: str) -> HttpResponse:
    """Make the list from the register: a school's grade, with the scores that were sent in."""
    stands, form = _open(request, code), RegisterForm(request.POST, request.FILES)
    if stands.kind.code != "class_division" or not form.is_valid():
        return page(request, stands, status=422, register=form)
    try:
        content, n = _roster(request, form.cleaned_data)
        keep_file(stands.place, "roster", "名册名单.csv", content)
    except XuezhengError as error:
        return page(request, stands, status=422, register=form, fault=error)
    messages.success(request, _("已从名册取出 %(n)s 名学生。") % {"n": n})
    return redirect("desk:rounds-round", code)


def _roster(request: HttpRequest, said: Mapping[str, Any]) -> tuple[bytes, int]:
    rows = registers_visible_to(Enrolment, request.user).filter(
        school=said["school"], school_year=said["school_year"], stage=said["stage"], grade=said["grade"]
    )
    pupils = list(
        rows.order_by("pupil_id").values_list("pupil_id", "pupil__sex", "is_boarder", "pupil__is_migrant")
    )
    if not pupils:
        raise NotFound("名册里没有这个学校、学年和年级的学生。没有取出。请核对，或不在您的管辖范围内。")
    before = _earlier(request, said, [pupil for pupil, *_more in pupils])
    names, scores = _scores(said.get("scores"), {pupil for pupil, *_more in pupils})
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["pupil", "sex", "boarding", "migrant", "origin_school", *names])
    for pupil, sex, boards, migrates in pupils:
        more = scores.get(pupil, [""] * len(names))
        lines.writerow([pupil, sex, int(boards), int(migrates), before.get(pupil, "无"), *more])
    return out.getvalue().encode(), len(pupils)


def _earlier(request: HttpRequest, said: Mapping[str, Any], codes: list[str]) -> dict[str, str]:
    rows = registers_visible_to(Enrolment, request.user).filter(school_year__lt=said["school_year"])
    found: dict[str, str] = {}
    for start in range(0, len(codes), 500):
        some = rows.filter(pupil__in=codes[start : start + 500]).order_by("school_year")
        found |= dict(some.values_list("pupil_id", "school_id"))
    return found


def _scores(sent: Any, pupils: set[str]) -> tuple[list[str], dict[str, list[str]]]:
    if sent is None:
        return [], {}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / f"scores{Path(sent.name).suffix.lower()[:6]}"
        file.write_bytes(sent.read())
        rows = [
            ["" if cell is None else str(cell).strip() for cell in row] for row in read_sheets(file)[0].rows
        ]
    rows = [row for row in rows if any(row)]
    head, lines = rows[0], rows[1:]
    faults = [
        Fault(f"学生“{row[0]}”不在这个年级。", f"{sent.name} 第 {line} 行", "请删去或改正代码。")
        for line, row in enumerate(lines, start=2)
        if row[0] not in pupils
    ]
    missing = pupils - {row[0] for row in lines}
    faults += [
        Fault(f"学生“{code}”没有成绩。", sent.name, "请补上，或在条件中选按平均分。")
        for code in sorted(missing)
    ]
    if faults:
        raise BadInput(f"成绩表有 {len(faults)} 处须改。没有取出名单。", faults=faults[:50])
    return head[1:], {row[0]: row[1 : len(head)] for row in lines}


def first_rows(file: Path) -> dict[str, Any] | None:
    """The heading and first rows of a csv, and how many rows it has; None for other kinds."""
    if file.suffix != ".csv" or not file.is_file():
        return None
    content = file.read_bytes()
    try:
        text = content[:READ_BYTES].decode("utf-8-sig", errors="ignore")
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
    except csv.Error:
        return None
    if not rows:
        return None
    n = max(content.count(b"\n") - (1 if content.endswith(b"\n") else 0), 0)
    return {"head": rows[0], "rows": [row[: len(rows[0])] for row in rows[1 : SHOWN_ROWS + 1]], "n": n}
