"""Whose each wish is, for millions of wishes: by sorting codes of equal length as numbers."""

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: An odd number, so that multiplying by it loses nothing (2⁶⁴ divided by the golden ratio).
MIX = 0x9E3779B97F4A7C15


def owners(wishing: Sequence[str], pupils: Sequence[str]) -> "NDArray[Any]":
    """The place of each code in `pupils`, where every code stands once; -1 where it is not there.

    Notes
    -----
    Looking four million codes up in a dictionary waits for memory each time. Codes of one length are
    instead read as words of eight bytes, mixed into one number, sorted and laid beside the sorted
    numbers of `pupils`. Two codes with one number, or a code without its like: the dictionary decides.
    """
    import numpy as np

    ours, theirs = _words(wishing), _words(pupils)
    if ours is not None and theirs is not None and ours.shape[1] == theirs.shape[1]:
        a, b = _mixed(ours), _mixed(theirs)
        by_a, by_b = np.argsort(a), np.argsort(b)
        group = np.cumsum(np.r_[False, a[by_a][1:] != a[by_a][:-1]])
        if int(group[-1]) + 1 == len(b):
            made = np.empty(len(a), np.int64)
            made[by_a] = by_b[group]
            if (theirs[made] == ours).all():
                return made
    number = {code: i for i, code in enumerate(pupils)}
    return np.fromiter(map(number.get, wishing, repeat(-1)), np.int64, len(wishing))


def _words(codes: Sequence[str]) -> "NDArray[Any] | None":
    """Codes of one length as rows of words, shape (n, n_words); None if they are not of one length."""
    import numpy as np

    if not codes or len(set(map(len, codes))) > 1:
        return None
    joined = "".join(codes).encode()
    length = len(codes[0])
    if len(joined) != length * len(codes):
        return None
    padded = np.zeros((len(codes), -(-length // 8) * 8), np.uint8)
    padded[:, :length] = np.frombuffer(joined, np.uint8).reshape(-1, length)
    return padded.view(np.uint64)


def _mixed(words: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np

    made = words[:, 0].copy()
    for column in range(1, words.shape[1]):
        made = made * np.uint64(MIX) + words[:, column]
    return made
