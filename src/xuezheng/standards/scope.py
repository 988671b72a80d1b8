"""Which schools a standard looks at, and how shared buildings are split: options, printed in every report."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from xuezheng.errors import BadInput
from xuezheng.rules.codes import school_kinds
from xuezheng.rules.values import value_on

Split = Literal["reported", "by_pupils", "by_weighted_pupils"]

SPLIT_WORDS = {
    "reported": "按报表各学段所填数计",
    "by_pupils": "一贯制学校各学段合计后按学生数分摊",
    "by_weighted_pupils": "一贯制学校各学段合计后按折算学生数分摊",
}
#: 教学点 and attached classes; kinds that are never compared with ordinary schools.
POINTS = ("218", "219", "319")
VOCATIONAL = ("321", "322", "329")


@dataclass(frozen=True)
class Scope:
    """Scope rules of the resource measures.

    Attributes
    ----------
    split : {"reported", "by_pupils", "by_weighted_pupils"}
        How areas and equipment of a school with several stages are split between them.
    point_pupils : int or None
        Teaching points below this many pupils are left out; None leaves out every one.
    has_private : bool
        Whether private schools are compared.
    runners : tuple of str
        First digits of the 举办者 that are compared; empty for all.
    junior_weight : Decimal
        Pupils a junior pupil counts as in "by_weighted_pupils".
    """

    split: Split = "reported"
    point_pupils: int | None = 50
    has_private: bool = True
    runners: tuple[str, ...] = ()
    junior_weight: Decimal = Decimal("1.1")

    def told(self) -> dict[str, str]:
        """The options in the words of a report."""
        points = (
            "教学点不计入"
            if self.point_pupils is None
            else f"不足 {self.point_pupils} 名学生的教学点不计入资源配置指标"
        )
        weight = f"（小学 1：初中 {self.junior_weight}）" if self.split == "by_weighted_pupils" else ""
        return {
            "教学点": points,
            "民办学校": "计入" if self.has_private else "不计入",
            "举办者": "不限"
            if not self.runners
            else f"只计举办者代码以 {'、'.join(self.runners)} 开头的学校",
            "特殊教育、职业学校": "不计入资源配置指标",
            "一贯制学校": "在所办各学段各计一次，" + SPLIT_WORDS[self.split] + weight,
        }


def scope_of(split: str, on: date, *, of: Scope | None = None) -> Scope:
    """The scope with a named way to split, and the numbers that hold on a day.

    Raises
    ------
    BadInput
        When there is no such way.
    """
    if split not in get_args(Split):
        known = "、".join(f"{name}（{words}）" for name, words in SPLIT_WORDS.items())
        raise BadInput(f"没有分摊办法“{split}”。一贯制学校的校舍要按一种办法分到各学段。可用：{known}。")
    scope = of or Scope()
    points = scope.point_pupils
    if points is not None:
        points = int(value_on("quality_balance.point_pupils.min", on).value)
    weight = value_on("quality_balance.split_weight.junior", on).value
    return replace(scope, split=split, point_pupils=points, junior_weight=weight)  # type: ignore[arg-type]


def special_kinds() -> tuple[str, ...]:
    """办学类型 of special schools."""
    return (*school_kinds("special"), "518", "519")
