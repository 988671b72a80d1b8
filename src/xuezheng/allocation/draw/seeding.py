"""Every random thing an engine does comes from a seed and a label, and from nothing else.

One primitive, written down in docs/algorithms/draw.md: the ticket of a code under a label is
HMAC(seed, label ‖ "\\n" ‖ code). Draw orders are ascending tickets. A stream of numbers is the
tickets of the codes "0", "1", "2" … under the label `stream-v1|…`, cut into words of 64 bits.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.hashing import digest, mac_keyed
from xuezheng.errors import BadInput

#: What `--seed` takes besides free text: the seed of a public draw, as its result.json prints it.
DRAWN = re.compile(r"draw:([0-9a-f]{64})")
TEXT_SEED = b"text-seed-v1\n"
WORDS = 1 << 64


@dataclass(frozen=True)
class Seed:
    """Thirty-two bytes and how they were made; `statement` goes into the certificate."""

    value: bytes
    text: str
    hash: str = "sha256"

    @property
    def statement(self) -> dict[str, str]:
        """Say how the seed was made, so that a verifier can make it again."""
        how = "draw" if DRAWN.fullmatch(self.text) else "text"
        return {"hash": self.hash, "how": how, "text": self.text, "value": self.value.hex()}


def seed_of(text: str, *, hash: str = "sha256") -> Seed:
    """Make the seed of an engine from what was given with `--seed`.

    Parameters
    ----------
    text : str
        `draw:` and 64 hex digits is the seed of a public draw, taken as it is. Anything else is
        a sentence: its seed is the hash of "text-seed-v1\\n" ‖ canon({"text": NFC(text)}).
    hash : str
        `sha256` or `sm3`.

    Raises
    ------
    BadInput
        When the text is empty, or begins with `draw:` and is not followed by 64 hex digits.

    Notes
    -----
    A sentence chosen by one office can be tried again and again until the result pleases; only
    the seed of a public draw protects against that. The certificate says which of the two it is.

    Examples
    --------
    >>> seed_of("2026 autumn").value.hex()[:16]
    'd7bd893ecf3fbfac'
    """
    text = unicodedata.normalize("NFC", text)
    if match := DRAWN.fullmatch(text):
        return Seed(bytes.fromhex(match[1]), text, hash)
    if text.startswith("draw:"):
        raise BadInput(
            f"种子“{text}”不完整。draw: 之后须是 64 位小写十六进制数。请从 result.json 的 seed 处抄录。"
        )
    if not text.strip():
        raise BadInput(
            "种子是空的。没有种子的结果无法复算。请用 --seed 给出一句话，或 draw: 加公开抽签的种子。"
        )
    return Seed(digest(hash, TEXT_SEED + canonical({"text": text})), text, hash)


def stream(seed: bytes, label: str, *, hash: str = "sha256") -> Iterator[int]:
    """Give the endless stream of 64-bit numbers of a seed and a label.

    Word 4·i + j (j = 0 … 3) is bytes 8·j … 8·j+7, big-endian, of the ticket of the code `str(i)`
    under `"stream-v1|" + label`. Different labels give unrelated streams.
    """
    mac = mac_keyed(hash, seed)
    head = f"stream-v1|{unicodedata.normalize('NFC', label)}\n".encode()
    block = 0
    while True:
        ticket = mac(head + b"%d" % block)
        for start in (0, 8, 16, 24):
            yield int.from_bytes(ticket[start : start + 8], "big")
        block += 1


def numbers_below(words: Iterator[int], n: int) -> Iterator[int]:
    """Turn 64-bit words into numbers from 0 to n - 1, each equally likely.

    A word at or above the largest multiple of n is passed over; the others are taken modulo n.
    """
    limit = WORDS - WORDS % n
    return (word % n for word in words if word < limit)


def seed_words(seed: str | bytes, label: str, n: int) -> list[int]:
    """Give the first `n` words (0 … 2⁶⁴ − 1) of the stream of a seed and a label.

    Parameters
    ----------
    seed : str or bytes
        Text is made into a seed by `seed_of`; bytes are the seed itself.
    label : str
        What the numbers are for, such as `classes|school=S10023`.
    n : int
        How many.
    """
    key = seed_of(seed).value if isinstance(seed, str) else seed
    return list(islice(stream(key, label), n))
