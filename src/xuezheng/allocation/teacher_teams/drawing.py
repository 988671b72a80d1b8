"""Draw the teams to the classes; nobody teaches a class they must keep out of."""

from collections.abc import Mapping, Sequence

from xuezheng.allocation.draw.assigning import drawn_line
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.teacher_teams.problem import Plan, Problem, team_code
from xuezheng.errors import BadInput, Fault


def draw_classes(problem: Problem, plan: Plan, seed: Seed, label: str) -> dict[str, str]:
    """Team code → class: teams stand in line by ticket, each takes the first class it may take.

    A class is passed over where a member must keep out of it, or where taking it would leave no way to
    seat the rest. Where nobody keeps out of anything the n-th in line gets the n-th class.

    Raises
    ------
    BadInput
        When no way of seating the teams keeps everybody out of where they must not be.
    """
    codes = [team_code(team) for team in range(problem.n_teams)]
    allowed = {
        code: [name for name in problem.classes if name not in _avoided(problem, plan, team)]
        for team, code in enumerate(codes)
    }
    line = [code for code, _ in drawn_line(seed, f"{label}|classes", codes)]
    if not _fits(line, allowed):
        raise BadInput(
            "回避要求使各教师组抽不到班。没有一种抽法能让每个人都回避到。请减少任教班数或回避的班，或换一次编组。",
            faults=[
                Fault(f"“{post.teacher}”（{post.subject}）须回避 {'、'.join(post.avoid)} 班。", "avoid")
                for post in problem.posts
                if post.avoid
            ],
        )
    drawn: dict[str, str] = {}
    for n, code in enumerate(line):
        for name in allowed[code]:
            if name in drawn.values():
                continue
            rest = {
                c: [m for m in allowed[c] if m != name and m not in drawn.values()] for c in line[n + 1 :]
            }
            if _fits(line[n + 1 :], rest):
                drawn[code] = name
                break
    return {code: drawn[code] for code in codes}


def _avoided(problem: Problem, plan: Plan, team: int) -> set[str]:
    return {name for post in plan.post_of[:, team].tolist() for name in problem.posts[post].avoid}


def _fits(codes: Sequence[str], allowed: Mapping[str, Sequence[str]]) -> bool:
    """Whether each team can have a class of its own (augmenting paths)."""
    taken: dict[str, str] = {}

    def seat(code: str, seen: set[str]) -> bool:
        for name in allowed[code]:
            if name in seen:
                continue
            seen.add(name)
            if name not in taken or seat(taken[name], seen):
                taken[name] = code
                return True
        return False

    return all(seat(code, set()) for code in codes)
