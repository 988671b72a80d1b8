"""What comes out: the document and its evidence; edited documents back; the release."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.errors import BadInput, CheckFailed, NotFound
from xuezheng.jobs.drafts.comparing import STATES, compared, edited_list, keep_edited, marked
from xuezheng.jobs.drafts.folder import LARGEST, load_json, shown_name
from xuezheng.jobs.drafts.plain import checked_from
from xuezheng.jobs.drafts.releasing import bundle_zip, make_release
from xuezheng.jobs.drafts.writing import CHECK, EVIDENCE, REPORT, REVIEW, TARGETS
from xuezheng.records.accounts.rights import READERS, Role
from xuezheng.records.decisions.actions import release_draft
from xuezheng.records.decisions.queries import seat_in
from xuezheng.web.desk.speech.reach import WORKING, WRITING, Held, held
from xuezheng.web.desk.speech.views_text import frame_of
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import for_roles
from xuezheng.web.shown.work import begin

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What an edition can be asked for: the file, its kind, and how it is called when saved.
FILES = {
    "report": (REPORT, DOCX, "{title}（{year}年）.docx"),
    "evidence": (EVIDENCE, "application/zip", "{title}（{year}年）数据行.zip"),
    "review": (REVIEW, XLSX, "{title}（{year}年）审稿单.xlsx"),
    "targets": (TARGETS, XLSX, "{next}年度目标建议.xlsx"),
}
VERDICTS = {"支持": "good", "不符": "bad", "数据不足": "warn", "须人工判断": "wait"}


@for_roles(WORKING)
def output(request: HttpRequest, code: UUID, error: Any = None) -> HttpResponse:
    """What was written, what came back, and whether it may go out."""
    one = held(request, code)
    edition = _edition(one)
    context = {
        **frame_of(one, "output"),
        "edition": edition,
        "is_behind": one.draft.n_written and one.draft.written_version < one.draft.version,
        "edited": edited_list(one.folder),
        "may_release": one.may_release,
        "error": error,
        "waiting": sum(kept["state"] == "suggested" for kept in one.draft.decisions.values()),
    }
    return render(request, "desk/speech/output.html", context, status=422 if error else 200)


@require_POST
@for_roles(WRITING)
def write(request: HttpRequest, code: UUID) -> HttpResponse:
    """Write the document: long work."""
    return _begin(request, held(request, code), "speech.write", _("成稿 %(title)s"))


@require_POST
@for_roles(WRITING)
def renew(request: HttpRequest, code: UUID) -> HttpResponse:
    """Freeze the records as they are now, and take them for this draft: long work."""
    return _begin(request, held(request, code), "speech.renew", _("换用最新记录 %(title)s"))


@for_roles(WORKING)
def file(request: HttpRequest, code: UUID, number: int, what: str) -> HttpResponse:
    """One file of an edition."""
    one = held(request, code)
    if what not in FILES:
        raise Http404(what)
    name, kind, called = FILES[what]
    return _sent(one, one.folder.edition(number) / name, kind, called)


@require_POST
@for_roles(WRITING)
def take_edited(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take an edited document back and check it: long work."""
    one = held(request, code)
    sent = request.FILES.get("report")
    try:
        if not one.draft.n_written:
            raise BadInput("还没有成稿，没有可比的文稿。请先成稿，改过后再传回来。")
        if sent is None or Path(sent.name or "").suffix.lower() != ".docx":
            raise BadInput("请选改过的 .docx 文件。只有从这里写出的 .docx 带着数据锚点，可以逐数核对。")
        if (sent.size or 0) > LARGEST:
            raise BadInput(f"文件超过 {LARGEST // 1_000_000} MB 的上限。请检查文件是否拿错。")
    except BadInput as error:
        return output(request, code, error=error)
    number = one.folder.n_edited + 1
    keep_edited(one.folder, number, sent.read())
    more = {"number": number, "name": shown_name(sent.name or ""), "edition": one.draft.n_written}
    return _begin(request, one, "speech.check", _("核对改过的文稿 %(title)s"), **more)


@for_roles(WORKING)
def edited(request: HttpRequest, code: UUID, number: int) -> HttpResponse:
    """What an edited document says otherwise."""
    one = held(request, code)
    found = _or_404(lambda: compared(one.folder, number))
    figures = [
        (STATES[each.state], each)
        for each in sorted(found.checked.figures, key=lambda each: each.state == "same")
    ]
    context = {
        **frame_of(one, "output"),
        "found": found,
        "number": number,
        "changed": [pair for pair in figures if pair[1].state != "same"],
        "n_same": found.counts["same"],
        "counts": [(STATES[state][0], STATES[state][1], n) for state, n in found.counts.items()],
        "sentences": [marked(before, after) for before, after in found.sentences],
        "verdicts": [_verdict(each) for each in found.verdicts if each.is_changed],
        "n_verdicts": len(found.verdicts),
        "may_release": one.may_release,
    }
    return render(request, "desk/speech/edited.html", context)


@require_POST
@for_roles(frozenset({Role.OFFICE}))
def release(request: HttpRequest, code: UUID) -> HttpResponse:
    """Release the document that was written, or the edited one: final."""
    one = held(request, code)
    if not one.may_release:
        raise BadInput("这份文稿已经公开。公开只有一次。要改，请另起一稿。")
    said = request.POST.get("edited", "0")
    try:
        fingerprint = make_release(one.room, one.draft.n_written, edited=int(said) if said.isdecimal() else 0)
    except (CheckFailed, BadInput) as error:
        return output(request, code, error=error)
    release_draft(draft=one.draft, fingerprint=fingerprint, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("已公开。请把证据指纹与文稿一起公布。"))
    return redirect("desk:speech-released", code)


@for_roles(READERS)
def released(request: HttpRequest, code: UUID) -> HttpResponse:
    """The report that is out, for everyone who reads records."""
    one = held(request, code)
    if one.draft.released_at is None:
        raise Http404(code)
    return render(request, "desk/speech/released.html", {**frame_of(one, "released")})


@for_roles(READERS)
def released_file(request: HttpRequest, code: UUID, what: str) -> HttpResponse:
    """The released document, or the whole bundle."""
    one = held(request, code)
    if one.draft.released_at is None or what not in ("report", "bundle"):
        raise Http404(what)
    if what == "report":
        return _sent(one, one.folder.released / "report.docx", DOCX, "{title}（{year}年）.docx")
    answer = HttpResponse(bundle_zip(one.folder.released), content_type="application/zip")
    return _named(answer, _called(one, "{title}（{year}年）证据.zip"))


def _begin(request: HttpRequest, one: Held, kind: str, title: str, **more: Any) -> HttpResponse:
    if not one.may_edit:
        raise BadInput(f"《{one.draft.title}》已经公开。公开的文稿不再改动。请另起一稿。")
    return begin(
        request,
        kind=kind,
        key=f"speech:{one.code}",
        title=title % {"title": one.draft.title[:80]},
        organisation=seat_in(one.draft.organisation, request.user),  # type: ignore[arg-type]
        given={"code": one.code, "version": one.draft.version, **more},
    )


def _edition(one: Held) -> dict[str, Any] | None:
    """What the page says of the last edition."""
    if not one.draft.n_written:
        return None
    said = _or_404(lambda: load_json(one.folder.edition(one.draft.n_written) / CHECK))
    checked = checked_from(said["checked"])
    return {
        "number": one.draft.n_written,
        "n_figures": said["n_figures"],
        "left_open": [
            (slot, one.room.slots[slot].clause, why)
            for slot, why in said["left_open"].items()
            if slot in one.room.slots
        ],
        "claims": [
            (VERDICTS[verdict], verdict, sum(each.verdict == verdict for each in checked.claims))
            for verdict in VERDICTS
        ],
        "layout": checked.layout,
        "arithmetic": checked.arithmetic,
        "wording": checked.wording,
        "warnings": said["warnings"],
        "unsure": said["review"]["unsure"][:8],
        "owed": said["review"]["owed"],
    }


def _verdict(each: Any) -> dict[str, Any]:
    claim = (each.now or each.before).claim
    return {
        "text": claim.text,
        "before": each.before and (VERDICTS[each.before.verdict], each.before.verdict),
        "now": each.now and (VERDICTS[each.now.verdict], each.now.verdict),
        "reason": each.now.reason if each.now else "",
    }


def _sent(one: Held, place: Path, kind: str, called: str) -> HttpResponse:
    if not place.is_file():
        raise Http404(place.name)
    answer = FileResponse(place.open("rb"), content_type=kind)
    return _named(answer, _called(one, called))


def _called(one: Held, pattern: str) -> str:
    title = "".join(c for c in one.draft.title if c.isprintable() and c not in '\\/:*?"<>|')
    return pattern.format(title=title[:60], year=one.draft.year, next=one.draft.year + 1)


def _named(answer: Any, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _or_404(ask: Any) -> Any:
    try:
        return ask()
    except NotFound as error:
        raise Http404(str(error)) from None
