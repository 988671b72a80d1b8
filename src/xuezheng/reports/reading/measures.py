"""Measure words: what can follow a figure and make it one."""

import re
from dataclasses import dataclass

from xuezheng.reports.writing.units import split_scale

#: Continuations in which a measure word is the head of another word (XX家长, XX所属, XX人民政府).
_OTHER_WORD = {
    "个": "人(?!次)|性|别|体",
    "所": "属|在|有|以|需|谓|长",
    "名": "校(?!长)|师(?!生)|牌|优(?!秀)|城|录|单|誉",
    "人": "民|大(?!班)|才|事|社|口|均|文|类|力|工",
    "家": "长|庭|校|园|乡",
    "件": "数",
    "起": "步|草|点|来",
    "次": "年|日|要|数",
    "项": "目(?!标)",
    "条": "例|件",
    "处": "室|长|级|理|于|置|罚",
    "座": "谈",
    "台": "账|阶|湾",
    "册": "子",
    "场": "所|馆|地|景",
    "期": "间|末|待|中",
    "批": "准|复|评|示",
    "对": "[^，。、；]",
    "部": "门|长|署|分|级|队",
    "支": "部|持|付|队|教|委|撑",
    "份": "额",
    "门": "户|口|类",
    "节": "日|约|能",
    "类": "型|别",
    "种": "植|子|族",
    "户": "籍|外|口",
    "位": "于|置",
    "本": "级|科|市|县|区|土|地|校|年|次",
    "张": "[^，。、；]",
    "片": "区",
    "面": "向|临|积|对|试",
    "间": "接|隔",
    "套": "牌",
    "年": "级|龄|货|均|轻|限",
    "月": "刊|报|考",
    "日": "报|常|程|照|志",
    "天": "津|然|下|文|使",
    "周": "边|口|报|末",
    "度": "假|量",
    "分": "校|管|局|别|院|类|班|会|园",
    "米": "脂",
}
_COUNTED = (
    "人次", "册次", "场次", "班次", "课时", "学时", "个百分点", "百分点", "平方米", "平方公里", "公里", "千米",
    "公顷", "立方米", "元", "㎡", "平米", "亩", "米", "吨", "个", "所", "名", "人", "家", "件", "起", "次", "项",
    "条", "处", "座", "栋", "幢", "套", "台", "间", "册", "场", "期", "批", "对", "辆", "部", "支", "篇", "份",
    "门", "节", "类", "种", "位", "户", "例", "宗", "桩", "本", "张", "块", "片", "棵", "面", "点", "层", "组",
    "队", "分", "%", "％",
)  # fmt: skip
_DURATIONS = ("个月", "小时", "分钟", "天", "周", "年", "岁", "周岁", "倍", "月", "日", "度")
_SCALE = re.compile(r"百万|千万|万|亿|千(?!米|克|瓦)")
_BY_LENGTH = sorted({*_COUNTED, *_DURATIONS}, key=len, reverse=True)

#: Measure words that with a number in characters make a fixed phrase more often than a count.
FORMAL = frozenset("期批点层组面分门节类种对块片位")
#: Measure words of which even a small number in characters is a count (两栋房屋, 三所学校).
CONCRETE = frozenset("所名家座栋幢辆件起台套人元亩") | {"平方米", "公里"}
#: Figures with these say how long or how old, not how many.
LASTING = frozenset(_DURATIONS)


@dataclass(frozen=True)
class Measure:
    """A unit as written, its factor, where it ends, and a rounding word inside it (3万余名)."""

    unit: str
    scale: int
    end: int
    approx: str = ""


def measure_at(text: str, at: int, *, is_placeholder: bool) -> Measure | None:
    """The measure word at a place; None when the words there are something else.

    After a placeholder the first character may also begin a name: XX家长学校, XX人民政府.
    """
    scale = _SCALE.match(text, at)
    after = scale.end() if scale else at
    approx = text[after : after + 1] if scale and text[after : after + 1] in ("余", "多") else ""
    after += len(approx)
    word = next((word for word in _BY_LENGTH if text.startswith(word, after)), "")
    if word and is_placeholder and _is_other_word(word, text, after + len(word)):
        word = ""
    if not word and not scale:
        return None
    scale_word = scale[0] if scale else ""
    factor = split_scale(scale_word + "元")[0] if scale else 1
    return Measure(scale_word + word, factor, after + len(word), approx)


def _is_other_word(word: str, text: str, end: int) -> bool:
    others = _OTHER_WORD.get(word, "")
    return others != "" and re.compile(others).match(text, end) is not None
