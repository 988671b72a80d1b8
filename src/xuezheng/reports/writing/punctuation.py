"""Punctuation of a Chinese document."""

import re

_FULL = str.maketrans(",:;?!()", "，：；？！（）")
_CHINESE = r"[\u3400-\u9fff\U00020000-\U0003ffff《》“”‘’、。，：；（）％%]"
_BESIDE_CHINESE = re.compile(rf"(?<={_CHINESE})[,:;?!()]|[,:;?!()](?={_CHINESE})")


def full_width(text: str) -> str:
    """Give Chinese text its full-width punctuation, one character for one (GB/T 15834).

    A comma or colon between digits or Latin letters (1,234; 18:00; http://) stays as it is.
    """
    return _BESIDE_CHINESE.sub(lambda found: found[0].translate(_FULL), text)
