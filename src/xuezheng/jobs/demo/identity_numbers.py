"""ID numbers and roll numbers of people who do not exist (regions 99xxxx are nobody's).

The check digit follows GB 11643-1999; a 学籍号 is G and the ID number, or L and a temporary
number on which no check digit is to be run.
"""

from dataclasses import dataclass

import numpy as np

from xuezheng.jobs.demo.loading import day_texts
from xuezheng.jobs.demo.shapes import objects

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECKS = objects("10X98765432")
#: Sequence numbers of one sex within a region and birthday.
_SEQUENCES = 500


@dataclass(frozen=True)
class Births:
    """Where, when and as what people were born: what their numbers are made of."""

    region: np.ndarray
    born_on: np.ndarray
    is_male: np.ndarray


def id_numbers(births: Births) -> np.ndarray:
    """An 18-character ID number for each, all different, each with its right check digit."""
    regions, region = np.unique(births.region, return_inverse=True)
    dates, date = np.unique(births.born_on, return_inverse=True)
    region_text = objects(f"{code:06d}" for code in regions.tolist())
    date_text = objects(day_texts(dates))
    sequence = _sequence(region * len(dates) + date, births.is_male)
    sequence_text = objects(f"{n:03d}" for n in range(1000))
    total = (
        _weighed(region_text, 0)[region]
        + _weighed(date_text, 6)[date]
        + _weighed(sequence_text, 14)[sequence]
    )
    return region_text[region] + date_text[date] + sequence_text[sequence] + _CHECKS[total % 11]


def temporary_number(id_number: str, last: int) -> str:
    """A temporary 学籍号: the school's place, the birthday, four digits by chance."""
    return f"L{id_number[:14]}{last % 10}{id_number[14:17]}"


def _weighed(texts: np.ndarray, at: int) -> np.ndarray:
    """Each text's part of the weighted sum, standing at place `at` of the number."""
    digits = np.array([[int(c) for c in text] for text in texts])
    return digits @ _WEIGHTS[at : at + digits.shape[1]]


def _sequence(birth: np.ndarray, is_male: np.ndarray) -> np.ndarray:
    """A three-digit number for each, odd for boys, none twice for one birthday and region."""
    group = birth.astype(np.int64) * 2 + is_male
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)]))
    if len(rank) and rank.max() >= _SEQUENCES:
        raise AssertionError("More births on one day in one region than ID numbers allow.")
    place = np.empty(len(group), dtype=np.int64)
    place[order] = (rank * 167 + ordered * 31) % _SEQUENCES
    return place * 2 + is_male
