"""Read the staff list; all faults at once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from xuezheng.allocation.draw.assigning import drawn_line
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table
from xuezheng.allocation.teacher_teams.problem import Post, Problem
from xuezheng.errors import BadInput, Fault

YES = ("是", "1", "TRUE", "yes", "Y", "y")
NO = ("否", "0", "FALSE", "no", "N", "n", "")
SEPARATORS = str.maketrans({"、": ";", "，": ";", ",": ";", "；": ";"})
LONGEST_CODE = 64


@dataclass(frozen=True)
class Asked:
    """What was asked for: the classes, the columns to balance, whether each team has a head teacher."""

    classes: tuple[str, ...]
    numeric: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    with_heads: bool = True
    most: int | None = None
    name: str = ""

    @property
    def label(self) -> str:
        """The beginning of every label of randomness; `name` tells the grades of one seed apart."""
        return f"teacher-teams-v1|name={self.name}" if self.name else "teacher-teams-v1"


def read_problem(staff: Table, asked: Asked, seed: Seed) -> Problem:
    """Make the problem of a staff list.

    Head teachers are those marked in column `head`; if more are marked than there are teams, tickets
    under `…|heads` decide who of them serves.

    Raises
    ------
    BadInput
        With every fault: a teacher twice in a subject, loads that do not add up to one teacher a class,
        too few head teachers, unknown classes, values that are no numbers …
    """
    reader = _Reader(staff, asked)
    posts = reader.posts()
    if not reader.faults:
        reader.check_loads(posts)
        reader.check_heads(posts)
    if reader.faults:
        raise BadInput(
            f"教师名单有 {len(reader.faults)} 处不合格。请全部改正后再运行。", faults=reader.faults
        )
    return Problem(
        classes=asked.classes,
        subjects=tuple(sorted({post.subject for post in posts})),
        posts=tuple(posts),
        numeric=asked.numeric,
        category=asked.category,
        heads=_heads(posts, asked, seed) if asked.with_heads else (),
    )


def _heads(posts: Sequence[Post], asked: Asked, seed: Seed) -> tuple[int, ...]:
    """The posts of the head teachers, in order of their teachers' codes; one post a teacher."""
    first: dict[str, int] = {}
    for n, post in enumerate(posts):
        if post.may_head:
            first.setdefault(post.teacher, n)
    line = [code for code, _ in drawn_line(seed, f"{asked.label}|heads", sorted(first))]
    return tuple(first[teacher] for teacher in sorted(line[: len(asked.classes)]))


@dataclass
class _Reader:
    table: Table
    asked: Asked
    faults: list[Fault] = field(default_factory=list)

    def _fault(self, what: str, row: int, column: str, remedy: str) -> None:
        self.faults.append(Fault(what, f"staff 第 {row + 2} 行 {column} 列", remedy))

    def _cell(self, row: int, column: str, default: str = "") -> str:
        cells = self.table.columns.get(column)
        return (cells[row] or default) if cells is not None else default

    def posts(self) -> list[Post]:
        """Every row, in order of subject and teacher."""
        asked = (*self.asked.numeric, *self.asked.category, *(("head",) if self.asked.with_heads else ()))
        for column in asked:
            if column not in self.table.columns:
                have = "、".join(self.table.columns)
                remedy = (
                    "请标明谁可任班主任，或用 --no-heads。" if column == "head" else f"名单的列是：{have}。"
                )
                self.faults.append(Fault(f"名单里没有“{column}”列。", "staff", remedy))
        if not self.table.n_rows:
            self.faults.append(Fault("教师名单是空的。", "staff", "请至少给出一名教师。"))
        self._check_classes()
        if self.faults:
            return []
        made = [self._post(row) for row in range(self.table.n_rows)]
        for (subject, teacher), n in Counter((p.subject, p.teacher) for p in made).items():
            if n > 1:
                self.faults.append(
                    Fault(
                        f"{subject} 教师“{teacher}”写了 {n} 次。",
                        "staff",
                        "一科一行，任教几个班写在 load 列。",
                    )
                )
        return sorted(made, key=lambda post: (post.subject, post.teacher))

    def _check_classes(self) -> None:
        if not self.asked.classes:
            self.faults.append(Fault("没有班。", "--classes", "请给出班数，或班级表（class 列）。"))
        for name, n in Counter(self.asked.classes).items():
            if n > 1 or not name:
                self.faults.append(Fault(f"班级“{name}”出现了 {n} 次。", "classes", "每个班只能有一行。"))

    def _post(self, row: int) -> Post:
        teacher, subject = self._cell(row, "teacher"), self._cell(row, "subject")
        if not teacher or len(teacher) > LONGEST_CODE:
            self._fault("教师编号是空的或太长。", row, "teacher", f"请填写，不超过 {LONGEST_CODE} 个字。")
        if not subject:
            self._fault("没有写学科。", row, "subject", "请填写任教的学科。")
        load = self._cell(row, "load", "1")
        if not load.isdecimal() or not 1 <= int(load) <= len(self.asked.classes):
            self._fault(
                f"任教班数“{load}”不是 1 到 {len(self.asked.classes)} 的整数。", row, "load", "请改正。"
            )
        head = self._cell(row, "head")
        if self.asked.with_heads and head not in YES + NO:
            self._fault(f"“{head}”不是“是”或“否”。", row, "head", "请写明可否任班主任。")
        avoid = {c.strip() for c in self._cell(row, "avoid").translate(SEPARATORS).split(";") if c.strip()}
        for name in sorted(avoid - set(self.asked.classes)):
            self._fault(f"没有班级“{name}”。", row, "avoid", "请写须回避的班名。")
        if load.isdecimal() and int(load) > len(set(self.asked.classes) - avoid):
            self._fault(
                f"“{teacher}”任教 {load} 个班，回避后只剩 {len(set(self.asked.classes) - avoid)} 个。",
                row,
                "avoid",
                "请减少任教班数。",
            )
        return Post(
            teacher=teacher,
            subject=subject,
            load=int(load) if load.isdecimal() else 1,
            may_head=head in YES,
            avoid=tuple(sorted(avoid)),
            numbers=tuple(self._number(row, column) for column in self.asked.numeric),
            words=tuple(self._cell(row, column) for column in self.asked.category),
        )

    def _number(self, row: int, column: str) -> Fraction:
        text = self._cell(row, column)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or len(text) > 18 or "e" in text.lower():
            self._fault(
                f"“{text}”不是可用的数。", row, column, "请填数字（不超过 18 位），空着的不会当作零。"
            )
            return Fraction(0)
        return Fraction(value)

    def check_loads(self, posts: Sequence[Post]) -> None:
        """One teacher of each subject for each class, and nobody in too many."""
        taught: dict[str, int] = defaultdict(int)
        for post in posts:
            taught[post.subject] += post.load
        for subject, n in sorted(taught.items()):
            if n != len(self.asked.classes):
                self.faults.append(
                    Fault(
                        f"{subject} 教师任教班数合计 {n}，共有 {len(self.asked.classes)} 个班。",
                        "staff load 列",
                        "两者须相等：一人教几个班写在 load 列，不写为 1。",
                    )
                )
        if self.asked.most is None:
            return
        classes: dict[str, int] = defaultdict(int)
        for post in posts:
            classes[post.teacher] += post.load
        for teacher, n in sorted(classes.items()):
            if n > self.asked.most:
                self.faults.append(
                    Fault(
                        f"教师“{teacher}”共任教 {n} 个班，上限 {self.asked.most}。", "--most", "请调整 load。"
                    )
                )

    def check_heads(self, posts: Sequence[Post]) -> None:
        """As many possible head teachers as there are teams."""
        able = {post.teacher for post in posts if post.may_head}
        if self.asked.with_heads and len(able) < len(self.asked.classes):
            self.faults.append(
                Fault(
                    f"可任班主任的只有 {len(able)} 人，共有 {len(self.asked.classes)} 个班。",
                    "staff head 列",
                    "每班一名班主任，须从本班任课教师中产生。请增加人选，或用 --no-heads。",
                )
            )
