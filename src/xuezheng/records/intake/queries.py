"""Named reads of intake, always within what the person may see."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet

from xuezheng.errors import BadInput, Fault
from xuezheng.records.accounts.queries import Viewer, below, granted_paths, scope_by
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.intake.forms.cells import read_column
from xuezheng.records.intake.forms.layouts import KNOWN_BY, Column, Layout, all_layouts, columns_of, model_of
from xuezheng.records.intake.models import Batch, Chunk

ORGANISATION_PATHS: dict[type[Model], str] = {
    Batch: "organisation__path",
    Chunk: "batch__organisation__path",
}

visible_to = scope_by(ORGANISATION_PATHS)


def latest_batches(user: Viewer) -> QuerySet[Batch]:
    """What was taken in, the latest first."""
    return visible_to(Batch, user).select_related("organisation").order_by("-pk")


def find_batch(user: Viewer, number: int | None) -> Batch | None:
    """The batch of a number; without one, the latest that still stands."""
    seen = latest_batches(user)
    return seen.filter(pk=number).first() if number else seen.filter(state=Batch.State.DONE).first()


def rows_to_take_out(
    layout: Layout, user: Viewer, conditions: Mapping[str, str], keys: Collection[Any] | None = None
) -> tuple[int, Iterator[list[Any]]]:
    """How many rows of a layout the person may report for and that meet the conditions; then the rows.

    A cell is as a sheet shows it: a label for a choice, 是 or 否, a code for a link, a number, a date.
    With `keys`, only the rows of these keys, in the order of keys.

    Raises
    ------
    BadInput
        When a condition names no column, or says what its column cannot hold.
    """
    model = model_of(layout.parts[-1])
    paths = granted_paths(user, RIGHTS[layout.right].roles)
    if layout.owner:
        rows = model._default_manager.filter(below(f"{layout.stored_owner}__path", paths))
    else:
        rows = model._default_manager.all() if paths else model._default_manager.none()
    first = _link_to_first(layout)
    rows = rows.filter(_asked(layout, first, conditions)).order_by("pk")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    columns = columns_of(layout)
    names = [_lookup(layout, column, first) for column in columns]
    shown = [_as_shown(column) for column in columns]
    read = rows.values_list(*names).iterator(chunk_size=2000)
    cells = ([show(cell) for show, cell in zip(shown, row, strict=True)] for row in read)
    return rows.count(), cells


def _link_to_first(layout: Layout) -> str:
    """The field of the last part that points at the first; empty when there is but one part."""
    if len(layout.parts) == 1:
        return ""
    first, last = model_of(layout.parts[0]), model_of(layout.parts[-1])
    return next(of.name for of in last._meta.concrete_fields if of.related_model is first)


def _lookup(layout: Layout, column: Column, first: str) -> str:
    before = f"{first}__" if first and column.part == 0 else ""
    known_by = KNOWN_BY.get(column.target)
    return f"{before}{column.name}__{known_by}" if known_by else f"{before}{column.attname}"


def _as_shown(column: Column) -> Callable[[Any], Any]:
    if column.kind == "choice":
        labels: dict[Any, str] = {code: label for label, code in reversed(list(column.choices.items()))}
        return lambda code: labels.get(code, code)
    if column.kind == "yes_no":
        return lambda value: {True: "是", False: "否"}.get(value, "")
    return lambda value: value


def _asked(layout: Layout, first: str, conditions: Mapping[str, str]) -> Q:
    by_heading = {column.heading: column for column in columns_of(layout)}
    faults: list[Fault] = []
    wanted = Q()
    for heading, text in conditions.items():
        column = by_heading.get(heading)
        if column is None:
            faults.append(Fault(f"没有“{heading}”这一列。", layout.title, f"有：{'、'.join(by_heading)}。"))
            continue
        (read,), wrong = read_column(column, [text], None)
        faults += [Fault(unread.said[0], heading, unread.said[1]) for unread in wrong.values()]
        wanted &= _is(column, _lookup(layout, column, first), read)
    if faults:
        raise BadInput(f"筛选条件有 {len(faults)} 处不对。没有导出。", faults=faults)
    return wanted


def _is(column: Column, lookup: str, value: Any) -> Q:
    """The cell is this; of a link its code or its name."""
    if column.kind != "link":
        return Q(**{lookup: value})
    model: type[Model] = column.field.related_model
    try:
        model._meta.get_field("name")
    except FieldDoesNotExist:
        return Q(**{lookup: value})
    called = lookup.removesuffix(column.attname) + f"{column.name}__name"
    return Q(**{lookup: value}) | Q(**{called: value})


#: Chunks looked through for one record: some two hundred thousand rows of the latest imports.
LOOKED_THROUGH = 120


def batches_that_touched(user: Viewer, row: Model) -> list[Batch]:
    """The latest imports that wrote a row; those a person may see, the latest first."""
    from xuezheng.records.intake.actions.packing import keys_written

    places = {
        (layout.name, number)
        for layout in all_layouts().values()
        for number, part in enumerate(layout.parts)
        if model_of(part) is type(row)
    }
    chunks = visible_to(Chunk, user).filter(batch__layout__in={name for name, _ in places})
    found: dict[int, Batch] = {}
    for chunk in chunks.select_related("batch__organisation").order_by("-batch", "number")[:LOOKED_THROUGH]:
        is_ours = (chunk.batch.layout, chunk.part) in places and chunk.batch_id not in found
        if is_ours and row.pk in keys_written(chunk.payload):
            found[chunk.batch_id] = chunk.batch
    return list(found.values())


def standing_batch(layout: str, digest: str) -> Batch | None:
    """The import of this very file that stands; asked by the machine that made it, not by people."""
    return Batch.objects.filter(layout=layout, file_sha256=digest, state=Batch.State.DONE).first()
