"""Make problems of the files people hand in; all faults are listed before anything is solved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path

import numpy as np

from xuezheng.allocation.classes.columns import FITS
from xuezheng.allocation.classes.problem import Category, Ints, Problem, Score, even_sizes
from xuezheng.allocation.tables import Table, read_table
from xuezheng.errors import BadInput, Fault

#: Digits a score may have, before and after the point together.
DIGITS = 17
#: Named faults of one kind at most; the rest is counted.
SHOWN = 20


@dataclass(frozen=True)
class Files:
    """The tables of one call, by the names the certificate gives them."""

    roster: Table
    together: Table | None = None
    apart: Table | None = None
    fixed: Table | None = None
    weight: Table | None = None
    classes: Table | None = None

    def given(self) -> dict[str, Table]:
        """Those that were handed in."""
        return {name: table for name, table in vars(self).items() if table is not None}


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line.

    `n_classes` when no table of classes is given; `missing` is `refuse` or `mean`: what becomes of an
    empty score; `homophones` is the column of names whose same sounds are kept apart.
    """

    numeric: tuple[str, ...]
    category: tuple[str, ...]
    n_classes: int | None = None
    missing: str = "refuse"
    homophones: str = ""


def read_files(paths: dict[str, Path]) -> Files:
    """Read the tables; bad files raise BadInput with their rows and columns."""
    needs = {"weight": ("pupil", "heads"), "classes": ("class", "size"), "roster": ("pupil",)}
    tables = {
        name: read_table(path, needs=needs.get(name, ("pupil", "group")), name=name)
        for name, path in paths.items()
    }
    return Files(**tables)


def read_problem(
    files: Files,
    request: Request,
    rows: Sequence[int] | None = None,
    everybody: frozenset[str] | None = None,
) -> Problem:
    """Make the problem of a roster, or of some rows of it.

    `everybody` are the pupils of the whole table, where many rosters are read and it was made once.

    Raises
    ------
    BadInput
        With every fault found: pupils twice, unknown pupils, contradictory groups, missing or
        non-numeric scores, more classes than pupils, groups larger than a class …
    """
    reader = _Reader(files, request, rows, everybody)
    problem = reader.problem()
    if reader.faults:
        raise BadInput(
            f"分班的输入有 {len(reader.faults)} 处不合格。请全部改正后再运行。", faults=reader.faults
        )
    return problem


class _Reader:
    """Collects faults while it goes; only a reading without faults is used."""

    def __init__(
        self, files: Files, request: Request, rows: Sequence[int] | None, everybody: frozenset[str] | None
    ) -> None:
        self.files, self.request = files, request
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        pupils = files.roster.columns["pupil"]
        chosen = range(len(pupils)) if rows is None else rows
        self.rows = sorted(chosen, key=lambda r: pupils[r])
        self.pupils = tuple(pupils[r] for r in self.rows)
        self.place = {pupil: i for i, pupil in enumerate(self.pupils)}
        self.everybody = frozenset(pupils) if everybody is None else everybody

    def problem(self) -> Problem:
        """Read everything there is."""
        self._check_pupils()
        heads = self._heads()
        classes, sizes = self._classes(int(heads.sum()))
        together, together_names = self._groups("together")
        apart, apart_names = self._groups("apart")
        if self.request.homophones:
            apart += self._homophones()
        fixed = self._fixed(classes)
        self._check_groups(together, together_names, apart, fixed, heads, sizes, classes)
        return Problem(
            pupils=self.pupils,
            scores=tuple(s for name in self.request.numeric if (s := self._score(name))),
            categories=tuple(c for name in self.request.category if (c := self._category(name))),
            classes=classes,
            sizes=sizes,
            heads=heads,
            together=tuple(together),
            apart=tuple(apart),
            fixed=fixed,
            names={"together": tuple(together_names), "apart": tuple(apart_names)},
            notes=tuple(self.notes),
        )

    def _fault(self, what: str, where: str, remedy: str) -> None:
        self.faults.append(Fault(what, where, remedy))

    def _check_pupils(self) -> None:
        if not self.pupils:
            self._fault("名单里没有学生。", "roster", "请给出至少一名学生。")
        twice = [(p, n) for p, n in Counter(self.pupils).items() if n > 1]
        for pupil, n in sorted(twice)[:SHOWN]:
            where = "、".join(str(r + 2) for r in self.rows if self.files.roster.columns["pupil"][r] == pupil)
            self._fault(
                f"学生“{pupil}”出现了 {n} 次。", f"roster 第 {where} 行", "每名学生只能有一行，请删去重复的。"
            )
        empty = [r + 2 for r, p in zip(self.rows, self.pupils, strict=True) if not p]
        if empty:
            self._fault(
                "学生编号是空的。",
                f"roster 第 {'、'.join(map(str, empty[:SHOWN]))} 行",
                "请补上编号，或删去该行。",
            )

    def _classes(self, n_heads: int) -> tuple[tuple[str, ...], Ints]:
        table = self.files.classes
        if table is None:
            n = self.request.n_classes or 0
            if n < 1:
                self._fault(
                    f"班数 {n} 不是正整数。", "--classes", "请给出班数，或班级表（class、size 两列）。"
                )
                return ("1",), even_sizes(n_heads, 1)
            if n > max(1, len(self.pupils)):
                self._fault(
                    f"{n} 个班多于 {len(self.pupils)} 名学生。", "--classes", "每班至少一人，请减少班数。"
                )
            return tuple(str(k + 1) for k in range(n)), even_sizes(n_heads, n)
        return self._given_classes(table, n_heads)

    def _given_classes(self, table: Table, n_heads: int) -> tuple[tuple[str, ...], Ints]:
        names = tuple(table.columns["class"])
        sizes = []
        for row, text in enumerate(table.columns["size"], start=2):
            if not text.isdecimal() or int(text) < 1:
                self._fault(
                    f"班额“{text}”不是正整数。", f"classes 第 {row} 行 size 列", "请填写这个班的人数。"
                )
            sizes.append(int(text) if text.isdecimal() else 0)
        for name, n in Counter(names).items():
            if n > 1:
                self._fault(f"班级“{name}”出现了 {n} 次。", "classes", "每个班只能有一行。")
        if names and sum(sizes) != n_heads:
            self._fault(
                f"班额合计 {sum(sizes)}，学生合计 {n_heads} 个名额。", "classes", "两者须相等，请调整班额。"
            )
        if not names:
            self._fault("班级表是空的。", "classes", "请至少写一个班。")
            return ("1",), even_sizes(n_heads, 1)
        return names, np.repeat(np.array(sizes, np.int64)[:, None], 2, axis=1)

    def _heads(self) -> Ints:
        heads = np.ones(len(self.pupils), np.int64)
        table = self.files.weight
        if table is None:
            return heads
        for row, i in self._known(table, "weight"):
            text = table.columns["heads"][row]
            if text not in {"1", "2", "3", "4", "5"}:
                self._fault(
                    f"折算人数“{text}”不是 1 到 5 的整数。", f"weight 第 {row + 2} 行 heads 列", "请改正。"
                )
            else:
                heads[i] = int(text)
        return heads

    def _known(self, table: Table, name: str) -> Iterator[tuple[int, int]]:
        """Rows of a table about pupils of this roster, with the pupils' places; others are faults."""
        seen: dict[str, int] = {}
        for row, pupil in enumerate(table.columns["pupil"]):
            if pupil not in self.everybody:
                self._fault(
                    f"名单里没有学生“{pupil}”。", f"{name} 第 {row + 2} 行", "请改正编号，或删去这一行。"
                )
            elif pupil in seen and name in {"weight", "fixed"}:
                self._fault(f"学生“{pupil}”写了两次。", f"{name} 第 {row + 2} 行", "请只保留一行。")
            elif pupil in self.place:
                yield row, self.place[pupil]
            seen[pupil] = row

    def _groups(self, name: str) -> tuple[list[Ints], list[str]]:
        table: Table | None = getattr(self.files, name)
        if table is None:
            return [], []
        gathered: dict[str, set[int]] = {}
        for row, i in self._known(table, name):
            gathered.setdefault(table.columns["group"][row], set()).add(i)
        useful = sorted((g, members) for g, members in gathered.items() if len(members) > 1)
        return [np.array(sorted(m), np.int64) for _, m in useful], [g for g, _ in useful]

    def _homophones(self) -> list[Ints]:
        """Groups of pupils whose names sound the same (tones apart, so that 李静 and 李婧 meet)."""
        from pypinyin import Style, lazy_pinyin

        names = self.files.roster.columns.get(self.request.homophones)
        if names is None:
            self._fault(
                f"名单里没有“{self.request.homophones}”列。", "--apart-homophones", "请写姓名所在列的列名。"
            )
            return []
        sounds: dict[str, list[int]] = {}
        for i, row in enumerate(self.rows):
            if names[row]:
                sounds.setdefault(" ".join(lazy_pinyin(names[row], style=Style.TONE3)), []).append(i)
        return [np.array(members, np.int64) for _, members in sorted(sounds.items()) if len(members) > 1]

    def _fixed(self, classes: tuple[str, ...]) -> Ints:
        fixed = np.full(len(self.pupils), -1, np.int64)
        table = self.files.fixed
        if table is None:
            return fixed
        places = {name: k for k, name in enumerate(classes)}
        for row, i in self._known(table, "fixed"):
            name = table.columns["group"][row]
            if name not in places:
                self._fault(
                    f"没有班级“{name}”。",
                    f"fixed 第 {row + 2} 行 group 列",
                    f"班级是：{'、'.join(classes[:SHOWN])}。",
                )
            else:
                fixed[i] = places[name]
        return fixed

    def _check_groups(
        self,
        together: list[Ints],
        names: list[str],
        apart: list[Ints],
        fixed: Ints,
        heads: Ints,
        sizes: Ints,
        classes: tuple[str, ...],
    ) -> None:
        """What contradicts itself whatever the plan: told with the groups' names."""
        of_group = {int(i): g for g, group in enumerate(together) for i in group}
        for group, name in zip(together, names, strict=True):
            n = int(heads[group].sum())
            if n > int(sizes[:, 1].max()):
                self._fault(
                    f"同班组“{name}”占 {n} 个名额，最大的班只有 {int(sizes[:, 1].max())} 个。",
                    "together",
                    "请拆小这一组。",
                )
            rooms = sorted({classes[k] for k in fixed[group] if k >= 0})
            if len(rooms) > 1:
                self._fault(
                    f"同班组“{name}”的成员被指定到 {'、'.join(rooms)} 班。",
                    "together 与 fixed",
                    "请改其中一处。",
                )
        for group in apart:
            if group.size > len(classes):
                self._fault(
                    f"{group.size} 名学生（{'、'.join(self.pupils[i] for i in group[:5])}…）要互相分开，只有 {len(classes)} 个班。",
                    "apart",
                    "请减小这一组。",
                )
            for i, j in combinations(group.tolist(), 2):
                if of_group.get(i, -1) == of_group.get(j, -2):
                    self._fault(
                        f"学生“{self.pupils[i]}”与“{self.pupils[j]}”既要同班又要分开。",
                        "together 与 apart",
                        "请删去其中一条。",
                    )
                if fixed[i] >= 0 and fixed[i] == fixed[j]:
                    self._fault(
                        f"学生“{self.pupils[i]}”与“{self.pupils[j]}”要分开，却都指定到 {classes[fixed[i]]} 班。",
                        "apart 与 fixed",
                        "请改其中一处。",
                    )

    def _cells(self, name: str, option: str) -> list[str] | None:
        column = self.files.roster.columns.get(name)
        if column is None:
            have = "、".join(self.files.roster.columns)
            self._fault(f"名单里没有“{name}”列。", option, f"名单的列是：{have}。")
            return None
        return [column[r] for r in self.rows]

    def _score(self, name: str) -> Score | None:
        cells = self._cells(name, "--numeric")
        if cells is None:
            return None
        values, missing = self._numbers(name, cells)
        if len(set(values)) == 1 and not missing:
            self.notes.append(f"“{name}”列所有学生都相同，不参与均衡。")
        whole, scale = _whole(values)
        if whole.dtype == object:
            self._fault(f"“{name}”列的数字位数相差太大。", "roster", "请统一小数位数。")
            return None
        if missing and len(missing) < len(cells):
            whole, scale = _with_mean(whole, scale, missing)
            self.notes.append(
                f"“{name}”列有 {len(missing)} 名学生缺分，按其余学生的平均分计（--missing mean）。"
            )
        return Score(name, whole, scale)

    def _numbers(self, name: str, cells: list[str]) -> tuple[list[Decimal] | list[int], list[int]]:
        if all(text.isdecimal() and text.isascii() and len(text) <= DIGITS for text in cells):
            return [int(text) for text in cells], []
        values, missing, bad = [], [], []
        for i, text in enumerate(cells):
            try:
                value = Decimal(text) if text else Decimal(0)
            except InvalidOperation:
                value = Decimal("NaN")
            if not text:
                missing.append(i)
            elif not value.is_finite() or _digits(value) > DIGITS:
                bad.append(i)
                value = Decimal(0)
            values.append(value)
        for i in bad[:SHOWN]:
            self._fault(
                f"“{cells[i]}”不是可用的分数。",
                f"roster 第 {self.rows[i] + 2} 行 {name} 列",
                f"请填数字（整数与小数合计不超过 {DIGITS} 位）。",
            )
        if len(bad) > SHOWN:
            self._fault(f"另有 {len(bad) - SHOWN} 处不是数字。", f"roster {name} 列", "请一并改正。")
        if missing and (self.request.missing == "refuse" or len(missing) == len(cells)):
            rows = "、".join(str(self.rows[i] + 2) for i in missing[:SHOWN])
            self._fault(
                f"有 {len(missing)} 名学生没有分数。",
                f"roster {name} 列第 {rows} 行",
                "请补上分数，或用 --missing mean 按平均分计。缺分不会当作零分。",
            )
        return values, missing

    def _category(self, name: str) -> Category | None:
        cells = self._cells(name, "--category")
        if cells is None:
            return None
        values = tuple(sorted(set(cells)))
        if len(values) == 1:
            self.notes.append(f"“{name}”列所有学生都相同，不参与均衡。")
        if "" in values:
            self.notes.append(f"“{name}”列有空格，空格作为单独一类均衡。")
        place = {value: v for v, value in enumerate(values)}
        return Category(name, np.array([place[c] for c in cells], np.int64), values)


def _digits(value: Decimal) -> int:
    places = max(0, -int(value.as_tuple().exponent))
    return places + max(0, value.adjusted() + 1)


def _whole(values: list[Decimal] | list[int]) -> tuple[Ints, int]:
    """Numbers as whole numbers over one power of ten; as Python integers when they do not fit."""
    places = max((-int(v.as_tuple().exponent) for v in values if isinstance(v, Decimal)), default=0)
    scale = 10 ** max(0, places)
    whole = [int(v * scale) for v in values]
    fits = max((abs(v) for v in whole), default=0) < FITS
    return np.array(whole, np.int64 if fits else object), scale


def _with_mean(whole: Ints, scale: int, missing: list[int]) -> tuple[Ints, int]:
    """Put the mean of the others in, exactly: everything is multiplied by how many they are."""
    n_known = whole.size - len(missing)
    fits = int(np.abs(whole).max()) * n_known < FITS
    filled = (whole if fits else whole.astype(object)) * n_known
    filled[missing] = sum(whole.tolist())
    return filled, scale * n_known
