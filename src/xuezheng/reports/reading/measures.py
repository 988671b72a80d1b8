"""Measure words: what can follow a figure and make it one."""

import re
from dataclasses import dataclass

from xuezheng.reports.writing.units import split_scale

#: Continuations in which a measure word is the head of another word (XX家长, XX所属, XX人民政府).
_OTHER_WORD = {
    "个": "人(?!次)|性|别|体|旧|税",
    "所": "属|在|有|以|需|谓|长",
    "名": "校(?!长)|师(?!生)|牌|优(?!秀)|城|录|单|誉|著|胜|额|义|次|额|字|称|人(?!大|民|员|才|社)|家(?!长|庭|委)",
    "人": "民|大(?!班)|才|事|社|口|均|文|类|力|工|员|数|际|气|居|防|格",
    "家": "长|庭|校|园|乡|政|访|委|教(?!育)",
    "件": "数",
    "起": "步|草|点|来(?!信|访|电)|到|义|源|诉",
    "次": "年|日|要|数|序|生",
    "项": "目(?!标)",
    "条": "例|件|款|文",
    "处": "室|长|级|理|于|置|罚|分|境",
    "座": "谈|右|位",
    "台": "账|阶|湾|商",
    "册": "子",
    "场": "所|馆|地|景",
    "期": "间|末|待|中",
    "批": "准|复|评|示|改|判|发",
    "对": "[^，。、；]",
    "部": "门|长|署|分|级|队|属|落",
    "支": "部|持|付|队|教|委|撑",
    "份": "额|量",
    "门": "户|口|类|店|诊",
    "节": "日|约|能|假|水|俭|目",
    "类": "型|别",
    "种": "植|子|族",
    "户": "籍|外|口",
    "位": "于|置|列|居|次",
    "本": "级|科|市|县|区|土|地|校|年|次|届|着|身|期|学",
    "张": "[^，。、；]",
    "片": "区|段|面",
    "面": "向|临|积|对|试|貌|广|上|板|授|谈",
    "点": "位|赞|评|名|燃|滴|缀|军|钟|半|整",
    "层": "面|级|次|层",
    "组": "织|长|建|成|团|合|委|群|组",
    "队": "伍|员|长|列|队",
    "块": "状",
    "间": "接|隔|操",
    "套": "牌|餐|用|取",
    "年": "级|龄|货|均|轻|限|终|底|初|末|检|会|报|代|薪|味",
    "月": "刊|报|考",
    "日": "报|常|程|照|志",
    "天": "津|然|下|文|使|山|府|河|心|桥|台|宁|空",
    "周": "边|口|报|末|年|转|期",
    "度": "假|量",
    "分": "校|管|局|别|院|类|班|会|园|享|解|析|流|层|数|配|工|组|设|批|段|级|布|支|片|社|部|公",
    "米": "脂",
    "元": "旦|宝|宵|月",
    "例": "会|如|行",
    "轮": "岗|流|换|训|值",
    "首": "府|先|次|批|届|个",
    "封": "闭|丘|顶",
    "股": "份|长",
    "幅": "员|度",
    "堂": "课",
    "笔": "试|记|者",
    "株": "洲|式",
    "眼": "科|镜|保|前|健|部|睛|病|界",
    "只": "有|是|要|能|见|顾",
    "副": "[^，。、；食本产]",
    "架": "构|设|空",
    "扇": "形",
    "箱": "包",
    "款": "项|式|待",
    "单": "位|独|项|列|招|一|元|县",
    "卷": "烟",
    "束": "缚",
    "床": "垫",
}
_COUNTED = (
    "人次", "册次", "场次", "班次", "课时", "学时", "个百分点", "百分点", "平方米", "平方公里", "公里", "千米",
    "公顷", "立方米", "元", "㎡", "平米", "亩", "米", "吨", "个", "所", "名", "人", "家", "件", "起", "次", "项",
    "条", "处", "座", "栋", "幢", "套", "台", "间", "册", "场", "期", "批", "对", "辆", "部", "支", "篇", "份",
    "门", "节", "类", "种", "位", "户", "例", "宗", "桩", "本", "张", "块", "片", "棵", "面", "点", "层", "组",
    "队", "分", "%", "％", "m²", "m2", "M²", "平方千米", "枚", "封", "幅", "首", "股", "轮", "堂", "讲", "户次",
    "家次", "车次", "校次", "件次", "台套", "笔", "株", "盏", "眼", "延米", "延长米", "公斤", "千克", "只", "副", "架", "扇",
    "箱", "兆", "TB", "GB", "千瓦时", "千瓦", "学分", "课次", "例次", "批次", "款", "件套", "单", "卷", "束", "床", "倍",
)  # fmt: skip
#: Places and schools that are counted without a measure word (12校, 5县); after a placeholder they name one.
_PLACES = {
    "县区": "", "乡镇": "", "校": "区|园|长|车|内|际|企|外|友|本|舍|服|门|级|址|名|训|医|歌", "园": "区|长|所|林|地",
    "县": "域|级|委|府|直|长|政|城|区|市|处", "镇": "域|级|委|政|长|村|街", "村": "级|民|委|小|支",
}  # fmt: skip
_DURATIONS = ("个月", "小时", "分钟", "天", "周", "年", "岁", "周岁", "月", "日", "度")
_SCALE = re.compile(r"百万|千万|万|亿|千(?!米|克|瓦)")
_BY_LENGTH = sorted({*_COUNTED, *_DURATIONS}, key=len, reverse=True)

#: Measure words that with a number in characters make a fixed phrase more often than a count.
FORMAL = frozenset("批点层组面分门节类种对块片位轮讲首股笔只副架扇单卷束款眼倍兆头")
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
    if not word and not is_placeholder:
        word = next((one for one in _PLACES if _is_place(one, text, after)), "")
    if word and is_placeholder and _is_other_word(word, text, after + len(word)):
        word = ""
    if not word and not scale:
        return None
    scale_word = scale[0] if scale else ""
    factor = split_scale(scale_word + "元")[0] if scale else 1
    return Measure(scale_word + word, factor, after + len(word), approx)


def _is_place(word: str, text: str, at: int) -> bool:
    if not text.startswith(word, at):
        return False
    others = _PLACES[word]
    return not others or re.compile(others).match(text, at + len(word)) is None


def _is_other_word(word: str, text: str, end: int) -> bool:
    others = _OTHER_WORD.get(word, "")
    return others != "" and re.compile(others).match(text, end) is not None
