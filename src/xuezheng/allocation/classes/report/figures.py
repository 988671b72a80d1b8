"""What the dossier says, before it is a page or a document: sentences, tables, distributions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xuezheng.allocation.certificate import Certificate
from xuezheng.allocation.classes.problem import Category, Problem, Score
from xuezheng.allocation.classes.report.chance import DIVISIONS, Comparison, compare

if TYPE_CHECKING:
    from xuezheng.allocation.classes.dividing import Division

QUANTILES = (0, 25, 50, 75, 100)
RULES = {
    "size": "班额",
    "first_category": "第一类别（如性别）人数均等",
    "together": "须同班",
    "apart": "须分开",
    "fixed": "指定班级",
}


@dataclass(frozen=True)
class Grid:
    """A table: its first column is text, the others are printed numbers; `foot` is a last, heavier row."""

    title: str
    note: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spread:
    """Of each class the lowest score, the quarters, the highest."""

    score: str
    classes: tuple[str, ...]
    five: np.ndarray


@dataclass(frozen=True)
class Dossier:
    """All that is told of a division. In sentences `**` stands around what is printed bold."""

    title: str
    lead: tuple[str, ...]
    compared: Comparison | None
    chance: tuple[str, ...]
    scores: tuple[Grid, ...]
    spread: Spread | None
    categories: Grid | None
    rules: Grid
    notes: tuple[str, ...]
    proof: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    made_by: str


def dossier_of(division: "Division", certificate: Certificate, divisions: int = DIVISIONS) -> Dossier:
    """Reckon the dossier; classes stand in the order of the division's problem.

    `divisions` is how many random divisions the plan is compared with; what is said names the number.
    """
    problem, room = division.problem, division.plan.room
    compared = compare(problem, room, bytes.fromhex(str(certificate.seed["value"])), divisions)
    place = "，".join(f"{k} {v}" for k, v in division.part.items())
    return Dossier(
        title=f"均衡分班结果{'（' + place + '）' if place else ''}",
        lead=tuple(_lead(problem, room, compared)),
        compared=compared,
        chance=tuple(_chance(problem, compared)),
        scores=tuple(_scores(problem, room)),
        spread=_spread(problem, room),
        categories=_categories(problem, room),
        rules=_rules(problem, certificate),
        notes=problem.notes,
        proof=tuple(_proof(division, certificate)),
        hashes=tuple(sorted(certificate.inputs.items())),
        made_by=f"算法 {certificate.algorithm}，搜索 {division.plan.rounds} 轮。",
    )


def _values(score: Score) -> np.ndarray:
    values: np.ndarray = score.whole.astype(np.float64) / score.scale
    return values


def _means(score: Score, room: np.ndarray, n_classes: int) -> np.ndarray:
    return np.bincount(room, weights=_values(score), minlength=n_classes) / np.bincount(
        room, minlength=n_classes
    )


def _counts(category: Category, value: str, problem: Problem, room: np.ndarray) -> np.ndarray:
    v = category.values.index(value)
    return np.bincount(room[category.code == v], minlength=problem.n_classes)


def _lead(problem: Problem, room: np.ndarray, compared: Comparison | None) -> Iterator[str]:
    sizes = np.bincount(room, minlength=problem.n_classes)
    low, high = int(sizes.min()), int(sizes.max())
    each = str(low) if low == high else f"{low} 到 {high}"
    yield f"**{problem.n_pupils}** 名学生分成 **{problem.n_classes}** 个班，每班 {each} 人。"
    if problem.strict is not None and len(problem.strict.values) > 1:
        widest = max(int(np.ptp(_counts(problem.strict, v, problem, room))) for v in problem.strict.values)
        yield f"“{problem.strict.name}”各类人数，任意两个班最多相差 **{widest}** 人。"
    if problem.scores:
        score = problem.scores[0]
        gap = float(np.ptp(_means(score, room, problem.n_classes)))
        least, most = score.whole.min() / score.scale, score.whole.max() / score.scale
        yield (
            f"“{score.name}”平均分，最高的班与最低的班只差 **{gap:.2f}** 分"
            f"（学生得分从 {least:g} 到 {most:g}）。"
        )
    if compared is not None:
        better = compared.n_not_worse
        words = "没有一次比本方案更均衡" if not better else f"有 {better} 次不比本方案差"
        yield f"同样的学生随机分 {compared.chance.size:,} 次，{words}。"


def _chance(problem: Problem, compared: Comparison | None) -> Iterator[str]:
    if compared is None:
        return
    first = problem.scores[0].name
    yield (
        "横轴是“不均衡程度”：把每一列（分数、分数的离散、各类人数）各班与全年级的差距加在一起，越靠左越均衡。"
        f"灰色是随机分 {compared.chance.size:,} 次得到的结果，绿色是本方案，橙色是按“{first}”蛇形（S 形）排出的结果。"
    )
    yield (
        f"“{first}”平均分的最大班差：本方案 **{compared.plan_gap:.2f}**，蛇形 {compared.deal_gap:.2f}，"
        f"随机分班通常 {float(np.median(compared.chance_gap)):.2f}。"
    )


def _scores(problem: Problem, room: np.ndarray) -> Iterator[Grid]:
    if not problem.scores:
        return
    n, names = problem.n_classes, tuple(score.name for score in problem.scores)
    deviations = [[_values(s)[room == k].std() for k in range(n)] for s in problem.scores]
    yield _grid("平均分", "", names, problem.classes, [_means(s, room, n) for s in problem.scores])
    yield _grid("标准差", "班内高低分的分散程度。", names, problem.classes, [np.array(d) for d in deviations])
    first = problem.scores[0]
    five = _five(first, problem, room)
    yield _grid(
        f"“{first.name}”的分布",
        "把班里的学生从低到高排：最低、四分之一处、居中、四分之三处、最高。",
        ("最低", "1/4 处", "居中", "3/4 处", "最高"),
        problem.classes,
        list(five.T),
    )


def _grid(
    title: str, note: str, names: tuple[str, ...], classes: tuple[str, ...], columns: list[np.ndarray]
) -> Grid:
    rows = tuple((name, *(f"{column[k]:.2f}" for column in columns)) for k, name in enumerate(classes))
    return Grid(
        title, note, ("班", *names), rows, ("最大班差", *(f"{float(np.ptp(c)):.2f}" for c in columns))
    )


def _five(score: Score, problem: Problem, room: np.ndarray) -> np.ndarray:
    """Five numbers of each class, (n_classes, 5)."""
    values = _values(score)
    return np.array([np.percentile(values[room == k], QUANTILES) for k in range(problem.n_classes)])


def _spread(problem: Problem, room: np.ndarray) -> Spread | None:
    if not problem.scores:
        return None
    return Spread(problem.scores[0].name, problem.classes, _five(problem.scores[0], problem, room))


def _categories(problem: Problem, room: np.ndarray) -> Grid | None:
    if not problem.categories:
        return None
    rows = []
    for category in problem.categories:
        for value in category.values:
            counts = _counts(category, value, problem, room)
            name = f"{category.name}：{value or '（空）'}"
            rows.append((name, *map(str, counts.tolist()), str(int(np.ptp(counts)))))
    note = "每一行是一类学生在各班的人数；最后一列是最多的班与最少的班之差。"
    return Grid("各类学生的人数", note, ("类别", *problem.classes, "差"), tuple(rows))


def _rules(problem: Problem, certificate: Certificate) -> Grid:
    asked: Mapping[str, int] = {
        "together": len(problem.together),
        "apart": len(problem.apart),
        "fixed": int((problem.fixed >= 0).sum()),
    }
    rows = tuple(
        (RULES.get(name, name), str(asked.get(name, "全部班级")), str(count))
        for name, count in certificate.violations.items()
    )
    return Grid("硬性要求", "", ("要求", "条数", "违反"), rows)


def _proof(division: "Division", certificate: Certificate) -> Iterator[str]:
    plan = division.plan
    yield (
        f"本方案的不均衡程度是 **{plan.objective:.4f}**。人数必须是整数，有些差别无法避免；已证明任何分法都不会低于 "
        f"{plan.bound:.4f}，因此至多还能改进 **{plan.gap:.4f}**。{_jointly(division)}"
    )
    drawn = certificate.seed["how"] == "draw"
    how = "公开抽签的种子" if drawn else f"种子“{certificate.seed['text']}”"
    yield (
        f"班级先用代号编排，再由{how}抽定班号。种子、名单与方案的指纹都写在 plan.json 里；任何人拿到名单都可以运行 "
        "xuezheng verify 重新计数，算法写在 docs/algorithms/classes.md。"
    )
    if division.teams:
        yield f"教师组由同一种子抽定：{'，'.join(f'{c} 班：{t}' for c, t in division.teams.items())}。"
    again = certificate.more.get("again")
    if again:
        yield f"本方案是第 {again['time'] + 1} 次分班，取代 {again['kept_as']}。理由：{again['reason']}"


def _jointly(division: "Division") -> str:
    """What looking at several columns at once proves beyond that, where it proves more."""
    plan = division.plan
    if plan.joint_bound <= plan.bound:
        return ""
    left = plan.objective - plan.joint_bound
    return f"把几列合起来看，还能证明不会低于 {plan.joint_bound:.4f}，即至多改进 {left:.4f}。"
