"""Drop-downs that depend on the cell before them: an area's schools, a school's classes, a stage's grades.

A validation asks for the defined name made for the parent's place in its list:
`INDIRECT("cascade_1_"&MATCH($C2,cascade_1,0))`. Excel, WPS and LibreOffice follow it; where the parent is empty
or not in the list nothing is offered and whatever is typed is told at the import.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xuezheng.records.intake.forms.layouts import Column

SHEET = "级联选项"
#: More children than this are no drop-down.
MOST = 50_000
Offered = str | int


@dataclass(frozen=True)
class Cascade:
    """What a column offers for each value of another, the values in the order of the parent's list."""

    parent: "Column"
    child: "Column"
    offered: Mapping[str, Sequence[Offered]]

    @property
    def all_offered(self) -> list[Offered]:
        """Everything it offers, each once: for the notes."""
        return list(dict.fromkeys(one for some in self.offered.values() for one in some))


def cascades_of(columns: "Sequence[Column]", folder_is_given: bool, by: str) -> list[Cascade]:
    """The cascades of a sheet: those of the whole state, and with a bureau's folder those of its register."""
    found = []
    stage, grade = _named(columns, "stage"), _named(columns, "grade")
    if stage and grade and stage.choices:
        found.append(Cascade(stage, grade, _grades(stage)))
    if folder_is_given:
        area, school = _pointing(columns, "registers.area"), _pointing(columns, "registers.school")
        school_class = _pointing(columns, "registers.schoolclass")
        if area and school:
            found.append(Cascade(area, school, _schools(by)))
        if school and school_class:
            found.append(Cascade(school, school_class, _classes(by)))
    return [one for one in found if one.offered and sum(map(len, one.offered.values())) <= MOST]


def _named(columns: "Sequence[Column]", name: str) -> "Column | None":
    return next((column for column in columns if column.name == name), None)


def _pointing(columns: "Sequence[Column]", target: str) -> "Column | None":
    return next((column for column in columns if column.target == target), None)


def _grades(stage: "Column") -> dict[str, list[Offered]]:
    from xuezheng.rules.codes import stage_grades

    n_grades = stage_grades()
    labels = {code: label for label, code in stage.choices.items() if label != code}
    return {labels[code]: list(range(1, n + 1)) for code, n in n_grades.items() if code in labels}


def own_schools(by: str) -> list[Any]:
    """The open schools a person may report for."""
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.registers.queries import School, visible_to

    return list(
        visible_to(School, acting_person(by)).filter(closed_on=None).select_related("area").order_by("pk")
    )


def school_words(schools: Sequence[Any]) -> dict[str, str]:
    """What stands for each school in a drop-down: its name, or its code where two bear the name."""
    n_named: dict[str, int] = {}
    for school in schools:
        n_named[school.name] = n_named.get(school.name, 0) + 1
    return {school.pk: school.name if n_named[school.name] == 1 else school.pk for school in schools}


def _schools(by: str) -> dict[str, list[Offered]]:
    """By the name of each area its schools, in the order of their codes."""
    found: dict[str, list[Offered]] = {}
    schools = own_schools(by)
    words = school_words(schools)
    for school in schools:
        found.setdefault(school.area.name, []).append(words[school.pk])
    return found


def _classes(by: str) -> dict[str, list[Offered]]:
    """By each school its classes of the latest school year."""
    from xuezheng.records.registers.queries import SchoolClass

    schools = own_schools(by)
    words, codes = school_words(schools), {school.pk for school in schools}
    latest = SchoolClass.objects.order_by("-school_year").values_list("school_year", flat=True).first()
    found: dict[str, list[Offered]] = {}
    if latest is None:
        return found
    rows = SchoolClass.objects.filter(school_year=latest).order_by("school", "stage", "grade", "number")
    for code, school in rows.values_list("pk", "school"):
        if school in codes:
            found.setdefault(words[school], []).append(code)
    return found


def write_cascades(
    book: Any, data: Any, cascades: Sequence[Cascade], places: "Mapping[Column, int]", rows: int
) -> None:
    """Write the lists on a hidden sheet, name each, and let the cells ask for them."""
    from xlsxwriter.utility import xl_col_to_name

    if not cascades:
        return
    sheet = book.add_worksheet(SHEET)
    sheet.hide()
    for number, cascade in enumerate(cascades, 1):
        keys, values = 2 * (number - 1), 2 * number - 1
        at = 0
        sheet.write_column(0, keys, list(cascade.offered))
        book.define_name(f"cascade_{number}", _range(xl_col_to_name(keys), 0, len(cascade.offered)))
        for place, offered in enumerate(cascade.offered.values(), 1):
            sheet.write_column(at, values, offered)
            book.define_name(f"cascade_{number}_{place}", _range(xl_col_to_name(values), at, len(offered)))
            at += len(offered)
        parent = xl_col_to_name(places[cascade.parent])
        data.data_validation(
            1, places[cascade.child], rows, places[cascade.child],
            {
                "validate": "list",
                "source": f'=INDIRECT("cascade_{number}_"&MATCH(${parent}2,cascade_{number},0))',
                "error_type": "warning",
                "error_title": cascade.child.heading[:32],
                "error_message": f"先选“{cascade.parent.heading}”，再从下拉选项中选。",
            },
        )  # fmt: skip


def _range(letter: str, first: int, n: int) -> str:
    return f"='{SHEET}'!${letter}${first + 1}:${letter}${first + n}"
