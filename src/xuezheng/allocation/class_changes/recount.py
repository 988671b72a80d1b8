"""The placement a second time, from the files alone, in other words than the maker's."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.tables import Table
from xuezheng.allocation.verifying import Check

PRINTED = Fraction(1, 10**8)
LEAVING = {"out", "转出", "休学", "退学", "离校"}
ARRIVING = {"in", "转入", "报到", "迟到报到", "补报", "复学"}


class Again:
    """The placement a second time: plain dictionaries, and fractions from their definition."""

    def __init__(
        self,
        certificate: dict[str, Any],
        old: dict[str, Any],
        plans: tuple[Table, Table],
        tables: dict[str, Table],
    ) -> None:
        self.said, self.options, self.old, self.tables = certificate, certificate["options"], old, tables
        before, plan = (table.columns for table in plans)
        self.room = dict(zip(before["pupil"], before["class"], strict=True))
        self.plan = dict(zip(plan["pupil"], plan["class"], strict=True))
        self.n_rows = len(plan["pupil"])
        roster = tables["roster"].columns
        columns = [*self.options["numeric"], *self.options["category"]]
        self.facts = {
            pupil: {column: roster[column][row] for column in columns}
            for row, pupil in enumerate(roster["pupil"])
            if pupil in self.room
        }
        self.heads: dict[str, int] = {}
        self.apart: list[list[str]] = []
        self._inherit()
        part = self.options.get("part") or {}
        self.label = "|".join(["class-changes", *(f"{key}={value}" for key, value in part.items())])
        self.mac = mac_keyed(certificate["seed"]["hash"], bytes.fromhex(certificate["seed"]["value"]))

    def _inherit(self) -> None:
        """Heads and groups that the certificate before, or its tables, say go on binding."""
        old, first = self.old["options"], self.old["kind"] == "classes"
        if not first:
            self.heads, self.apart = dict(old["heads"]), [list(group) for group in old["apart"]]
            return
        groups: dict[str, set[str]] = defaultdict(set)
        if "apart" in self.tables:
            apart = self.tables["apart"].columns
            for pupil, group in zip(apart["pupil"], apart["group"], strict=True):
                groups[group].add(pupil)
        listed = [sorted(members & set(self.room)) for _, members in sorted(groups.items())]
        self.apart = [g for g in listed if len(g) > 1] + [list(g) for g in old.get("homophones", [])]
        if "weight" in self.tables:
            weight = self.tables["weight"].columns
            pairs = zip(weight["pupil"], weight["heads"], strict=True)
            self.heads = {pupil: int(n) for pupil, n in pairs if pupil in self.room}

    def checks(self) -> list[Check]:
        """The start, every step, the end."""
        start = self._start()
        if not start.ok:
            return [start]
        before = self._objective({})
        found = [start, _figure("objective_before", before, self.said["objective_before"])]
        steps = self._steps()
        found.append(steps)
        if not steps.ok:
            return found
        ok = self.room == self.plan and self.n_rows == len(self.plan)
        found.append(Check("plan", ok, "方案就是逐步办理的结果" if ok else "plan.csv 与逐步办理的结果不同"))
        found.append(_figure("objective", self._objective({}), self.said["objective"]))
        return [*found, self._carried()]

    def _start(self) -> Check:
        """The roster is that of the certificate before, and the options go on as they were."""
        first, old = self.old["kind"] == "classes", self.old["options"]
        expected = self.old["inputs"]["roster"] if first else self.old["roster_after_sha256"]
        wanted = {"apart", "weight"} & set(self.old["inputs"]) if first else set()
        faults = []
        if self.said["inputs"]["roster"] != expected or set(self.facts) != set(self.room):
            faults.append("名单不是上一份证书的名单")
        if any(self.said["inputs"].get(name) != self.old["inputs"][name] for name in wanted):
            faults.append("分开表或折算表不是上一份证书的")
        if not wanted <= set(self.tables):
            faults.append(f"缺少 {'、'.join(sorted(wanted - set(self.tables)))} 表，不能重算")
        if any(self.options.get(key) != old.get(key) for key in ("classes", "numeric", "category", "part")):
            faults.append("班级或均衡的列与上一份证书不同")
        given = first and old["given_sizes"]
        base = {name: old["sizes"][name][1] if given else 0 for name in old["classes"]} if first else None
        if self.options["base"] != (old["base"] if base is None else base):
            faults.append("各班的起算人数与上一份证书不同")
        if self.options["missing"] not in {"refuse", "mean"}:
            faults.append("缺分规则不认识")
        return Check("start", not faults, "；".join(faults) or "从上一份证书的方案和名单开始")

    def _ticket(self, label: str, code: str) -> bytes:
        return self.mac(f"{label}\n{code}".encode())

    def _steps(self) -> Check:
        told = self.said["steps"]
        made = 0
        for group in self._in_order():
            step = self._leaves(group) if group[0]["change"] in LEAVING else self._arrives(group)
            if made >= len(told):
                return Check("steps", False, f"变动名单里 {step['pupils']} 的一步，证书没有写")
            if fault := _differs({**step, "step": made + 1}, told[made]):
                return Check("steps", False, f"第 {made + 1} 步（{'、'.join(step['pupils'])}）：{fault}")
            made += 1
        if made != len(told):
            return Check("steps", False, f"证书写了 {len(told)} 步，变动名单只有 {made} 步")
        return Check("steps", True, f"{made} 步逐一重算，次序、理由和比较的数都一致")

    def _in_order(self) -> list[list[dict[str, str]]]:
        columns = self.tables["changes"].columns
        rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
        for row in rows:
            if row["change"] not in LEAVING | ARRIVING:
                raise ValueError(row["change"])
        arriving = {(row["on"], row["pupil"]) for row in rows if row["change"] in ARRIVING}
        units: list[list[dict[str, str]]] = []
        for row in sorted(rows, key=lambda row: row["pupil"]):
            mates = [unit for unit in units if _bound(row, unit, arriving)]
            for unit in mates:
                units.remove(unit)
            units.append(sorted([row, *(r for u in mates for r in u)], key=lambda r: r["pupil"]))
        return sorted(
            units,
            key=lambda u: (
                u[0]["on"],
                u[0]["change"] in ARRIVING,
                self._ticket(f"{self.label}|order", u[0]["pupil"]),
            ),
        )

    def _leaves(self, unit: list[dict[str, str]]) -> dict[str, Any]:
        pupil = unit[0]["pupil"]
        room = self.room.pop(pupil)
        del self.facts[pupil]
        return _told(unit, room, "leaves", [])

    def _arrives(self, unit: list[dict[str, str]]) -> dict[str, Any]:
        columns = [*self.options["numeric"], *self.options["category"]]
        coming = {row["pupil"]: {column: row[column] for column in columns} for row in unit}
        if set(coming) & set(self.room):
            raise ValueError(f"{sorted(coming)} already seated")
        self._take_demands(unit)
        heads = sum(self.heads.get(pupil, 1) for pupil in coming)
        loads = Counter(dict.fromkeys(self.options["classes"], 0))
        for pupil, room in self.room.items():
            loads[room] += self.heads.get(pupil, 1)
        left, refused, decided = list(self.options["classes"]), dict[str, str](), "objective"
        for name, shut in self._shutting(unit, coming, loads, heads):
            gone = [room for room in left if shut(room, left)]
            refused |= dict.fromkeys(gone, name)
            if len(left) - len(gone) == 1 and gone:
                decided = name
            left = [room for room in left if room not in gone]
        values = {room: self._objective(coming, room) for room in left}
        best = [room for room in left if values[room] == min(values.values())]
        label = f"{self.label}|{unit[0]['on']}|{unit[0]['pupil']}"
        tickets = {room: self._ticket(label, room) for room in best} if len(best) > 1 else {}
        room = min(best, key=lambda name: tickets.get(name, b""))
        self.room |= dict.fromkeys(coming, room)
        self.facts |= coming
        entries = [
            {"class": name, "heads": loads[name] + heads}
            | ({"refused": refused[name]} if name in refused else {"objective": values[name]})
            | ({"ticket": tickets[name].hex()} if name in tickets else {})
            for name in self.options["classes"]
        ]
        return _told(unit, room, "ticket" if tickets else decided, entries)

    def _take_demands(self, unit: list[dict[str, str]]) -> None:
        for row in unit:
            self.heads.pop(row["pupil"], None)
            if int(row.get("heads") or 1) > 1:
                self.heads[row["pupil"]] = int(row["heads"])
        for row in unit:
            for other in sorted(_codes(row.get("apart_from", ""))):
                pair = sorted([row["pupil"], other])
                if pair not in self.apart:
                    self.apart.append(pair)

    def _shutting(
        self,
        unit: list[dict[str, str]],
        coming: dict[str, dict[str, str]],
        loads: Counter[str],
        heads: int,
    ) -> list[tuple[str, Callable[[str, list[str]], bool]]]:
        """Name of each rule in turn, and whether it shuts a class of those still open."""
        named = {row["class"] for row in unit if row.get("class")}
        mates = {row["together_with"] for row in unit if row.get("together_with")} - set(coming)
        mated = {self.room[mate] for mate in mates if mate in self.room}
        foes = {p for group in self.apart if set(group) & set(coming) for p in group} - set(coming)
        shut = {self.room[p] for p in foes if p in self.room}
        limit: int | None = self.options["limit"]
        base: dict[str, int] = self.options["base"]

        def size(room: str) -> int:
            over: list[int] = [loads[c] + heads * (c == room) - base[c] for c in self.options["classes"]]
            return max(over) - min(over)

        def worse(measure: Callable[[str], int], allowed: int) -> Callable[[str, list[str]], bool]:
            return lambda room, left: measure(room) > max(allowed, min(map(measure, left)))

        weights = {c: base[c] or 1 for c in self.options["classes"]}
        return [
            ("fixed", lambda room, _: bool(named) and room not in named),
            ("together", lambda room, _: any(other != room for other in mated)),
            ("apart", lambda room, _: room in shut),
            ("limit", lambda room, _: limit is not None and loads[room] + heads > limit),
            ("size", worse(size, 1)),
            (
                "first_category",
                worse(lambda r: self._unevenness(coming, r, weights), sum(weights.values())),
            ),
        ]

    def _unevenness(self, coming: dict[str, dict[str, str]], room: str, weights: dict[str, int]) -> int:
        if not self.options["category"]:
            return 0
        column = self.options["category"][0]
        everyone = [(self.room[p], facts[column]) for p, facts in self.facts.items()]
        everyone += [(room, facts[column]) for facts in coming.values()]
        counts = Counter(everyone)
        widest = 0
        for value in {facts[column] for facts in coming.values()}:
            total = sum(n for (_, v), n in counts.items() if v == value)
            far = [counts[c, value] * sum(weights.values()) - w * total for c, w in weights.items()]
            widest = max(widest, max(far) - min(far))
        return widest

    def _objective(self, coming: dict[str, dict[str, str]], room: str = "") -> Fraction:
        """F from its definition: Σ size · (class mean - mean)² / variance, over all columns."""
        people = [(self.room[p], facts) for p, facts in self.facts.items()]
        people += [(room, facts) for facts in coming.values()]
        total = Fraction(0)
        for column in self._columns([facts for _, facts in people]):
            n, everything = len(column), sum(column)
            variance = Fraction(n * sum(y * y for y in column) - everything**2, n * n)
            if not variance:
                continue
            by_room: dict[str, list[int]] = defaultdict(list)
            for (home, _), y in zip(people, column, strict=True):
                by_room[home].append(y)
            mean = Fraction(everything, n)
            total += sum(len(ys) * (Fraction(sum(ys), len(ys)) - mean) ** 2 for ys in by_room.values()) / (
                variance
            )
        return total

    def _columns(self, people: Sequence[dict[str, str]]) -> list[list[int]]:
        n = len(people)
        plain = [self._whole([facts[name] for facts in people]) for name in self.options["numeric"]]
        found = plain + [[(n * y - sum_) ** 2 for y in ys] for ys, sum_ in ((ys, sum(ys)) for ys in plain)]
        for name in self.options["category"]:
            values = sorted({facts[name] for facts in people})
            for value in values if len(values) != 2 else values[:1]:
                found.append([int(facts[name] == value) for facts in people])
        return found

    def _whole(self, cells: list[str]) -> list[int]:
        """Scores over one common denominator; the mean of the others for a missing one."""
        if "" in cells and self.options["missing"] != "mean":
            raise ValueError("empty score")
        known = [Fraction(cell) for cell in cells if cell]
        mean = sum(known, Fraction(0)) / len(known) if known else Fraction(0)
        values = [Fraction(cell) if cell else mean for cell in cells]
        bottom = 1
        for value in values:
            if bottom % value.denominator:
                bottom *= value.denominator
        return [int(value * bottom) for value in values]

    def _carried(self) -> Check:
        """What the next certificate will start from: roster, heads, groups, the last day."""
        columns = [*self.options["numeric"], *self.options["category"]]
        pupils = sorted(self.room)
        made = {"pupil": pupils} | {c: [self.facts[p][c] for p in pupils] for c in columns}
        made |= {c: [v] * len(pupils) for c, v in (self.options.get("part") or {}).items()}
        heads = {p: n for p, n in self.heads.items() if p in self.room}
        faults = []
        if Table("roster", made).sha256() != self.said["roster_after_sha256"]:
            faults.append("变动后的名单")
        if heads != self.options["heads"] or self.apart != self.options["apart"]:
            faults.append("折算人数或分开的要求")
        if self.said["done_until"] != self.said["steps"][-1]["on"]:
            faults.append("办理到的日期")
        if any(self.said["violations"].get(name) != 0 for name in ("fixed", "together", "apart", "limit")):
            faults.append("违反次数")
        return Check(
            "carried", not faults, f"写错了：{'、'.join(faults)}" if faults else "下一次的起点写得正确"
        )


def _bound(row: dict[str, str], unit: list[dict[str, str]], arriving: set[tuple[str, str]]) -> bool:
    """Whether a row and a unit arrive on one day and one names the other as a classmate."""
    if row["change"] in LEAVING or unit[0]["change"] in LEAVING or row["on"] != unit[0]["on"]:
        return False
    theirs = {r["pupil"] for r in unit}
    named = {r.get("together_with", "") for r in unit}
    return row.get("together_with", "") in theirs or row["pupil"] in named


def _codes(text: str) -> set[str]:
    for mark in "、，,；":
        text = text.replace(mark, ";")
    return {code.strip() for code in text.split(";")} - {""}


def _told(
    unit: list[dict[str, str]], room: str, decided: str, entries: list[dict[str, Any]]
) -> dict[str, Any]:
    approvals = [key for key, _ in groupby(sorted(row.get("approval", "") for row in unit)) if key]
    return {
        "on": unit[0]["on"],
        "change": "out" if unit[0]["change"] in LEAVING else "in",
        "pupils": [row["pupil"] for row in unit],
        "class": room,
        "decided_by": decided,
        "alternatives": entries,
    } | ({"approval": approvals} if approvals and decided == "fixed" else {})


def _differs(made: dict[str, Any], said: dict[str, Any]) -> str:
    """The first thing a step says otherwise, in Chinese; objectives to what is printed."""
    if set(made) != set(said):
        return f"内容不全或多出：{sorted(set(made) ^ set(said))}"
    for key in made:
        if key != "alternatives" and made[key] != said[key]:
            return f"{key} 应是 {made[key]}，证书写 {said[key]}"
    if len(made["alternatives"]) != len(said["alternatives"]):
        return "比较的班数不对"
    for mine, theirs in zip(made["alternatives"], said["alternatives"], strict=True):
        if set(mine) != set(theirs):
            return f"{mine['class']} 班的理由应是 {mine.get('refused', '可以进')}"
        for key in mine:
            same = (
                abs(mine[key] - Fraction(theirs[key])) <= PRINTED
                if key == "objective"
                else mine[key] == theirs[key]
            )
            if not same:
                return f"{mine['class']} 班的 {key} 应是 {mine[key]}，证书写 {theirs[key]}"
    return ""


def _figure(name: str, found: Fraction, said: float) -> Check:
    return Check(name, abs(found - Fraction(said)) <= PRINTED, f"重算 {float(found):.9f}，证书写 {said}")
