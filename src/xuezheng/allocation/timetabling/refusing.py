"""Why there is no timetable, as far as it can be seen without a search; each reason is a proof."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from xuezheng.allocation.timetabling.instance import Instance, exam_periods, exam_rooms, shared_candidates
from xuezheng.allocation.timetabling.problem import Flags, Ints
from xuezheng.errors import BadInput, Fault

#: More reasons than this are not listed.
SHOWN = 20


def refuse_plainly_impossible(instance: Instance) -> None:
    """Stop where no timetable can exist.

    Raises
    ------
    BadInput
        With every reason: exams too long or too large, candidates in two exams that must be at one time,
        orders in a circle or longer than the periods, more exams that may not meet than periods for them,
        fewer seats than candidates.
    """
    reasons = [*_too_long(instance), *_too_large(instance), *_together(instance), *_circles(instance)]
    if not reasons:
        reasons = [*_no_time(instance), *_seats_short(instance), *_of_candidates(instance)]
    if not reasons:
        reasons = list(_cliques(instance))
    if reasons:
        more = f"（只列前 {SHOWN} 条）" if len(reasons) > SHOWN else ""
        raise BadInput(
            f"排不出日程，已经证明：原因有 {len(reasons)} 条{more}。请按下列各条改动后再运行。",
            faults=reasons[:SHOWN],
        )


def not_found(instance: Instance, left: Ints) -> BadInput:
    """What to say when the search gave up: nothing is proven."""
    codes = [_names(instance, [int(b)]) for b in left.tolist()]
    return BadInput(
        f"没有找到日程，也没有证明不存在：还有 {len(codes)} 组考试没有排进。"
        "请增加场次或考场、放宽规则，或换一个种子再试。",
        faults=[Fault(f"考试“{code}”没有排进。", "exams", "") for code in codes[:SHOWN]],
    )


def _names(instance: Instance, blocks: Iterable[int]) -> str:
    inside = np.isin(instance.block, list(blocks))
    codes = [exam.code for exam, here in zip(instance.problem.exams, inside.tolist(), strict=True) if here]
    return "、".join(codes[:12]) + (f" 等 {len(codes)} 门" if len(codes) > 12 else "")


def _too_long(instance: Instance) -> Iterator[Fault]:
    problem = instance.problem
    for exam, may in zip(problem.exams, exam_periods(problem), strict=True):
        if not may.any():
            told = f"考试“{exam.code}”要 {exam.minutes} 分钟，它可以用的场次都不够长。"
            yield Fault(told, "exams", "请加长场次，或改 at_period 规则。")


def _too_large(instance: Instance) -> Iterator[Fault]:
    problem, told = instance.problem, set[int]()
    allowed = exam_rooms(problem)
    for piece, fits in enumerate(instance.fits):
        e = int(instance.piece_exam[piece])
        if fits.any() or e in told:
            continue
        told.add(e)
        most = max((r.seats for r, ok in zip(problem.rooms, allowed[e], strict=True) if ok), default=0)
        n = int(instance.size[piece])
        what = f"考试“{problem.exams[e].code}”一处须容 {n} 人，它可以用的考场最多 {most} 座。"
        yield Fault(what, "exams", "请用更大的考场，或用 --part 分成几处同时考。")


def _together(instance: Instance) -> Iterator[Fault]:
    """Exams of one block that may not be at one time."""
    problem, block = instance.problem, instance.block
    pairs, counts = shared_candidates(problem.taker, problem.taken)
    for (a, b), n in zip(pairs.tolist(), counts.tolist(), strict=True):
        if block[a] == block[b]:
            one, other = problem.exams[a].code, problem.exams[b].code
            who = _both(instance, a, b)
            told = f"“{one}”和“{other}”须同场，却有 {n} 名考生两门都考（如 {who}）。"
            yield Fault(told, "rules", "请改 same_period 规则或这些考生的报考。")
    for rule in problem.rules:
        if rule.kind in ("after", "different_period") and block[rule.exam] == block[rule.other]:
            one, other = problem.exams[rule.exam].code, problem.exams[rule.other].code
            yield Fault(f"“{one}”和“{other}”既须同场又须不同场。", "rules", "请删去其中一条。")


def _both(instance: Instance, a: int, b: int) -> str:
    taker, taken = instance.problem.taker, instance.problem.taken
    both = np.intersect1d(taker[taken == a], taker[taken == b])
    return "、".join(instance.problem.candidates[k] for k in both[:3].tolist())


def _circles(instance: Instance) -> Iterator[Fault]:
    """Orders that come back to where they began."""
    after: dict[int, list[int]] = {}
    for later, earlier in instance.orders:
        if later != earlier:
            after.setdefault(earlier, []).append(later)
    done: set[int] = set()
    for begin in sorted(after):
        path: list[int] = []
        stack = [(begin, iter(after.get(begin, ())))] if begin not in done else []
        path = [begin] if stack else []
        while stack:
            found = next(stack[-1][1], None)
            if found is None:
                done.add(stack.pop()[0])
                path.pop()
            elif found in path:
                names = [_names(instance, [b]) for b in (*path[path.index(found) :], found)]
                yield Fault(f"先后规则绕成一圈：{' → '.join(names)}。", "rules", "请删去其中一条。")
                return
            elif found not in done:
                stack.append((found, iter(after.get(found, ()))))
                path.append(found)


def _no_time(instance: Instance) -> Iterator[Fault]:
    for b in np.flatnonzero(~instance.may.any(axis=1)).tolist():
        told = f"考试“{_names(instance, [b])}”在时长、先后、限定场次的规则之下没有场次可用。"
        yield Fault(told, "rules", "请增加场次，或放宽有关的规则。")


def _seats_short(instance: Instance) -> Iterator[Fault]:
    problem = instance.problem
    seats, n = sum(room.seats for room in problem.rooms), len(problem.periods)
    wanted = int(instance.size.sum())
    if wanted > seats * n:
        told = f"{n} 场共 {seats * n} 个座位，须坐 {wanted} 人次。"
        yield Fault(told, "rooms", "请增加考场或场次。")
    load = np.bincount(instance.block, [exam.n_candidates for exam in problem.exams])
    for b in np.flatnonzero(load > seats).tolist():
        told = f"须同场的“{_names(instance, [b])}”共 {int(load[b])} 人，全部考场只有 {seats} 座。"
        yield Fault(told, "rooms", "请增加考场，或改 same_period 规则。")


def _of_candidates(instance: Instance) -> Iterator[Fault]:
    """A candidate whose exams cannot all have a period of their own."""
    problem, may = instance.problem, instance.may
    fewest = int(may.sum(axis=1).min(initial=len(problem.periods)))
    seen: set[tuple[int, ...]] = set()
    starts = np.searchsorted(problem.taker, np.arange(len(problem.candidates) + 1))
    blocks = instance.block[problem.taken].tolist()
    for c, code in enumerate(problem.candidates):
        mine = tuple(sorted(set(blocks[starts[c] : starts[c + 1]])))
        if len(mine) <= fewest or mine in seen:
            continue
        seen.add(mine)
        short = crowded(mine, may)
        if short:
            n = int(may[list(short)].any(axis=0).sum())
            told = f"考生“{code}”的“{_names(instance, short)}”总共只有 {n} 个场次可用，不能都不冲突。"
            yield Fault(told, "entries", "请增加场次、放宽 at_period，或改报考。")


def crowded(blocks: Sequence[int], may: Flags) -> list[int]:
    """Some of the blocks that together have fewer periods than there are of them; none if all can differ.

    A matching by augmenting paths; where it stops, Hall's theorem gives the blocks.
    """
    held: dict[int, int] = {}
    for b in blocks:
        seen: dict[int, int] = {}
        line, free = [b], -1
        while line and free < 0:
            x = line.pop(0)
            for p in np.flatnonzero(may[x]).tolist():
                if p in seen:
                    continue
                seen[p] = x
                if p not in held:
                    free = p
                    break
                line.append(held[p])
        if free < 0:
            return sorted({b, *(held[p] for p in seen)})
        while True:
            x = seen[free]
            before = next((p for p, y in held.items() if y == x), -1)
            held[free] = x
            if x == b:
                break
            free = before
    return []


def _cliques(instance: Instance) -> Iterator[Fault]:
    """Exams of which no two may meet, more than there are periods for them; found greedily."""
    n = instance.n_blocks
    near = np.zeros((n, n), np.bool_)
    for a, b in instance.shared:
        near[a, b] = near[b, a] = True
    degree, fewest = near.sum(axis=1), int(instance.may.sum(axis=1).min(initial=1 << 30))
    for seed in np.argsort(-degree, kind="stable").tolist():
        clique, left = [seed], near[seed].copy()
        while left.any():
            b = int(np.argmax(np.where(left, degree, -1)))
            clique.append(b)
            left &= near[b]
        if len(clique) > fewest and (short := crowded(clique, instance.may)):
            k = int(instance.may[short].any(axis=0).sum())
            told = f"这 {len(short)} 组考试两两不能同场，总共只有 {k} 个场次可用：{_names(instance, short)}。"
            yield Fault(told, "periods", f"请至少增加 {len(short) - k} 个场次，或减少冲突。")
            return
