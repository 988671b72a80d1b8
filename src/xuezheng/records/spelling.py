"""How a Chinese name sounds: toneless pinyin and its initials, for finding it on a keyboard."""

from functools import cache

#: Characters that sound otherwise as a surname.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "区": "ou", "曾": "zeng", "解": "xie", "查": "zha", "任": "ren", "盖": "ge",
    "朴": "piao", "冼": "xian", "覃": "qin", "尉": "wei", "乐": "yue", "种": "chong", "缪": "miao", "翟": "zhai",
    "召": "shao", "折": "she", "员": "yun", "长": "zhang", "重": "chong", "行": "xing", "纪": "ji", "宿": "su",
    "秘": "bi", "黑": "he", "令": "ling", "华": "hua", "燕": "yan", "宁": "ning", "葛": "ge", "石": "shi",
}  # fmt: skip
_DOUBLE = {"尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "长孙": ("zhang", "sun"), "澹台": ("tan", "tai")}


def spelled(name: str) -> tuple[str, str]:
    """The sound of a name and its initials: 单雄信 → shanxiongxin, sxx; 实验小学 → shiyanxiaoxue, syxx.

    Letters and digits stand for themselves, other signs for nothing. A name without any sound gives "-".
    """
    syllables = [_sound(character) for character in name]
    if name[:2] in _DOUBLE:
        syllables[:2] = _DOUBLE[name[:2]]
    elif name[:1] in _SURNAMES and len(name) < 5:  # longer ones are not names of people
        syllables[0] = _SURNAMES[name[0]]
    heard = [syllable for syllable in syllables if syllable]
    return "".join(heard) or "-", "".join(syllable[0] for syllable in heard) or "-"


@cache
def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    if character.isascii():
        return character.lower() if character.isalnum() else ""
    # ü is typed as v.
    sound = lazy_pinyin(character, errors="ignore", v_to_u=False)
    return sound[0].lower() if sound else ""
