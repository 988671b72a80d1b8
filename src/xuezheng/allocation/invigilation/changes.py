"""What happens on the day: a session is drawn by its own seed, somebody does not come."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_faults, read_certificate
from xuezheng.allocation.draw.hashing import digest
from xuezheng.allocation.draw.seeding import Seed, seed_of
from xuezheng.allocation.invigilation.drawing import History, draw_on, drawn_role
from xuezheng.allocation.invigilation.problem import (
    MAN,
    ROLE_NAMES,
    ROOM,
    SPARE,
    WOMAN,
    Plan,
    Problem,
    Profile,
    Replacement,
    Watch,
)
from xuezheng.allocation.invigilation.reading import read_problem
from xuezheng.allocation.invigilation.rows import LINES, plan_of
from xuezheng.allocation.invigilation.writing import Made
from xuezheng.allocation.tables import Table, read_table
from xuezheng.errors import BadInput, Fault, NotFound, Tampered

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def read_before(folder: Path, inputs: Mapping[str, Path]) -> Made:
    """Read a plan and the lists its certificate names.

    Raises
    ------
    BadInput
        When the folder is of another kind, or lists are missing.
    Tampered
        When the plan, its rota or a list is not the one certified.
    """
    said = read_certificate(folder)
    if faults := certificate_faults(said):
        raise Tampered(f"{folder} 的证书不合格：{'；'.join(faults)}。请用原来的文件夹。")
    if said["kind"] != "invigilation":
        raise BadInput(f"{folder} 是“{said['kind']}”，不是监考安排。请给出 invigilators 写出的文件夹。")
    lacking = sorted(set(said["inputs"]) - set(inputs))
    strange = sorted(set(inputs) - set(said["inputs"]))
    if lacking or strange:
        told = "、".join([f"缺少 {name}" for name in lacking] + [f"不认识 {name}" for name in strange])
        raise BadInput(f"名单与证书所写的不一致：{told}。请用 --input 名称=文件 给出证书所写的每一份。")
    tables = {name: read_table(path, name=name) for name, path in inputs.items()}
    plan, rota = read_table(folder / "plan.csv"), read_table(folder / "rota.csv")
    for name, table, hashed in [
        ("plan.csv", plan, said["plan_sha256"]), ("rota.csv", rota, said.get("rota_sha256")),
        *((name, table, said["inputs"][name]) for name, table in tables.items()),
    ]:  # fmt: skip
        if table.sha256() != hashed:
            raise Tampered(f"{name} 不是证书写明的那一份。指纹不符。请用原件。")
    try:
        return _made(folder, said, tables, plan, rota)
    except MALFORMED as error:
        raise Tampered(f"{folder} 的证书不完整（{error!r}）。请用原来的文件夹。") from None


def _made(
    folder: Path, said: Mapping[str, Any], tables: Mapping[str, Table], plan: Table, rota: Table
) -> Made:
    rules = said["options"]["profile"]
    problem = read_problem(tables, Profile(**{**rules, "barred_duties": tuple(rules["barred_duties"])}))
    session_of = {name: n for n, name in enumerate(problem.sessions)}
    site_of = {site.code: n for n, site in enumerate(problem.sites)}
    tries = {
        (session_of[session], site_of[site]): int(n)
        for session, sites in said["tries"].items()
        for site, n in sites.items()
    }
    found = {site_of[site]: session_of[name] for site, name in said["found"].items()}
    changes = [_replacement(problem, session_of, site_of, change) for change in said["changes"]]
    return Made(
        problem=problem,
        plan=plan_of(problem, plan, rota, changes, tries, found),
        seed=_seed(said["seed"]),
        seeds={session_of[name]: _seed(text) for name, text in said["draws"].items()},
        inputs=tables,
        drawn=tuple(session_of[name] for name in said["drawn"]),
        before={name: (folder / name).read_bytes() for name in ("plan.csv", "plan.json")},
        previous={
            "plan_sha256": said["plan_sha256"],
            "certificate_sha256": digest("sha256", (folder / "plan.json").read_bytes()).hex(),
        },
    )


def _seed(said: Mapping[str, str]) -> Seed:
    return seed_of(str(said["text"]), hash=str(said["hash"]))


def _replacement(
    problem: Problem, session_of: Mapping[str, int], site_of: Mapping[str, int], said: Mapping[str, Any]
) -> Replacement:
    number = {person.code: n for n, person in enumerate(problem.staff)}
    return Replacement(
        session=session_of[said["session"]],
        site=site_of[said["site"]],
        role=said["role"],
        room=said["room"],
        place=int(said["place"]),
        absent=number[said["absent"]],
        substitute=number[said["substitute"]] if said["substitute"] else -1,
        passed=tuple((number[entry["staff"]], entry["reason"]) for entry in said["passed"]),
    )


def session_named(problem: Problem, name: str) -> int:
    """The number of a session.

    Raises
    ------
    NotFound
        When there is none of this name.
    """
    if name not in problem.sessions:
        raise NotFound(f"没有场次“{name}”。名单里的场次是：{'、'.join(problem.sessions)}。请改正。")
    return problem.sessions.index(name)


def draw_session(made: Made, session: int, seed: Seed) -> Made:
    """Draw one session by a seed of its own; those before stay as they are, those after follow on.

    Raises
    ------
    BadInput
        When this session, or one after it, has been drawn or changed already.
    """
    problem, plan = made.problem, made.plan
    fixed = {*made.drawn, *(change.session for change in plan.replaced)}
    if late := sorted(n for n in fixed if n >= session):
        raise BadInput(
            f"场次“{problem.sessions[late[0]]}”已经抽定或有过替换。抽过的场次不能重抽。请抽它之后的场次。"
        )
    made = replace(made, seeds={**made.seeds, session: seed}, drawn=(*made.drawn, session))
    watches, tries, found = dict(plan.watches), dict(plan.tries), dict(plan.found)
    for site in range(len(problem.sites)):
        if site in found or (session, site) not in problem.slots:
            continue
        later = [n for n in problem.sessions_of[site] if n >= session]
        drawn = _redrawn(made, site, later, _history(problem, plan.watches, site, session))
        if drawn is None:
            found[site] = session
            continue
        for n, (number, rooms) in drawn.items():
            watches[n, site] = rooms
            tries[n, site] = number
    tries = {key: n for key, n in tries.items() if n}
    return replace(made, plan=replace(plan, watches=watches, tries=tries, found=found))


def _redrawn(
    made: Made, site: int, sessions: list[int], history: History
) -> dict[int, tuple[int, tuple[Watch, ...]]] | None:
    duties = {n: made.plan.rota.duties[n, site, ROOM] for n in sessions}
    return draw_on(made.problem, site, duties, made.seeds, history, {})


def _history(
    problem: Problem, watches: Mapping[tuple[int, int], tuple[Watch, ...]], site: int, before: int
) -> History:
    earlier = (watches[n, site] for n in problem.sessions_of[site] if n < before)
    return History().after(chain.from_iterable(earlier))


def replace_absent(made: Made, session: int, code: str) -> Made:
    """Call the next substitute who may step in; later sessions follow on unless they were drawn.

    Raises
    ------
    BadInput
        When this person has no duty in the session, leads the site, or no substitute may step in.
    """
    problem, plan = made.problem, made.plan
    fixed = {*made.drawn, *(change.session for change in plan.replaced)}
    if late := sorted(n for n in fixed if n > session):
        raise BadInput(
            f"场次“{problem.sessions[late[0]]}”已经抽定或有过替换，在“{problem.sessions[session]}”之后。"
            "以前的场次不能再改。请核对场次。"
        )
    number = {person.code: n for n, person in enumerate(problem.staff)}
    if code not in number:
        raise NotFound(f"没有人员“{code}”。staff 里没有这个编号。请改正。")
    duty = next(_duties(made, session, number[code]), None)
    if duty is None:
        leads = any(number[code] in people for people in plan.rota.heads.values())
        why = "主考、副主考由主管部门另行指派" if leads else "替换只针对当场到岗的人"
        raise BadInput(f"人员“{code}”在场次“{problem.sessions[session]}”没有岗位。{why}。请核对。")
    site, role, room, place = duty
    change = Replacement(session, site, role, room, place, number[code], -1)
    if role == SPARE:
        return replace(made, plan=replace(plan, replaced=(*plan.replaced, change)))
    return _stepped_in(made, change)


def _duties(made: Made, session: int, person: int) -> Iterator[tuple[int, str, str, int]]:
    """Site, role, room and place of somebody in a session, as it stands now."""
    problem, plan = made.problem, made.plan
    for site in range(len(problem.sites)):
        for watch in plan.watches.get((session, site), ()):
            if person in watch.people:
                yield site, ROOM, watch.slot.room, watch.people.index(person) + 1
        for role in LINES:
            for place, who in enumerate(_standing(made, session, site, role), start=1):
                if who == person:
                    yield site, role, "", place


def _standing(made: Made, session: int, site: int, role: str) -> list[int]:
    """People of a role without rooms in the order drawn, as they are now; -1 where nobody is left."""
    problem, plan = made.problem, made.plan
    people = plan.rota.duties.get((session, site, role), ())
    line = drawn_role(problem, (session, site), people, made.seeds[session], role)
    for change in plan.replaced:
        if (change.session, change.site) != (session, site):
            continue
        put = -1 if role == SPARE else change.substitute
        line = [put if who == change.absent else who for who in line]
        if role == SPARE:
            line = [-1 if who == change.substitute else who for who in line]
    return line


def _stepped_in(made: Made, change: Replacement) -> Made:
    passed: list[tuple[int, str]] = []
    for person in _standing(made, change.session, change.site, SPARE):
        if person < 0:
            continue
        reason, plan = _tried(made, change, person)
        if plan is not None:
            done = replace(change, substitute=person, passed=tuple(passed))
            return replace(made, plan=replace(plan, replaced=(*plan.replaced, done)))
        passed.append((person, reason))
    faults = [
        Fault(f"{made.problem.staff[p].code}：{reason}。", "备用", "请另行指派。") for p, reason in passed
    ]
    where = f"场次“{made.problem.sessions[change.session]}”考点“{made.problem.sites[change.site].code}”"
    raise BadInput(f"{where}没有能接替的备用人员。没有改动任何安排。请由主考另行指派。", faults=faults)


def _tried(made: Made, change: Replacement, person: int) -> tuple[str, Plan | None]:
    """The plan with this substitute, or why not."""
    problem, plan = made.problem, made.plan
    key = (change.session, change.site)
    if not problem.may_serve(problem.staff[person], key, change.role):
        return f"不能担任{ROLE_NAMES[change.role]}", None
    if change.role != ROOM:
        return "", plan
    history = _history(problem, plan.watches, change.site, change.session)
    sessions = [n for n in problem.sessions_of[change.site] if n > change.session]
    if change.site in plan.found:
        history = _all_but(problem, plan, change)
    at = next(n for n, watch in enumerate(plan.watches[key]) if watch.slot.room == change.room)
    watch = plan.watches[key][at]
    others = [p for p in watch.people if p != change.absent]
    if reason := why_not(problem, watch, others, person, history):
        return reason, None
    people = tuple(person if p == change.absent else p for p in watch.people)
    rooms = tuple(replace(w, people=people) if n == at else w for n, w in enumerate(plan.watches[key]))
    watches = {**plan.watches, key: rooms}
    tries = dict(plan.tries)
    if sessions and change.site not in plan.found:
        past = _history(problem, watches, change.site, change.session + 1)
        drawn = _redrawn(made, change.site, sessions, past)
        if drawn is None:
            return "接替后以后的场次排不开", None
        watches |= {(n, change.site): rooms for n, (_, rooms) in drawn.items()}
        tries |= {(n, change.site): number for n, (number, _) in drawn.items()}
    return "", replace(plan, watches=watches, tries={k: n for k, n in tries.items() if n})


def _all_but(problem: Problem, plan: Plan, change: Replacement) -> History:
    """Every other session of the site, where later ones stay as they are."""
    others = (plan.watches[n, change.site] for n in problem.sessions_of[change.site] if n != change.session)
    return History().after(chain.from_iterable(others))


def why_not(problem: Problem, watch: Watch, others: list[int], person: int, past: History) -> str:
    """Why somebody may not step into a room; empty when they may."""
    staff = problem.staff
    if not problem.may_watch(staff[person], watch.slot):
        return "须回避该考场的亲属、本校、本班或本学科"
    if problem.profile.different_units and staff[person].unit in {staff[p].unit for p in others}:
        return "与同场监考员同一单位"
    if watch.slot.room in past.been.get(person, ()):
        return "曾在该考场监考"
    if past.met.get(person, set()) & set(others):
        return "与同场监考员搭档过"
    genders = {staff[p].gender for p in (*others, person)}
    if problem.has_genders and problem.profile.gender == "hard" and not {MAN, WOMAN} <= genders:
        return "考场须有男有女"
    return ""
