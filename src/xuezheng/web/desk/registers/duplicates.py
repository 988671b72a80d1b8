"""One child entered twice: likely pairs, side by side, made one, taken apart again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput
from xuezheng.records import masking
from xuezheng.records.accounts.rights import DESK
from xuezheng.records.registers.actions import merge_pupils, unmerge_pupils
from xuezheng.records.registers.queries import Enrolment, Pupil, PupilMerge, visible_to
from xuezheng.records.registers.queries.rolls import pupil_seen
from xuezheng.web.desk.registers.found import listed_pairs
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.tables import Column, Table
from xuezheng.web.shown.work import begin

STRENGTHS = {"certain": "bad", "likely": "warn", "possible": "wait"}


@for_roles(DESK)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs found at the last look, and the merges that were made."""
    if request.method == "POST":
        return begin(
            request,
            kind="registers.duplicates",
            key=f"registers.duplicates:{request.user.pk}",
            title=_("查找重复学籍"),
            organisation=request.user.organisation,  # type: ignore[union-attr,arg-type]
            given={},
        )
    found = listed_pairs(Path(settings.FOLDER), request.user)
    pairs = Table(
        request,
        found.pairs,
        [
            Column("first", "第一条", "code", link=_to_compare),
            Column("first_school", "学校"),
            Column("second", "第二条", "code", link=_to_compare),
            Column("second_school", "学校 "),
            Column(
                "strength",
                "把握",
                "state",
                lambda pair: (STRENGTHS.get(pair["key"], "wait"), pair["strength"]),
            ),
            Column("why", "理由"),
        ],
        name="pairs",
        caption="可能重复的学籍",
        empty="还没有查找过，或没有发现重复。",
    )
    merges = Table(
        request,
        visible_to(PupilMerge, request.user).order_by("-pk"),
        [
            Column("id", "合并号", "code"),
            Column("keep", "保留", "code"),
            Column("gone", "并入", "code"),
            Column("reason", "理由", value=lambda m: m.get_reason_display()),
            Column("by", "合并人"),
            Column("at", "合并时间", "moment"),
            Column("undone_at", "撤销时间", "moment"),
        ],
        name="merges",
        caption="已办理的合并",
        sort="-id",
        empty="还没有合并过。",
    )
    shown = {"pairs": pairs, "merges": merges, "looked_at": found.at}
    standing = visible_to(PupilMerge, request.user).filter(undone_at=None).order_by("-pk")[:20]
    return pairs.export() or render(request, "desk/registers/duplicates.html", shown | {"standing": standing})


def _to_compare(pair: Mapping[str, Any]) -> str:
    return f"{reverse('desk:registers-compare')}?one={pair['first']}&other={pair['second']}"


@for_roles(DESK)
def compare(request: HttpRequest) -> HttpResponse:
    """Two entries side by side; what differs is marked."""
    two = [get_object_or_404(pupil_seen(request.user, request.GET.get(key, ""))) for key in ("one", "other")]
    sides = [_facts(request, one) for one in two]
    lines = [
        {"label": label, "cells": cells, "differs": len(set(cells)) > 1}
        for label, *cells in ((first[0], first[1], second[1]) for first, second in zip(*sides, strict=True))
    ]
    shown = {
        "two": two,
        "lines": lines,
        "reasons": PupilMerge.Reason.choices,
        "prefers": PupilMerge.Prefer.choices,
    }
    return render(request, "desk/registers/compare.html", shown)


def _facts(request: HttpRequest, one: Pupil) -> list[tuple[str, str]]:
    rolls = (
        visible_to(Enrolment, request.user)
        .filter(pupil=one)
        .select_related("school")
        .order_by("-school_year")
    )
    said = "；".join(f"{e.school_year} {e.school.name} {e.grade} 年级" for e in rolls)
    return [
        (_("学生代码"), one.pk),
        (_("姓名"), one.name),
        (_("性别"), one.get_sex_display()),
        (_("出生日期"), one.born_on.isoformat()),
        (_("学籍号"), masking.roll_number(one.roll_number)),
        (_("身份证件号"), masking.identity_number(one.id_number)),
        (_("监护人电话"), masking.telephone(one.guardian_phone)),
        (_("在籍"), said or "—"),
    ]


@for_roles(DESK)
@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Make one of two."""
    keep = get_object_or_404(pupil_seen(request.user, request.POST.get("keep", "")))
    both = {request.POST.get("one", ""), request.POST.get("other", "")} - {keep.pk}
    if len(both) != 1:
        raise BadInput("没有合并。须选择保留两条中的哪一条。请返回对照页重选。")
    gone = get_object_or_404(pupil_seen(request.user, both.pop()))
    done = merge_pupils(
        keep=keep,
        gone=gone,
        reason=request.POST.get("reason", ""),
        prefer=request.POST.get("prefer", ""),
        by=request.user,  # type: ignore[arg-type]
        at=now(),
    )
    messages.success(request, _("已合并（第 %s 号），可在重复学籍页撤销。") % done.pk)
    return HttpResponseRedirect(reverse("desk:registers-pupil", args=[done.keep]))


@for_roles(DESK)
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a merge back."""
    done = get_object_or_404(visible_to(PupilMerge, request.user), pk=number)
    unmerge_pupils(merge=done, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("已撤销第 %s 号合并。") % number)
    return HttpResponseRedirect(reverse("desk:registers-duplicates"))
