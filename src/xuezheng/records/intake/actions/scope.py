"""Whose a staged row is, now and as it would become: nobody sends in another's rows."""

from collections.abc import Sequence

from django.db.models import Model

from xuezheng.records.accounts.models import User
from xuezheng.records.accounts.queries import granted_paths
from xuezheng.records.accounts.rights import RIGHTS
from xuezheng.records.intake.actions.staging import CHANGED, TABLE, StagedPart, Staging
from xuezheng.records.intake.actions.tables import ask, quoted
from xuezheng.records.intake.forms.cells import CellFault
from xuezheng.records.intake.forms.layouts import AnyField, Layout


def rows_out_of_reach(layout: Layout, staging: Staging, by: User) -> list[CellFault]:
    """Rows that belong, or so far belonged, to an organisation the person does not act for."""
    right = RIGHTS[layout.right]
    paths = granted_paths(by, right.roles)
    if not layout.owner:
        return _whole_city(paths, right.label)
    part = staging.parts[-1]
    heading = _label(part, layout.owner.split("__")[0])
    what = "不属于您可以报送的机构。"
    new = _outside(part, layout.owner, paths, staged=True)
    old = [line for line in _outside(part, layout.stored_owner, paths, staged=False) if line not in set(new)]
    faults = [CellFault(line, heading, "", what, "请只填本机构及下级的记录。") for line in new]
    faults += [
        CellFault(line, heading, "", "这条记录现属于其他机构。", "请由原机构报送，或先办理划转。")
        for line in old
    ]
    told = {fault.row for fault in faults}
    return faults + [
        CellFault(line, "", "", "这名学生现在其他学校，不能改其基本信息。", "请由在读学校更正。")
        for line in _children_of_others(staging, paths)
        if line not in told
    ]


def _label(part: StagedPart, name: str) -> str:
    of: AnyField = part.model._meta.get_field(name)
    return str(of.verbose_name)


def _whole_city(paths: Sequence[str], label: str) -> list[CellFault]:
    """A list of the whole city is kept by those who act for the bureau."""
    if any(path.count("/") <= 2 for path in paths):
        return []
    lines = ask(f"SELECT at_line FROM {TABLE} ORDER BY at_line LIMIT 1")
    return [CellFault(line, "", "", f"您不能{label}。", "此表由市教育局报送。") for (line,) in lines]


def _outside(part: StagedPart, owner: str, paths: Sequence[str], *, staged: bool) -> list[int]:
    """Lines whose owner, as staged or as stored, lies outside the paths."""
    first, *rest = owner.split("__")
    of: AnyField = part.model._meta.get_field(first)
    start = quoted(part.staged(of)) if staged else f"r.{quoted(of.column)}"
    stored = "" if staged else f" JOIN {part.table} r ON r.{part.stored_pk} = {part.pk}"
    joins, path = _walk(start, of.related_model, rest)
    within, values = _within(path, paths)
    if staged:
        # A cell that could not be read is a fault already.
        within = f"({within}) OR {start} IS NULL"
    return [
        line
        for (line,) in ask(
            f"SELECT at_line FROM {TABLE}{stored}{joins} WHERE {path} IS NOT NULL AND NOT ({within}) ORDER BY at_line",
            values,
        )
    ]


def _walk(start: str, model: type[Model], rest: Sequence[str]) -> tuple[str, str]:
    """Joins from a column that points at `model` to the path of its organisation."""
    joins, here, alias = "", start, ""
    for number, name in enumerate([*rest, ""]):
        alias = f"t{number}"
        key = quoted(model._meta.pk.column)  # type: ignore[union-attr]
        joins += f" LEFT JOIN {quoted(model._meta.db_table)} {alias} ON {alias}.{key} = {here}"
        if name:
            of: AnyField = model._meta.get_field(name)
            here, model = f"{alias}.{quoted(of.column)}", of.related_model
    return joins, f"{alias}.path"


def _within(path: str, paths: Sequence[str]) -> tuple[str, list[str]]:
    """Whether a path starts with one of the paths: a range, so that case counts and an index helps."""
    if not paths:
        return "1 = 0", []
    one = f"({path} >= %s AND {path} < %s)"
    return " OR ".join([one] * len(paths)), [end for p in paths for end in (p, p[:-1] + "0")]


def _children_of_others(staging: Staging, paths: Sequence[str]) -> list[int]:
    """Lines that change a child whom another school has on its roll."""
    first = staging.parts[0]
    if first.part.model != "registers.Pupil":
        return []
    within, values = _within("o.path", paths)
    roll = (
        "SELECT 1 FROM registers_enrolment e JOIN registers_school s ON s.code = e.school_id"
        f" JOIN accounts_organisation o ON o.code = s.organisation_id WHERE e.pupil_id = {first.pk}"
    )
    return [
        line
        for (line,) in ask(
            f"SELECT at_line FROM {TABLE} WHERE {first.state} = '{CHANGED}' AND EXISTS ({roll})"
            f" AND NOT EXISTS ({roll} AND ({within})) ORDER BY at_line",
            values,
        )
    ]
