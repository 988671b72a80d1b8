"""From the columns of a list, or of the register, to what the model compares."""

from collections.abc import Callable
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.outside.linkage.model import COLUMNS, KEYS
from xuezheng.outside.linkage.names import fold_name, sorted_characters, sound_code
from xuezheng.outside.linkage.numbers import Number, read_number

Column: TypeAlias = pa.Array | pa.ChunkedArray
#: A birthday mistyped by a digit can be ten years off; by more than this it is another person's, mostly.
_ANOTHER_PERSON_YEARS = 12


def features_of(people: pa.Table) -> pa.Table:
    """What is compared of each person.

    Parameters
    ----------
    people : pyarrow.Table
        `code` and `name` as text; `number`, `sex` (1, 2 or empty), `born_on` (date), `area`, `phone` and
        `guardian` where they are known. A column that is missing says nothing, nor does an empty cell.

    Returns
    -------
    pyarrow.Table
        `code`, the columns of the model and its keys, all text; what is not known is null.

    Notes
    -----
    Equal names and equal numbers are read once. A birthday or sex that the columns do not give is taken from a
    number whose check digit is right.
    """
    names = _each(_texts(people, "name"), _name_features)
    numbers = _each(_texts(people, "number"), _number_features)
    given = _days(people)
    numbers = _without_others(numbers, given)
    born_on = pc.coalesce(given, numbers["born_on"])
    sex = pc.coalesce(_texts(people, "sex"), numbers["sex"])
    guardian = _each(_texts(people, "guardian"), lambda name: {"guardian": fold_name(name)})
    columns: dict[str, Column] = {
        **names,
        **guardian,
        **{part: numbers[part] for part in ("number", "valid", "front", "back", "ends", "inner")},
        "born_on": born_on,
        "year": pc.utf8_slice_codeunits(born_on, 0, 4),
        "sex": sex,
        "area": _texts(people, "area"),
        "phone": _texts(people, "phone"),
    }
    made = {name: _plain(columns[name]) for name in (*COLUMNS, *KEYS)}
    return pa.table({"code": _plain(people.column("code")), **made})


def _name_features(name: str) -> dict[str, str]:
    folded = fold_name(name)
    sound = sound_code(folded)
    return {
        "name": folded,
        "sound": sound,
        "letters": sorted_characters(folded),
        "first": sound[:1],
        "last": sound[-1:],
        "given": sound[1:],
        "head": sound[:-1],
        "tail": sound[2:],
    }


def _number_features(said: str) -> dict[str, str]:
    number: Number = read_number(said)
    text = number.text
    return {
        "number": text,
        "valid": "1" if number.is_valid else "",
        "front": text[:14],
        "back": text[-12:],
        "ends": text and text[:6] + text[-4:],
        "inner": text and text[7:13] + text[-3:],
        "born_on": number.born_on.strftime("%Y%m%d") if number.born_on else "",
        "sex": number.sex,
    }


def _without_others(numbers: dict[str, Column], given: Column) -> dict[str, Column]:
    """Leave out a number that is somebody else's: a grandmother's on the line of a child.

    A right number whose birthday lies years from the one in the next column says nothing of this person.
    """
    years = [pc.cast(pc.utf8_slice_codeunits(day, 0, 4), pa.int32()) for day in (numbers["born_on"], given)]
    apart = pc.abs(pc.subtract(*years))
    is_others = pc.fill_null(pc.greater_equal(apart, _ANOTHER_PERSON_YEARS), False)
    return {part: pc.if_else(is_others, None, column) for part, column in numbers.items()}


def _each(texts: Column, read: Callable[[str], dict[str, str]]) -> dict[str, Column]:
    """Read each different text once and give the columns for all rows; an empty part is null."""
    coded = pc.dictionary_encode(texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts)
    read_once = [read(text) for text in coded.dictionary.to_pylist()]
    parts = read_once[0].keys() if read_once else read("").keys()
    return {
        part: pa.array([one[part] or None for one in read_once], pa.string()).take(coded.indices)
        for part in parts
    }


def _texts(people: pa.Table, name: str) -> Column:
    """A column of text, its empty cells null; a column of nulls when there is none."""
    if name not in people.column_names:
        return pa.nulls(people.num_rows, pa.string())
    column = _plain(people.column(name))
    return pc.if_else(pc.equal(column, ""), None, column)


def _days(people: pa.Table) -> Column:
    if "born_on" not in people.column_names:
        return pa.nulls(people.num_rows, pa.string())
    column = people.column("born_on")
    return _plain(pc.strftime(column.cast(pa.date32()).cast(pa.timestamp("s")), format="%Y%m%d"))


def _plain(column: Column) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(pa.string())
