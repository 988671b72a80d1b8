"""Which entries of the register are likely the same child, and why: plain rules, each told in words.

Entries are compared only where they share a key (a number, half a number and the sound of the name, name and
birthday, name and telephone), so that a city's register takes seconds. Two different numbers that both pass
their check digit are two children, whatever else is alike: twins share birthday, telephone and half a name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import combinations

from xuezheng.outside.linkage.names import fold_name, name_sound
from xuezheng.outside.linkage.numbers import Number, read_number

CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
LABELS = {CERTAIN: "基本确定", LIKELY: "很可能", POSSIBLE: "可能"}
#: A telephone on more entries than this is a school's or a placeholder.
SHARED_PHONE = 8
#: A key that so many share says nothing.
CROWD = 60


@dataclass(frozen=True)
class Entry:
    """One entry of the register, as far as it is compared."""

    code: str
    roll_number: str
    name: str
    id_number: str
    sex: str
    born_on: date
    phone: str

    @cached_property
    def number(self) -> Number:
        """The identity number, or the one that a formal 学籍号 (G and the number) holds."""
        own = _read(self.id_number)
        return own if own.text or self.roll_number[:1] != "G" else _read(self.roll_number[1:])

    @property
    def folded(self) -> str:
        return _folded(self.name)

    @property
    def sound(self) -> str:
        return _sound(self.name)


@dataclass(frozen=True)
class Pair:
    """Two entries, how sure it is that they are one child, and why (no personal value among the words)."""

    first: str
    second: str
    strength: str
    why: tuple[str, ...]


def paired(one: str, other: str, strength: str, why: tuple[str, ...]) -> Pair:
    """Two entries as a pair, the lower code first."""
    return Pair(min(one, other), max(one, other), strength, why)


def find_duplicates(entries: Iterable[Entry]) -> list[Pair]:
    """Pairs of entries that are likely one child, the surest first; by code within."""
    known = {entry.code: entry for entry in entries}
    looked_at: set[tuple[str, str]] = set()
    found = []
    for first, second in _candidates(list(known.values())):
        if (first, second) in looked_at:
            continue
        looked_at.add((first, second))
        pair = judged(known[first], known[second])
        if pair is not None:
            found.append(pair)
    order = list(LABELS)
    return sorted(found, key=lambda pair: (order.index(pair.strength), pair.first, pair.second))


def judged(one: Entry, other: Entry) -> Pair | None:
    """Whether two entries are likely one child."""
    a, b = one.number, other.number
    same_number = bool(a.text) and a.text == b.text
    if a.is_valid and b.is_valid and not same_number:
        return None
    near_number = not same_number and _is_one_slip(a.text, b.text)
    name = _name_alike(one, other)
    same_day, near_day = one.born_on == other.born_on, _is_near_day(one.born_on, other.born_on)
    same_phone = bool(one.phone) and one.phone == other.phone
    why = _words(
        (same_number, "身份证件号相同"),
        (near_number, "身份证件号只差一处（错一位或相邻两位颠倒）"),
        (bool(name), name),
        (same_day, "出生日期相同"),
        (not same_day and near_day, "出生日期只差一处"),
        (same_phone, "监护人电话相同"),
        (one.sex != other.sex, "但性别不同"),
        ("L" in (one.roll_number[:1], other.roll_number[:1]), "其中一条是临时学籍号"),
    )
    strength = _strength(same_number, near_number, name, same_day, near_day, same_phone, one, other)
    return paired(one.code, other.code, strength, why) if strength else None


def _strength(
    same_number: bool, near_number: bool, name: str, same_day: bool, near_day: bool, same_phone: bool,
    one: Entry, other: Entry,
) -> str:  # fmt: skip
    if same_number:
        return CERTAIN if name and (same_day or near_day) else LIKELY if name or same_day else POSSIBLE
    if not name:
        return ""
    if near_number:
        return LIKELY if same_day or near_day or same_phone else POSSIBLE
    exact = one.folded == other.folded
    if exact and same_day and same_phone:
        return LIKELY
    if (same_day or (near_day and exact)) and same_phone:
        return POSSIBLE
    one_unknown = not (one.number.text and other.number.text)
    return POSSIBLE if exact and same_day and one.sex == other.sex and one_unknown else ""


def _words(*said: tuple[bool, str]) -> tuple[str, ...]:
    return tuple(word for holds, word in said if holds)


def _name_alike(one: Entry, other: Entry) -> str:
    if one.name == other.name:
        return "姓名相同"
    if one.folded == other.folded:
        return "姓名相同（繁简、异体或间隔号不同）"
    return "姓名同音" if one.sound == other.sound else ""


def _candidates(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Pairs of codes that share a key."""
    keys: tuple[Callable[[Entry], Iterable[object]], ...] = (
        lambda e: [e.number.text] if e.number.text else [],
        lambda e: [(e.sound, e.number.text[:9]), (e.sound, e.number.text[9:])] if e.number.text else [],
        lambda e: [(e.sound, e.born_on)],
        lambda e: [(e.folded, e.phone)] if e.phone else [],
    )
    crowd = _crowded_phones(entries)
    for number, keys_of in enumerate(keys):
        groups: dict[object, list[str]] = defaultdict(list)
        for entry in entries:
            if number == len(keys) - 1 and entry.phone in crowd:
                continue
            for key in keys_of(entry):
                groups[key].append(entry.code)
        for codes in groups.values():
            if 1 < len(codes) <= CROWD:
                yield from combinations(sorted(set(codes)), 2)


def _crowded_phones(entries: Sequence[Entry]) -> set[str]:
    n: dict[str, int] = defaultdict(int)
    for entry in entries:
        n[entry.phone] += 1
    return {phone for phone, count in n.items() if count > SHARED_PHONE}


def _is_one_slip(one: str, other: str) -> bool:
    """One character wrong, or two neighbours swapped."""
    if not one or len(one) != len(other):
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    i, j = apart
    return one[i] == other[j] and one[j] == other[i]


def _is_near_day(one: date, other: date) -> bool:
    """One digit wrong, neighbours swapped, or month and day the other way round."""
    if one == other:
        return True
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return swapped or _is_one_slip(f"{one:%Y%m%d}", f"{other:%Y%m%d}")


@lru_cache(maxsize=1 << 17)
def _read(said: str) -> Number:
    return read_number(said)


@lru_cache(maxsize=1 << 17)
def _folded(name: str) -> str:
    return fold_name(name)


@lru_cache(maxsize=1 << 17)
def _sound(name: str) -> str:
    return name_sound(name)
