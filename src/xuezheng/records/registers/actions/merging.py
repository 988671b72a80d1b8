"""Two entries of one child made one, and taken apart again.

Whatever points at a pupil is found through the models: by a foreign key, or by a column that
holds a pupil's code (`pointing_at_pupils`). A room that adds such a column is moved without a word here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, Model, ProtectedError, QuerySet, UniqueConstraint

from xuezheng.errors import BadInput, CannotFinish
from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.accounts.queries import require
from xuezheng.records.audit.actions import Act, acting, name_of, owner_of
from xuezheng.records.registers.models import Enrolment, MergedPupil, MergedRow, Pupil, PupilMerge

#: The trail of merges names children by code for ever; it is never moved itself.
TRAIL = (PupilMerge, MergedPupil, MergedRow)
LISTED = 20

Outcome, How, Prefer = MergedRow.Outcome, MergedRow.How, PupilMerge.Prefer


@dataclass(frozen=True)
class Pointer:
    """A column that says which pupil a row is about."""

    model: type[Model]
    name: str
    is_key: bool

    def rows(self, pupil: str) -> QuerySet[Any]:
        """The rows about a pupil, in the order of their keys."""
        return self.model._base_manager.filter(**{self.attname: pupil}).order_by("pk")

    @property
    def attname(self) -> str:
        return str(self.model._meta.get_field(self.name).attname)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Clash:
    """Two rows of which a pupil may have one: `theirs` of the entry that goes, `ours` of the one kept."""

    pointer: Pointer
    theirs: Model
    ours: Model


@dataclass
class Unmerged:
    """What became of each row: `told` names those that are not back (record, heap, why)."""

    counts: dict[str, int] = field(
        default_factory=lambda: {heap: 0 for heap in ("back", "kept", "could_not")}
    )
    told: list[tuple[str, str, str]] = field(default_factory=list)


def pointing_at_pupils() -> Iterator[Pointer]:
    """Every column that points at a pupil: a foreign key, or a code of a pupil written as text."""
    code = Pupil._meta.get_field("code")
    for model in apps.get_models(include_auto_created=True):
        if model in TRAIL or model is Pupil:
            continue
        for of in model._meta.local_concrete_fields:
            is_code = (
                isinstance(of, CharField)
                and not of.primary_key
                and of.max_length == code.max_length
                and str(of.verbose_name).endswith("代码")
            )
            if of.related_model is Pupil or is_code:
                yield Pointer(model, of.name, not is_code)


def clashes(keep: str, gone: str) -> list[Clash]:
    """Pairs of rows that a promise of their model lets a pupil have only once."""
    return [
        Clash(pointer, theirs, ours)
        for pointer in pointing_at_pupils()
        for theirs in pointer.rows(gone)
        for ours in _rivals(pointer, theirs, keep)
    ]


def _rivals(pointer: Pointer, row: Model, keep: str) -> list[Model]:
    """Rows of the pupil kept that stand where this row would have to stand."""
    found: dict[Any, Model] = {}
    for names, condition in _promises(pointer):
        same = {n: getattr(row, n) for n in names if n != pointer.attname}
        if None in same.values():
            continue  # NULL is no value: nothing is the same as it
        both = pointer.model._base_manager.filter(pk=row.pk)
        if condition is not None and not both.filter(condition).exists():
            continue
        rivals = pointer.rows(keep).filter(**same)
        found |= {r.pk: r for r in (rivals if condition is None else rivals.filter(condition))}
    return list(found.values())


def _promises(pointer: Pointer) -> Iterator[tuple[list[str], Any]]:
    """What the model lets stand only once, of which the pointer is a part: columns and condition."""
    meta = pointer.model._meta
    if getattr(meta.get_field(pointer.name), "unique", False):
        yield [pointer.attname], None
    for names in meta.unique_together:
        if pointer.name in names:
            yield [str(meta.get_field(n).attname) for n in names], None  # type: ignore[union-attr]
    for promise in meta.constraints:
        if isinstance(promise, UniqueConstraint) and pointer.name in promise.fields:
            yield [str(meta.get_field(n).attname) for n in promise.fields], promise.condition  # type: ignore[union-attr]


def side_of(pupil: Pupil, by: User) -> Organisation:
    """The school that has a pupil, or had last; the bureau's for one that was on no roll."""
    last = (
        Enrolment.objects.filter(pupil=pupil)
        .select_related("school__organisation")
        .order_by("-school_year")
        .first()
    )
    return last.school.organisation if last else owner_of(pupil, "", by)


def merge_pupils(
    *, keep: Pupil, gone: Pupil, reason: str, by: User, at: datetime, prefer: str = ""
) -> PupilMerge:
    """Make one entry of two: everything about `gone` becomes about `keep`; `gone` becomes a tombstone.

    `prefer` says whose row stands where a child may have only one (two places on the roll in one
    year); without it such a pair stops the merge.
    """
    organisation = side_of(keep, by)
    require(by, "pupil.merge", side_of(gone, by))
    with acting(by=by, at=at, action="pupil.merge", organisation=organisation) as act:
        act.expect(keep.pk != gone.pk, f"两条都是学生 {keep.pk}。", "请写两个不同的学生代码。")
        act.refuse_faults()
        for pupil in sorted((keep, gone), key=lambda p: str(p.pk)):
            act.take(pupil)
        found = clashes(keep.pk, gone.pk)
        if not prefer:
            _refuse_clashes(act, found)
        merge = PupilMerge(
            keep=keep.pk, gone=gone.pk, organisation=organisation, reason=reason,
            prefer=prefer if found else "", by=by.get_username(), at=at,
        )  # fmt: skip
        if prefer:
            act.expect(prefer in Prefer.values, f"冲突取舍“{prefer}”不在清单中。", "请填 keep 或 gone。")
        act.save(merge)
        n_aside = _set_aside(merge, found, prefer)
        n_moved = _move_all(merge, keep, gone)
        _bury(merge, gone)
        act.detail = {
            "keep": keep.pk,
            "gone": gone.pk,
            "reason": reason,
            "moved": n_moved,
            "set_aside": n_aside,
        }
    return merge


def _refuse_clashes(act: Act, found: list[Clash]) -> None:
    for clash in found[:LISTED]:
        act.expect(
            False,
            f"{name_of(clash.theirs)}与{name_of(clash.ours)}不能都归一名学生（{_told(clash)}）。",
            "请用 --prefer keep 或 --prefer gone 写明以哪一条为准。",
        )
    act.refuse_faults()


def _told(clash: Clash) -> str:
    """What the two rows have in common, by label."""
    meta = clash.pointer.model._meta
    common: dict[str, str] = {}
    for names, _ in _promises(clash.pointer):
        for of in meta.concrete_fields:
            value = getattr(clash.theirs, of.attname)
            if (
                of.attname in names
                and of.attname != clash.pointer.attname
                and value == getattr(clash.ours, of.attname)
            ):
                common[str(of.verbose_name)] = str(value)
    return "，".join(f"{label} {value}" for label, value in common.items()) or "只能有一条"


def _set_aside(merge: PupilMerge, found: list[Clash], prefer: str) -> int:
    """Keep the rows that give way whole in the trail, and take them off their tables."""
    done: set[tuple[str, str]] = set()
    for clash in found:
        row = clash.theirs if prefer == Prefer.KEEP else clash.ours
        label = clash.pointer.model._meta.label_lower
        if (label, str(row.pk)) in done:
            continue
        done.add((label, str(row.pk)))
        MergedRow.objects.create(
            merge=merge, table=label, field=clash.pointer.name, key=str(row.pk), how=How.SET_ASIDE,
            content=_whole(row),
        )  # fmt: skip
        try:
            row.delete()
        except ProtectedError:
            raise BadInput(
                f"{name_of(row)}须让位，但另有记录用到它。没有合并。请先处理用到它的记录，或改选另一方为准。"
            ) from None
    return len(done)


def _move_all(merge: PupilMerge, keep: Pupil, gone: Pupil) -> int:
    """Point every row about `gone` at `keep`; nothing else of the row changes."""
    moved = 0
    for pointer in pointing_at_pupils():
        for row in list(pointer.rows(gone.pk)):
            MergedRow.objects.create(
                merge=merge,
                table=pointer.model._meta.label_lower,
                field=pointer.name,
                key=str(row.pk),
                how=How.MOVED,
            )
            try:
                with transaction.atomic():
                    pointer.model._base_manager.filter(pk=row.pk).update(**{pointer.attname: keep.pk})
            except IntegrityError:
                raise CannotFinish(
                    f"{name_of(row)}不能改归学生 {keep.pk}：数据库的约束不许。没有合并。请先更正该记录。"
                ) from None
            moved += 1
    return moved


def _copied(row: Model, into: type[Model], **more: Any) -> Any:
    """The columns of a child, as they are."""
    names = [f.attname for f in Pupil._meta.concrete_fields]
    return into(**{name: getattr(row, name) for name in names}, **more)


def _bury(merge: PupilMerge, gone: Pupil) -> None:
    """The entry leaves the register whole; the database refuses while anything still points at it."""
    _copied(gone, MergedPupil, merge=merge).save(force_insert=True)
    gone.delete()


def unmerge_pupils(*, merge: PupilMerge, by: User, at: datetime) -> Unmerged:
    """Take a merge back: each row it touched ends in exactly one of three heaps.

    *Back*: as it was; what was edited in its other columns stays edited. *Kept*: somebody pointed it
    elsewhere since. *Could not*: it is gone, or its place is taken; what was set aside stays in the trail.
    """
    done = Unmerged()
    with acting(by=by, at=at, action="pupil.unmerge", organisation=merge.organisation) as act:
        act.take(merge)
        _expect_last(act, merge)
        tombstone = MergedPupil.objects.select_for_update().get(merge=merge)
        _expect_free(act, tombstone)
        pupil = _copied(tombstone, Pupil)
        tombstone.delete()
        pupil.save(force_insert=True)
        for row in merge.rows.order_by("how", "-id"):  # what was moved first: it makes room
            row.outcome, row.why = _move_back(row, merge) if row.how == How.MOVED else _bring_back(row)
            row.save(update_fields=["outcome", "why"])
            done.counts[row.outcome] += 1
            if row.outcome != Outcome.BACK:
                done.told.append((_record(row), row.outcome, row.why))
        merge.undone_by, merge.undone_at = by.get_username(), at
        act.save(merge, "undone_by", "undone_at")
        act.detail = {"keep": merge.keep, "gone": merge.gone, **done.counts}
    return done


def _expect_last(act: Act, merge: PupilMerge) -> None:
    act.expect(
        merge.undone_at is None,
        f"第 {merge.pk} 号合并已由 {merge.undone_by} 撤销。",
        "不能再撤销一次。",
    )
    act.refuse_faults()
    later = PupilMerge.objects.filter(undone_at=None, pk__gt=merge.pk)
    mine = set(merge.rows.values_list("table", "key"))
    for other in later.order_by("-pk"):
        touched = other.gone == merge.keep or mine & set(other.rows.values_list("table", "key"))
        act.expect(
            not touched,
            f"此后的第 {other.pk} 号合并又动过同样的记录。",
            f"请先撤销第 {other.pk} 号合并。",
        )
    act.refuse_faults()


def _expect_free(act: Act, tombstone: MergedPupil) -> None:
    """Nobody took the code or the number since."""
    taken = Pupil.objects.filter(roll_number=tombstone.roll_number) | Pupil.objects.filter(pk=tombstone.pk)
    other = taken.order_by("pk").first()
    act.expect(
        other is None,
        f"合并后又以同一学籍号登记了学生 {other.pk if other else ''}。",
        "请先把后登记的一条并入，或更正其学籍号。",
    )
    act.refuse_faults()


def _move_back(row: MergedRow, merge: PupilMerge) -> tuple[str, str]:
    model = apps.get_model(row.table)
    attname = str(model._meta.get_field(row.field).attname)
    there = model._base_manager.filter(pk=row.key)
    if not there.exists():
        return Outcome.COULD_NOT, "记录已不存在"
    try:
        with transaction.atomic():
            changed = there.filter(**{attname: merge.keep}).update(**{attname: merge.gone})
    except IntegrityError:
        return Outcome.COULD_NOT, "还原后会与其他记录重复"
    return (Outcome.BACK, "") if changed else (Outcome.KEPT, "合并后又有人改过")


def _bring_back(row: MergedRow) -> tuple[str, str]:
    model = apps.get_model(row.table)
    said = json.loads(row.content)
    stored = model(
        **{
            of.attname: _read(of, said[of.attname])
            for of in model._meta.concrete_fields
            if of.attname in said
        }
    )
    for of in model._meta.concrete_fields:
        value = getattr(stored, of.attname)
        if of.related_model is not None and value is not None:
            target = of.related_model._base_manager.filter(pk=value)
            if not target.exists():
                return Outcome.COULD_NOT, f"原来的“{of.verbose_name}”已不存在"
    if model._base_manager.filter(pk=stored.pk).exists():
        return Outcome.COULD_NOT, "记录编号已被占用"
    try:
        with transaction.atomic():
            stored.save(force_insert=True)
    except IntegrityError:
        return Outcome.COULD_NOT, "还原后会与其他记录重复"
    return Outcome.BACK, ""


def _whole(row: Model) -> str:
    """Every column of a row, as text; an empty one stays empty."""
    fields = row._meta.concrete_fields
    return json.dumps({of.attname: _written(of, row) for of in fields}, ensure_ascii=False)


def _written(of: Any, row: Model) -> Any:
    return None if getattr(row, of.attname) is None else of.value_to_string(row)


def _read(of: Any, said: Any) -> Any:
    return None if said is None else of.to_python(said)


def _record(row: MergedRow) -> str:
    return f"{apps.get_model(row.table)._meta.verbose_name} {row.key}"
