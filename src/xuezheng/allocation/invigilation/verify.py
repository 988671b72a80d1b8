"""Count the invigilators again from the lists, throw every lot again, with code of its own.

The promise: every place has somebody who may have it; nobody watches a relative, their own class, subject or
school; two of a room come from different units and never meet again, nor does anybody see a room twice; the
rooms are those of the lots of the seeds; loads are as even as said, and the bound is what can be counted.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate, results_root
from xuezheng.allocation.draw.canonical import list_bytes
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.invigilation.recount_figures import Figures
from xuezheng.allocation.invigilation.recount_lists import IN_SESSION, NAMES, Cells, Lists, parts, rows_of
from xuezheng.allocation.invigilation.recount_lots import Rooms, by_site, seed_like
from xuezheng.allocation.invigilation.recount_replay import Replay, pairs_of
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import Check
from xuezheng.errors import XuezhengError

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError, StopIteration)
WHOLE = "全部"
NAMES_OF = ("session", "site", "room", "role", "place", "staff", "unit", "gender", "instead_of")


def verify(folder: Path, inputs: dict[str, Path]) -> list[Check]:
    """Check a folder; without all its lists only hashes, seeds, roots and the chain can be."""
    checks = certificate_checks(folder, inputs)
    if any(not check.ok and check.name in {"certificate", "plan"} for check in checks):
        return checks
    said = read_certificate(folder)
    try:
        checks += [_seeds(said), _rota(folder, said), _roots(folder, said)]
        if "previous" in said or said["changes"] or said["drawn"]:
            checks.append(_chain(folder, said))
        if not set(said["inputs"]) <= set(inputs):
            return checks
        tables = {name: rows_of(read_table(path)) for name, path in inputs.items()}
        plan, rota = (rows_of(read_table(folder / f"{name}.csv")) for name in ("plan", "rota"))
        return checks + _Recount(said, tables, plan, rota).checks()
    except XuezhengError as error:
        return [*checks, Check("tables", False, str(error))]
    except MALFORMED as error:
        return [*checks, Check("options", False, f"证书或表格不完整、不合格（{error!r}）。")]


def _seeds(said: Mapping[str, Any]) -> Check:
    ok = all(seed_like(seed) for seed in (said["seed"], *said["draws"].values()))
    ok = ok and all(seed == said["seed"] for name, seed in said["draws"].items() if name not in said["drawn"])
    return Check("seed", ok, f"各场种子{'' if ok else '不是'}由所写的文字得出")


def _rota(folder: Path, said: Mapping[str, Any]) -> Check:
    ok = read_table(folder / "rota.csv").sha256() == said["rota_sha256"]
    return Check("rota_sha256", ok, f"到岗名单{'是' if ok else '不是'}证书所写的那一份")


def _roots(folder: Path, said: Mapping[str, Any]) -> Check:
    """Each session's rows have the root that was published for it, in the plan and in its own file."""
    sessions: dict[str, list[Cells]] = defaultdict(list)
    for row in rows_of(read_table(folder / "plan.csv")):
        if row["session"] != WHOLE:
            sessions[row["session"]].append(row)
    made = {
        name: table_of(name, {column: [row[column] for row in rows] for column in NAMES_OF})
        for name, rows in sessions.items()
    }
    roots = {name: results_root(table) for name, table in made.items()}
    wrong = [
        name
        for name in {*roots, *said["session_roots"]}
        if roots.get(name) != said["session_roots"].get(name)
    ]
    files = {results_root(read_table(file)) for file in (folder / "sessions").glob("*.csv")}
    wrong += [name for name, root in roots.items() if root not in files]
    return Check(
        "session_roots", not wrong, f"各场名单与公布的树根{'一致' if not wrong else f'不符：{wrong}'}"
    )


def _chain(folder: Path, said: Mapping[str, Any]) -> Check:
    """The certificate before is the one named; earlier sessions, rota and lists are as they were."""
    place = folder / "previous"
    raw = (place / "certificate.json").read_bytes() if (place / "certificate.json").is_file() else b""
    if "previous" not in said or digest("sha256", raw).hex() != said["previous"]["certificate_sha256"]:
        return Check("chain", False, "previous/certificate.json 不是证书所指的上一份")
    before = json.loads(raw)
    plan = read_table(place / "plan.csv")
    same = ("kind", "inputs", "options", "seed", "rota_sha256", "lists")
    ok = plan.sha256() == said["previous"]["plan_sha256"] == before["plan_sha256"]
    ok = ok and all(before[name] == said[name] for name in same)
    n_drawn, n_changes = len(before["drawn"]), len(before["changes"])
    ok = (
        ok and before["drawn"] == said["drawn"][:n_drawn] and before["changes"] == said["changes"][:n_changes]
    )
    new = [*said["drawn"][n_drawn:], *(change["session"] for change in said["changes"][n_changes:])]
    if not ok or len(new) != 1:
        return Check("chain", False, "与上一份证书不是只差一步")
    order = list(said["draws"])
    earlier = {WHOLE, *order[: order.index(new[0])]}
    old, now = (
        Counter(tuple(row.values()) for row in rows_of(table) if row["session"] in earlier)
        for table in (plan, read_table(folder / "plan.csv"))
    )
    return Check(
        "chain", old == now, "接在上一份证书之后，以前各场没有改动" if old == now else "以前的场次被改动了"
    )


class _Recount:
    """One plan with its lists."""

    def __init__(
        self, said: dict[str, Any], tables: Mapping[str, list[Cells]], plan: list[Cells], rota: list[Cells]
    ):
        self.said, self.plan, self.rota = said, plan, rota
        self.lists = Lists(tables, said["options"]["profile"])
        self.heads = [row for row in plan if row["session"] == WHOLE]
        self.on = [row for row in plan if row["session"] != WHOLE and row["role"] != "absent"]
        self.serving: dict[str, list[Cells]] = defaultdict(list)
        self.rooms: dict[tuple[str, str], Rooms] = defaultdict(lambda: defaultdict(list))
        for row in self.on:
            self.serving[row["staff"]].append(row)
        for row in sorted((r for r in self.on if r["role"] == "room"), key=lambda r: int(r["place"])):
            self.rooms[row["session"], row["site"]][row["room"]].append(row["staff"])
        self.at = {
            (s, site, room.name): room for (s, site), found in self.lists.rooms.items() for room in found
        }

    def checks(self) -> list[Check]:
        """Every rule; figures only where everything is in its place."""
        counted = {
            "demand": self._demand(),
            "once": self._once(),
            "available": self._available(),
            **self._avoidances(),
            **self._company(),
        }
        found = [self._check(name, n) for name, n in counted.items()]
        if any(counted.values()):
            return found
        return [*found, *self._replayed(), self._lists_told(), *self._figures()]

    def _check(self, name: str, n: int) -> Check:
        said = self.said["violations"].get(name)
        return Check(name, n == 0 == said and said is not False, f"重数：违反 {n} 处")

    def _demand(self) -> int:
        """Each room has as many as it needs, each session of a site its other roles, each site its heads."""
        lists, wrong = self.lists, 0
        planned = Counter((row["session"], row["site"], row["role"]) for row in self.rota)
        real = Counter((row["session"], row["site"], row["role"]) for row in self.on)
        left = Counter((change["session"], change["site"]) for change in self.said["changes"])
        for session, site in lists.rooms:
            for role in IN_SESSION:
                wrong += planned.pop((session, site, role), 0) != lists.needed(session, site, role)
            for role in ("floating", "video", "room"):
                wrong += real[session, site, role] != lists.needed(session, site, role)
            wrong += (
                real[session, site, "spare"] != lists.needed(session, site, "spare") - left[session, site]
            )
        wrong += sum(planned.values())
        for key in {key[:2] for key in self.at} | set(self.rooms):
            rooms = self.rooms.get(key, {})
            names = {room.name: room.need for room in lists.rooms.get(key, [])}
            wrong += sum(len(rooms.get(name, [])) != need for name, need in names.items())
            wrong += len(set(rooms) - set(names))
        wanted = {"chief": 1, "deputy": lists.rules["deputies"]} if lists.has_heads else {}
        heads = Counter((row["site"], row["role"]) for row in self.heads)
        for site in lists.area:
            wrong += sum(heads.pop((site, role), 0) != n for role, n in wanted.items())
        return wrong + sum(heads.values())

    def _once(self) -> int:
        """One place a session, one site throughout; heads nowhere else; rota and plan name the same people."""
        wrong = 0
        times = Counter((row["staff"], row["session"]) for row in [*self.on, *self.heads])
        wrong += sum(n - 1 for n in times.values())
        wrong += len({row["staff"] for row in self.heads} & set(self.serving))
        planned = Counter((row["staff"], row["session"]) for row in self.rota)
        wrong += sum(n - 1 for n in planned.values())
        sites: dict[str, set[str]] = defaultdict(set)
        for row in [*self.plan, *self.rota]:
            sites[row["staff"]].add(row["site"])
        wrong += sum(len(found) - 1 for found in sites.values())
        gone = {(change["absent"], change["session"]) for change in self.said["changes"]}
        return wrong + len(set(planned) ^ ({key for key in times if key[1] != WHOLE} | gone))

    def _available(self) -> int:
        """Known people, free, allowed the role and the site, no more sessions than they may."""
        lists, wrong = self.lists, 0
        for row in [*self.on, *self.rota]:
            code, role = row["staff"], row["role"]
            is_able = code in lists.staff and lists.may_come(code, row["session"], role)
            wrong += not is_able or not lists.may_go(code, row["site"])
        for code, n in Counter(row["staff"] for row in self.rota).items():
            wrong += n > int(lists.staff.get(code, {}).get("max_sessions") or 10**6)
        for row in self.heads:
            held, person = lists.held(row["site"]), lists.staff.get(row["staff"], {})
            roles = {NAMES.get(name, name) for name in parts(person.get("roles", ""))}
            wrong += row["role"] not in roles or not lists.may_go(row["staff"], row["site"])
            wrong += any(not lists.may_come(row["staff"], session, row["role"]) for session in held)
            wrong += int(person.get("max_sessions") or 10**6) < len(held)
        return wrong

    def _avoidances(self) -> dict[str, int]:
        """Relatives, own class, own subject, own school: in the room, or at the site for those without one."""
        lists = self.lists
        found = dict.fromkeys(("relatives", "own_class", "own_subject", "own_school"), 0)
        for row in self.on:
            key = (row["session"], row["site"])
            room = self.at.get((*key, row["room"])) if row["role"] == "room" else None
            if row["staff"] not in lists.staff or key not in lists.rooms:
                continue
            for name, broken in lists.avoids(row["staff"], *key, room).items():
                found[name] += broken
        for row in self.heads:
            if lists.rules["relatives"] != "off":
                found["relatives"] += any(
                    row["staff"] in room.relatives
                    for session in lists.held(row["site"])
                    for room in lists.rooms[session, row["site"]]
                )
        return found

    def _company(self) -> dict[str, int]:
        """Different units, no pair twice, no room twice, and a man and a woman where that is demanded."""
        rules, staff = self.lists.rules, self.lists.staff
        met: Counter[tuple[str, str]] = Counter()
        been: Counter[tuple[str, str]] = Counter()
        units = lacking = 0
        for rooms in self.rooms.values():
            met.update(pairs_of(rooms))
            for room, who in rooms.items():
                been.update((code, room) for code in who)
                known = [staff.get(code, {}) for code in who]
                units += len(known) - len({person.get("unit") for person in known})
                lacking += not {"男", "女"} <= {person.get("gender") for person in known}
        is_hard = self.lists.has_gender and rules["gender"] == "hard"
        return {
            "units": units if rules["different_units"] else 0,
            "pairs": sum(n - 1 for n in met.values()),
            "rooms": sum(n - 1 for n in been.values()),
            "gender": lacking if is_hard else 0,
        }

    def _replayed(self) -> list[Check]:
        """Every lot and every replacement again; the rows must come out the same."""
        rota = by_site(self.rota)
        shown: dict[str, dict[str, Rooms]] = defaultdict(lambda: defaultdict(dict))
        instead = {(row["session"], row["staff"]): row["instead_of"] for row in self.plan}
        for (session, site), rooms in self.rooms.items():
            for room, who in rooms.items():
                shown[site][session][room] = [_first(instead, session, code) for code in who]
        rows: Counter[tuple[str, ...]] = Counter(
            tuple(row[name] for name in NAMES_OF) for row in self.plan if row["session"] != WHOLE
        )
        drawn = replaced = again = 0
        tries: dict[str, dict[str, int]] = defaultdict(dict)
        for site in sorted(self.lists.area):
            replay = Replay(self.lists, site, rota[site], self.said, shown[site])
            drawn += replay.wrong
            replaced += replay.faulty
            rows.subtract(replay.rows())
            for session, n in replay.tries.items():
                tries[session][site] = n
                again += n
        drawn += sum(map(abs, rows.values())) + (dict(tries) != self.said["tries"])
        drawn += sum(change["session"] not in self.lists.sessions for change in self.said["changes"])
        replaced += sum(change["site"] not in self.lists.area for change in self.said["changes"])
        ordered = [self.lists.sessions.index(name) for name in self.said["drawn"]]
        drawn += ordered != sorted(set(ordered)) or list(self.said["draws"]) != self.lists.sessions
        extra = f"，重抽 {again} 次，{len(self.said['found'])} 个考点抽不出、由搜索排定"
        check = self._check("drawn", drawn)
        return [Check("drawn", check.ok, check.detail + extra), self._check("replaced", replaced)]

    def _lists_told(self) -> Check:
        """The list that draws in each session of each site, by its hash."""
        made: dict[str, dict[str, str]] = defaultdict(dict)
        for site, duties in by_site(self.rota).items():
            for (session, role), people in duties.items():
                if role == "room":
                    made[session][site] = digest("sha256", list_bytes(people)).hex()
        ok = dict(made) == self.said["lists"]
        return Check("lists", ok, f"各场抽签名单的指纹与承诺{'一致' if ok else '不符'}")

    def _figures(self) -> list[Check]:
        heads = {row["staff"] for row in self.heads}
        figures = Figures(self.lists, heads)
        loads = dict.fromkeys(figures.free, 0)
        for row in self.rota:
            loads[row["staff"]] += 1
        squares, bound = sum(n * n for n in loads.values()), figures.squares()
        genders = {code: row.get("gender") for code, row in self.lists.staff.items()}
        rooms = [who for inside in self.rooms.values() for who in inside.values()]
        people = {str(load): n for load, n in sorted(Counter(loads.values()).items())}
        proven = self.said["load"]["proven"]
        is_told = proven == "count" if squares == bound else proven in ("search", "")
        mixed = {
            "rooms": sum({"男", "女"} <= {genders[code] for code in who} for who in rooms),
            "bound": figures.mixed(loads),
            "of": len(rooms),
        }
        load = {"least": min(loads.values(), default=0), "most": max(loads.values(), default=0)}
        made = {
            "objective": (squares, self.said["objective"]),
            "bound": (bound, self.said["bound"]),
            "gap": (squares - bound, self.said["gap"]),
            "load": ({**load, "people": people, "proven": proven if is_told else "?"}, self.said["load"]),
            "mixed": (mixed, self.said["mixed"]),
        }
        return [Check(name, a == b, f"重算 {a}，证书写 {b}") for name, (a, b) in made.items()]


def _first(instead: Mapping[tuple[str, str], str], session: str, code: str) -> str:
    """Who had the place before anybody stepped in."""
    while instead.get((session, code)):
        code = instead[session, code]
    return code
