"""Identity numbers as outside lists write them, and what they say of a person.

Eighteen characters (GB 11643-1999); fifteen in lists of before; twenty on the certificate of a
disabled person, of which the first eighteen are the identity number.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FULL = re.compile(r"\d{17}[\dX]")
_CERTIFICATE = re.compile(r"(\d{17}[\dX])[1-7]\d?[1-4]?B?\d?")
_OLD = re.compile(r"\d{15}")
#: Fewer characters than this say too little to be compared.
_LEAST = 15


@dataclass(frozen=True)
class Number:
    """An identity number as compared: `text` is empty when there is none; `is_valid` by its check digit."""

    text: str
    is_valid: bool
    born_on: date | None = None
    sex: str = ""


NOTHING = Number("", False)


def read_number(said: str) -> Number:
    """Read what stands in a column of identity numbers.

    Examples
    --------
    >>> read_number("11010519491231002x").is_valid, read_number("440524188001010014").sex
    (True, '1')
    >>> read_number("110105491231002").text
    '11010519491231002X'
    """
    text = re.sub(r"[\s\-'’]", "", unicodedata.normalize("NFKC", said)).upper()
    if len(text) > 18 and (found := _CERTIFICATE.fullmatch(text)):
        text = found.group(1)
    if _OLD.fullmatch(text):
        text = _with_century(text)
    if len(text) < _LEAST or not re.fullmatch(r"[\dX]+", text):
        return NOTHING
    if not _FULL.fullmatch(text):
        return Number(text[:20], False)
    born_on, is_valid = _birthday(text), text[17] == check_digit(text)
    is_valid = is_valid and born_on is not None
    sex = "1" if int(text[16]) % 2 else "2"
    return Number(text, is_valid, born_on if is_valid else None, sex if is_valid else "")


def full_number(said: str) -> str:
    """The number in eighteen characters when its check digit is right, else nothing."""
    number = read_number(said)
    return number.text if number.is_valid else ""


def check_digit(number: str) -> str:
    """The last character that the first seventeen ask for (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def _with_century(old: str) -> str:
    longer = old[:6] + "19" + old[6:]
    return longer + check_digit(longer)


def _birthday(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
