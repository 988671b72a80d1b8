"""Names for schools and towns, none used twice."""

from collections.abc import Iterator
from itertools import product

_FIRST = "青白柳石梨杏枫榆竹沙清双小大新东西南北上下长金银铁龙凤鹿鹤云"
_SECOND = "河岭湾坪沟峪甸泉桥岗洼屯坡塘沿"
_FLOWERS = "阳光 春苗 小太阳 金种子 蓓蕾 星星 七彩 童心 贝贝 启蒙 欣欣 朵朵 爱心 未来 晨曦 百灵 蒲公英 向日葵"
_NUMERALS = "零一二三四五六七八九"


def towns() -> Iterator[str]:
    """Names of towns and townships without the last character (镇, 乡); first the short ones."""
    for before in ("", *_FIRST):
        for second, first in product(_SECOND, _FIRST):
            if before != first:
                yield before + first + second


def villages() -> Iterator[str]:
    """Names of villages; what is added to them keeps them apart from the towns."""
    for last in ("庄", "店", "营", "堡"):
        for first, second in product(_FIRST, _SECOND):
            yield first + second + last


def numbered(n: int) -> str:
    """第一, 第十二, 第二十 … as schools are numbered."""
    tens, ones = divmod(n, 10)
    if n >= 100:
        return f"第{n}"
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return f"第{head}{_NUMERALS[ones] if ones or not tens else ''}"


def private_name(n: int) -> str:
    """What a private kindergarten calls itself."""
    flowers = _FLOWERS.split()
    again, which = divmod(n, len(flowers))
    return flowers[which] + (numbered(again + 1) if again else "")
