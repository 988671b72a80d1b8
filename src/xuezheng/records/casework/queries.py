"""Named reads of casework, always within what the person may see."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.crypto import salted_hmac

from xuezheng.records.accounts.models import Organisation
from xuezheng.records.accounts.queries import READERS, Viewer, below, granted_paths, scope_by
from xuezheng.records.casework.models import (
    MATTERS,
    Appeal,
    ApplicationPause,
    Case,
    CaseExtension,
    CasePause,
    Dispatch,
    DueDateRun,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)
from xuezheng.records.registers.models import Area
from xuezheng.rules.clocks import Clock, clock_on
from xuezheng.rules.deriving import Happened, Pause

ORGANISATION_PATHS: dict[type[Model], str] = {
    Case: "lead__path",
    CaseExtension: "case__lead__path",
    CasePause: "case__lead__path",
    Dispatch: "organisation__path",
    Proposal: "lead__path",
    PermitItem: "",
    PermitApplication: "area__organisation__path",
    ApplicationPause: "application__area__organisation__path",
    RectificationItem: "owner__path",
    DueDateRun: "",
    Appeal: "organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)
#: Appeals of one person on one matter are looked for this far back.
REPEAT_DAYS = 180
_DONE = {Case: "closed_on", Proposal: "answered_on", PermitApplication: "decided_on",
         RectificationItem: "resolved_on"}  # fmt: skip


def overdue_cases(user: Viewer, *, on: date) -> QuerySet[Case]:
    """Cases not closed whose time has run out, the oldest first."""
    return visible_to(Case, user).filter(closed_on=None, due_on__lt=on).order_by("due_on", "code")


def overdue_proposals(user: Viewer, *, on: date) -> QuerySet[Proposal]:
    """Proposals not answered whose time has run out."""
    return (
        visible_to(Proposal, user)
        .filter(answered_on=None, returned_on=None, due_on__lt=on)
        .order_by("due_on", "code")
    )


def open_matters(user: Viewer) -> list[Any]:
    """Everything not done yet, of every kind, the one due first in front; cases one assists with too."""
    found: list[Any] = [
        row
        for model in MATTERS
        for row in _open(model, user).prefetch_related(*(("pauses",) if hasattr(model, "pauses") else ()))
    ]
    return sorted(found, key=lambda row: (row.due_on, row.code))


def _open(model: type[Model], user: Viewer) -> QuerySet[Any]:
    rows = visible_to(model, user)
    if model is Case:
        helping = Dispatch.objects.filter(below("organisation__path", granted_paths(user, READERS)))
        rows = rows | Case.objects.filter(pk__in=helping.filter(returned_on=None).values("case"))
    rows = rows.filter(**{_DONE[model]: None})
    if model is Proposal:
        rows = rows.filter(returned_on=None)
    related = {PermitApplication: ("area__organisation", "item"), RectificationItem: ("owner",)}
    return rows.select_related(*related.get(model, ("lead",)))


def find_matter(user: Viewer, code: str) -> Any:
    """The case, proposal, application or problem with a code, within what the person may see; else None."""
    for model in MATTERS:
        row = visible_to(model, user).filter(pk=code).first()
        if row is not None:
            return row
    return Case.objects.filter(pk=code, dispatches__in=_own_dispatches(user)).first()


def _own_dispatches(user: Viewer) -> QuerySet[Dispatch]:
    return visible_to(Dispatch, user).filter(returned_on=None)


def dispatches_of(case: Case) -> QuerySet[Dispatch]:
    """Where a case was sent, the earliest first."""
    return case.dispatches.select_related("organisation", "sender").order_by("dispatched_on", "pk")


def read_whole(matter: Any) -> Any:
    """Read all that hangs on a case at once, for a page that tells all of it; the others have little."""
    if isinstance(matter, Case):
        prefetch_related_objects(
            [matter],
            "lead",
            "school",
            "area",
            Prefetch("dispatches", dispatches_of(matter)),
            "extensions",
            "pauses",
        )
    return matter


def _has_read(matter: Any, what: str) -> bool:
    return what in getattr(matter, "_prefetched_objects_cache", ())


def standing_dispatch(case: Case, organisation: Organisation | None = None) -> Dispatch | None:
    """The dispatch that stands: of an office, or of the lead."""
    if _has_read(case, "dispatches"):
        wanted = None if organisation is None else organisation.pk
        return next((row for row in case.dispatches.all() if _stands(row, wanted)), None)
    standing = case.dispatches.filter(returned_on=None)
    if organisation is None:
        return standing.filter(part=Dispatch.Part.LEAD).first()
    return standing.filter(organisation=organisation).first()


def _stands(row: Dispatch, wanted: str | None) -> bool:
    """Whether a dispatch stands for an office, or for the lead when none is named."""
    if row.returned_on is not None:
        return False
    return row.part == Dispatch.Part.LEAD if wanted is None else row.organisation_id == wanted


def organisation_of(code: str) -> Organisation | None:
    return Organisation.objects.filter(pk=code).first()


def pending_extension(case: Case) -> CaseExtension | None:
    """The extension asked for and not approved yet."""
    if _has_read(case, "extensions"):
        return next((row for row in case.extensions.all() if row.approved_on is None), None)
    return case.extensions.filter(approved_on=None).order_by("pk").first()


def open_pause(matter: Any) -> Any:
    """The pause that still goes on; None when the clock runs or never stops."""
    pauses: Iterable[Any] = matter.pauses.all() if hasattr(matter, "pauses") else ()
    return next((pause for pause in pauses if pause.last_on is None), None)


def clock_of(matter: Any) -> Clock:
    """The clock a matter runs on, as it stood on its first day."""
    return clock_on(matter.clock or matter.clock_name, matter.started_on)


def is_by_clock(matter: Any) -> bool:
    """Whether its due date was derived; a date typed in, or taken over from elsewhere, was not."""
    return bool(matter.clock) and not matter.due_ground


def happened_to(matter: Any) -> Happened:
    """Pauses, extensions and a new beginning of a matter, as its clock wants them."""
    pauses: Iterable[Any] = matter.pauses.all() if hasattr(matter, "pauses") else ()
    if isinstance(matter, Case):
        granted = [row.approved_on for row in matter.extensions.all() if row.approved_on]
    else:
        day = getattr(matter, "extended_on", None)
        granted = [day] if day else []
    restarted = getattr(matter, "supplemented_on", None)
    return Happened(
        pauses=tuple(Pause(row.kind, row.first_on, row.last_on) for row in pauses),
        extended_on=tuple(sorted(granted)),
        restarted_on=("supplement", restarted) if restarted else None,
    )


def matters_by_clock(user: Viewer) -> list[Any]:
    """Open matters whose due date was derived, with what their derivation asks for."""
    found: list[Any] = []
    for model in MATTERS:
        rows = _open(model, user).filter(due_ground="").exclude(clock="")
        asked = {Case: ("pauses", "extensions"), PermitApplication: ("pauses",)}.get(model, ())
        found += rows.prefetch_related(*asked).order_by("pk")
    return found


def possible_repeats(user: Viewer, case: Case) -> list[tuple[Case, str]]:
    """Earlier cases that may be the same: by the caller's number, or the same school and topic; a person decides."""
    since = case.received_on - timedelta(days=REPEAT_DAYS)
    same = Q(pk__in=[])
    if case.caller_phone:
        same |= Q(caller_phone=case.caller_phone)
    if case.school_id:
        same |= Q(school=case.school_id, topic=case.topic)
    earlier = (
        visible_to(Case, user)
        .filter(same, received_on__gte=since, received_on__lte=case.received_on)
        .exclude(pk=case.pk)
        .exclude(repeats=case.pk)
    )
    found = [
        (
            row,
            "同一来电号码"
            if case.caller_phone and row.caller_phone == case.caller_phone
            else "同一学校同一类别",
        )
        for row in earlier.order_by("-received_on", "-code")[:20]
    ]
    return sorted(found, key=lambda pair: pair[1] != "同一来电号码")


def next_case_code(year: int) -> str:
    """The next number of a year: BJ2026000001 and on."""
    last = (
        Case.objects.filter(pk__regex=rf"^BJ{year}[0-9]{{6}}$").order_by("-pk").values_list("pk", flat=True)
    )
    number = int(last[0][6:]) + 1 if last else 1
    return f"BJ{year}{number:06d}"


def month_of_cases(user: Viewer, first: date, last: date) -> list[Case]:
    """Cases received in a month, with where they were sent and how long they were given."""
    rows = visible_to(Case, user).filter(received_on__range=(first, last))
    return list(rows.select_related("lead").prefetch_related("dispatches__organisation", "extensions"))


def month_of_dispatches(user: Viewer, first: date, last: date) -> list[Dispatch]:
    """Dispatches sent in a month to offices the person may see."""
    rows = visible_to(Dispatch, user).filter(dispatched_on__range=(first, last))
    return list(
        rows.select_related("organisation", "case").prefetch_related("case__extensions").order_by("pk")
    )


def happened_in(matter: Any) -> list[tuple[date, str]]:
    """The days of a matter and what happened on them, the earliest first; nothing personal."""
    told: list[tuple[date | None, str]] = [
        (matter.started_on, "受理" if isinstance(matter, Case) else "交办或受理")
    ]
    if isinstance(matter, Case):
        told += _happened_to_case(matter)
    else:
        told += [
            (getattr(matter, "extended_on", None), f"批准延期至 {matter.due_on}"),
            (getattr(matter, "supplemented_on", None), "补齐材料，重新起算"),
            (getattr(matter, "returned_on", None), "退回"),
        ]
    if hasattr(matter, "pauses"):
        for row in matter.pauses.all():
            told += [(row.first_on, f"停止计时（{row.kind}）"), (row.last_on, "停止计时末日")]
    told.append((matter.done_on, "办结" if isinstance(matter, Case) else "办结或答复"))
    return sorted(((on, what) for on, what in told if on), key=lambda pair: pair[0])


def _happened_to_case(case: Case) -> list[tuple[date | None, str]]:
    told: list[tuple[date | None, str]] = []
    for row in case.dispatches.all() if _has_read(case, "dispatches") else dispatches_of(case):
        name = f"“{row.organisation.name}”"
        told.append((row.dispatched_on, f"派{name}{row.get_part_display()}，{row.sign_by_on} 前签收"))
        told.append((row.signed_on, f"{name}签收"))
        told.append((row.returned_on, f"{name}退回：{row.get_return_ground_display()}"))
    for asked in case.extensions.all():
        told.append((asked.asked_on, "申请延期"))
        told.append((asked.approved_on, f"批准延期：{asked.was_due_on} → {asked.due_on}"))
    told.append((case.refused_on, f"不予受理：{case.get_refusal_display()}"))
    told.append((case.replied_on, f"书面答复 {case.reply_number}"))
    rated = f"，{case.get_rating_display()}" if case.rating else ""
    told.append((case.called_back_on, f"回访：{case.get_call_back_display()}{rated}"))
    if case.repeats_id:
        told.append((case.received_on, f"重复于 {case.repeats_id}"))
    if case.reopens_id:
        told.append((case.received_on, f"重新办理自 {case.reopens_id}"))
    return told


def units_to_send_to(user: Viewer) -> list[tuple[str, str]]:
    """Offices that are not schools, to which a person may send a case: code and name, in the order of the tree."""
    units = Organisation.objects.exclude(kind=Organisation.Kind.SCHOOL)
    mine = units.filter(below("path", granted_paths(user, READERS))).order_by("path")
    return [(unit.code, unit.name) for unit in mine]


def areas_to_report_for(user: Viewer) -> list[tuple[str, str]]:
    """Areas for which a person may take something in: code and name."""
    areas = Area.objects.filter(below("organisation__path", granted_paths(user, READERS))).order_by("code")
    return [(area.code, area.name) for area in areas]


def due_counts(user: Viewer, *, on: date, soon: date) -> tuple[int, int]:
    """How many open matters are overdue, and how many fall due from a day to another."""
    late = near = 0
    for model in MATTERS:
        done = Count("pk", filter=Q(due_on__lt=on)), Count("pk", filter=Q(due_on__range=(on, soon)))
        counted = _open(model, user).aggregate(late=done[0], near=done[1])
        late, near = late + counted["late"], near + counted["near"]
    return late, near


def late_extensions(user: Viewer) -> QuerySet[CaseExtension]:
    """Extensions approved after the time had run out: they do not count."""
    return visible_to(CaseExtension, user).filter(approved_on__gt=F("was_due_on"))


def waiting_appeals(user: Viewer) -> QuerySet[Appeal]:
    """Appeals nobody has taken in or refused yet, the oldest first."""
    return visible_to(Appeal, user).filter(state=Appeal.State.RECEIVED).order_by("received_at")


def next_appeal_code(year: int) -> str:
    """The next number of a year: SS2026000001 and on."""
    last = (
        Appeal.objects.filter(pk__startswith=f"SS{year}").order_by("-pk").values_list("pk", flat=True).first()
    )
    return f"SS{year}{int(last[6:]) + 1 if last else 1:06d}"


def appeal_key(code: str, secret: str) -> str:
    """What is kept of the code that follows an appeal."""
    return salted_hmac("appeal-v1", f"{code}\n{secret}", algorithm="sha256").hexdigest()[:32]


def followed_appeal(code: str, secret: str) -> Appeal | None:
    """The appeal with this number and code; None for a wrong number and for a wrong code alike."""
    key = appeal_key(code, secret)
    return Appeal.objects.filter(pk=code, secret_key=key).select_related("case", "organisation").first()
