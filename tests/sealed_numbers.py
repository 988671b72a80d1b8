"""Numbers that a bureau's folder keeps sealed, opened past the program with the folder's own keys."""

from pathlib import Path

from xuezheng.records.sealing import keys
from xuezheng.records.sealing.suites import sealer


def plain(folder: Path, kind: str, text: str) -> str:
    """A number as people write it; empty stays empty."""
    if not text:
        return text
    return sealer(keys._parse(Path(folder) / keys.FILE).keys[text[:4]], kind).open(text)


def sealed(folder: Path, kind: str, number: str) -> str:
    """A number as the folder's records keep it."""
    return sealer(keys._parse(Path(folder) / keys.FILE).current, kind).seal(number)
