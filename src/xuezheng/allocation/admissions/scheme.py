"""A scheme: the rules of one round of admissions as data, dated and with their source.

Shipped schemes are in rules/admissions/schemes/; an office writes its own in the same form
(docs/algorithms/admissions.md) and hands it in with `--rules`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from xuezheng.allocation.admissions.shapes import (
    conditions_of,
    entries_of,
    floor_of,
    left_over_of,
    points_formula,
    quota_of,
)
from xuezheng.errors import BadInput, Fault, NotFound

RULES = ("deferred", "parallel", "lottery", "priority")
#: What decides when everything in the order is equal.
ENDS = ("lottery", "all", "refuse")
LAST_PLACES = ("exceed", "skip")
TICKETS = ("one", "each")
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Batch:
    """One batch: who may take part, in which order, by which rule, for which seats.

    `by` lists what is compared, `end` what decides when all of it is equal; `groups` come before
    both and may have either of their own. `quota` splits the seats over junior schools; `floor` ties
    it to another batch's line.
    """

    code: str
    label: str
    rule: str
    by: tuple[Data, ...]
    end: str = "lottery"
    tickets: str = "one"
    groups: tuple[Data, ...] = ()
    eligible: tuple[Data, ...] = ()
    quota: Data | None = None
    floor: Data | None = None

    def end_in(self, group: int) -> str:
        """What decides between equals of a group: its own rule if it has one, else the batch's."""
        own = self.groups[group]["end"] if self.groups and group >= 0 else None
        return own or self.end

    @property
    def ends(self) -> set[str]:
        """Every rule between equals that the batch may use."""
        return {self.end_in(g) for g in range(len(self.groups))} or {self.end}

    @property
    def statement(self) -> dict[str, Any]:
        """The batch as plain data, for the certificate."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


@dataclass(frozen=True)
class Scheme:
    """Batches in their order, and what holds for all of them."""

    title: str
    batches: tuple[Batch, ...]
    source: str = ""
    mark: str = ""
    from_on: str = ""
    to_on: str = ""
    given: str = ""
    points: Data | None = None
    left_over: Data | None = None
    last_place: str | None = None

    @property
    def looked_ahead(self) -> list[tuple[Batch, Batch]]:
        """Batches with a floor under the line of one still to come, each with that one."""
        at = {batch.code: i for i, batch in enumerate(self.batches)}
        pairs = [(b, self.batches[at[b.floor["under_line_of"]]]) for b in self.batches if b.floor]
        return [(batch, other) for batch, other in pairs if at[other.code] > at[batch.code]]

    def floor_lines(self, batch: Batch) -> str:
        """Under which code the lines stand that a batch's floor looks at; empty without a floor."""
        ahead = [other.code for floored, other in self.looked_ahead if floored is batch]
        return on_paper(batch.code, ahead[0]) if ahead else (batch.floor or {}).get("under_line_of", "")

    @property
    def statement(self) -> dict[str, Any]:
        """The scheme as plain data, for the certificate."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return said | {"batches": [batch.statement for batch in self.batches]}


def on_paper(batch: str, other: str) -> str:
    """Under which code lines stand that a batch to come would draw if it were held before `batch`."""
    return f"{batch}:{other}"


def plain_scheme(rule: str, *, has_score: bool, last_place: str | None = None) -> Scheme:
    """The scheme of one batch when no rules are handed in: by score if there is one, then by lottery."""
    if rule not in RULES:
        raise BadInput(f"没有名为“{rule}”的录取规则。只有 {'、'.join(RULES)}。请改正 --rule。")
    scored = has_score and rule != "lottery"
    by: tuple[Data, ...] = ({"of": "column", "columns": ["score"], "first": "largest"},) if scored else ()
    return Scheme("未附规则文件：一个批次", (Batch("all", "统一批", rule, by),), last_place=last_place)


def read_scheme(
    name: str, *, rule: str = "", last_place: str | None = None, on: date | None = None
) -> Scheme:
    """Read a scheme by the name of a shipped one or the path of a YAML file.

    Parameters
    ----------
    name : str
        `zhongkao`, or `our-rules.yaml`.
    rule : str
        The rule of batches that name none.
    last_place : str, optional
        Overrides the scheme's own.
    on : date, optional
        The day the scheme must be in force.

    Raises
    ------
    NotFound
        When there is neither such a file nor such a shipped scheme.
    BadInput
        With all faults of the scheme.
    """
    data = _loaded(name)
    faults: list[Fault] = []
    scheme = _scheme(data, name, rule, faults)
    if on and not (scheme.from_on or "0") <= on.isoformat() <= (scheme.to_on or "9999"):
        faults.append(
            Fault(
                f"规则在 {on} 没有生效（{scheme.from_on} 至 {scheme.to_on or '今'}）。",
                name,
                "请换用当年的规则。",
            )
        )
    faults += _date_faults(data, on) if on and not faults else []
    if faults:
        raise BadInput(f"规则 {name} 有 {len(faults)} 处错误。", faults=faults)
    return replace(scheme, last_place=last_place) if last_place else scheme


def shipped() -> list[str]:
    """Names of the schemes that come with the program."""
    folder = files("xuezheng.rules").joinpath("admissions", "schemes")
    return sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


def _loaded(name: str) -> Data:
    if name in shipped():
        text = files("xuezheng.rules").joinpath("admissions", "schemes", f"{name}.yaml").read_bytes()
    elif Path(name).is_file():
        text = Path(name).read_bytes()
    else:
        raise NotFound(
            f"找不到规则“{name}”。随程序附有：{'、'.join(shipped())}。请用其中之一，或给出 YAML 文件的路径。"
        )
    data = _parsed(text, name)
    if not isinstance(data, dict):
        raise BadInput(f"规则 {name} 不是一组“名称: 内容”。请对照 docs/algorithms/admissions.md 改正。")
    return data


def _parsed(text: bytes, name: str) -> Any:
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - every scalar stays text: 60% and 007 are not numbers
    except yaml.YAMLError as error:
        raise BadInput(
            f"规则 {name} 不是合格的 YAML（{str(error).splitlines()[0]}）。请改正后再试。"
        ) from None


def named(kind: str, name: str, where: str, faults: list[Fault]) -> Data:
    """A tie chain or points formula by name, from rules/admissions/`kind`.yaml."""
    known = _parsed(files("xuezheng.rules").joinpath("admissions", f"{kind}.yaml").read_bytes(), kind)
    if name not in known:
        faults.append(Fault(f"没有名为“{name}”的规则。", where, f"可用：{'、'.join(sorted(known))}。"))
        return {}
    return dict(known[name])


def _scheme(data: Data, where: str, rule: str, faults: list[Fault]) -> Scheme:
    known = {
        "title", "source", "mark", "from", "to", "batches", "given", "points", "left_over", "last_place",
    }  # fmt: skip
    _strange(data, known, where, faults)
    points = data.get("points")
    given = data.get("batches")
    if not isinstance(given, list) or not given:
        faults.append(Fault("没有写任何批次。", f"{where} batches", "请至少写一个批次。"))
        given = []
    batches = tuple(
        _batch(each, f"{where} 第 {i} 个批次", rule, faults) for i, each in enumerate(given, start=1)
    )
    faults += [
        Fault(f"批次代码“{code}”重复。", where, "每个批次须有自己的代码。")
        for code in sorted({b.code for b in batches if [c.code for c in batches].count(b.code) > 1})
    ]
    faults += _floor_faults(batches, where)
    return Scheme(
        title=str(data.get("title", where)),
        batches=batches,
        source=str(data.get("source", "")),
        mark=str(data.get("mark", "")),
        from_on=str(data.get("from", "")),
        to_on=str(data.get("to", "")),
        given=str(data.get("given", "")),
        points=_points(points, f"{where} points", faults) if points else None,
        left_over=left_over_of(data.get("left_over"), f"{where} left_over", faults),
        last_place=_one_of(data.get("last_place"), LAST_PLACES, f"{where} last_place", faults) or None,
    )


def _floor_faults(batches: tuple[Batch, ...], where: str) -> list[Fault]:
    """A floor looks at another batch; at one still to come only if its line can be reckoned on paper."""
    found = []
    for i, batch in enumerate(batches):
        other = batch.floor["under_line_of"] if batch.floor else None
        at = next((j for j, each in enumerate(batches) if each.code == other), -1)
        if other and (at < 0 or at == i):
            found.append(
                Fault(
                    f"最低线引用的批次“{other}”不是另一个批次。", f"{where} {batch.code}", "请改正批次代码。"
                )
            )
        elif other and at > i and (batches[at].quota or batches[at].floor):
            found.append(
                Fault(
                    f"最低线引用的批次“{other}”在它之后，又自有指标或最低线，两条线互为前提，没有定义。",
                    f"{where} {batch.code}",
                    "请引用没有指标和最低线的批次，或把它排到前面。",
                )
            )
    return found


def _points(data: Any, where: str, faults: list[Fault]) -> Data:
    """A formula by the name of a shipped one, or written out in the scheme."""
    return (
        points_formula(data, where, faults)
        if isinstance(data, dict)
        else named("points", str(data), where, faults)
    )


def _date_faults(data: Data, on: date) -> list[Fault]:
    """Chains and formulas named by a scheme that are not in force on its day."""
    named_here = [("chains", each.get("chain")) for each in data["batches"]] + [
        ("points", data.get("points"))
    ]
    rules: dict[str, Data] = {}
    for kind, rule in named_here:
        if isinstance(rule, str) and rule:
            rules[rule] = named(kind, rule, kind, [])
        elif isinstance(rule, dict):
            rules[kind] = rule
    return [
        Fault(f"“{name}”在 {on} 没有生效。", "规则", "请换用当年的，或把公式写进规则文件。")
        for name, rule in rules.items()
        if not rule.get("from", "0") <= on.isoformat() <= rule.get("to", "9999")
    ]


def _batch(data: Any, where: str, rule: str, faults: list[Fault]) -> Batch:
    if not isinstance(data, dict):
        faults.append(Fault(f"“{data}”不是一个批次。", where, "批次须有 code 和 rule。"))
        data = {}
    known = {
        "code",
        "label",
        "rule",
        "by",
        "then",
        "chain",
        "tickets",
        "groups",
        "eligible",
        "quota",
        "floor",
    }
    _strange(data, known, where, faults)
    if chain := data.get("chain"):
        data = {**named("chains", chain, f"{where} chain", faults), **data}
    code = str(data.get("code", ""))
    if not code:
        faults.append(Fault("没有代码。", f"{where} code", "请补上。"))
    if ":" in code:
        faults.append(Fault(f"批次代码“{code}”里有冒号。", f"{where} code", "请改名。"))
    return Batch(
        code=code,
        label=str(data.get("label", code)),
        rule=_one_of(data.get("rule", rule or "deferred"), RULES, f"{where} rule", faults),
        by=entries_of(data.get("by", []), f"{where} by", faults),
        end=_one_of(data.get("then", "lottery"), ENDS, f"{where} then", faults),
        tickets=_one_of(data.get("tickets", "one"), TICKETS, f"{where} tickets", faults),
        groups=_groups(data.get("groups", []), f"{where} groups", faults),
        eligible=conditions_of(data.get("eligible", []), f"{where} eligible", faults),
        quota=quota_of(data.get("quota"), f"{where} quota", faults),
        floor=floor_of(data.get("floor"), f"{where} floor", faults),
    )


def _groups(data: Any, where: str, faults: list[Fault]) -> tuple[Data, ...]:
    made = []
    if not isinstance(data, list):
        faults.append(Fault(f"“{data}”不是一列组别。", where, "请每组写一行，至少有 code 和 when。"))
        data = []
    for i, each in enumerate(data, start=1):
        place = f"{where} 第 {i} 组"
        if not isinstance(each, dict):
            faults.append(Fault(f"“{each}”不是一个组别。", place, "组别须有 code 和 when。"))
            continue
        _strange(each, {"code", "label", "when", "by", "then"}, place, faults)
        made.append(
            {
                "code": str(each.get("code", i)),
                "label": str(each.get("label", each.get("code", i))),
                "when": list(conditions_of(each.get("when", []), place, faults)),
                "by": list(entries_of(each["by"], place, faults)) if "by" in each else None,
                "end": _one_of(each.get("then"), ENDS, f"{place} then", faults) or None,
            }
        )
    return tuple(made)


def _one_of(value: Any, allowed: tuple[str, ...], where: str, faults: list[Fault]) -> str:
    if value in (None, ""):
        return ""
    if value not in allowed:
        faults.append(Fault(f"“{value}”不认识。", where, f"只能是 {'、'.join(allowed)}。"))
    return str(value)


def _strange(data: Any, known: set[str], where: str, faults: list[Fault]) -> None:
    for key in sorted(set(data) - known if isinstance(data, dict) else []):
        faults.append(Fault(f"不认识“{key}”。", where, f"可写：{'、'.join(sorted(known))}。"))
