"""Which days are worked: weekends, public holidays, Saturdays made up, and what the office decided itself."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, Fault, NotFound

ONE_DAY = timedelta(days=1)
_WORDS = {"work": True, "rest": False}
_LINE = "days 的每条须写成 {on: 2027-02-06, is: work 或 rest, why: 原因}。"


@dataclass(frozen=True)
class Day:
    """What a day is: worked or not, why, and whether that is only assumed so far."""

    on: date
    is_worked: bool
    why: str
    is_provisional: bool = False


class WorkCalendar:
    """Working days (工作日) of the State Council's calendar, with the office's own decisions on top.

    A year whose holidays are not announced yet counts by weekends alone and is *provisional* (暂按周末推算).

    Parameters
    ----------
    decided : mapping of date to Day
        The office's own days; they win over the calendar.
    announced : collection of int
        Years whose notice the office entered itself: certain, not provisional.
    """

    def __init__(self, decided: Mapping[date, Day] | None = None, announced: Collection[int] = ()) -> None:
        self.decided = dict(decided or {})
        first, last = announced_years()
        self.certain = frozenset(range(first, last + 1)) | frozenset(announced)

    def day(self, on: date) -> Day:
        """Say what a day is."""
        if on in self.decided:
            return self.decided[on]
        weekend = on.weekday() >= 5
        holidays, made_up = _announced()
        if on in holidays:
            return Day(on, False, holidays[on])
        if on in made_up:
            return Day(on, True, f"{made_up[on]}调休上班")
        word = "周末" if weekend else "工作日"
        return Day(on, not weekend, word, is_provisional=on.year not in self.certain)

    def is_worked(self, on: date) -> bool:
        """Whether a day is worked."""
        return self.day(on).is_worked

    def nth_after(self, start: date, n: int) -> date:
        """The nth working day after a day, which itself does not count; the day itself for n = 0.

        Cost: a look-up in a list of working days, made once.
        """
        if n == 0:
            return start
        found = self._worked
        at = bisect_left(found, start.toordinal() + 1) + n - 1
        if at < len(found) and start.toordinal() >= found[0]:
            return date.fromordinal(found[at])
        return self._walk(start, n)

    def worked_between(self, first: date, last: date) -> int:
        """How many days from `first` to `last`, both counted, are worked."""
        if not self._covers(first) or not self._covers(last):
            return sum(self.is_worked(day) for day in days_between(first, last))
        found = self._worked
        return bisect_left(found, last.toordinal() + 1) - bisect_left(found, first.toordinal())

    def next_worked(self, on: date) -> date:
        """The day itself when it is worked, else the next that is."""
        while not self.is_worked(on):
            on += ONE_DAY
        return on

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a span touches a year not announced yet (days the office decided itself are certain)."""
        if self.certain.issuperset(range(first.year, last.year + 1)):
            return False
        return any(self.day(day).is_provisional for day in days_between(first, last))

    def _covers(self, on: date) -> bool:
        return self._worked[0] <= on.toordinal() <= self._worked[-1]

    def _walk(self, start: date, n: int) -> date:
        on = start
        while n:
            on += ONE_DAY
            n -= self.is_worked(on)
        return on

    @cached_property
    def _worked(self) -> list[int]:
        """Ordinals of the working days of the announced years and two more."""
        first, last = announced_years()
        days = days_between(date(first, 1, 1), date(last + 2, 12, 31))
        return [day.toordinal() for day in days if self.is_worked(day)]


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both counted."""
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def read_calendar(path: Path | None = None) -> WorkCalendar:
    """Read the office's own days on top of the State Council's.

    Parameters
    ----------
    path : Path, optional
        YAML with `announced`, a list of years whose notice is entered here, and `days`, a list of
        `{on, is: work|rest, why}`: a new year's holidays, a local holiday, a day lost to a typhoon.

    Raises
    ------
    NotFound
        When the file is not there.
    BadInput
        With every line that cannot be read, and days written twice.
    """
    if path is None:
        return WorkCalendar()
    if not path.is_file():
        raise NotFound(f"找不到日历文件 {path}。它应是含 announced 和 days 的 YAML。{_LINE}")
    given = _given(path)
    faults: list[Fault] = []
    years = [_year(year, path.name, faults) for year in given["announced"]]
    decided: dict[date, Day] = {}
    for number, line in enumerate(given["days"], 1):
        day = _decided(line, f"{path.name} 第 {number} 条", faults)
        if day is not None and day.on in decided:
            faults.append(Fault(f"{day.on} 写了两次。", f"{path.name} 第 {number} 条", "请只留一条。"))
        elif day is not None:
            decided[day.on] = day
    if faults:
        raise BadInput(f"日历文件 {path.name} 有 {len(faults)} 处错误，未采用。", faults=faults)
    return WorkCalendar(decided, years)


def _given(path: Path) -> dict[str, list[Any]]:
    """The two lists of an office's file."""
    import yaml

    try:
        # Everything as text: to the default loader `on` is true and 2027-02-30 no date at all.
        given = yaml.load(path.read_text(encoding="utf-8-sig"), yaml.BaseLoader) or {}  # noqa: S506
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(f"日历文件 {path.name} 读不出来（{type(error).__name__}）。{_LINE}") from error
    shape: dict[str, list[Any]] = {"announced": [], "days": []}
    if not isinstance(given, dict) or set(given) - set(shape):
        raise BadInput(f"日历文件 {path.name} 只能有 announced 和 days 两项。{_LINE}")
    lists = {**shape, **given}
    if not all(isinstance(value, list) for value in lists.values()):
        raise BadInput(f"日历文件 {path.name} 的 announced 和 days 都须是列表。{_LINE}")
    return lists


def _year(year: Any, name: str, faults: list[Fault]) -> int:
    if str(year).isdecimal() and 2000 <= int(year) <= 2100:
        return int(year)
    faults.append(Fault(f"announced 写着“{year}”。", name, "请写成四位年份，如 2027。"))
    return 0


def _decided(line: Any, where: str, faults: list[Fault]) -> Day | None:
    """One line of the office, or a fault."""
    if not isinstance(line, dict) or not {"on", "is", "why"} <= set(line):
        faults.append(Fault("缺少 on、is 或 why。", where, _LINE))
        return None
    try:
        on = date.fromisoformat(str(line["on"]))
    except ValueError:
        faults.append(Fault(f"日期“{line['on']}”不存在。", where, "请写成 2027-02-06。"))
        return None
    if line["is"] not in _WORDS:
        faults.append(Fault(f"is 写着“{line['is']}”。", where, "只能是 work（上班）或 rest（休息）。"))
        return None
    return Day(on, _WORDS[line["is"]], str(line["why"]))


@cache
def announced_years() -> tuple[int, int]:
    """First and last year whose holidays are announced."""
    holidays, _ = _announced()
    return min(holidays).year, max(holidays).year


@cache
def _announced() -> tuple[dict[date, str], dict[date, str]]:
    """Public holidays and made-up working days of the State Council's notices, with their names."""
    from chinese_calendar import constants

    chinese = {kind.value: kind.chinese for kind in constants.Holiday}
    names = (
        {day: chinese.get(name, name) for day, name in table.items()}
        for table in (constants.holidays, constants.workdays)
    )
    holidays, made_up = names
    return holidays, made_up
