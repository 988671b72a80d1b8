"""Outside lists of the kind civil affairs and the disabled persons' federation send, with what goes wrong in them.

The list and the truth (which entry is which pupil) are handed out apart: the matcher sees the list only.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from xuezheng.jobs.demo.identity_numbers import Births, id_numbers
from xuezheng.jobs.demo.names import full_names

#: Of a thousand entries with a name: how many have it spoiled in this way.
NAME_SLIPS = {"homophone": 40, "variant": 15, "swapped": 4, "missing": 10, "other": 12, "spaced": 30}
#: Of a thousand entries: how many have the number spoiled in this way.
NUMBER_SLIPS = {"absent": 80, "digit": 40, "turned": 20, "dropped": 8, "guardian": 8, "certificate": 40}
_BORN_ABSENT, _BORN_WRONG, _SEX_ABSENT, _SEX_WRONG = 0.15, 0.01, 0.05, 0.003
_PHONE_GIVEN, _PHONE_SAME, _AREA_ELSEWHERE = 0.4, 0.7, 0.04
#: Entries of people who are on no roll, and of those how many are a pupil's twin.
_STRANGERS, _TWINS = 0.15, 0.03
#: Ways of writing that lists use and the register does not, written the other way round.
_WRITTEN = {
    "峰": "峯", "哲": "喆", "杰": "傑", "国": "國", "伟": "偉", "华": "華", "强": "強", "涛": "濤", "刚": "剛", "辉": "煇",
    "静": "靜", "丽": "麗", "兰": "蘭", "红": "紅", "诗": "詩", "梦": "夢", "语": "語", "晓": "曉", "铭": "銘", "鸣": "鳴",
    "远": "遠", "飞": "飛", "军": "軍", "栋": "棟", "恒": "恆", "轩": "軒", "涵": "㴠", "鹏": "鵬", "泽": "澤", "书": "書",
    "张": "張", "刘": "劉", "陈": "陳", "杨": "楊", "赵": "趙", "吴": "吳", "孙": "孫", "马": "馬", "郑": "鄭", "谢": "謝",
    "韩": "韓", "邓": "鄧", "冯": "馮", "萧": "肖", "阎": "闫", "赟": "贇", "堃": "坤", "犇": "奔", "甯": "宁", "䶮": "龑",
}  # fmt: skip


@dataclass(frozen=True)
class People:
    """Pupils as arrays: code, name, number, sex (1 or 2), birthday (datetime64[D]), area, phone."""

    code: np.ndarray
    name: np.ndarray
    number: np.ndarray
    sex: np.ndarray
    born_on: np.ndarray
    area: np.ndarray
    phone: np.ndarray

    def __len__(self) -> int:
        return len(self.code)


@dataclass(frozen=True)
class MadeList:
    """The entries as they were sent, and apart from them the pupil of each (empty for a stranger)."""

    entries: list[dict[str, Any]]
    truth: dict[str, str]


def make_list(
    chance: np.random.Generator, people: People, n: int, *, label: str = "N", most: int | None = None
) -> MadeList:
    """A list of `n` entries about the people, every value with a chance to be spoiled on its own.

    Nobody is on it twice; at most `most` of its people are pupils. Slips of different columns are independent, so some entries have several.
    """
    n_pupils = min(n - round(n * _STRANGERS), len(people) if most is None else most)
    n_strangers = n - n_pupils
    chosen = chance.choice(len(people), n_pupils, replace=False)
    entries = [_true_entry(people, int(place)) for place in chosen]
    entries += _strangers(chance, people, n_strangers)
    codes = [*people.code[chosen].tolist(), *[""] * n_strangers]
    truth: dict[str, str] = {}
    made: list[dict[str, Any]] = []
    for number, place in enumerate(chance.permutation(n).tolist(), start=1):
        code = f"{label}{number:06d}"
        truth[code] = codes[place]
        made.append({"code": code, **_spoiled(chance, entries[place], people)})
    return MadeList(made, truth)


def _true_entry(people: People, place: int) -> dict[str, Any]:
    return {
        "name": people.name[place],
        "number": people.number[place],
        "sex": people.sex[place],
        "born_on": people.born_on[place].item(),
        "area": people.area[place],
        "phone": people.phone[place],
    }


def _strangers(chance: np.random.Generator, people: People, n: int) -> list[dict[str, Any]]:
    """People of the same age and places who are on no roll; a few are the twin of somebody who is."""
    like = chance.integers(0, len(people), n)
    is_male = chance.random(n) < 0.5
    region = np.array([int(text[:6] or 990101) if text else 990101 for text in people.number[like]])
    born_on = people.born_on[like] + chance.integers(-20, 20, n)
    names, numbers = full_names(chance, is_male), id_numbers(Births(region, born_on, is_male))
    made = []
    for k, place in enumerate(like.tolist()):
        entry = _true_entry(people, place)
        if chance.random() < _TWINS and entry["number"]:
            entry |= {"name": entry["name"][0] + names[k][1:], "number": _twin_number(entry["number"])}
        else:
            entry |= {
                "name": names[k],
                "number": numbers[k],
                "sex": "1" if is_male[k] else "2",
                "born_on": born_on[k].item(),
                "phone": f"1991{int(chance.integers(0, 10**7)):07d}",
            }
        made.append(entry)
    return made


def _twin_number(number: str) -> str:
    """The next number of the same sex, day and place, with its check digit."""
    first = f"{number[:14]}{(int(number[14:17]) + 2) % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


def _spoiled(chance: np.random.Generator, entry: dict[str, Any], people: People) -> dict[str, Any]:
    other = int(chance.integers(0, len(people)))
    return {
        "name": _spoiled_name(chance, entry["name"]),
        "number": _spoiled_number(chance, entry["number"]),
        "sex": _spoiled_sex(chance, entry["sex"]),
        "born_on": _spoiled_day(chance, entry["born_on"]),
        "area": people.area[other] if chance.random() < _AREA_ELSEWHERE else entry["area"],
        "phone": _spoiled_phone(chance, entry["phone"]),
    }


def _which(chance: np.random.Generator, slips: dict[str, int]) -> str:
    drawn = int(chance.integers(0, 1000))
    for name, of_a_thousand in slips.items():
        if drawn < of_a_thousand:
            return name
        drawn -= of_a_thousand
    return ""


def _spoiled_name(chance: np.random.Generator, name: str) -> str:
    slip, last = _which(chance, NAME_SLIPS), len(name) - 1
    place = int(chance.integers(1, len(name)))
    if slip == "homophone":
        near = _homophones(name[place])
        return name[:place] + near[int(chance.integers(0, len(near)))] + name[place + 1 :]
    if slip == "variant":
        return "".join(_WRITTEN.get(character, character) for character in name)
    if slip == "swapped" and last > 1:
        return name[:-2] + name[last] + name[last - 1]
    if slip == "missing" and last > 1:
        return name[:place] + name[place + 1 :]
    if slip == "other":
        common = _common()
        return name[:place] + common[int(chance.integers(0, len(common)))] + name[place + 1 :]
    if slip == "spaced":
        return name[0] + "　" + name[1:]
    return name


def _spoiled_number(chance: np.random.Generator, number: str) -> str:
    slip = _which(chance, NUMBER_SLIPS) if number else "absent"
    place = int(chance.integers(0, 17))
    if slip == "absent":
        return ""
    if slip == "digit":
        return (
            number[:place]
            + str((int(number[place]) + int(chance.integers(1, 10))) % 10)
            + number[place + 1 :]
        )
    if slip == "turned":
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if slip == "dropped":
        return number[:place] + number[place + 1 :]
    if slip == "guardian":
        born_on = np.array([f"{int(number[6:10]) - 28}-{number[10:12]}-15"], dtype="datetime64[D]")
        births = Births(np.array([int(number[:6])]), born_on, np.array([True]))
        return str(id_numbers(births)[0])
    if slip == "certificate":
        return f"{number}{int(chance.integers(1, 8))}{int(chance.integers(1, 5))}"
    return number.lower() if chance.random() < 0.3 else number


def _spoiled_sex(chance: np.random.Generator, sex: str) -> str:
    if chance.random() < _SEX_ABSENT:
        return ""
    return {"1": "2", "2": "1"}[sex] if chance.random() < _SEX_WRONG else sex


def _spoiled_day(chance: np.random.Generator, on: date) -> date | None:
    if chance.random() < _BORN_ABSENT:
        return None
    if chance.random() >= _BORN_WRONG:
        return on
    if on.day <= 12 and on.day != on.month:
        return date(on.year, on.day, on.month)
    return on + timedelta(days=int(chance.integers(1, 9)))


def _spoiled_phone(chance: np.random.Generator, phone: str) -> str:
    if chance.random() >= _PHONE_GIVEN:
        return ""
    return phone if chance.random() < _PHONE_SAME else f"1992{int(chance.integers(0, 10**7)):07d}"


@cache
def _common() -> str:
    """The 3,755 characters of the first level of GB 2312."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in rows)


@cache
def _by_sound() -> dict[str, str]:
    from pypinyin import lazy_pinyin

    groups: dict[str, str] = defaultdict(str)
    for character in _common():
        groups[lazy_pinyin(character)[0]] += character
    return dict(groups)


@cache
def _homophones(character: str) -> str:
    """Other common characters with the same sound; the character itself when there is none."""
    from pypinyin import lazy_pinyin

    others = _by_sound().get(lazy_pinyin(character)[0], "").replace(character, "")
    return others or character
