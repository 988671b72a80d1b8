"""Lines in a family's words: 总分 536，语文、数学之和 185."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

MADE_OF = {"sum": "之和", "highest": "中较高", "lowest": "中较低"}


def spoken(value: str) -> str:
    """One value of a line, as `lines.csv` has it, in words.

    Examples
    --------
    >>> spoken("sum(chinese,maths)=104+81")
    '语文、数学之和 185'
    """
    name, _, cells = value.partition("=")
    kind, mark, inner = name.removesuffix(")").partition("(")
    if not mark or kind not in MADE_OF:
        return f"{_names().get(name, name)} {cells}"
    titles = "、".join(_names().get(column, column) for column in inner.split(","))
    return f"{titles}{MADE_OF[kind]} {_made(kind, cells)}"


def _made(kind: str, cells: str) -> str:
    try:
        numbers = [Decimal(cell) for cell in cells.split("+")]
    except ArithmeticError:
        return cells
    made = {"sum": sum(numbers, Decimal(0)), "highest": max(numbers), "lowest": min(numbers)}[kind]
    return format(made, "f")


def name_of(column: str) -> str:
    """What a column is called when a family reads it; its own name where nobody named it."""
    return _names().get(column, column)


def standing_words(
    wish: int, group: str, values: Sequence[str], lottery: int, labels: Mapping[str, str] | None = None
) -> str:
    """What a line, or a pupil, has: round, group, values, lottery number."""
    parts = [f"第{wish}志愿"] if wish else []
    parts += [f"第{group}类（{(labels or {}).get(group, group)}）"] if group else []
    parts += [spoken(value) for value in values]
    return "，".join(parts + ([f"摇号第 {lottery} 号"] if lottery else []))


def deciding(line: str, own: str) -> int:
    """How many values must be told until the two differ; all of them, and the number, if they never do.

    Examples
    --------
    >>> deciding("score=580; maths=90; english=70", "score=580; maths=88; english=99")
    2
    """
    pairs = list(zip(line.split("; "), own.split("; "), strict=False))
    return next((i for i, (one, other) in enumerate(pairs, start=1) if one != other), len(pairs) + 1)


def group_labels(groups: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Labels of a batch's groups by their codes."""
    return {str(group["code"]): str(group["label"]) for group in groups}


@cache
def _names() -> dict[str, str]:
    import yaml

    text = files("xuezheng.rules").joinpath("admissions", "names.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
